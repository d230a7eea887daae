//! Commands about groups, their members and relays.
//!
//! Servers up to 7.0.0.6 have no word for the roles [`Author`](crate::types::GroupMemberRole::Author) and
//! [`Relay`](crate::types::GroupMemberRole::Relay) in commands, though the documentation lists them: they
//! are refused.

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
/// The user must be admin or owner. The contact is a member when
/// [`JoinedGroupMember`](crate::events::JoinedGroupMember) comes; one who is a member already is
/// refused with [`GroupDuplicateMember`](crate::types::ChatErrorType::GroupDuplicateMember).
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
    /// The role that the contact is to have, at most the user's own.
    pub member_role: GroupMemberRole,
}

/// Accepts the invitation to a group.
///
/// Invitations come with
/// [`ReceivedGroupInvitation`](crate::events::ReceivedGroupInvitation), and
/// [`UserJoinedGroup`](crate::events::UserJoinedGroup) follows when the user is in. To join by a
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

/// Lets in a member who waits for it.
///
/// Members wait for the user's approval
/// ([`PendingApproval`](crate::types::GroupMemberStatus::PendingApproval)), or for a review by
/// moderators ([`PendingReview`](crate::types::GroupMemberStatus::PendingReview)) if the group
/// demands one. To turn one away, use [`ApiRemoveMembers`].
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
    /// The role that the member is to have.
    pub member_role: GroupMemberRole,
}

/// Gives members of a group another role.
///
/// The user must be admin, or owner where owners are concerned.
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
    /// The new role, the same for all of them.
    pub member_role: GroupMemberRole,
}

/// Hides the messages of members from the whole group, or shows them again.
///
/// Those who are blocked remain members. The user must be moderator, admin or owner.
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
/// The user must be admin or owner. The group is told, and so are those who are removed.
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
    /// Whether to remove their messages too.
    pub with_messages: bool,
}

/// Leaves a group.
///
/// The group and its messages stay in the database until
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
/// They come in one piece, with profiles and images: several megabytes are normal for a large
/// group. Look at [`member_status`](crate::types::GroupMember::member_status), as those who have
/// left can be among them.
#[command(
    name = "APIListMembers",
    syntax = "/_members #<groupId>",
    network = no,
    responses(GroupMembers),
)]
pub struct ApiListMembers {
    pub group_id: GroupId,
}

/// Creates a group, with the user as its owner.
///
/// Others come in with [`ApiAddMember`] or by a link, for which see
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
    /// Whether to show the group a random profile instead of the user's own. Then contacts cannot
    /// be invited.
    pub incognito: bool,
    pub group_profile: GroupProfile,
}

/// Creates a public group or channel, with the user as its owner.
///
/// Its messages go through chat relays, and it has a link from the beginning. If the relays cannot
/// be added there is no group, which is a response and not an error:
/// [`PublicGroupCreationFailed`].
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
    /// Whether to show the group a random profile instead of the user's own.
    pub incognito: bool,
    /// At least one, of the relays in the settings of the user.
    pub relay_ids: Vec<ChatRelayId>,
    pub group_profile: GroupProfile,
}

/// Gets the relays of a public group and how far each has taken it up.
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
/// [`GroupRelayUpdated`](crate::events::GroupRelayUpdated) tells when they accept. If they cannot
/// be added, that is a response and not an error: [`GroupRelaysAddFailed`].
#[command(
    name = "APIAddGroupRelays",
    syntax = "/_add relays #<groupId> <relayIds[0]>[,<relayIds[1]>...]",
    network = interactive,
    responses(GroupRelaysAdded, GroupRelaysAddFailed),
    since = "7.0",
)]
pub struct ApiAddGroupRelays {
    pub group_id: GroupId,
    /// At least one, of the relays in the settings of the user.
    pub relay_ids: Vec<ChatRelayId>,
}

/// Allows a group to be served by the user, who is a relay.
///
/// What the relay has said to a group is in
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

/// Replaces the profile of a group, with its preferences, and tells the members.
///
/// The user must be an owner. Parts that are left out are removed: start from the present profile.
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
