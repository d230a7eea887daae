//! Events about contacts: they ask, connect, change and go.

use crate::api_type;
use crate::types::{AChat, Contact, GroupInfo, GroupMember, Profile, User, UserContactRequest};

/// The connection with a contact is complete: it has come by the address, by an invitation, or the
/// user has asked for it. This is where a bot says hello. Customers of a business address come as
/// groups instead, with [`AcceptingBusinessRequest`](crate::events::AcceptingBusinessRequest).
#[api_type(event)]
pub struct ContactConnected {
    pub user: User,
    pub contact: Contact,
    /// The incognito profile shown to the contact; `None` if it is the user's own.
    pub user_custom_profile: Option<Profile>,
}

/// A contact has changed the profile or the preferences for the conversation.
#[api_type(event)]
pub struct ContactUpdated {
    pub user: User,
    pub from_contact: Contact,
    pub to_contact: Contact,
}

/// A contact has deleted the conversation. It stays on this side, but nothing can be sent.
#[api_type(event)]
pub struct ContactDeletedByContact {
    pub user: User,
    pub contact: Contact,
}

/// Somebody asks by the address to be a contact. It comes only if the address does not accept by
/// itself; answer with `APIAcceptContact` or `APIRejectContact`.
#[api_type(event)]
pub struct ReceivedContactRequest {
    pub user: User,
    pub contact_request: UserContactRequest,
    /// The conversation that stands for the request, if there is one.
    #[api(name = "chat_")]
    pub chat: Option<AChat>,
}

/// A member of a group wants a direct conversation with the user. The event tells which contact is
/// that member; nothing needs to be done.
#[api_type(event)]
pub struct NewMemberContactReceivedInv {
    pub user: User,
    pub contact: Contact,
    pub group_info: GroupInfo,
    pub member: GroupMember,
}

/// Messages can be sent to the contact, though the connection is not complete yet. It comes with
/// invitations for one use and after a request was accepted.
#[api_type(event)]
pub struct ContactSndReady {
    pub user: User,
    pub contact: Contact,
}
