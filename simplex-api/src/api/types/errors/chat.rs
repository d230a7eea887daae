//! Errors of the chat server, and the error type that contains all other errors.

use crate::api_type;
use crate::types::{
    AgentErrorType, Connection, ConnectionEntity, Contact, ContactId, FileId, GroupInfo,
    GroupMember, GroupMemberRole, MsgDirection, SimplexDomain, SimplexDomainError, StoreError,
    UserId,
};

/// An error of a command, or an error in the background.
///
/// It is part of [`ChatCmdError`](crate::responses::ChatCmdError), the response of a failed command, and of the error events.
/// Servers also send undocumented errors (of the database and of remote control); these are `Undocumented`.
#[api_type(tag = "type")]
pub enum ChatError {
    /// The server rejected the command or could not execute it.
    Error { error_type: ChatErrorType },
    /// The messaging agent, the layer that maintains connections and communicates with relays, reported an error.
    ErrorAgent {
        agent_error: AgentErrorType,
        /// The affected connection, by its id in the messaging agent.
        #[api(since = "6.5")]
        agent_conn_id: Option<String>,
        /// The owner of the connection, if the server knows it.
        #[api(name = "connectionEntity_")]
        connection_entity: Option<Box<ConnectionEntity>>,
    },
    /// The database does not contain something that the command needs, or rejected a change.
    ErrorStore { store_error: StoreError },
}

/// Why the server rejected a command or could not execute it.
#[api_type(tag = "type")]
pub enum ChatErrorType {
    /// There is no active profile. Create one first.
    NoActiveUser,
    /// The connection belongs to no profile.
    NoConnectionUser {
        agent_conn_id: String,
    },
    /// The outgoing file belongs to no profile.
    NoSndFileUser {
        agent_snd_file_id: String,
    },
    /// The incoming file belongs to no profile.
    NoRcvFileUser {
        agent_rcv_file_id: String,
    },
    UserUnknown,
    /// Another profile on this server already has this name.
    UserExists {
        /// The existing name.
        contact_name: String,
    },
    #[api(since = "6.5")]
    ChatRelayExists,
    /// The profile of the command is not the active one.
    DifferentActiveUser {
        command_user_id: UserId,
        active_user_id: UserId,
    },
    /// The profile is active. Activate another one before deleting it.
    CantDeleteActiveUser {
        user_id: UserId,
    },
    CantDeleteLastUser {
        user_id: UserId,
    },
    /// At least one profile must be visible.
    CantHideLastUser {
        user_id: UserId,
    },
    /// Notifications of a hidden profile cannot be turned on.
    HiddenUserAlwaysMuted {
        user_id: UserId,
    },
    /// A profile can only be hidden with a non-empty password.
    EmptyUserPassword {
        user_id: UserId,
    },
    UserAlreadyHidden {
        user_id: UserId,
    },
    UserNotHidden {
        user_id: UserId,
    },
    /// The display name contains invalid characters.
    InvalidDisplayName {
        display_name: String,
        /// A similar name that is valid.
        valid_name: String,
    },
    /// The chat must be running; see `StartChat`.
    ChatNotStarted,
    /// The chat must be stopped.
    ChatNotStopped,
    /// The database was replaced while the server was running. Restart the server.
    ChatStoreChanged,
    /// The link is invalid.
    InvalidConnReq,
    /// The name cannot be used yet.
    #[api(since = "7.0")]
    SimplexDomainNotReady {
        simplex_domain: SimplexDomain,
        simplex_domain_error: SimplexDomainError,
    },
    /// The target is unknown to this server, and the command does not allow a query of the network.
    #[api(since = "7.0.2")]
    NotResolvedLocally,
    /// The server does not support the version or kind of the link.
    UnsupportedConnReq,
    /// A request to this link cannot contain a message.
    ConnReqMessageProhibited,
    /// No messages can be sent to the contact. If the connection is not complete yet, wait for
    /// [`ContactSndReady`](crate::events::ContactSndReady) or
    /// [`ContactConnected`](crate::events::ContactConnected). If the contact has deleted the connection, servers of 6.5 and
    /// 7.0 also report this error, instead of [`ContactNotActive`](Self::ContactNotActive).
    ContactNotReady {
        contact: Box<Contact>,
    },
    /// The contact is not active. For a deleted connection, servers report [`ContactNotReady`](Self::ContactNotReady).
    ContactNotActive {
        contact: Box<Contact>,
    },
    /// The connection was disabled after repeated errors, probably because the contact has deleted it.
    ContactDisabled {
        contact: Box<Contact>,
    },
    /// The connection was disabled after repeated errors.
    ConnectionDisabled {
        connection: Box<Connection>,
    },
    /// The user's role in the group does not allow this.
    GroupUserRole {
        group_info: Box<GroupInfo>,
        /// The lowest role that allows it.
        required_role: GroupMemberRole,
    },
    /// New members cannot have this role; for links only `observer` and `member` are allowed.
    GroupMemberInitialRole {
        group_info: Box<GroupInfo>,
        initial_role: GroupMemberRole,
    },
    /// A contact that knows an incognito profile of the user cannot be invited.
    ContactIncognitoCantInvite,
    /// The user is in this group with an incognito profile and cannot invite contacts.
    GroupIncognitoCantInvite,
    GroupContactRole {
        contact_name: String,
    },
    /// The contact is already a member.
    GroupDuplicateMember {
        contact_name: String,
    },
    GroupDuplicateMemberId,
    /// The user was invited to the group but did not join.
    GroupNotJoined {
        group_info: Box<GroupInfo>,
    },
    /// The member is not connected to the group (yet).
    GroupMemberNotActive,
    CantBlockMemberForSelf {
        group_info: Box<GroupInfo>,
        member: Box<GroupMember>,
        set_show_messages: bool,
    },
    /// The user was removed from the group.
    GroupMemberUserRemoved,
    GroupMemberNotFound,
    GroupCantResendInvitation {
        group_info: Box<GroupInfo>,
        contact_name: String,
    },
    GroupInternal {
        message: String,
    },
    /// The file to send does not exist.
    FileNotFound {
        message: String,
    },
    /// The file is larger than the limit of the server, by default 1 GiB.
    FileSize {
        file_path: String,
    },
    FileAlreadyReceiving {
        message: String,
    },
    /// The transfer was already cancelled, by either side.
    FileCancelled {
        message: String,
    },
    /// The transfer cannot be cancelled in its current state.
    FileCancel {
        file_id: FileId,
        message: String,
    },
    /// A file already exists at the path for the received file.
    FileAlreadyExists {
        file_path: String,
    },
    FileWrite {
        file_path: String,
        message: String,
    },
    FileSend {
        file_id: FileId,
        agent_error: AgentErrorType,
    },
    /// A received part of the file does not match the earlier parts.
    FileRcvChunk {
        message: String,
    },
    FileInternal {
        message: String,
    },
    /// The format of the image is not supported.
    FileImageType {
        file_path: String,
    },
    /// The image is too large to send as an image.
    FileImageSize {
        file_path: String,
    },
    /// The file must be received first.
    FileNotReceived {
        file_id: FileId,
    },
    /// The file is on servers that are not configured. They can see the user's network address during the download, so it
    /// must be approved when the file is received.
    FileNotApproved {
        file_id: FileId,
        /// Addresses of those servers.
        unknown_servers: Vec<String>,
    },
    /// The file is only available through message relays, which is not allowed.
    #[api(name = "fallbackToSMPProhibited")]
    FallbackToSmpProhibited {
        file_id: FileId,
    },
    /// The file cannot be sent in messages.
    InlineFileProhibited {
        file_id: FileId,
    },
    /// These messages contain nothing that can be forwarded.
    InvalidForward,
    /// The message cannot be edited: it is not the user's own, or its kind cannot be edited.
    InvalidChatItemUpdate,
    /// The message cannot be deleted this way.
    InvalidChatItemDelete,
    /// There already is an active call.
    HasCurrentCall,
    NoCurrentCall,
    /// The active call is with another contact.
    CallContact {
        contact_id: ContactId,
    },
    /// The group does not allow direct messages between its members.
    DirectMessagesProhibited {
        /// Whether the message was sent or received.
        direction: MsgDirection,
        contact: Box<Contact>,
    },
    /// The version of the messaging agent is not supported.
    AgentVersion,
    /// The subscription of this connection had no result.
    AgentNoSubResult {
        agent_conn_id: String,
    },
    /// The text is not a command, or its arguments cannot be combined.
    CommandError {
        /// For a parse error always `Failed reading: empty`: the server does not report which part is invalid.
        message: String,
    },
    AgentCommandError {
        message: String,
    },
    /// The description of the locations of a file's parts is invalid.
    InvalidFileDescription {
        message: String,
    },
    /// Only an unused link can be changed to incognito or back.
    ConnectionIncognitoChangeProhibited,
    /// Only an unused link can be moved to another profile.
    ConnectionUserChangeProhibited,
    /// This server and the other side have no protocol version in common.
    PeerChatVRangeIncompatible,
    #[api(since = "6.5")]
    RelayTestError {
        message: String,
    },
    /// An internal error of the server.
    InternalError {
        message: String,
    },
    /// The command failed with an exception, for example an IO error.
    Exception {
        message: String,
    },
}
