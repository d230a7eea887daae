//! Responses about the link by which people join a group.

use crate::api_type;
use crate::types::{self, GroupInfo, User};

/// The group has a new link.
#[api_type(response)]
pub struct GroupLinkCreated {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: types::GroupLink,
}

/// The link of the group and the role it gives.
#[api_type(response)]
pub struct GroupLink {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: types::GroupLink,
}

/// The link of the group is gone; members who joined by it remain.
#[api_type(response)]
pub struct GroupLinkDeleted {
    pub user: User,
    pub group_info: GroupInfo,
}
