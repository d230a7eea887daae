//! Preferences of direct chats: features that both sides can allow.

use crate::api::older;
use crate::api_type;

/// The features that a profile allows for its contacts, or for one contact. Missing features have
/// their default.
#[api_type]
pub struct Preferences {
    pub timed_messages: Option<TimedMessagesPreference>,
    pub full_delete: Option<SimplePreference>,
    pub reactions: Option<SimplePreference>,
    pub voice: Option<SimplePreference>,
    pub files: Option<SimplePreference>,
    pub calls: Option<SimplePreference>,
    pub sessions: Option<SimplePreference>,
    /// The commands of a bot; apps show them as a menu.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// [`Preferences`] including defaults.
#[api_type]
pub struct FullPreferences {
    pub timed_messages: TimedMessagesPreference,
    pub full_delete: SimplePreference,
    pub reactions: SimplePreference,
    pub voice: SimplePreference,
    /// Servers before 6.4.3 do not have this preference and always allow files.
    #[api(default = older::always)]
    pub files: SimplePreference,
    pub calls: SimplePreference,
    /// Servers before 6.4.3 do not have this feature.
    #[api(default = older::no)]
    pub sessions: SimplePreference,
    /// The commands of a bot; may be empty.
    pub commands: Vec<ChatBotCommand>,
}

/// The preference of one side for a feature. For disappearing messages in
/// [`ContactUserPreference`], servers also send `ttl`, which is in [`extra`](Self::extra).
#[api_type]
pub struct SimplePreference {
    pub allow: FeatureAllowed,
}

/// The preference of one side for disappearing messages.
#[api_type]
pub struct TimedMessagesPreference {
    pub allow: FeatureAllowed,
    /// Seconds until a message disappears; `None` if no time is proposed.
    #[api(primitive = "int")]
    pub ttl: Option<i64>,
}

/// Whether one side of a direct chat allows a feature.
#[api_type(closed)]
pub enum FeatureAllowed {
    /// The other side may always use it.
    Always,
    /// The other side may use it if both sides allow it.
    Yes,
    /// The other side may not use it.
    No,
}

/// The features of a direct chat, for changes of preferences.
#[api_type]
pub enum ChatFeature {
    /// Disappearing messages.
    TimedMessages,
    /// Full deletion of sent messages for the other side.
    FullDelete,
    /// Emoji reactions.
    Reactions,
    /// Voice messages.
    Voice,
    /// Files and media.
    Files,
    /// Audio and video calls.
    Calls,
    Sessions,
}

/// Who may use a feature, according to the preferences of both sides.
#[api_type]
pub struct PrefEnabled {
    pub for_user: bool,
    pub for_contact: bool,
}

/// The preferences of both sides of a direct chat, feature by feature.
#[api_type]
pub struct ContactUserPreferences {
    pub timed_messages: ContactUserPreference,
    pub full_delete: ContactUserPreference,
    pub reactions: ContactUserPreference,
    pub voice: ContactUserPreference,
    #[api(default = older::enabled)]
    pub files: ContactUserPreference,
    pub calls: ContactUserPreference,
    #[api(default = older::disabled)]
    pub sessions: ContactUserPreference,
    /// The commands of the contact, if it is a bot.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// The preferences of both sides for one feature.
#[api_type]
pub struct ContactUserPreference {
    pub enabled: PrefEnabled,
    pub user_preference: ContactUserPref,
    pub contact_preference: SimplePreference,
}

/// The user's preference for a feature in one chat, and its source.
#[api_type(tag = "type")]
pub enum ContactUserPref {
    /// Set for this contact.
    Contact { preference: SimplePreference },
    /// Taken from the profile.
    User { preference: SimplePreference },
}

/// An entry in the menu of commands of a bot, in its profile or in a group.
#[api_type(tag = "type", closed)]
pub enum ChatBotCommand {
    /// A command.
    Command {
        /// The command without its slash.
        keyword: String,
        /// The label of the entry.
        label: String,
        /// The parameters after the keyword, such as `<order id>`; `None` if there are none.
        params: Option<String>,
    },
    /// A submenu.
    Menu {
        label: String,
        commands: Vec<ChatBotCommand>,
    },
}
