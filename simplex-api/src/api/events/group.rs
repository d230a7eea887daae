//! Events about groups, their members and relays.

use crate::api_type;
use crate::types::{
    Contact, GroupInfo, GroupLink, GroupMember, GroupMemberRole, GroupRelay, MsgSigStatus, User,
};

/// A contact invites the user to a group; `APIJoinGroup` accepts.
#[api_type(event)]
pub struct ReceivedGroupInvitation {
    pub user: User,
    pub group_info: GroupInfo,
    pub contact: Contact,
    /// The role of the contact in the group.
    pub from_member_role: GroupMemberRole,
    /// The role the user is to have.
    pub member_role: GroupMemberRole,
}

/// The user is connected to a group after accepting an invitation or using a link.
#[api_type(event)]
pub struct UserJoinedGroup {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member through whom the user has joined.
    pub host_member: GroupMember,
}

/// A member has changed the profile or preferences of a group. The response of this name is another
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
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// Somebody has joined a group.
#[api_type(event)]
pub struct JoinedGroupMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
}

/// A member, or the user, has been given another role.
#[api_type(event)]
pub struct MemberRole {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    /// Whose role it is.
    pub member: GroupMember,
    pub from_role: GroupMemberRole,
    pub to_role: GroupMemberRole,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// Another member is removed from a group.
#[api_type(event)]
pub struct DeletedMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    pub deleted_member: GroupMember,
    /// Whether the messages of the member are removed too.
    pub with_messages: bool,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// A member has left a group.
#[api_type(event)]
pub struct LeftMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// The user is removed from a group.
#[api_type(event)]
pub struct DeletedMemberUser {
    pub user: User,
    pub group_info: GroupInfo,
    /// The member who did it.
    pub member: GroupMember,
    /// Whether the messages of the user are removed too.
    pub with_messages: bool,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// An owner has deleted the group, for all.
#[api_type(event)]
pub struct GroupDeleted {
    pub user: User,
    pub group_info: GroupInfo,
    /// The owner who did it.
    pub member: GroupMember,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// The connection with another member is complete.
#[api_type(event)]
pub struct ConnectedToGroupMember {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
    /// The contact that the member is too, if so.
    pub member_contact: Option<Contact>,
}

/// Another owner, admin or moderator has let in a member who waited for it.
#[api_type(event)]
pub struct MemberAcceptedByOther {
    pub user: User,
    pub group_info: GroupInfo,
    pub accepting_member: GroupMember,
    pub member: GroupMember,
}

/// A member is blocked for the whole group: the messages are hidden from everybody.
#[api_type(event)]
pub struct MemberBlockedForAll {
    pub user: User,
    pub group_info: GroupInfo,
    pub by_member: GroupMember,
    pub member: GroupMember,
    /// False if the member was unblocked.
    pub blocked: bool,
    /// How the signature of the message that told so was checked; `None` if it was not signed.
    #[api(since = "6.5")]
    pub msg_signed: Option<MsgSigStatus>,
}

/// A member of a group has changed the profile.
#[api_type(event)]
pub struct GroupMemberUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    pub from_member: GroupMember,
    pub to_member: GroupMember,
}

/// What the link of a public group holds has changed.
#[api_type(event, since = "6.5")]
pub struct GroupLinkDataUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: GroupLink,
    pub group_relays: Vec<GroupRelay>,
    /// Whether the relays of the group are among the changes.
    pub relays_changed: bool,
}

/// A relay of a public group has another state, for instance after it has accepted the group.
#[api_type(event, since = "6.5")]
pub struct GroupRelayUpdated {
    pub user: User,
    pub group_info: GroupInfo,
    /// The relay as a member of the group.
    pub member: GroupMember,
    pub group_relay: GroupRelay,
}
