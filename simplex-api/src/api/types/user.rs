//! Users: the profiles in the database, and what they show to others.

use crate::api_type;
use crate::types::{
    AgentUserId, BadgeProof, Contact, FullPreferences, LocalBadge, Preferences, SimplexDomainClaim,
    UiThemeEntityOverrides, UserId, UtcTime,
};

/// One of the profiles in the database. Commands act for the active one.
#[api_type]
pub struct User {
    pub user_id: UserId,
    /// Id in the agent, the layer below the chat.
    pub agent_user_id: AgentUserId,
    /// Id of the contact record that stands for the user.
    pub user_contact_id: i64,
    /// The display name, made unique in this database.
    pub local_display_name: String,
    pub profile: LocalProfile,
    /// The preferences of the profile, with defaults filled in.
    pub full_preferences: FullPreferences,
    pub active_user: bool,
    /// Grows with each activation: the highest is the profile activated last.
    pub active_order: i64,
    /// Set if the profile is hidden behind a password.
    pub view_pwd_hash: Option<UserPwdHash>,
    /// Whether messages to this profile are notified.
    pub show_ntfs: bool,
    /// Whether contacts get delivery receipts.
    pub send_rcpts_contacts: bool,
    /// Whether small groups get delivery receipts.
    pub send_rcpts_small_groups: bool,
    /// Whether invitations to direct chats from group members are accepted at once. For the active user it is as old as
    /// its last [`ApiSetActiveUser`](crate::commands::ApiSetActiveUser).
    pub auto_accept_member_contacts: bool,
    /// When the profile that groups see was last changed.
    pub user_member_profile_updated_at: Option<UtcTime>,
    /// Whether the profile is a relay for public groups.
    #[api(since = "6.5")]
    pub user_chat_relay: bool,
    /// Whether the profile receives as a client service, which subscribes to all its queues at
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

/// A profile to be created by [`CreateActiveUser`](crate::commands::CreateActiveUser).
#[api_type]
pub struct NewUser {
    /// `None` lets the server invent a name.
    pub profile: Option<Profile>,
    /// Whether to date the profile into the past, so as not to tell when it was made.
    pub past_timestamp: bool,
    /// Whether the profile is to be a relay for public groups.
    #[api(optional, since = "6.5")]
    pub user_chat_relay: bool,
    /// Whether the profile is to receive as a client service.
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

/// How the change of a profile reached the contacts.
#[api_type]
pub struct UserProfileUpdateSummary {
    /// Contacts to whom the change was sent.
    #[api(primitive = "int")]
    pub update_successes: i64,
    /// Contacts to whom sending failed.
    #[api(primitive = "int")]
    pub update_failures: i64,
    /// Contacts whose merged preferences changed with it.
    pub changed_contacts: Vec<Contact>,
}

/// What contacts see of a person or bot: sent when connecting and after
/// [`ApiUpdateProfile`](crate::commands::ApiUpdateProfile).
#[api_type]
pub struct Profile {
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A line about the person or bot.
    pub short_descr: Option<String>,
    /// A longer text.
    #[api(since = "7.0.2")]
    pub description: Option<String>,
    /// Picture as a data URI, of some 12 KB at most.
    pub image: Option<String>,
    /// The address to share with others, full or short. The server reads no other link here.
    pub contact_link: Option<String>,
    /// Preferences that are missing have their default.
    pub preferences: Option<Preferences>,
    /// `None` for a person. Apps show commands only for a [`Bot`](ChatPeerType::Bot).
    pub peer_type: Option<ChatPeerType>,
    /// A badge with the proof that it was issued to this profile.
    #[api(since = "7.0")]
    pub badge: Option<BadgeProof>,
    /// The domain that the profile claims.
    #[api(since = "7.0")]
    pub contact_domain: Option<SimplexDomainClaim>,
}

/// A [`Profile`] as stored in this database, with what the user added.
#[api_type]
pub struct LocalProfile {
    pub profile_id: i64,
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A line about the person or bot.
    pub short_descr: Option<String>,
    /// A longer text.
    #[api(since = "7.0.2")]
    pub description: Option<String>,
    /// Picture as a data URI.
    pub image: Option<String>,
    /// The address that the profile shares.
    pub contact_link: Option<String>,
    pub preferences: Option<Preferences>,
    /// `None` for a person.
    pub peer_type: Option<ChatPeerType>,
    /// The badge of the profile, checked.
    #[api(since = "7.0")]
    pub local_badge: Option<LocalBadge>,
    /// The name that the user gave the contact, empty if none.
    pub local_alias: String,
    /// The domain that the profile claims.
    #[api(since = "7.0")]
    pub contact_domain: Option<SimplexDomainClaim>,
    /// Whether the domain belongs to the profile, `None` if not checked.
    #[api(since = "7.0")]
    pub contact_domain_verified: Option<bool>,
}

/// Whether a profile is a person's or a program's.
#[api_type]
pub enum ChatPeerType {
    Human,
    Bot,
}
