//! Errors of the server's database.

use crate::api_type;
use crate::types::{
    ChatItemId, ChatRelayId, ContactId, ContactRequestId, FileId, GroupId, GroupInfo,
    GroupMemberId, UserId, UtcTime,
};

/// An error of the server's database.
///
/// Most of these errors mean that an id or name in the command is unknown. Ids belong to one database: they have no meaning
/// for another server.
#[api_type(tag = "type")]
pub enum StoreError {
    /// Another contact, group or profile has this display name.
    DuplicateName,
    UserNotFound {
        user_id: UserId,
    },
    #[api(since = "6.5")]
    RelayUserNotFound,
    UserNotFoundByName {
        contact_name: String,
    },
    UserNotFoundByContactId {
        contact_id: ContactId,
    },
    UserNotFoundByGroupId {
        group_id: GroupId,
    },
    UserNotFoundByFileId {
        file_id: FileId,
    },
    UserNotFoundByContactRequestId {
        contact_request_id: ContactRequestId,
    },
    ContactNotFound {
        contact_id: ContactId,
    },
    ContactNotFoundByName {
        contact_name: String,
    },
    /// The member is not a contact.
    ContactNotFoundByMemberId {
        group_member_id: GroupMemberId,
    },
    /// The contact has no usable connection.
    ContactNotReady {
        contact_name: String,
    },
    /// The user already has an address.
    DuplicateContactLink,
    /// The user has no address.
    UserContactLinkNotFound,
    ContactRequestNotFound {
        contact_request_id: ContactRequestId,
    },
    ContactRequestNotFoundByName {
        contact_name: String,
    },
    /// The request belongs neither to a contact nor to a business chat.
    InvalidContactRequestEntity {
        contact_request_id: ContactRequestId,
    },
    InvalidBusinessChatContactRequest,
    GroupNotFound {
        group_id: GroupId,
    },
    GroupNotFoundByName {
        group_name: String,
    },
    GroupMemberNameNotFound {
        group_id: GroupId,
        group_member_name: String,
    },
    GroupMemberNotFound {
        group_member_id: GroupMemberId,
    },
    #[api(since = "6.5")]
    GroupMemberNotFoundByIndex {
        group_member_index: i64,
    },
    #[api(since = "6.5")]
    MemberRelationsVectorNotFound {
        group_member_id: GroupMemberId,
    },
    /// The member who invited the user to the group is unknown.
    GroupHostMemberNotFound {
        group_id: GroupId,
    },
    GroupMemberNotFoundByMemberId {
        /// The id that all members of the group share, unlike [`GroupMemberId`].
        member_id: String,
    },
    MemberContactGroupMemberNotFound {
        contact_id: ContactId,
    },
    #[api(since = "6.5")]
    InvalidMemberRelationUpdate,
    /// The group is stored without a membership of the user.
    GroupWithoutUser,
    /// The group already has this member.
    DuplicateGroupMember,
    #[api(since = "6.5")]
    DuplicateMemberId,
    GroupAlreadyJoined,
    GroupInvitationNotFound,
    NoteFolderAlreadyExists {
        note_folder_id: i64,
    },
    NoteFolderNotFound {
        note_folder_id: i64,
    },
    /// The user has no folder for private notes.
    UserNoteFolderNotFound,
    SndFileNotFound {
        file_id: FileId,
    },
    /// The record of the outgoing file is inconsistent.
    SndFileInvalid {
        file_id: FileId,
    },
    RcvFileNotFound {
        file_id: FileId,
    },
    /// The description of the file's location was not received yet.
    RcvFileDescrNotFound {
        file_id: FileId,
    },
    FileNotFound {
        file_id: FileId,
    },
    /// The record of the incoming file is inconsistent.
    RcvFileInvalid {
        file_id: FileId,
    },
    /// A part of the file's description was received in the wrong order.
    RcvFileInvalidDescrPart,
    /// The file belongs to private notes and is never transferred.
    LocalFileNoTransfer {
        file_id: FileId,
    },
    SharedMsgIdNotFoundByFileId {
        file_id: FileId,
    },
    FileIdNotFoundBySharedMsgId {
        shared_msg_id: String,
    },
    #[api(name = "sndFileNotFoundXFTP")]
    SndFileNotFoundXftp {
        agent_snd_file_id: String,
    },
    #[api(name = "rcvFileNotFoundXFTP")]
    RcvFileNotFoundXftp {
        agent_rcv_file_id: String,
    },
    /// No connection has this messaging agent id.
    ConnectionNotFound {
        agent_conn_id: String,
    },
    ConnectionNotFoundById {
        conn_id: i64,
    },
    ConnectionNotFoundByMemberId {
        group_member_id: GroupMemberId,
    },
    /// There is no pending connection with this id.
    PendingConnectionNotFound {
        conn_id: i64,
    },
    /// No unused id could be generated.
    #[api(name = "uniqueID")]
    UniqueId,
    /// The message is too large; nothing was sent. The encoded message, including quote, mentions and preview image, may have
    /// 15,602 bytes, or less with post-quantum encryption.
    LargeMsg,
    InternalError {
        message: String,
    },
    /// The database engine failed.
    DBException {
        message: String,
    },
    /// The database is locked, often by another process.
    DBBusyError {
        message: String,
    },
    /// The stored chat item cannot be read.
    BadChatItem {
        item_id: ChatItemId,
        item_ts: Option<UtcTime>,
    },
    ChatItemNotFound {
        item_id: ChatItemId,
    },
    ChatItemNotFoundByText {
        text: String,
    },
    /// No chat item has this id, which is the same for sender and recipients.
    ChatItemSharedMsgIdNotFound {
        shared_msg_id: String,
    },
    ChatItemNotFoundByFileId {
        file_id: FileId,
    },
    ChatItemNotFoundByContactId {
        contact_id: ContactId,
    },
    ChatItemNotFoundByGroupId {
        group_id: GroupId,
    },
    ProfileNotFound {
        profile_id: i64,
    },
    /// The group already has a link.
    DuplicateGroupLink {
        group_info: Box<GroupInfo>,
    },
    /// The group has no link.
    GroupLinkNotFound {
        group_info: Box<GroupInfo>,
    },
    HostMemberIdNotFound {
        group_id: GroupId,
    },
    ContactNotFoundByFileId {
        file_id: FileId,
    },
    /// There is no delivery status of this message for this member.
    NoGroupSndStatus {
        item_id: ChatItemId,
        group_member_id: GroupMemberId,
    },
    /// The message was received before, for example both from its author and forwarded.
    DuplicateGroupMessage {
        group_id: GroupId,
        shared_msg_id: String,
        author_group_member_id: Option<GroupMemberId>,
        forwarded_by_group_member_id: Option<GroupMemberId>,
    },
    RemoteHostNotFound {
        remote_host_id: i64,
    },
    RemoteHostUnknown,
    /// A device with this certificate is already linked.
    #[api(name = "remoteHostDuplicateCA")]
    RemoteHostDuplicateCa,
    RemoteCtrlNotFound {
        remote_ctrl_id: i64,
    },
    /// A controller with this certificate is already linked.
    #[api(name = "remoteCtrlDuplicateCA")]
    RemoteCtrlDuplicateCa,
    ProhibitedDeleteUser {
        user_id: UserId,
        contact_id: ContactId,
    },
    OperatorNotFound {
        server_operator_id: i64,
    },
    UsageConditionsNotFound,
    #[api(since = "6.5")]
    UserChatRelayNotFound {
        chat_relay_id: ChatRelayId,
    },
    #[api(since = "6.5")]
    GroupRelayNotFound {
        group_relay_id: i64,
    },
    #[api(since = "6.5")]
    GroupRelayNotFoundByMemberId {
        group_member_id: GroupMemberId,
    },
    /// The message cannot be quoted here.
    InvalidQuote,
    /// A mention does not match the text or the members of the group.
    InvalidMention,
    #[api(since = "6.5")]
    InvalidDeliveryTask {
        task_id: i64,
    },
    #[api(since = "6.5")]
    DeliveryTaskNotFound {
        task_id: i64,
    },
    #[api(since = "6.5")]
    InvalidDeliveryJob {
        job_id: i64,
    },
    #[api(since = "6.5")]
    DeliveryJobNotFound {
        job_id: i64,
    },
    /// A background task could not be loaded.
    #[api(since = "6.5")]
    WorkItemError {
        err_context: String,
    },
}
