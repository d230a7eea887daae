//! The content of chat items: messages, calls, invitations, and notices.

use crate::api_type;
use crate::types::{
    ChatFeature, CiDeleteMode, FeatureAllowed, GroupFeature, GroupId, GroupMemberId,
    GroupMemberRole, GroupPreference, GroupProfile, MsgContent, MsgDecryptError, MsgErrorType,
    PrefEnabled, Profile, RcvMsgError,
};

/// The content of a chat item: `snd` variants are from the user, `rcv` variants from others.
///
/// A bot that replies to messages only needs [`RcvMsgContent`](CiContent::RcvMsgContent).
#[api_type(tag = "type", name = "CIContent")]
pub enum CiContent {
    /// A message from the user.
    SndMsgContent { msg_content: MsgContent },
    /// A message from another person or bot.
    RcvMsgContent { msg_content: MsgContent },
    /// Replaces a deleted message.
    SndDeleted { delete_mode: CiDeleteMode },
    /// Replaces a deleted message.
    RcvDeleted { delete_mode: CiDeleteMode },
    /// A call from the user.
    SndCall {
        status: CiCallStatus,
        /// Seconds.
        #[api(primitive = "int")]
        duration: i64,
    },
    /// A call from the contact.
    RcvCall {
        status: CiCallStatus,
        /// Seconds.
        #[api(primitive = "int")]
        duration: i64,
    },
    /// Messages are missing or out of order.
    RcvIntegrityError { msg_error: MsgErrorType },
    /// Messages could not be decrypted.
    RcvDecryptionError {
        msg_decrypt_error: MsgDecryptError,
        /// The number of messages with this error.
        msg_count: u32,
    },
    /// A message was received but could not be processed.
    #[api(since = "6.5")]
    RcvMsgError { rcv_msg_error: RcvMsgError },
    /// A contact invites the user to a group.
    RcvGroupInvitation {
        group_invitation: Box<CiGroupInvitation>,
        /// The role of the user in the group.
        member_role: GroupMemberRole,
    },
    /// The user invites a contact to a group.
    SndGroupInvitation {
        group_invitation: Box<CiGroupInvitation>,
        /// The role of the contact in the group.
        member_role: GroupMemberRole,
    },
    /// An action of the contact.
    RcvDirectEvent { rcv_direct_event: RcvDirectEvent },
    /// An action of a member.
    RcvGroupEvent { rcv_group_event: RcvGroupEvent },
    /// An action of the user in the group.
    SndGroupEvent { snd_group_event: SndGroupEvent },
    /// The other side changed the connection.
    RcvConnEvent { rcv_conn_event: RcvConnEvent },
    /// This side changed the connection.
    SndConnEvent { snd_conn_event: SndConnEvent },
    /// The contact turned a feature of the chat on or off.
    RcvChatFeature {
        feature: ChatFeature,
        enabled: PrefEnabled,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The user turned a feature of the chat on or off.
    SndChatFeature {
        feature: ChatFeature,
        enabled: PrefEnabled,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The contact changed a preference, without turning a feature on or off.
    RcvChatPreference {
        feature: ChatFeature,
        allowed: FeatureAllowed,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The user changed a preference, without turning a feature on or off.
    SndChatPreference {
        feature: ChatFeature,
        allowed: FeatureAllowed,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// A feature of the group, when the user joins or after a member changed it.
    RcvGroupFeature {
        group_feature: GroupFeature,
        preference: GroupPreference,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
        /// The lowest role that may use the feature; `None` for all members.
        #[api(name = "memberRole_")]
        member_role: Option<GroupMemberRole>,
    },
    /// A feature of the group, after the user changed it.
    SndGroupFeature {
        group_feature: GroupFeature,
        preference: GroupPreference,
        /// For disappearing messages: the lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
        /// The lowest role that may use the feature; `None` for all members.
        #[api(name = "memberRole_")]
        member_role: Option<GroupMemberRole>,
    },
    /// Replaces a message with a feature that the chat does not allow.
    RcvChatFeatureRejected { feature: ChatFeature },
    /// Replaces a message with a feature that the group does not allow.
    RcvGroupFeatureRejected { group_feature: GroupFeature },
    /// Replaces a message of the user that a moderator deleted.
    SndModerated,
    /// Replaces a message that a moderator deleted.
    RcvModerated,
    /// Replaces a message from a blocked member.
    RcvBlocked,
    /// How the chat is encrypted.
    #[api(name = "sndDirectE2EEInfo")]
    SndDirectE2eeInfo { e2ee_info: E2eInfo },
    /// How the chat is encrypted.
    #[api(name = "rcvDirectE2EEInfo")]
    RcvDirectE2eeInfo { e2ee_info: E2eInfo },
    /// How the group is encrypted.
    #[api(name = "sndGroupE2EEInfo")]
    SndGroupE2eeInfo { e2ee_info: E2eInfo },
    /// How the group is encrypted.
    #[api(name = "rcvGroupE2EEInfo")]
    RcvGroupE2eeInfo { e2ee_info: E2eInfo },
    /// The start of a chat, where apps show its profile.
    ChatBanner,
}

/// The status of an audio or video call.
#[api_type(name = "CICallStatus")]
pub enum CiCallStatus {
    /// Ringing.
    Pending,
    Missed,
    Rejected,
    Accepted,
    /// Both sides have negotiated the connection.
    Negotiated,
    /// The call is in progress.
    Progress,
    Ended,
    Error,
}

/// An invitation to a group.
#[api_type(name = "CIGroupInvitation")]
pub struct CiGroupInvitation {
    /// The id of the group in this database, for `APIJoinGroup`.
    pub group_id: GroupId,
    pub group_member_id: GroupMemberId,
    pub local_display_name: String,
    pub group_profile: GroupProfile,
    pub status: CiGroupInvitationStatus,
}

/// The status of an invitation to a group.
#[api_type(name = "CIGroupInvitationStatus")]
pub enum CiGroupInvitationStatus {
    Pending,
    Accepted,
    Rejected,
    Expired,
}

/// The end-to-end encryption of a chat.
#[api_type(name = "E2EInfo")]
pub struct E2eInfo {
    /// `true` in public groups, whose relays can read the messages.
    #[api(since = "6.5")]
    pub public: Option<bool>,
    /// Whether the encryption is post-quantum; `None` if unknown.
    pub pq_enabled: Option<bool>,
}

/// An action of a contact.
#[api_type(tag = "type")]
pub enum RcvDirectEvent {
    /// The contact deleted the user; messages cannot be sent any more.
    ContactDeleted,
    ProfileUpdated {
        from_profile: Box<Profile>,
        to_profile: Box<Profile>,
    },
    /// The contact, a member of this group, has sent a request for a direct connection.
    GroupInvLinkReceived { group_profile: Box<GroupProfile> },
}

/// An action in a group. The member is in the direction of the item.
#[api_type(tag = "type")]
pub enum RcvGroupEvent {
    /// The member invited another one.
    MemberAdded {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The member joined and is connected.
    MemberConnected,
    /// The member accepted another one.
    MemberAccepted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The member accepted the user.
    UserAccepted,
    MemberLeft,
    /// The member changed another member's role.
    MemberRole {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        role: GroupMemberRole,
    },
    /// The member blocked another one for all members, or unblocked it.
    MemberBlocked {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        blocked: bool,
    },
    /// The member changed the user's role.
    UserRole {
        role: GroupMemberRole,
    },
    /// The member removed another one.
    MemberDeleted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The member removed the user.
    UserDeleted,
    GroupDeleted,
    /// The member changed the profile of the group.
    GroupUpdated {
        group_profile: Box<GroupProfile>,
    },
    /// A new member joins with the user's group link.
    InvitedViaGroupLink,
    /// The member started a direct connection with the user.
    MemberCreatedContact,
    MemberProfileUpdated {
        from_profile: Box<Profile>,
        to_profile: Box<Profile>,
    },
    /// A new member is waiting for the review by moderators.
    NewMemberPendingReview,
    /// A message from the member had a wrong signature and was dropped.
    #[api(since = "6.5")]
    MsgBadSignature,
}

/// An action of the user in a group.
#[api_type(tag = "type")]
pub enum SndGroupEvent {
    MemberRole {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        role: GroupMemberRole,
    },
    /// The user blocked a member for all members, or unblocked it.
    MemberBlocked {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        blocked: bool,
    },
    /// The user changed the user's own role.
    UserRole {
        role: GroupMemberRole,
    },
    MemberDeleted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    UserLeft,
    /// The user changed the profile of the group.
    GroupUpdated {
        group_profile: Box<GroupProfile>,
    },
    /// The user accepted a member.
    MemberAccepted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The user is waiting for the review by moderators.
    UserPendingReview,
}

/// A change of the connection by the other side.
#[api_type(tag = "type")]
pub enum RcvConnEvent {
    /// The other side moves to another receiving address.
    SwitchQueue { phase: SwitchPhase },
    /// The encryption is negotiated again.
    RatchetSync { sync_status: RatchetSyncState },
    /// The security code changed, so that an earlier verification is not valid any more.
    VerificationCodeReset,
    /// Post-quantum encryption was turned on or off.
    PqEnabled { enabled: bool },
}

/// A change of the connection by this side.
#[api_type(tag = "type")]
pub enum SndConnEvent {
    /// The user moves to another receiving address.
    SwitchQueue {
        phase: SwitchPhase,
        /// In groups: the member on the other side.
        member: Option<Box<GroupMemberRef>>,
    },
    /// The encryption is negotiated again.
    RatchetSync {
        sync_status: RatchetSyncState,
        /// In groups: the member on the other side.
        member: Option<Box<GroupMemberRef>>,
    },
    /// Post-quantum encryption was turned on or off.
    PqEnabled { enabled: bool },
}

/// A reference to a group member.
#[api_type]
pub struct GroupMemberRef {
    pub group_member_id: GroupMemberId,
    pub profile: Profile,
}

/// The phases of a move to another receiving address, in order.
#[api_type]
pub enum SwitchPhase {
    Started,
    Confirmed,
    Secured,
    Completed,
}

/// Whether the encryption of the two sides is synchronized.
#[api_type]
pub enum RatchetSyncState {
    /// Synchronized.
    Ok,
    /// Decryption failed; a new negotiation is possible.
    Allowed,
    /// Not synchronized; a new negotiation is necessary.
    Required,
    /// This side has started a new negotiation.
    Started,
    /// Both sides have new keys; no message was sent with them yet.
    Agreed,
}
