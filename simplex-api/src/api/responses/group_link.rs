//! Responses about the link of a group.

use crate::api_type;
use crate::types::{self, GroupInfo, User};

/// The group has a new link.
#[api_type(response)]
pub struct GroupLinkCreated {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: types::GroupLink,
}

/// The link of the group, and the role of new members.
#[api_type(response)]
pub struct GroupLink {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: types::GroupLink,
}

/// The link of the group was deleted; existing members are kept.
#[api_type(response)]
pub struct GroupLinkDeleted {
    pub user: User,
    pub group_info: GroupInfo,
}
