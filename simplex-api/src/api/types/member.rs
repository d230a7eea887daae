//! Members of groups, their roles, and their status.

use crate::api_type;
use crate::types::{
    Connection, ContactId, GroupId, GroupMemberId, LocalProfile, SecurityCode, UtcTime,
    VersionRange,
};

/// The data in this database about a member of a group. The membership of the user is in
/// [`GroupInfo::membership`](crate::types::GroupInfo::membership).
#[api_type]
pub struct GroupMember {
    pub group_member_id: GroupMemberId,
    pub group_id: GroupId,
    /// The number of the member in the group.
    #[api(since = "6.5")]
    pub index_in_group: Option<i64>,
    /// Base64url id of the member, the same for all members of the group.
    pub member_id: String,
    pub member_role: GroupMemberRole,
    pub member_category: GroupMemberCategory,
    pub member_status: GroupMemberStatus,
    pub member_settings: GroupMemberSettings,
    /// Whether a moderator has blocked the member for all members.
    pub blocked_by_admin: bool,
    pub invited_by: InvitedBy,
    pub invited_by_group_member_id: Option<GroupMemberId>,
    /// The display name, made unique in this database by a suffix such as `_1`.
    pub local_display_name: String,
    pub member_profile: LocalProfile,
    /// The contact of this member, if the member is also a contact.
    pub member_contact_id: Option<ContactId>,
    /// The profile of this contact, or the profile that was created for the member.
    pub member_contact_profile_id: i64,
    /// `None` if there is no direct connection to the member; other members then forward the messages.
    pub active_conn: Option<Connection>,
    /// The chat protocol versions that the member supports.
    pub member_chat_v_range: VersionRange,
    pub created_at: UtcTime,
    pub updated_at: UtcTime,
    /// The member's chat with the moderators, if it was opened.
    pub support_chat: Option<GroupSupportChat>,
    /// Base64url key that verifies the member's signatures.
    #[api(since = "6.5")]
    pub member_pub_key: Option<String>,
    /// The short link of the relay, if the member is a relay.
    #[api(since = "6.5")]
    pub relay_link: Option<String>,
    /// The security code, if the user has verified it.
    #[api(since = "7.0.2")]
    pub member_verified_code: Option<SecurityCode>,
}

/// The permissions of a member. Each role has the permissions of the previous roles; a relay can only forward messages.
#[api_type]
pub enum GroupMemberRole {
    /// Forwards messages of others and cannot send messages.
    #[api(since = "6.5")]
    Relay,
    /// Reads messages.
    Observer,
    /// The lowest role that can send messages, in errors; no member has it. It is only used in JSON: in commands the server
    /// has no keyword for it.
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

/// How a member joined the group, from the view of the user.
#[api_type]
pub enum GroupMemberCategory {
    /// The user.
    User,
    /// Invited by the user.
    Invitee,
    /// Invited the user, or the owner of the link that the user joined with.
    Host,
    /// Joined before the user.
    Pre,
    /// Joined after the user, invited by another member.
    Post,
}

/// The status of a membership.
#[api_type]
pub enum GroupMemberStatus {
    /// Rejected when joining with a link.
    Rejected,
    /// Removed by another member.
    Removed,
    Left,
    /// The group was deleted; only for the user.
    Deleted,
    /// Known only from forwarded messages or mentions.
    Unknown,
    /// The invitation was sent or received, and is not accepted yet.
    Invited,
    /// Pending until the owner of the link, often a bot, approves with `ApiAcceptMember`.
    #[api(name = "pending_approval")]
    PendingApproval,
    /// Pending until the review by a moderator.
    #[api(name = "pending_review")]
    PendingReview,
    /// The host has introduced this earlier member to the user.
    Introduced,
    /// The user and the member have exchanged invitations to connect.
    #[api(name = "intro-inv")]
    IntroInv,
    /// Accepted the invitation, but not connected yet.
    Accepted,
    /// Announced to the other members.
    Announced,
    /// Connected to the member who sent the invitation.
    Connected,
    /// Connected to all earlier members.
    Complete,
    /// Created the group.
    Creator,
}

/// The user's settings for a member. They are not sent to others.
#[api_type]
pub struct GroupMemberSettings {
    /// `false` if the user blocks the member.
    pub show_messages: bool,
}

/// The chat between a member and the moderators of a group.
#[api_type]
pub struct GroupSupportChat {
    /// The time of the last change, for sorting.
    pub chat_ts: UtcTime,
    pub unread: i64,
    /// Unread messages of the member that need a moderator.
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
    /// A person or bot that is not a contact of the user.
    Unknown,
}
