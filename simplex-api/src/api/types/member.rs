//! Members of groups, their roles, and how far they have joined.

use crate::api_type;
use crate::types::{
    Connection, ContactId, GroupId, GroupMemberId, LocalProfile, SecurityCode, UtcTime,
    VersionRange,
};

/// A member of a group, as this database knows it. The user is a member too, found in
/// [`GroupInfo::membership`](crate::types::GroupInfo::membership).
#[api_type]
pub struct GroupMember {
    pub group_member_id: GroupMemberId,
    pub group_id: GroupId,
    /// Number of the member within the group. Absent in older servers.
    #[api(since = "6.5")]
    pub index_in_group: Option<i64>,
    /// Base64url id that all members of the group know this member by.
    pub member_id: String,
    pub member_role: GroupMemberRole,
    pub member_category: GroupMemberCategory,
    pub member_status: GroupMemberStatus,
    pub member_settings: GroupMemberSettings,
    /// Whether a moderator has blocked the member for all.
    pub blocked_by_admin: bool,
    pub invited_by: InvitedBy,
    pub invited_by_group_member_id: Option<GroupMemberId>,
    /// The display name, made unique in this database by a suffix such as `_1`.
    pub local_display_name: String,
    pub member_profile: LocalProfile,
    /// The contact to whom this member belongs, if there is one.
    pub member_contact_id: Option<ContactId>,
    /// The profile of that contact, or the one made for the member.
    pub member_contact_profile_id: i64,
    /// `None` without a direct connection to the member, whose messages others then forward.
    pub active_conn: Option<Connection>,
    /// Versions of the chat protocol that the member supports.
    pub member_chat_v_range: VersionRange,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// The member's chat with the moderators, once opened.
    pub support_chat: Option<GroupSupportChat>,
    /// Base64url key to check the member's signed messages with.
    #[api(since = "6.5")]
    pub member_pub_key: Option<String>,
    /// Short link of the relay, if the member is one.
    #[api(since = "6.5")]
    pub relay_link: Option<String>,
    /// The security code, once the user has verified it.
    #[api(since = "7.0.2")]
    pub member_verified_code: Option<SecurityCode>,
}

/// What a member may do. Each role may do what the roles before it may, except that a relay only
/// forwards.
#[api_type]
pub enum GroupMemberRole {
    /// Forwards the messages of others and sends none of its own.
    #[api(since = "6.5")]
    Relay,
    /// Reads.
    Observer,
    /// The least that may send, as errors name it; nobody has it. It is only found in JSON: in commands the server has
    /// no word for it.
    Author,
    /// Sends messages.
    Member,
    /// Deletes messages of members and blocks members.
    Moderator,
    /// Invites and removes members, and changes roles below `owner`.
    Admin,
    /// Changes the group's profile, deletes the group, and appoints owners.
    Owner,
}

/// How a member came to the group, seen from the user.
#[api_type]
pub enum GroupMemberCategory {
    /// The user.
    User,
    /// Invited by the user.
    Invitee,
    /// Invited the user, or let the user in by a link.
    Host,
    /// Was in the group before the user.
    Pre,
    /// Came after the user, invited by somebody else.
    Post,
}

/// How far a member has joined the group, or how the membership ended.
#[api_type]
pub enum GroupMemberStatus {
    /// Was refused when joining by a link.
    Rejected,
    /// Was removed by another member.
    Removed,
    Left,
    /// The group was deleted, for the user as member.
    Deleted,
    /// Seen only in forwarded messages or mentions, and never introduced.
    Unknown,
    /// The invitation is sent, or received, and not answered.
    Invited,
    /// Waits for the owner of the link, often a bot, to approve with `ApiAcceptMember`.
    #[api(name = "pending_approval")]
    PendingApproval,
    /// Waits for a moderator's review.
    #[api(name = "pending_review")]
    PendingReview,
    /// The host has told the user about this earlier member.
    Introduced,
    /// The user and the member have exchanged invitations to connect.
    #[api(name = "intro-inv")]
    IntroInv,
    /// Accepted the invitation, and is not connected yet.
    Accepted,
    /// Announced to the other members.
    Announced,
    /// Connected to the member who invited them.
    Connected,
    /// Connected to all members who were there before.
    Complete,
    /// Created the group.
    Creator,
}

/// The user's own settings for a member, unseen by others.
#[api_type]
pub struct GroupMemberSettings {
    /// `false` if the user blocks the member.
    pub show_messages: bool,
}

/// State of the chat between one member and the moderators of a group.
#[api_type]
pub struct GroupSupportChat {
    /// When the chat last changed, for sorting.
    pub chat_ts: UtcTime,
    pub unread: i64,
    /// Unread messages of the member that wait for a moderator.
    pub member_attention: i64,
    /// Unread messages that mention the user.
    pub mentions: i64,
    pub last_msg_from_member_ts: Option<UtcTime>,
}

/// Who invited a member.
#[api_type(tag = "type")]
pub enum InvitedBy {
    /// A contact of the user.
    Contact {
        by_contact_id: ContactId,
    },
    User,
    /// Somebody who is not a contact of the user.
    Unknown,
}
