//! Events that show connections being made, for logs and curiosity.

use crate::api_type;
pub use crate::responses::{AcceptingContactRequest, SentGroupInvitation};
use crate::types::{Contact, GroupInfo, GroupMember, User};

/// The business address accepts a customer by itself: each customer gets a group of its own.
#[api_type(event)]
pub struct AcceptingBusinessRequest {
    pub user: User,
    pub group_info: GroupInfo,
}

/// The other side has confirmed: it uses the invitation of the user, or the user has asked by its
/// address.
#[api_type(event)]
pub struct ContactConnecting {
    pub user: User,
    pub contact: Contact,
}

/// The user has asked by a business address, and the business has confirmed. What began as a
/// contact goes on as a group.
#[api_type(event)]
pub struct BusinessLinkConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    pub host_member: GroupMember,
    /// The contact that stood for the business so far.
    pub from_contact: Contact,
}

/// A new member is announced and will connect.
#[api_type(event)]
pub struct JoinedGroupMemberConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member who announces.
    pub host_member: GroupMember,
    /// The new member.
    pub member: GroupMember,
}

/// The user has asked to join a group by its link, and the connection is being made.
#[api_type(event)]
pub struct GroupLinkConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    pub host_member: GroupMember,
}
