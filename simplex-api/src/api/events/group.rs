//! Events about groups, their members and relays.

use crate::api_type;
use crate::types::{
    Contact, GroupInfo, GroupLink, GroupMember, GroupMemberRole, GroupRelay, MsgSigStatus, User,
};

/// A contact invites the user to a group; `APIJoinGroup` accepts the invitation.
#[api_type(event)]
pub struct ReceivedGroupInvitation {
    pub user: User,
    pub group_info: GroupInfo,
    pub contact: Contact,
    /// The role of the contact in the group.
    pub from_member_role: GroupMemberRole,
    /// The role of the user in the group.
    pub member_role: GroupMemberRole,
}

/// The user is connected to a group after accepting an invitation or using a link.
#[api_type(event)]
pub struct UserJoinedGroup {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member that let the user join.
    pub host_member: GroupMember,
}

/// A member has changed the profile or preferences of a group. The response with this name is another
/// type: [`responses::GroupUpdated`](crate::responses::GroupUpdated).
#[api_type(event)]
pub struct GroupUpdated {
    pub user: User,
    /// The group before the change.
    pub from_group: GroupInfo,
    pub to_group: GroupInfo,
    /// The member who made the change, if known.
    #[api(name = "member_")]
    pub member: Option<GroupMember>,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// A member has joined a group.
#[api_type(event)]
pub struct JoinedGroupMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
}

/// The role of a member or of the user has changed.
#[api_type(event)]
pub struct MemberRole {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    /// The member with the new role.
    pub member: GroupMember,
    pub from_role: GroupMemberRole,
    pub to_role: GroupMemberRole,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// Another member was removed from a group.
#[api_type(event)]
pub struct DeletedMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    pub deleted_member: GroupMember,
    /// Whether the messages of the member are removed as well.
    pub with_messages: bool,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// A member has left a group.
#[api_type(event)]
pub struct LeftMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// The user was removed from a group.
#[api_type(event)]
pub struct DeletedMemberUser {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member who removed the user.
    pub member: GroupMember,
    /// Whether the messages of the user are removed as well.
    pub with_messages: bool,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// An owner has deleted the group for all members.
#[api_type(event)]
pub struct GroupDeleted {
    pub user: User,
    pub group_info: GroupInfo,
    /// The owner who deleted the group.
    pub member: GroupMember,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// The connection with another member is complete.
#[api_type(event)]
pub struct ConnectedToGroupMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
    /// The contact of the member, if the member is also a contact.
    pub member_contact: Option<Contact>,
}

/// Another owner, admin or moderator has accepted a pending member.
#[api_type(event)]
pub struct MemberAcceptedByOther {
    pub user: User,
    pub group_info: GroupInfo,
    pub accepting_member: GroupMember,
    pub member: GroupMember,
}

/// A member was blocked for the whole group, or unblocked. The messages of a blocked member are hidden from all members.
#[api_type(event)]
pub struct MemberBlockedForAll {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    pub member: GroupMember,
    /// False if the member was unblocked.
    pub blocked: bool,
    /// Verification status of the announcing message's signature; `None` if unsigned.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// A member of a group has changed its profile.
#[api_type(event)]
pub struct GroupMemberUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    pub from_member: GroupMember,
    pub to_member: GroupMember,
}

/// The data of the link of a public group has changed.
#[api_type(event, since = "6.5")]
pub struct GroupLinkDataUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: GroupLink,
    pub group_relays: Vec<GroupRelay>,
    /// Whether the relays of the group are among the changes.
    pub relays_changed: bool,
}

/// The status of a relay of a public group has changed, for example because it accepted the group.
#[api_type(event, since = "6.5")]
pub struct GroupRelayUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    /// The relay as a member of the group.
    pub member: GroupMember,
    pub group_relay: GroupRelay,
}
