//! Contacts: people and bots that the user has a direct chat with, or may have.

use crate::api_type;
use crate::json::JsonObject;
use crate::types::{
    ChatSettings, Connection, ConnectionMode, ContactId, ContactRequestId, ContactUserPreferences,
    CreatedConnLink, GroupId, GroupMemberId, LocalProfile, Preferences, Profile,
    UiThemeEntityOverrides, UtcTime, VersionRange,
};

/// Somebody with whom the user has a direct chat. Contacts also stand for chats not yet open:
/// prepared from a link, or known only as a member of a group.
#[api_type]
pub struct Contact {
    pub contact_id: ContactId,
    /// The display name, made unique in this database by a suffix such as `_1`. Commands meant for
    /// people, like `@name text`, take it.
    pub local_display_name: String,
    pub profile: LocalProfile,
    /// `None` while no connection exists: not yet started, or deleted.
    pub active_conn: Option<Connection>,
    /// Whether the contact has a chat of its own, rather than being known only from a group.
    pub contact_used: bool,
    pub contact_status: ContactStatus,
    pub chat_settings: ChatSettings,
    /// What the user allows this contact, where it differs from the profile.
    pub user_preferences: Preferences,
    /// The preferences of both sides and what follows from them.
    pub merged_preferences: ContactUserPreferences,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// When the chat last changed visibly, for sorting a list of chats.
    pub chat_ts: Option<UtcTime>,
    /// Set while the chat is prepared from a link and not yet connected.
    pub prepared_contact: Option<PreparedContact>,
    /// The request that this contact is made from, while it waits to be accepted.
    pub contact_request_id: Option<ContactRequestId>,
    /// The group member from whom this contact is made.
    pub contact_group_member_id: Option<GroupMemberId>,
    /// Whether the user has invited that member to the direct chat.
    pub contact_grp_inv_sent: bool,
    /// Set if the member has invited the user to the direct chat.
    pub group_direct_inv: Option<GroupDirectInvitation>,
    /// Ids of the labels that the user put on the chat.
    pub chat_tags: Vec<i64>,
    /// Seconds after which messages are removed from this database, `0` to keep them. `None`
    /// follows the profile's setting.
    #[api(name = "chatItemTTL")]
    pub chat_item_ttl: Option<i64>,
    pub ui_themes: Option<Box<UiThemeEntityOverrides>>,
    /// Whether the conversation was cleared and hidden while the contact was kept.
    pub chat_deleted: bool,
    /// An object of the bot's own, kept in the database and never sent.
    pub custom_data: Option<JsonObject>,
}

/// Whether a contact still exists for both sides.
#[api_type]
pub enum ContactStatus {
    Active,
    /// The contact has deleted the user.
    Deleted,
    /// The user has deleted the contact and kept the conversation.
    DeletedByUser,
}

/// A link that a contact was prepared from, to be connected to later.
#[api_type]
pub struct PreparedContact {
    pub conn_link_to_connect: CreatedConnLink,
    /// Whether the link is an invitation or an address.
    pub ui_conn_link_type: ConnectionMode,
    /// Base64url id of the message that greets with the address.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message sent along with the request.
    pub request_shared_msg_id: Option<String>,
}

/// A request to connect, received through the address of the user. It waits until
/// `ApiAcceptContact` or `ApiRejectContact` answers it.
#[api_type]
pub struct UserContactRequest {
    pub contact_request_id: ContactRequestId,
    /// Base64url id in the agent, the layer below the chat.
    pub agent_invitation_id: String,
    /// The contact already made for the request, not yet connected.
    #[api(name = "contactId_")]
    pub contact_id: Option<ContactId>,
    /// The group made for the request, if the address is a business address.
    #[api(name = "businessGroupId_")]
    pub business_group_id: Option<GroupId>,
    /// The address or group link that the request came through.
    #[api(name = "userContactLinkId_")]
    pub user_contact_link_id: Option<i64>,
    /// Versions of the chat protocol that the requester supports.
    pub c_req_chat_v_range: VersionRange,
    pub local_display_name: String,
    pub profile_id: i64,
    /// The profile that the requester presents.
    pub profile: Profile,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// Base64url id chosen by the requester, the same in repeated requests.
    pub x_contact_id: Option<String>,
    /// Whether the requester supports post-quantum encryption.
    pub pq_support: bool,
    /// Base64url id of the message that greets with the address.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message sent along with the request.
    pub request_shared_msg_id: Option<String>,
}

/// An address or group link of the user, as the owner of the connection that receives requests.
#[api_type]
pub struct UserContact {
    pub user_contact_link_id: i64,
    /// The full link.
    pub conn_req_contact: String,
    /// The group that the link leads to, `None` for the user's address.
    pub group_id: Option<GroupId>,
}

/// An invitation to a direct chat, received from a member of a group.
#[api_type]
pub struct GroupDirectInvitation {
    /// The invitation link to connect to.
    pub group_direct_inv_link: String,
    #[api(name = "fromGroupId_")]
    pub from_group_id: Option<GroupId>,
    #[api(name = "fromGroupMemberId_")]
    pub from_group_member_id: Option<GroupMemberId>,
    #[api(name = "fromGroupMemberConnId_")]
    pub from_group_member_conn_id: Option<i64>,
    /// Whether the user has begun to connect.
    pub group_direct_inv_started_connection: bool,
}
