//! Users: the profiles in the database, and their shared data.

use crate::api_type;
use crate::types::{
    AgentUserId, BadgeProof, Contact, FullPreferences, LocalBadge, Preferences, SimplexDomainClaim,
    UiThemeEntityOverrides, UserId, UtcTime,
};

/// A profile in the database. Commands are for the active profile.
#[api_type]
pub struct User {
    pub user_id: UserId,
    /// The id in the messaging agent.
    pub agent_user_id: AgentUserId,
    /// The id of the contact record that represents the user.
    pub user_contact_id: i64,
    /// The display name, made unique in this database.
    pub local_display_name: String,
    pub profile: LocalProfile,
    /// The preferences of the profile, including defaults.
    pub full_preferences: FullPreferences,
    pub active_user: bool,
    /// Increases with each activation: the profile that was activated last has the highest number.
    pub active_order: i64,
    /// Present if the profile is hidden with a password.
    pub view_pwd_hash: Option<UserPwdHash>,
    /// Whether there are notifications about messages for this profile.
    pub show_ntfs: bool,
    /// Whether delivery receipts are sent to contacts.
    pub send_rcpts_contacts: bool,
    /// Whether delivery receipts are sent to small groups.
    pub send_rcpts_small_groups: bool,
    /// Whether invitations to direct chats from group members are accepted automatically. For the active user, it is not
    /// updated until the next [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser).
    pub auto_accept_member_contacts: bool,
    /// When the profile for groups was last changed.
    pub user_member_profile_updated_at: Option<UtcTime>,
    /// Whether the profile is a relay for public groups.
    #[api(since = "6.5")]
    pub user_chat_relay: bool,
    /// Whether the profile receives messages as a client service, which subscribes to all queues at
    /// once.
    #[api(since = "7.0")]
    pub client_service: bool,
    pub ui_themes: Option<Box<UiThemeEntityOverrides>>,
}

/// A profile in the list of profiles.
#[api_type]
pub struct UserInfo {
    pub user: User,
    /// Unread messages in the chats of the profile.
    #[api(primitive = "int")]
    pub unread_count: i64,
}

/// The parameters of a new profile, for [`CreateActiveUser`](crate::commands::CreateActiveUser).
#[api_type]
pub struct NewUser {
    /// If it is `None`, the server generates a name.
    pub profile: Option<Profile>,
    /// Whether to use a creation time in the past, to hide when the profile was created.
    pub past_timestamp: bool,
    /// Whether the profile is a relay for public groups.
    #[api(optional, since = "6.5")]
    pub user_chat_relay: bool,
    /// Whether the profile receives messages as a client service.
    #[api(optional, since = "7.0")]
    pub client_service: bool,
}

/// The hashed password of a hidden profile.
#[api_type]
pub struct UserPwdHash {
    /// Base64url.
    #[api(secret)]
    pub hash: String,
    /// Base64url.
    #[api(secret)]
    pub salt: String,
}

/// How many contacts were notified of a change of the profile.
#[api_type]
pub struct UserProfileUpdateSummary {
    /// The number of contacts that were notified.
    #[api(primitive = "int")]
    pub update_successes: i64,
    /// The number of contacts that could not be notified.
    #[api(primitive = "int")]
    pub update_failures: i64,
    /// The contacts whose merged preferences have changed.
    pub changed_contacts: Vec<Contact>,
}

/// The shared data of a person or bot. It is sent to contacts when connecting and after
/// [`ApiUpdateProfile`](crate::commands::ApiUpdateProfile).
#[api_type]
pub struct Profile {
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A short description of the person or bot.
    pub short_descr: Option<String>,
    /// A longer description.
    #[api(since = "7.0.2")]
    pub description: Option<String>,
    /// An image as a data URI, at most about 12 KB.
    pub image: Option<String>,
    /// The address to share, as a full or short link. The server accepts no other link here.
    pub contact_link: Option<String>,
    /// Missing preferences have their default.
    pub preferences: Option<Preferences>,
    /// `None` for a person. Apps show commands only for a [`Bot`](ChatPeerType::Bot).
    pub peer_type: Option<ChatPeerType>,
    /// A badge, with the proof that it was issued to this profile.
    #[api(since = "7.0")]
    pub badge: Option<BadgeProof>,
    /// The domain that the profile claims.
    #[api(since = "7.0")]
    pub contact_domain: Option<SimplexDomainClaim>,
}

/// A [`Profile`] in this database, with data added by the user.
#[api_type]
pub struct LocalProfile {
    pub profile_id: i64,
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A short description of the person or bot.
    pub short_descr: Option<String>,
    /// A longer description.
    #[api(since = "7.0.2")]
    pub description: Option<String>,
    /// An image as a data URI.
    pub image: Option<String>,
    /// The shared address.
    pub contact_link: Option<String>,
    pub preferences: Option<Preferences>,
    /// `None` for a person.
    pub peer_type: Option<ChatPeerType>,
    /// The badge of the profile, with its verification status.
    #[api(since = "7.0")]
    pub local_badge: Option<LocalBadge>,
    /// The user's own name for the contact; may be empty.
    pub local_alias: String,
    /// The domain that the profile claims.
    #[api(since = "7.0")]
    pub contact_domain: Option<SimplexDomainClaim>,
    /// Whether the domain belongs to the profile; `None` if not verified.
    #[api(since = "7.0")]
    pub contact_domain_verified: Option<bool>,
}

/// Whether a profile belongs to a person or a program.
#[api_type]
pub enum ChatPeerType {
    Human,
    Bot,
}
