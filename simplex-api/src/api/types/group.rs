//! Groups: their state in this database, the profile that members share, and links to join.

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
    /// The members other than the user, whose own membership is in the group info.
    pub members: Vec<GroupMember>,
}

/// A group that the user is in, was in, or is invited to, as this database knows it.
#[api_type]
pub struct GroupInfo {
    pub group_id: GroupId,
    /// Whether messages go through relays, as in channels, instead of between members.
    #[api(since = "6.5")]
    pub use_relays: bool,
    /// Set if this profile is itself a relay of the group.
    #[api(since = "6.5")]
    pub relay_own_status: Option<RelayStatus>,
    /// The group's name, made unique in this database by a suffix such as `_1`.
    pub local_display_name: String,
    pub group_profile: GroupProfile,
    /// The name that the user gave the group, empty if none.
    pub local_alias: String,
    /// Set if the group is the chat of a business with one customer.
    pub business_chat: Option<BusinessChatInfo>,
    /// The preferences of the profile, with defaults filled in.
    pub full_group_preferences: FullGroupPreferences,
    /// The user as a member: role, status, and incognito profile if there is one.
    pub membership: GroupMember,
    pub chat_settings: ChatSettings,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// When the chat last changed visibly, for sorting a list of chats.
    pub chat_ts: Option<UtcTime>,
    /// When the user's profile was last sent to the group.
    pub user_member_profile_sent_at: Option<UtcTime>,
    /// Set if the group was prepared from a link before joining.
    pub prepared_group: Option<PreparedGroup>,
    /// Ids of the labels that the user put on the chat.
    pub chat_tags: Vec<i64>,
    /// Seconds after which messages are removed from this database, `0` to keep them. `None`
    /// follows the profile's setting.
    #[api(name = "chatItemTTL")]
    pub chat_item_ttl: Option<i64>,
    pub ui_themes: Option<Box<UiThemeEntityOverrides>>,
    /// An object of the bot's own, kept in the database and never sent.
    pub custom_data: Option<JsonObject>,
    /// Always there from version 6.5. Version 6.4 sends it next to the group in a list of groups.
    #[api(since = "6.5")]
    pub group_summary: Option<GroupSummary>,
    /// Version of the list of members with a special role, in groups with relays.
    #[api(since = "7.0")]
    pub roster_version: Option<i64>,
    /// Number of members whose support chat waits for a moderator.
    #[api(primitive = "int")]
    pub members_require_attention: i64,
    /// The link that the user joined by.
    pub via_group_link_uri: Option<String>,
    /// The user's keys, in public groups. Some are secret.
    #[api(since = "6.5")]
    pub group_keys: Option<GroupKeys>,
    /// Whether the domain in the profile belongs to the group, `None` if not checked.
    #[api(since = "7.0")]
    pub group_domain_verified: Option<bool>,
}

/// What all members see of a group, and what owners change with `ApiUpdateGroupProfile`.
#[api_type]
pub struct GroupProfile {
    pub display_name: String,
    /// May be empty.
    pub full_name: String,
    /// A line about the group.
    pub short_descr: Option<String>,
    /// The message that greets new members.
    pub description: Option<String>,
    /// Picture as a data URI, of some 12 KB at most.
    pub image: Option<String>,
    /// Set for channels and public groups.
    #[api(since = "6.5")]
    pub public_group: Option<PublicGroupProfile>,
    /// Preferences that are missing have their default.
    pub group_preferences: Option<GroupPreferences>,
    /// Conditions for joining, `None` to let everybody in.
    pub member_admission: Option<GroupMemberAdmission>,
}

/// The size of a group.
#[api_type]
pub struct GroupSummary {
    /// Members known to this database, without those who left.
    pub current_members: i64,
    /// Size announced by the group itself, only for public groups.
    #[api(since = "6.5")]
    pub public_member_count: Option<i64>,
}

/// A link that a group was prepared from, to be joined later.
#[api_type]
pub struct PreparedGroup {
    pub conn_link_to_connect: CreatedConnLink,
    /// Whether the connection for joining is prepared.
    pub conn_link_prepared_connection: bool,
    /// Whether the user has begun to join.
    pub conn_link_started_connection: bool,
    /// Base64url id of the message that greets with the link.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message sent along with the request.
    pub request_shared_msg_id: Option<String>,
}

/// Who is who in a business chat: a group made when a customer connects to a business address.
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

/// With whom the user talks in a business chat.
#[api_type]
pub enum BusinessChatType {
    /// With a business: the user is the customer.
    Business,
    /// With a customer: the user is, or works for, the business.
    Customer,
}

/// A link by which anybody can join a group. It stays valid until `ApiDeleteGroupLink`.
#[api_type]
pub struct GroupLink {
    /// Id in the table that group links share with the user's address.
    pub user_contact_link_id: i64,
    pub conn_link_contact: CreatedConnLink,
    /// Whether the short link carries the group's profile.
    pub short_link_data_set: bool,
    pub short_link_large_data_set: bool,
    /// Base64url id by which those who join are assigned to the link.
    pub group_link_id: String,
    /// Role of those who join: [`Member`](GroupMemberRole::Member) or
    /// [`Observer`](GroupMemberRole::Observer).
    pub accept_member_role: GroupMemberRole,
}

/// Conditions for joining a group.
#[api_type]
pub struct GroupMemberAdmission {
    /// Who is reviewed by moderators before being let in, `None` for nobody.
    pub review: Option<MemberCriteria>,
}

/// A choice among the members who join.
#[api_type(closed)]
pub enum MemberCriteria {
    All,
}

/// The keys of the user in a public group.
#[api_type(since = "6.5")]
pub struct GroupKeys {
    /// Base64url id of the group in the network.
    pub public_group_id: String,
    pub group_root_key: GroupRootKey,
    /// Private key that the user signs messages with: a secret.
    #[api(secret)]
    pub member_priv_key: String,
}

/// The key that identifies a group in the network.
#[api_type(tag = "type", since = "6.5")]
pub enum GroupRootKey {
    /// The user holds the private key: a secret.
    Private {
        #[api(secret)]
        root_priv_key: String,
    },
    /// The user can only check what is signed with the key.
    Public { root_pub_key: String },
}

/// The kinds of public group.
#[api_type(since = "6.5")]
pub enum GroupType {
    /// Owners publish and subscribers read.
    Channel,
    /// Members talk to each other.
    Group,
}

/// The part of a group's profile that makes it public.
#[api_type(since = "6.5")]
pub struct PublicGroupProfile {
    pub group_type: GroupType,
    /// Short link by which anybody can join.
    pub group_link: String,
    /// Base64url id of the group in the network.
    pub public_group_id: String,
    /// Presence on the web, `None` if there is none.
    #[api(since = "7.0")]
    pub public_group_access: Option<PublicGroupAccess>,
}

/// Where a public group appears on the web.
#[api_type(since = "7.0")]
pub struct PublicGroupAccess {
    /// URL of the page of the group.
    pub group_web_page: Option<String>,
    /// The domain that the group claims.
    pub group_domain_claim: Option<SimplexDomainClaim>,
    /// Whether the group is shown on the page of its domain.
    pub domain_web_page: bool,
    /// Whether any page may embed the group.
    pub allow_embedding: bool,
}
