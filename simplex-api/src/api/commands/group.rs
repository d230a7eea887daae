//! Commands for groups, their members and relays.
//!
//! Servers up to 7.0.0.6 have no keywords for the roles [`Author`](crate::types::GroupMemberRole::Author) and
//! [`Relay`](crate::types::GroupMemberRole::Relay) in commands, although the documentation lists them. These roles are
//! rejected.

use crate::command;
use crate::responses::{
    GroupCreated, GroupMembers, GroupRelays, GroupRelaysAddFailed, GroupRelaysAdded, GroupUpdated,
    LeftMemberUser, MemberAccepted, MembersBlockedForAllUser, MembersRoleUser, PublicGroupCreated,
    PublicGroupCreationFailed, RelayGroupAllowed, SentGroupInvitation, UserAcceptedGroupSent,
    UserDeletedMembers,
};
use crate::types::{
    ChatRelayId, ContactId, GroupId, GroupMemberId, GroupMemberRole, GroupProfile, UserId,
};

/// Invites a contact to a group.
///
/// The user must be an admin or owner. The event [`JoinedGroupMember`](crate::events::JoinedGroupMember) reports that the
/// contact is a member. If the contact already is a member, the command fails with
/// [`GroupDuplicateMember`](crate::types::ChatErrorType::GroupDuplicateMember).
#[command(
    name = "APIAddMember",
    syntax = "/_add #<groupId> <contactId> observer|member|moderator|admin|owner",
    documented = "/_add #<groupId> <contactId> relay|observer|author|member|moderator|admin|owner",
    correction = "The server has no keyword for the roles `author` and `relay`.",
    network = interactive,
    responses(SentGroupInvitation),
)]
pub struct ApiAddMember {
    pub group_id: GroupId,
    pub contact_id: ContactId,
    /// The role of the new member, at most the user's own role.
    pub member_role: GroupMemberRole,
}

/// Accepts the invitation to a group.
///
/// The event [`ReceivedGroupInvitation`](crate::events::ReceivedGroupInvitation) reports an invitation;
/// [`UserJoinedGroup`](crate::events::UserJoinedGroup) follows when the user is a member. To join with a
/// link, see [`ApiConnect`](crate::commands::ApiConnect).
#[command(
    name = "APIJoinGroup",
    syntax = "/_join #<groupId>",
    network = interactive,
    responses(UserAcceptedGroupSent),
)]
pub struct ApiJoinGroup {
    pub group_id: GroupId,
}

/// Accepts a pending member.
///
/// A member is pending until the user approves
/// ([`PendingApproval`](crate::types::GroupMemberStatus::PendingApproval)), or until the review by
/// moderators ([`PendingReview`](crate::types::GroupMemberStatus::PendingReview)) if the group
/// requires one. To reject a member, use [`ApiRemoveMembers`].
#[command(
    name = "APIAcceptMember",
    syntax = "/_accept member #<groupId> <groupMemberId> observer|member|moderator|admin|owner",
    documented = "/_accept member #<groupId> <groupMemberId> relay|observer|author|member|moderator|admin|owner",
    correction = "The server has no keyword for the roles `author` and `relay`.",
    network = background,
    responses(MemberAccepted),
    errors(GroupMemberNotActive),
)]
pub struct ApiAcceptMember {
    pub group_id: GroupId,
    pub group_member_id: GroupMemberId,
    /// The role of the member.
    pub member_role: GroupMemberRole,
}

/// Changes the role of members of a group.
///
/// The user must be an admin, or an owner if the change affects owners.
#[command(
    name = "APIMembersRole",
    syntax = "/_member role #<groupId> <groupMemberIds[0]>[,<groupMemberIds[1]>...] observer|member|moderator|admin|owner",
    documented = "/_member role #<groupId> <groupMemberIds[0]>[,<groupMemberIds[1]>...] relay|observer|author|member|moderator|admin|owner",
    correction = "The server has no keyword for the roles `author` and `relay`.",
    network = background,
    responses(MembersRoleUser),
)]
pub struct ApiMembersRole {
    pub group_id: GroupId,
    /// At least one.
    pub group_member_ids: Vec<GroupMemberId>,
    /// The new role of all these members.
    pub member_role: GroupMemberRole,
}

/// Hides the messages of members from the whole group, or shows them again.
///
/// Blocked members remain in the group. The user must be a moderator, admin or owner.
#[command(
    name = "APIBlockMembersForAll",
    syntax = "/_block #<groupId> <groupMemberIds[0]>[,<groupMemberIds[1]>...] blocked=on|off",
    network = background,
    responses(MembersBlockedForAllUser),
)]
pub struct ApiBlockMembersForAll {
    pub group_id: GroupId,
    /// At least one.
    pub group_member_ids: Vec<GroupMemberId>,
    /// True blocks them, false unblocks them.
    pub blocked: bool,
}

/// Removes members from a group.
///
/// The user must be an admin or owner. The group and the removed members are notified.
#[command(
    name = "APIRemoveMembers",
    syntax = "/_remove #<groupId> <groupMemberIds[0]>[,<groupMemberIds[1]>...][ messages=on]",
    network = background,
    responses(UserDeletedMembers),
    errors(GroupMemberNotFound),
)]
pub struct ApiRemoveMembers {
    pub group_id: GroupId,
    /// At least one.
    pub group_member_ids: Vec<GroupMemberId>,
    /// Whether to remove their messages as well.
    pub with_messages: bool,
}

/// Leaves a group.
///
/// The group and its messages are kept in the database until
/// [`ApiDeleteChat`](crate::commands::ApiDeleteChat) deletes them.
#[command(
    name = "APILeaveGroup",
    syntax = "/_leave #<groupId>",
    network = background,
    responses(LeftMemberUser),
)]
pub struct ApiLeaveGroup {
    pub group_id: GroupId,
}

/// Gets a group and its members.
///
/// The response contains all profiles and images: several megabytes are normal for a large group. Check
/// [`member_status`](crate::types::GroupMember::member_status), because members that left can be included.
#[command(
    name = "APIListMembers",
    syntax = "/_members #<groupId>",
    network = no,
    responses(GroupMembers),
)]
pub struct ApiListMembers {
    pub group_id: GroupId,
}

/// Creates a group. The user is its owner.
///
/// Others join after [`ApiAddMember`] or with a link, see
/// [`ApiCreateGroupLink`](crate::commands::ApiCreateGroupLink).
#[command(
    name = "APINewGroup",
    syntax = "/_group <userId>[ incognito=on] <json(groupProfile)>",
    network = no,
    responses(GroupCreated),
)]
pub struct ApiNewGroup {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to show a random profile to the group instead of the user's own. If so, contacts cannot be invited.
    pub incognito: bool,
    pub group_profile: GroupProfile,
}

/// Creates a public group or channel. The user is its owner.
///
/// Its messages are sent through chat relays, and it has a link from the start. If the relays cannot be added, no group is
/// created; this is reported by a response, not an error: [`PublicGroupCreationFailed`].
#[command(
    name = "APINewPublicGroup",
    syntax = "/_public group <userId>[ incognito=on] <relayIds[0]>[,<relayIds[1]>...] <json(groupProfile)>",
    network = interactive,
    responses(PublicGroupCreated, PublicGroupCreationFailed),
    since = "6.5",
)]
pub struct ApiNewPublicGroup {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to show a random profile to the group instead of the user's own.
    pub incognito: bool,
    /// At least one of the relays in the settings of the user.
    pub relay_ids: Vec<ChatRelayId>,
    pub group_profile: GroupProfile,
}

/// Gets the relays of a public group and their status.
#[command(
    name = "APIGetGroupRelays",
    syntax = "/_get relays #<groupId>",
    network = no,
    responses(GroupRelays),
    since = "6.5",
)]
pub struct ApiGetGroupRelays {
    pub group_id: GroupId,
}

/// Adds relays to a public group.
///
/// The event [`GroupRelayUpdated`](crate::events::GroupRelayUpdated) reports when a relay accepts. If the relays cannot be
/// added, this is reported by a response, not an error: [`GroupRelaysAddFailed`].
#[command(
    name = "APIAddGroupRelays",
    syntax = "/_add relays #<groupId> <relayIds[0]>[,<relayIds[1]>...]",
    network = interactive,
    responses(GroupRelaysAdded, GroupRelaysAddFailed),
    since = "7.0",
)]
pub struct ApiAddGroupRelays {
    pub group_id: GroupId,
    /// At least one of the relays in the settings of the user.
    pub relay_ids: Vec<ChatRelayId>,
}

/// Allows the user, who is a relay, to serve a group.
///
/// The status of the relay in a group is
/// [`GroupInfo::relay_own_status`](crate::types::GroupInfo::relay_own_status).
#[command(
    name = "APIAllowRelayGroup",
    syntax = "/_relay allow #<groupId>",
    network = background,
    responses(RelayGroupAllowed),
    since = "7.0",
)]
pub struct ApiAllowRelayGroup {
    pub group_id: GroupId,
}

/// Replaces the profile of a group, including its preferences, and notifies the members.
///
/// The user must be an owner. Omitted parts are removed: start from the current profile.
#[command(
    name = "APIUpdateGroupProfile",
    syntax = "/_group_profile #<groupId> <json(groupProfile)>",
    network = background,
    responses(GroupUpdated),
)]
pub struct ApiUpdateGroupProfile {
    pub group_id: GroupId,
    pub group_profile: GroupProfile,
}
