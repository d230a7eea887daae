//! Responses about contacts, groups and chats.

use crate::api::older;
use crate::api_type;
use crate::types::{AChat, Contact, GroupInfo, PendingContactConnection, User};

/// All contacts of a user.
#[api_type(response)]
pub struct ContactsList {
    pub user: User,
    pub contacts: Vec<Contact>,
}

/// The groups of a user, or those that match the request.
#[api_type(response, older = older::groups_list)]
pub struct GroupsList {
    pub user: User,
    pub groups: Vec<GroupInfo>,
}

/// Chats with their last message, as in a list of conversations.
#[api_type(response, since = "7.0")]
pub struct ApiChats {
    pub user: User,
    pub chats: Vec<AChat>,
}

/// The contact, or the requested part of it, was deleted.
#[api_type(response)]
pub struct ContactDeleted {
    pub user: User,
    /// The contact before the deletion, or after it if only messages were deleted.
    pub contact: Contact,
}

/// An unused link was deleted.
#[api_type(response)]
pub struct ContactConnectionDeleted {
    pub user: User,
    pub connection: PendingContactConnection,
}

/// The user has deleted the group.
#[api_type(response)]
pub struct GroupDeletedUser {
    pub user: User,
    pub group_info: GroupInfo,
    /// Whether the message that notifies the members was signed.
    #[api(since = "6.5")]
    pub msg_signed: bool,
}

/// The command succeeded. There is no other data.
#[api_type(response)]
pub struct CmdOk {
    /// The user of the command, if it has one.
    #[api(name = "user_")]
    pub user: Option<User>,
}
