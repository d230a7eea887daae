//! Errors of the server's database.

use crate::api_type;
use crate::types::{
    ChatItemId, ChatRelayId, ContactId, ContactRequestId, FileId, GroupId, GroupInfo,
    GroupMemberId, UserId, UtcTime,
};

/// Why the server's database has no answer or refused a change.
///
/// Most say that an id or name of the command is not known. Ids belong to one database: they mean
/// nothing to another server.
#[api_type(tag = "type")]
pub enum StoreError {
    /// Another contact, group or profile is shown under this name.
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
    /// The member has no contact of its own.
    ContactNotFoundByMemberId {
        group_member_id: GroupMemberId,
    },
    /// The contact has no connection that can be used.
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
    /// The member who invited the user to the group is not known.
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
    /// The user has no folder of notes to self.
    UserNoteFolderNotFound,
    SndFileNotFound {
        file_id: FileId,
    },
    /// The record of the outgoing file is not consistent.
    SndFileInvalid {
        file_id: FileId,
    },
    RcvFileNotFound {
        file_id: FileId,
    },
    /// The description of where the file lies has not come yet.
    RcvFileDescrNotFound {
        file_id: FileId,
    },
    FileNotFound {
        file_id: FileId,
    },
    /// The record of the incoming file is not consistent.
    RcvFileInvalid {
        file_id: FileId,
    },
    /// A part of the file's description came out of order.
    RcvFileInvalidDescrPart,
    /// The file is of notes to self and is never transferred.
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
    /// No connection has this id of the messaging agent.
    ConnectionNotFound {
        agent_conn_id: String,
    },
    ConnectionNotFoundById {
        conn_id: i64,
    },
    ConnectionNotFoundByMemberId {
        group_member_id: GroupMemberId,
    },
    /// There is no connection with this id that still waits for the other side.
    PendingConnectionNotFound {
        conn_id: i64,
    },
    /// No unused id could be made up.
    #[api(name = "uniqueID")]
    UniqueId,
    /// The message is too large, nothing was sent. The whole encoded message, with quote, mentions
    /// and preview image, may have 15,602 bytes, and less where it is encrypted post-quantum.
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
    /// No chat item has this id, which sender and recipients share.
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
    /// Nothing is known about the delivery of this message to this member.
    NoGroupSndStatus {
        item_id: ChatItemId,
        group_member_id: GroupMemberId,
    },
    /// The message came before, for instance from the author and forwarded too.
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
    /// The message to quote is not one that can be quoted here.
    InvalidQuote,
    /// A mention does not fit the text or the members of the group.
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
    /// A task of the background could not be loaded.
    #[api(since = "6.5")]
    WorkItemError {
        err_context: String,
    },
}
