//! Preferences of direct chats: features that both sides have a say in.

use crate::api::older;
use crate::api_type;

/// What a profile allows its contacts, or one contact in particular. Features that are missing have
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
    /// The commands that a bot offers; apps show them as a menu.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// [`Preferences`] with defaults filled in.
#[api_type]
pub struct FullPreferences {
    pub timed_messages: TimedMessagesPreference,
    pub full_delete: SimplePreference,
    pub reactions: SimplePreference,
    pub voice: SimplePreference,
    /// Allowed always by servers before 6.4.3, which have no preference for it.
    #[api(default = older::always)]
    pub files: SimplePreference,
    pub calls: SimplePreference,
    /// Not allowed by servers before 6.4.3, which do not know it.
    #[api(default = older::no)]
    pub sessions: SimplePreference,
    /// The commands that a bot offers, empty if none.
    pub commands: Vec<ChatBotCommand>,
}

/// The preference of one side for a feature. Where it is about messages that disappear, in
/// [`ContactUserPreference`], servers send their `ttl` as well: it is in [`extra`](Self::extra).
#[api_type]
pub struct SimplePreference {
    pub allow: FeatureAllowed,
}

/// The preference of one side for messages that disappear.
#[api_type]
pub struct TimedMessagesPreference {
    pub allow: FeatureAllowed,
    /// Seconds until a message disappears, `None` if no time is proposed.
    #[api(primitive = "int")]
    pub ttl: Option<i64>,
}

/// What one side of a direct chat says about a feature.
#[api_type(closed)]
pub enum FeatureAllowed {
    /// The other side may use it, whatever it allows itself.
    Always,
    /// The other side may use it if it allows it too.
    Yes,
    /// The other side may not use it.
    No,
}

/// The features of a direct chat, named where a preference changes.
#[api_type]
pub enum ChatFeature {
    /// Messages that disappear after a time.
    TimedMessages,
    /// Deleting sent messages for the other side without a trace.
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

/// Who may use a feature, as it follows from the preferences of both sides.
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
    /// The commands that the contact offers, if it is a bot.
    pub commands: Option<Vec<ChatBotCommand>>,
}

/// The preferences of both sides for one feature.
#[api_type]
pub struct ContactUserPreference {
    pub enabled: PrefEnabled,
    pub user_preference: ContactUserPref,
    pub contact_preference: SimplePreference,
}

/// The user's preference for a feature in one chat, and where it is set.
#[api_type(tag = "type")]
pub enum ContactUserPref {
    /// Set for this contact.
    Contact { preference: SimplePreference },
    /// Taken from the profile.
    User { preference: SimplePreference },
}

/// An entry in the menu of commands that a bot offers in its profile or group.
#[api_type(tag = "type", closed)]
pub enum ChatBotCommand {
    /// A command that the reader can send.
    Command {
        /// The command without its slash.
        keyword: String,
        /// The text of the entry.
        label: String,
        /// What the reader is to fill in after the keyword, such as `<order id>`; `None` if
        /// nothing.
        params: Option<String>,
    },
    /// A menu below this one.
    Menu {
        label: String,
        commands: Vec<ChatBotCommand>,
    },
}
