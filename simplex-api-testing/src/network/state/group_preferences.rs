//! The preferences of groups.

use simplex_api::types::{
    CommentsGroupPreference, FullGroupPreferences, GroupFeatureEnabled, GroupPreference,
    GroupPreferences, RoleGroupPreference, SupportGroupPreference, TimedMessagesGroupPreference,
};

/// The preferences of a group's profile, completed with the defaults of the server.
pub(crate) fn full(given: Option<&GroupPreferences>) -> FullGroupPreferences {
    use GroupFeatureEnabled::{Off, On};
    let given = given.cloned().unwrap_or_default();
    let plain = |given: Option<GroupPreference>, default| {
        given.unwrap_or_else(|| GroupPreference::new(default))
    };
    let role = |given: Option<RoleGroupPreference>, default| {
        given.unwrap_or_else(|| RoleGroupPreference::new(default))
    };
    let timed = given.timed_messages;
    let mut full = FullGroupPreferences::new(
        timed.unwrap_or_else(|| TimedMessagesGroupPreference::new(Off)),
        role(given.direct_messages, Off),
        plain(given.full_delete, Off),
        plain(given.reactions, On),
        role(given.voice, On),
        role(given.files, On),
        role(given.simplex_links, On),
        plain(given.reports, On),
        plain(given.history, Off),
        role(given.sessions, Off),
    );
    let support = given.support;
    full.support = Some(support.unwrap_or_else(|| SupportGroupPreference::new(On)));
    let comments = given.comments;
    full.comments = Some(comments.unwrap_or_else(|| CommentsGroupPreference::new(Off)));
    full.sign_messages = Some(plain(given.sign_messages, Off));
    full.commands = given.commands.unwrap_or_default();
    full
}
