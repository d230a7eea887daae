//! Preferences of groups: features that the owners turn on and off for all.

use crate::api::older;
use crate::api_type;
use crate::types::{ChatBotCommand, GroupMemberRole};

/// The features that a group's profile turns on or off. Those that are missing have their default;
/// [`GroupFeature`] says what each is.
#[api_type]
pub struct GroupPreferences {
    pub timed_messages: Option<TimedMessagesGroupPreference>,
    pub direct_messages: Option<RoleGroupPreference>,
    pub full_delete: Option<GroupPreference>,
    pub reactions: Option<GroupPreference>,
    pub voice: Option<RoleGroupPreference>,
    pub files: Option<RoleGroupPreference>,
    pub simplex_links: Option<RoleGroupPreference>,
    pub reports: Option<GroupPreference>,
    pub history: Option<GroupPreference>,
    #[api(since = "6.5")]
    pub support: Option<SupportGroupPreference>,
    pub sessions: Option<RoleGroupPreference>,
    #[api(since = "6.5")]
    pub comments: Option<CommentsGroupPreference>,
    #[api(since = "7.0.2")]
    pub sign_messages: Option<GroupPreference>,
    /// The commands that bots in the group offer; apps show them as a menu.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// [`GroupPreferences`] with defaults filled in. What came after version 6.4 is `None` only with older
/// servers.
#[api_type]
pub struct FullGroupPreferences {
    pub timed_messages: TimedMessagesGroupPreference,
    pub direct_messages: RoleGroupPreference,
    pub full_delete: GroupPreference,
    pub reactions: GroupPreference,
    pub voice: RoleGroupPreference,
    pub files: RoleGroupPreference,
    pub simplex_links: RoleGroupPreference,
    pub reports: GroupPreference,
    pub history: GroupPreference,
    #[api(since = "6.5")]
    pub support: Option<SupportGroupPreference>,
    #[api(default = older::off)]
    pub sessions: RoleGroupPreference,
    #[api(since = "6.5")]
    pub comments: Option<CommentsGroupPreference>,
    #[api(since = "7.0.2")]
    pub sign_messages: Option<GroupPreference>,
    /// The commands that bots in the group offer, empty if none.
    pub commands: Vec<ChatBotCommand>,
}

/// Whether a feature is on.
#[api_type]
pub struct GroupPreference {
    pub enable: GroupFeatureEnabled,
    /// The lowest role that may use the feature, `None` for all members. The API documentation does not have it; servers
    /// send it with `full_delete`, which business chats have on from the role moderator, and take it there.
    pub role: Option<GroupMemberRole>,
}

/// Whether a feature is on, and for whom.
#[api_type]
pub struct RoleGroupPreference {
    pub enable: GroupFeatureEnabled,
    /// The lowest role that may use the feature, `None` for all members.
    pub role: Option<GroupMemberRole>,
}

/// Whether messages disappear.
#[api_type]
pub struct TimedMessagesGroupPreference {
    pub enable: GroupFeatureEnabled,
    /// Seconds until a message disappears.
    #[api(primitive = "int")]
    pub ttl: Option<i64>,
}

/// Whether members can chat with the moderators.
#[api_type(since = "6.5")]
pub struct SupportGroupPreference {
    pub enable: GroupFeatureEnabled,
}

/// Whether messages of a channel can be commented on.
#[api_type(since = "6.5")]
pub struct CommentsGroupPreference {
    pub enable: GroupFeatureEnabled,
    /// For how long a message is open to comments, `None` without end.
    #[api(primitive = "int")]
    pub duration: Option<i64>,
}

/// The features of a group, named where a preference changes.
#[api_type]
pub enum GroupFeature {
    /// Messages that disappear after a time.
    TimedMessages,
    /// Direct chats between members.
    DirectMessages,
    /// Deleting sent messages for all without a trace.
    FullDelete,
    /// Emoji reactions.
    Reactions,
    /// Voice messages.
    Voice,
    /// Files and media.
    Files,
    /// SimpleX links in messages.
    SimplexLinks,
    /// Reports of messages to the moderators.
    Reports,
    /// Recent messages for those who join.
    History,
    /// Chats of members with the moderators.
    #[api(since = "6.5")]
    Support,
    Sessions,
    /// Comments on the messages of a channel.
    #[api(since = "6.5")]
    Comments,
    /// Signatures on messages.
    #[api(since = "7.0.2")]
    SignMessages,
}

/// Whether a feature of a group can be used.
#[api_type(closed)]
pub enum GroupFeatureEnabled {
    On,
    Off,
}
