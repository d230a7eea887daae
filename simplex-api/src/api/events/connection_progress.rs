//! Events about the progress of connections. They are informational.

use crate::api_type;
pub use crate::responses::{AcceptingContactRequest, SentGroupInvitation};
use crate::types::{Contact, GroupInfo, GroupMember, User};

/// The business address accepts a customer automatically. Each customer gets a separate group.
#[api_type(event)]
pub struct AcceptingBusinessRequest {
    pub user: User,
    pub group_info: GroupInfo,
}

/// The other side has confirmed the connection: it used the invitation of the user, or the user sent a request to its
/// address.
#[api_type(event)]
pub struct ContactConnecting {
    pub user: User,
    pub contact: Contact,
}

/// The user sent a request to a business address, and the business has confirmed it. The contact becomes a group.
#[api_type(event)]
pub struct BusinessLinkConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    pub host_member: GroupMember,
    /// The contact that represented the business until now.
    pub from_contact: Contact,
}

/// A new member is announced and will connect.
#[api_type(event)]
pub struct JoinedGroupMemberConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member who announces the new member.
    pub host_member: GroupMember,
    /// The new member.
    pub member: GroupMember,
}

/// The user joins a group with its link, and the connection is in progress.
#[api_type(event)]
pub struct GroupLinkConnecting {
    pub user: User,
    pub group_info: GroupInfo,
    pub host_member: GroupMember,
}
