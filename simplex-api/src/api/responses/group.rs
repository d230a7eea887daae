//! Responses about groups, their members and relays.

use crate::api_type;
use crate::types::{
    AddRelayResult, Contact, Group, GroupInfo, GroupLink, GroupMember, GroupMemberRole, GroupRelay,
    User,
};

/// A contact was invited to the group.
///
/// It is sent as an event if a new member joins with a link of the group.
#[api_type(response, event)]
pub struct SentGroupInvitation {
    pub user: User,
    pub group_info: GroupInfo,
    pub contact: Contact,
    /// The contact as an invited member.
    pub member: GroupMember,
}

/// The user has accepted the invitation to a group;
/// [`UserJoinedGroup`](crate::events::UserJoinedGroup) follows when the user is connected.
#[api_type(response)]
pub struct UserAcceptedGroupSent {
    pub user: User,
    pub group_info: GroupInfo,
    /// The contact who invited the user.
    pub host_contact: Option<Contact>,
}

/// A pending member was accepted.
#[api_type(response)]
pub struct MemberAccepted {
    pub user: User,
    pub group_info: GroupInfo,
    pub member: GroupMember,
}

/// The user has changed the role of members of a group.
#[api_type(response)]
pub struct MembersRoleUser {
    pub user: User,
    pub group_info: GroupInfo,
    /// The members whose role has changed.
    pub members: Vec<GroupMember>,
    pub to_role: GroupMemberRole,
    /// Whether the message that notifies the group was signed.
    #[api(since = "6.5")]
    pub msg_signed: bool,
}

/// The user has blocked members for the whole group, or unblocked them.
#[api_type(response)]
pub struct MembersBlockedForAllUser {
    pub user: User,
    pub group_info: GroupInfo,
    pub members: Vec<GroupMember>,
    pub blocked: bool,
    /// Whether the message that notifies the group was signed.
    #[api(since = "6.5")]
    pub msg_signed: bool,
}

/// The user has removed members from a group.
#[api_type(response)]
pub struct UserDeletedMembers {
    pub user: User,
    pub group_info: GroupInfo,
    pub members: Vec<GroupMember>,
    /// Whether their messages were removed as well.
    pub with_messages: bool,
    /// Whether the message that notifies the group was signed.
    #[api(since = "6.5")]
    pub msg_signed: bool,
}

/// The user has left the group.
#[api_type(response)]
pub struct LeftMemberUser {
    pub user: User,
    pub group_info: GroupInfo,
}

/// A group with all its members.
#[api_type(response)]
pub struct GroupMembers {
    pub user: User,
    pub group: Group,
}

/// The user has created a group without other members.
#[api_type(response)]
pub struct GroupCreated {
    pub user: User,
    pub group_info: GroupInfo,
}

/// The user has created a public group, with chat relays.
#[api_type(response, since = "6.5")]
pub struct PublicGroupCreated {
    pub user: User,
    pub group_info: GroupInfo,
    /// The link with which anyone can join.
    pub group_link: GroupLink,
    /// The relays that forward its messages.
    pub group_relays: Vec<GroupRelay>,
}

/// The public group was not created, because its relays could not be added.
#[api_type(response, since = "6.5")]
pub struct PublicGroupCreationFailed {
    pub user: User,
    /// The result for each relay.
    pub add_relay_results: Vec<AddRelayResult>,
}

/// The relays of a public group.
#[api_type(response, since = "6.5")]
pub struct GroupRelays {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_relays: Vec<GroupRelay>,
}

/// Relays were added to a public group.
#[api_type(response, since = "7.0")]
pub struct GroupRelaysAdded {
    pub user: User,
    pub group_info: GroupInfo,
    pub group_link: GroupLink,
    /// All relays of the group, including the new ones.
    pub group_relays: Vec<GroupRelay>,
}

/// No relays were added to the public group.
#[api_type(response, since = "7.0")]
pub struct GroupRelaysAddFailed {
    pub user: User,
    /// The result for each relay.
    pub add_relay_results: Vec<AddRelayResult>,
}

/// The relay of the user may serve the group.
#[api_type(response, since = "7.0")]
pub struct RelayGroupAllowed {
    pub user: User,
    pub group_info: GroupInfo,
}

/// The user has changed the profile or preferences of a group. The event with this name is another
/// type: [`events::GroupUpdated`](crate::events::GroupUpdated).
#[api_type(response)]
pub struct GroupUpdated {
    pub user: User,
    /// The group before the change.
    pub from_group: GroupInfo,
    pub to_group: GroupInfo,
    /// The member who made the change; `None` if it was the user.
    #[api(name = "member_")]
    pub member: Option<GroupMember>,
    /// Whether the message that notifies the group was signed.
    #[api(since = "6.5")]
    pub msg_signed: bool,
}
