//! Commands about the link of a group, by which anybody can join.

use crate::command;
use crate::responses::{GroupLink, GroupLinkCreated, GroupLinkDeleted};
use crate::types::{GroupId, GroupMemberRole};

/// Creates the link of a group.
///
/// A group has one link: a second one is refused with
/// [`DuplicateGroupLink`](crate::types::StoreError::DuplicateGroupLink), so ask with
/// [`ApiGetGroupLink`] first. The user must be admin or owner, and lets in those who follow the
/// link: it works only while the server runs.
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
    /// The role of those who join: [`Observer`](GroupMemberRole::Observer) or
    /// [`Member`](GroupMemberRole::Member). Others fail, those above `Member` with
    /// [`GroupMemberInitialRole`](crate::types::ChatErrorType::GroupMemberInitialRole).
    pub member_role: GroupMemberRole,
}

/// Changes the role that the link of a group gives.
///
/// Members who have joined by it keep theirs.
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
    /// The role of those who join: [`Observer`](GroupMemberRole::Observer) or
    /// [`Member`](GroupMemberRole::Member). Others fail, those above `Member` with
    /// [`GroupMemberInitialRole`](crate::types::ChatErrorType::GroupMemberInitialRole).
    pub member_role: GroupMemberRole,
}

/// Deletes the link of a group.
///
/// Members who have joined by it remain. Without a link the error is
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

/// Gets the link of a group and the role it gives.
///
/// Without a link the error is
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
