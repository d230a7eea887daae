//! What chat items hold: messages, calls, invitations, and notes about what happened in the chat.

use crate::api_type;
use crate::types::{
    ChatFeature, CiDeleteMode, FeatureAllowed, GroupFeature, GroupId, GroupMemberId,
    GroupMemberRole, GroupPreference, GroupProfile, MsgContent, MsgDecryptError, MsgErrorType,
    PrefEnabled, Profile, RcvMsgError,
};

/// The content of a chat item: `snd` variants come from the user, `rcv` variants from others.
///
/// A bot that answers messages needs only [`RcvMsgContent`](CiContent::RcvMsgContent).
#[api_type(tag = "type", name = "CIContent")]
pub enum CiContent {
    /// A message from the user.
    SndMsgContent { msg_content: MsgContent },
    /// A message from somebody else.
    RcvMsgContent { msg_content: MsgContent },
    /// In place of a message that was deleted.
    SndDeleted { delete_mode: CiDeleteMode },
    /// In place of a message that was deleted.
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
        /// How many failed in the same way.
        msg_count: u32,
    },
    /// A message was received but could not be processed.
    #[api(since = "6.5")]
    RcvMsgError { rcv_msg_error: RcvMsgError },
    /// A contact invites the user to a group.
    RcvGroupInvitation {
        group_invitation: Box<CiGroupInvitation>,
        /// The role the user will have.
        member_role: GroupMemberRole,
    },
    /// The user invites a contact to a group.
    SndGroupInvitation {
        group_invitation: Box<CiGroupInvitation>,
        /// The role the contact will have.
        member_role: GroupMemberRole,
    },
    /// The contact did something other than writing.
    RcvDirectEvent { rcv_direct_event: RcvDirectEvent },
    /// A member did something other than writing.
    RcvGroupEvent { rcv_group_event: RcvGroupEvent },
    /// The user did something in the group other than writing.
    SndGroupEvent { snd_group_event: SndGroupEvent },
    /// The other side changed the connection.
    RcvConnEvent { rcv_conn_event: RcvConnEvent },
    /// This side changed the connection.
    SndConnEvent { snd_conn_event: SndConnEvent },
    /// The contact turned a feature of the chat on or off.
    RcvChatFeature {
        feature: ChatFeature,
        enabled: PrefEnabled,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The user turned a feature of the chat on or off.
    SndChatFeature {
        feature: ChatFeature,
        enabled: PrefEnabled,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The contact changed what they allow, which by itself turned nothing on or off.
    RcvChatPreference {
        feature: ChatFeature,
        allowed: FeatureAllowed,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// The user changed what they allow, which by itself turned nothing on or off.
    SndChatPreference {
        feature: ChatFeature,
        allowed: FeatureAllowed,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
    },
    /// A feature of the group, as it is when the user joins or after somebody changed it.
    RcvGroupFeature {
        group_feature: GroupFeature,
        preference: GroupPreference,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
        /// The lowest role that may use the feature; `None` for all members.
        #[api(name = "memberRole_")]
        member_role: Option<GroupMemberRole>,
    },
    /// A feature of the group, as the user set it.
    SndGroupFeature {
        group_feature: GroupFeature,
        preference: GroupPreference,
        /// For disappearing messages: their lifetime in seconds.
        #[api(primitive = "int")]
        param: Option<i64>,
        /// The lowest role that may use the feature; `None` for all members.
        #[api(name = "memberRole_")]
        member_role: Option<GroupMemberRole>,
    },
    /// In place of a message that used a feature the chat does not allow.
    RcvChatFeatureRejected { feature: ChatFeature },
    /// In place of a message that used a feature the group does not allow.
    RcvGroupFeatureRejected { group_feature: GroupFeature },
    /// In place of a message of the user that a moderator deleted.
    SndModerated,
    /// In place of a message that a moderator deleted.
    RcvModerated,
    /// In place of a message from a blocked member.
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
    /// The top of a chat, where apps show its profile.
    ChatBanner,
}

/// How far an audio or video call has come.
#[api_type(name = "CICallStatus")]
pub enum CiCallStatus {
    /// Ringing.
    Pending,
    Missed,
    Rejected,
    Accepted,
    /// Both sides agreed on the connection.
    Negotiated,
    /// The two are talking.
    Progress,
    Ended,
    Error,
}

/// An invitation to a group that one contact sent another.
#[api_type(name = "CIGroupInvitation")]
pub struct CiGroupInvitation {
    /// The group as known here, joined or not: what `APIJoinGroup` takes.
    pub group_id: GroupId,
    pub group_member_id: GroupMemberId,
    pub local_display_name: String,
    pub group_profile: GroupProfile,
    pub status: CiGroupInvitationStatus,
}

/// What became of an invitation to a group.
#[api_type(name = "CIGroupInvitationStatus")]
pub enum CiGroupInvitationStatus {
    Pending,
    Accepted,
    Rejected,
    Expired,
}

/// How a chat is encrypted from end to end.
#[api_type(name = "E2EInfo")]
pub struct E2eInfo {
    /// `true` in public groups, whose relays can read the messages.
    #[api(since = "6.5")]
    pub public: Option<bool>,
    /// Whether the encryption also withstands quantum computers; `None` when that is not known.
    pub pq_enabled: Option<bool>,
}

/// What a contact did.
#[api_type(tag = "type")]
pub enum RcvDirectEvent {
    /// The contact deleted the user; they cannot be written to any more.
    ContactDeleted,
    ProfileUpdated {
        from_profile: Box<Profile>,
        to_profile: Box<Profile>,
    },
    /// The contact, a member of this group, asked the user for a direct connection.
    GroupInvLinkReceived { group_profile: Box<GroupProfile> },
}

/// What happened in a group, done by the member in the item's direction.
#[api_type(tag = "type")]
pub enum RcvGroupEvent {
    /// The member invited another one.
    MemberAdded {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The member joined and can be reached.
    MemberConnected,
    /// The member let another one into the group.
    MemberAccepted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The member let the user into the group.
    UserAccepted,
    MemberLeft,
    /// The member changed another member's role.
    MemberRole {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        role: GroupMemberRole,
    },
    /// The member blocked another one for everyone, or unblocked them.
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
    /// Somebody joins through the user's group link.
    InvitedViaGroupLink,
    /// The member started a direct connection with the user.
    MemberCreatedContact,
    MemberProfileUpdated {
        from_profile: Box<Profile>,
        to_profile: Box<Profile>,
    },
    /// Somebody wants to join and waits for the moderators.
    NewMemberPendingReview,
    /// A message from the member had a wrong signature and was dropped.
    #[api(since = "6.5")]
    MsgBadSignature,
}

/// What the user did in a group.
#[api_type(tag = "type")]
pub enum SndGroupEvent {
    MemberRole {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        role: GroupMemberRole,
    },
    /// The user blocked a member for everyone, or unblocked them.
    MemberBlocked {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
        blocked: bool,
    },
    /// The user changed their own role.
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
    /// The user let a member into the group.
    MemberAccepted {
        group_member_id: GroupMemberId,
        profile: Box<Profile>,
    },
    /// The user asked to join and waits for the moderators.
    UserPendingReview,
}

/// A change of the connection that came from the other side.
#[api_type(tag = "type")]
pub enum RcvConnEvent {
    /// They move to another receiving address.
    SwitchQueue { phase: SwitchPhase },
    /// The encryption is negotiated anew.
    RatchetSync { sync_status: RatchetSyncState },
    /// The security code changed, so an earlier comparison of it counts no more.
    VerificationCodeReset,
    /// Post-quantum encryption was turned on or off.
    PqEnabled { enabled: bool },
}

/// A change of the connection that came from this side.
#[api_type(tag = "type")]
pub enum SndConnEvent {
    /// The user moves to another receiving address.
    SwitchQueue {
        phase: SwitchPhase,
        /// In groups: the member at the other end.
        member: Option<Box<GroupMemberRef>>,
    },
    /// The encryption is negotiated anew.
    RatchetSync {
        sync_status: RatchetSyncState,
        /// In groups: the member at the other end.
        member: Option<Box<GroupMemberRef>>,
    },
    /// Post-quantum encryption was turned on or off.
    PqEnabled { enabled: bool },
}

/// A group member, in short.
#[api_type]
pub struct GroupMemberRef {
    pub group_member_id: GroupMemberId,
    pub profile: Profile,
}

/// How far a move to another receiving address has come, in order.
#[api_type]
pub enum SwitchPhase {
    Started,
    Confirmed,
    Secured,
    Completed,
}

/// Whether the encryption states of the two sides agree.
#[api_type]
pub enum RatchetSyncState {
    /// They do.
    Ok,
    /// Something failed to decrypt; negotiating anew is possible.
    Allowed,
    /// They do not; negotiating anew is necessary.
    Required,
    /// This side asked to negotiate anew.
    Started,
    /// Both sides have new keys and wait for the first message under them.
    Agreed,
}
