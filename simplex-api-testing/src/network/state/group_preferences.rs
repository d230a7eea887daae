//! The preferences of groups.

use simplex_api::types::{
    CommentsGroupPreference, FullGroupPreferences, GroupFeatureEnabled, GroupMemberRole,
    GroupPreference, GroupPreferences, RoleGroupPreference, SupportGroupPreference,
    TimedMessagesGroupPreference,
};

/// The proposed time of disappearing messages in seconds, also where they are off.
const DEFAULT_TTL: i64 = 24 * 60 * 60;

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
        timed.unwrap_or_else(|| TimedMessagesGroupPreference::new(Off).ttl(DEFAULT_TTL)),
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
    full.sign_messages = given.sign_messages;
    full.commands = given.commands.unwrap_or_default();
    full
}

/// The preferences of a new business chat.
pub(crate) fn business() -> GroupPreferences {
    use GroupFeatureEnabled::{Off, On};
    let full_delete = GroupPreference::new(On).role(GroupMemberRole::Moderator);
    let full = full(Some(
        &GroupPreferences::new()
            .timed_messages(TimedMessagesGroupPreference::new(Off))
            .full_delete(full_delete)
            .voice(RoleGroupPreference::new(Off))
            .history(GroupPreference::new(On))
            .sessions(RoleGroupPreference::new(On))
            .reports(GroupPreference::new(Off)),
    ));
    let mut given = GroupPreferences::new()
        .timed_messages(full.timed_messages)
        .direct_messages(full.direct_messages)
        .full_delete(full.full_delete)
        .reactions(full.reactions)
        .voice(full.voice)
        .files(full.files)
        .simplex_links(full.simplex_links)
        .reports(full.reports)
        .history(full.history)
        .sessions(full.sessions)
        .commands(full.commands);
    given.support = full.support;
    given.comments = full.comments;
    given
}
