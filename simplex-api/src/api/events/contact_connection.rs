//! Events about contacts: their requests, connections, updates and deletion.

use crate::api_type;
use crate::types::{AChat, Contact, GroupInfo, GroupMember, Profile, User, UserContactRequest};

/// The connection with a contact is complete. It was made with the address, with an invitation, or by a request of the
/// user. A bot can now send its first message. Customers of a business address are groups instead, see
/// [`AcceptingBusinessRequest`](crate::events::AcceptingBusinessRequest).
#[api_type(event)]
pub struct ContactConnected {
    pub user: User,
    pub contact: Contact,
    /// The incognito profile shown to the contact; `None` if it is the user's own.
    pub user_custom_profile: Option<Profile>,
}

/// A contact has changed its profile or its preferences for the conversation.
#[api_type(event)]
pub struct ContactUpdated {
    pub user: User,
    pub from_contact: Contact,
    pub to_contact: Contact,
}

/// A contact has deleted the conversation. It is kept on this side, but no messages can be sent.
#[api_type(event)]
pub struct ContactDeletedByContact {
    pub user: User,
    pub contact: Contact,
}

/// A contact request to the address. This event is only sent if the address does not accept requests automatically; respond
/// with `APIAcceptContact` or `APIRejectContact`.
#[api_type(event)]
pub struct ReceivedContactRequest {
    pub user: User,
    pub contact_request: UserContactRequest,
    /// The conversation that represents the request, if there is one.
    #[api(name = "chat_")]
    pub chat: Option<AChat>,
}

/// A member of a group starts a direct conversation with the user. The event contains the contact of this member; no
/// response is needed.
#[api_type(event)]
pub struct NewMemberContactReceivedInv {
    pub user: User,
    pub contact: Contact,
    pub group_info: GroupInfo,
    pub member: GroupMember,
}

/// Messages can be sent to the contact, although the connection is not complete yet. This event is sent for invitations
/// and after a request was accepted.
#[api_type(event)]
pub struct ContactSndReady {
    pub user: User,
    pub contact: Contact,
}
