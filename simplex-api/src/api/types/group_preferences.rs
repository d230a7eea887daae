//! Preferences of groups: features that owners turn on or off for all members.

use crate::api::older;
use crate::api_type;
use crate::types::{ChatBotCommand, GroupMemberRole};

/// The features that the profile of a group turns on or off. Missing features have their default;
/// [`GroupFeature`] describes them.
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
    /// The commands of bots in the group; apps show them as a menu.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// [`GroupPreferences`] including defaults. Features since 6.5 are only `None` for older servers.
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
    /// The commands of bots in the group; may be empty.
    pub commands: Vec<ChatBotCommand>,
}

/// Whether a feature is on.
#[api_type]
pub struct GroupPreference {
    pub enable: GroupFeatureEnabled,
    /// The lowest role that may use the feature; `None` for all members. The API documentation does not include this field.
    /// Servers send and accept it for `full_delete`, which is turned on in business chats for moderators and higher roles.
    pub role: Option<GroupMemberRole>,
}

/// Whether a feature is on, and for whom.
#[api_type]
pub struct RoleGroupPreference {
    pub enable: GroupFeatureEnabled,
    /// The lowest role that may use the feature; `None` for all members.
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

/// Whether messages of a channel can have comments.
#[api_type(since = "6.5")]
pub struct CommentsGroupPreference {
    pub enable: GroupFeatureEnabled,
    /// How long comments are allowed; `None` for no limit.
    #[api(primitive = "int")]
    pub duration: Option<i64>,
}

/// The features of a group, for changes of preferences.
#[api_type]
pub enum GroupFeature {
    /// Disappearing messages.
    TimedMessages,
    /// Direct chats between members.
    DirectMessages,
    /// Full deletion of sent messages for all members.
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
    /// Recent messages for new members.
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
