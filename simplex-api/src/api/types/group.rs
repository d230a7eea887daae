//! Groups: their data in this database, their shared profile, and their links.

use crate::api_type;
use crate::json::JsonObject;
use crate::types::{
    ChatSettings, CreatedConnLink, FullGroupPreferences, GroupId, GroupMember, GroupMemberRole,
    GroupPreferences, RelayStatus, SimplexDomainClaim, UiThemeEntityOverrides, UtcTime,
};

/// A group with its members.
#[api_type]
pub struct Group {
    pub group_info: GroupInfo,
    /// The members without the user, whose membership is in the group info.
    pub members: Vec<GroupMember>,
}

/// The data in this database about a group that the user is in, was in, or is invited to.
#[api_type]
pub struct GroupInfo {
    pub group_id: GroupId,
    /// Whether messages are sent through relays, as in channels, and not between members.
    #[api(since = "6.5")]
    pub use_relays: bool,
    /// Present if the user is a relay of the group.
    #[api(since = "6.5")]
    pub relay_own_status: Option<RelayStatus>,
    /// The name of the group, made unique in this database by a suffix such as `_1`.
    pub local_display_name: String,
    pub group_profile: GroupProfile,
    /// The user's own name for the group; may be empty.
    pub local_alias: String,
    /// Present if the group is a chat between a business and a customer.
    pub business_chat: Option<BusinessChatInfo>,
    /// The preferences of the profile, including defaults.
    pub full_group_preferences: FullGroupPreferences,
    /// The membership of the user: role, status, and possibly an incognito profile.
    pub membership: GroupMember,
    pub chat_settings: ChatSettings,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// The time of the last visible change, for sorting a list of chats.
    pub chat_ts: Option<UtcTime>,
    /// When the user's profile was last sent to the group.
    pub user_member_profile_sent_at: Option<UtcTime>,
    /// Present if the group was prepared from a link before joining.
    pub prepared_group: Option<PreparedGroup>,
    /// The ids of the labels of the chat.
    pub chat_tags: Vec<i64>,
    /// Seconds until messages are deleted from this database; `0` keeps them. `None` uses the setting of the profile.
    #[api(name = "chatItemTTL")]
    pub chat_item_ttl: Option<i64>,
    pub ui_themes: Option<Box<UiThemeEntityOverrides>>,
    /// Custom data of the bot, stored in the database and never sent.
    pub custom_data: Option<JsonObject>,
    /// Always present since version 6.5. Version 6.4 sends it beside the group in a list of groups.
    #[api(since = "6.5")]
    pub group_summary: Option<GroupSummary>,
    /// The version of the list of members with special roles, in groups with relays.
    #[api(since = "7.0")]
    pub roster_version: Option<i64>,
    /// The number of members whose support chat needs a moderator.
    #[api(primitive = "int")]
    pub members_require_attention: i64,
    /// The link that the user joined with.
    pub via_group_link_uri: Option<String>,
    /// The keys of the user in public groups. Some are secret.
    #[api(since = "6.5")]
    pub group_keys: Option<GroupKeys>,
    /// Whether the domain in the profile belongs to the group; `None` if not verified.
    #[api(since = "7.0")]
    pub group_domain_verified: Option<bool>,
}

/// The shared data of a group. Owners can change it with `ApiUpdateGroupProfile`.
#[api_type]
pub struct GroupProfile {
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A short description of the group.
    pub short_descr: Option<String>,
    /// The welcome message for new members.
    pub description: Option<String>,
    /// An image as a data URI, at most about 12 KB.
    pub image: Option<String>,
    /// Present for channels and public groups.
    #[api(since = "6.5")]
    pub public_group: Option<PublicGroupProfile>,
    /// Missing preferences have their default.
    pub group_preferences: Option<GroupPreferences>,
    /// The conditions for joining; `None` if there are none.
    pub member_admission: Option<GroupMemberAdmission>,
}

/// The size of a group.
#[api_type]
pub struct GroupSummary {
    /// The number of members in this database, without former members.
    pub current_members: i64,
    /// The size announced by the group; only for public groups.
    #[api(since = "6.5")]
    pub public_member_count: Option<i64>,
}

/// The link of a prepared group, for joining later.
#[api_type]
pub struct PreparedGroup {
    pub conn_link_to_connect: CreatedConnLink,
    /// Whether the connection for joining was prepared.
    pub conn_link_prepared_connection: bool,
    /// Whether the user has started to join.
    pub conn_link_started_connection: bool,
    /// Base64url id of the welcome message of the link.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message that was sent with the request.
    pub request_shared_msg_id: Option<String>,
}

/// The members of a business chat, a group that is created when a customer connects to a business address.
#[api_type]
pub struct BusinessChatInfo {
    pub chat_type: BusinessChatType,
    /// Base64url member id of the business.
    pub business_id: String,
    /// Base64url member id of the customer.
    pub customer_id: String,
    /// The domain that the business claims.
    #[api(since = "7.0.2")]
    pub business_domain: Option<SimplexDomainClaim>,
}

/// The other side of a business chat.
#[api_type]
pub enum BusinessChatType {
    /// A business: the user is the customer.
    Business,
    /// A customer: the user is the business or works for it.
    Customer,
}

/// A link with which anyone can join a group. It is valid until `ApiDeleteGroupLink`.
#[api_type]
pub struct GroupLink {
    /// Id in the table that group links share with the user's address.
    pub user_contact_link_id: i64,
    pub conn_link_contact: CreatedConnLink,
    /// Whether the short link contains the profile of the group.
    pub short_link_data_set: bool,
    pub short_link_large_data_set: bool,
    /// Base64url id of the link in requests to join.
    pub group_link_id: String,
    /// The role of new members: [`Member`](GroupMemberRole::Member) or
    /// [`Observer`](GroupMemberRole::Observer).
    pub accept_member_role: GroupMemberRole,
}

/// Conditions for joining a group.
#[api_type]
pub struct GroupMemberAdmission {
    /// Which new members are reviewed by moderators; `None` for no review.
    pub review: Option<MemberCriteria>,
}

/// A selection of new members.
#[api_type(closed)]
pub enum MemberCriteria {
    All,
}

/// The keys of the user in a public group.
#[api_type(since = "6.5")]
pub struct GroupKeys {
    /// Base64url id of the group, the same for all members.
    pub public_group_id: String,
    pub group_root_key: GroupRootKey,
    /// The private key for the user's signatures: a secret.
    #[api(secret)]
    pub member_priv_key: String,
}

/// The key that identifies a group.
#[api_type(tag = "type", since = "6.5")]
pub enum GroupRootKey {
    /// The user has the private key: a secret.
    Private {
        #[api(secret)]
        root_priv_key: String,
    },
    /// The user has the public key, for verifying signatures.
    Public { root_pub_key: String },
}

/// The kinds of public groups.
#[api_type(since = "6.5")]
pub enum GroupType {
    /// Owners publish and subscribers read.
    Channel,
    /// All members can send messages.
    Group,
}

/// The public part of the profile of a group.
#[api_type(since = "6.5")]
pub struct PublicGroupProfile {
    pub group_type: GroupType,
    /// The short link with which anyone can join.
    pub group_link: String,
    /// Base64url id of the group, the same for all members.
    pub public_group_id: String,
    /// The presence on the web; `None` if there is none.
    #[api(since = "7.0")]
    pub public_group_access: Option<PublicGroupAccess>,
}

/// The presence of a public group on the web.
#[api_type(since = "7.0")]
pub struct PublicGroupAccess {
    /// The URL of the page of the group.
    pub group_web_page: Option<String>,
    /// The domain that the group claims.
    pub group_domain_claim: Option<SimplexDomainClaim>,
    /// Whether the group is shown on the page of its domain.
    pub domain_web_page: bool,
    /// Whether any page may embed the group.
    pub allow_embedding: bool,
}
