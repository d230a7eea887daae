//! Contacts: people and bots with a direct chat, or a possible one.

use crate::api_type;
use crate::json::JsonObject;
use crate::types::{
    ChatSettings, Connection, ConnectionMode, ContactId, ContactRequestId, ContactUserPreferences,
    CreatedConnLink, GroupId, GroupMemberId, LocalProfile, Preferences, Profile,
    UiThemeEntityOverrides, UtcTime, VersionRange,
};

/// A person or bot with a direct chat. A contact can also represent a chat that is not open yet: one prepared from a link,
/// or with a member of a group.
#[api_type]
pub struct Contact {
    pub contact_id: ContactId,
    /// The display name, made unique in this database by a suffix such as `_1`. It is used in commands for people, like
    /// `@name text`.
    pub local_display_name: String,
    pub profile: LocalProfile,
    /// `None` if there is no connection: it was not started yet, or was deleted.
    pub active_conn: Option<Connection>,
    /// Whether the contact has a direct chat, and is not only known from a group.
    pub contact_used: bool,
    pub contact_status: ContactStatus,
    pub chat_settings: ChatSettings,
    /// The preferences for this contact that differ from the profile.
    pub user_preferences: Preferences,
    /// The preferences of both sides and the resulting features.
    pub merged_preferences: ContactUserPreferences,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// The time of the last visible change, for sorting a list of chats.
    pub chat_ts: Option<UtcTime>,
    /// Present if the chat was prepared from a link and is not connected yet.
    pub prepared_contact: Option<PreparedContact>,
    /// The contact request of this contact, until it is accepted.
    pub contact_request_id: Option<ContactRequestId>,
    /// The group member that this contact was created for.
    pub contact_group_member_id: Option<GroupMemberId>,
    /// Whether the user has invited this member to the direct chat.
    pub contact_grp_inv_sent: bool,
    /// Present if the member has invited the user to the direct chat.
    pub group_direct_inv: Option<GroupDirectInvitation>,
    /// The ids of the labels of the chat.
    pub chat_tags: Vec<i64>,
    /// Seconds until messages are deleted from this database; `0` keeps them. `None` uses the setting of the profile.
    #[api(name = "chatItemTTL")]
    pub chat_item_ttl: Option<i64>,
    pub ui_themes: Option<Box<UiThemeEntityOverrides>>,
    /// Whether the conversation was deleted and hidden, and the contact kept.
    pub chat_deleted: bool,
    /// Custom data of the bot, stored in the database and never sent.
    pub custom_data: Option<JsonObject>,
}

/// Whether the contact exists on both sides.
#[api_type]
pub enum ContactStatus {
    Active,
    /// The contact has deleted the user.
    Deleted,
    /// The user has deleted the contact, but kept the conversation.
    DeletedByUser,
}

/// The link of a prepared contact, for connecting later.
#[api_type]
pub struct PreparedContact {
    pub conn_link_to_connect: CreatedConnLink,
    /// Whether the link is an invitation or an address.
    pub ui_conn_link_type: ConnectionMode,
    /// Base64url id of the welcome message of the address.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message that was sent with the request.
    pub request_shared_msg_id: Option<String>,
}

/// A contact request to the address of the user. It is pending until `ApiAcceptContact` or `ApiRejectContact`.
#[api_type]
pub struct UserContactRequest {
    pub contact_request_id: ContactRequestId,
    /// Base64url id in the agent, the layer below the chat.
    pub agent_invitation_id: String,
    /// The contact that was created for the request and is not connected yet.
    #[api(name = "contactId_")]
    pub contact_id: Option<ContactId>,
    /// The group that was created for the request to a business address.
    #[api(name = "businessGroupId_")]
    pub business_group_id: Option<GroupId>,
    /// The address or group link that was used.
    #[api(name = "userContactLinkId_")]
    pub user_contact_link_id: Option<i64>,
    /// The chat protocol versions that the requester supports.
    pub c_req_chat_v_range: VersionRange,
    pub local_display_name: String,
    pub profile_id: i64,
    /// The profile of the requester.
    pub profile: Profile,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// Base64url id chosen by the requester; the same in repeated requests.
    pub x_contact_id: Option<String>,
    /// Whether the requester supports post-quantum encryption.
    pub pq_support: bool,
    /// Base64url id of the welcome message of the address.
    pub welcome_shared_msg_id: Option<String>,
    /// Base64url id of the message that was sent with the request.
    pub request_shared_msg_id: Option<String>,
}

/// An address or group link of the user, as the owner of the connection that receives requests.
#[api_type]
pub struct UserContact {
    pub user_contact_link_id: i64,
    /// The full link.
    pub conn_req_contact: String,
    /// The group of the link; `None` for the user's address.
    pub group_id: Option<GroupId>,
}

/// An invitation to a direct chat from a member of a group.
#[api_type]
pub struct GroupDirectInvitation {
    /// The invitation link.
    pub group_direct_inv_link: String,
    #[api(name = "fromGroupId_")]
    pub from_group_id: Option<GroupId>,
    #[api(name = "fromGroupMemberId_")]
    pub from_group_member_id: Option<GroupMemberId>,
    #[api(name = "fromGroupMemberConnId_")]
    pub from_group_member_conn_id: Option<i64>,
    /// Whether the user has started to connect.
    pub group_direct_inv_started_connection: bool,
}
