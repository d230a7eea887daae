//! Commands for the link of a group, with which anyone can join.

use crate::command;
use crate::responses::{GroupLink, GroupLinkCreated, GroupLinkDeleted};
use crate::types::{GroupId, GroupMemberRole};

/// Creates the link of a group.
///
/// A group can have one link. A second one fails with
/// [`DuplicateGroupLink`](crate::types::StoreError::DuplicateGroupLink): check with
/// [`ApiGetGroupLink`] first. The user must be an admin or owner. The user's server accepts the new members, so that the
/// link only works while this server is running.
#[command(
    name = "APICreateGroupLink",
    syntax = "/_create link #<groupId> observer|member|moderator|admin|owner",
    documented = "/_create link #<groupId> relay|observer|author|member|moderator|admin|owner",
    correction = "The server has no keyword for the roles `author` and `relay`.",
    network = interactive,
    responses(GroupLinkCreated),
)]
pub struct ApiCreateGroupLink {
    pub group_id: GroupId,
    /// The role of new members: [`Observer`](GroupMemberRole::Observer) or
    /// [`Member`](GroupMemberRole::Member). Other roles fail, those above `Member` with
    /// [`GroupMemberInitialRole`](crate::types::ChatErrorType::GroupMemberInitialRole).
    pub member_role: GroupMemberRole,
}

/// Changes the role of members that join with the link of a group.
///
/// Existing members keep their role.
#[command(
    name = "APIGroupLinkMemberRole",
    syntax = "/_set link role #<groupId> observer|member|moderator|admin|owner",
    documented = "/_set link role #<groupId> relay|observer|author|member|moderator|admin|owner",
    correction = "The server has no keyword for the roles `author` and `relay`.",
    network = no,
    responses(GroupLink),
)]
pub struct ApiGroupLinkMemberRole {
    pub group_id: GroupId,
    /// The role of new members: [`Observer`](GroupMemberRole::Observer) or
    /// [`Member`](GroupMemberRole::Member). Other roles fail, those above `Member` with
    /// [`GroupMemberInitialRole`](crate::types::ChatErrorType::GroupMemberInitialRole).
    pub member_role: GroupMemberRole,
}

/// Deletes the link of a group.
///
/// Existing members are kept. If there is no link, the error is
/// [`GroupLinkNotFound`](crate::types::StoreError::GroupLinkNotFound).
#[command(
    name = "APIDeleteGroupLink",
    syntax = "/_delete link #<groupId>",
    network = background,
    responses(GroupLinkDeleted),
)]
pub struct ApiDeleteGroupLink {
    pub group_id: GroupId,
}

/// Gets the link of a group and the role of new members.
///
/// If there is no link, the error is
/// [`GroupLinkNotFound`](crate::types::StoreError::GroupLinkNotFound).
#[command(
    name = "APIGetGroupLink",
    syntax = "/_get link #<groupId>",
    network = no,
    responses(GroupLink),
)]
pub struct ApiGetGroupLink {
    pub group_id: GroupId,
}
