//! Errors of the chat server itself, and the root of all others.

use crate::api_type;
use crate::types::{
    AgentErrorType, Connection, ConnectionEntity, Contact, ContactId, FileId, GroupInfo,
    GroupMember, GroupMemberRole, MsgDirection, SimplexDomain, SimplexDomainError, StoreError,
    UserId,
};

/// Why a command failed, or what went wrong in the background.
///
/// It comes with [`ChatCmdError`](crate::responses::ChatCmdError) as the answer to a command, and
/// with the error events otherwise. Servers also send kinds that are not documented here (of the
/// database, of remote control); these arrive as `Undocumented`.
#[api_type(tag = "type")]
pub enum ChatError {
    /// The server refused the command or could not carry it out.
    Error { error_type: ChatErrorType },
    /// The messaging agent, the layer that keeps connections and talks to relays, reported an
    /// error.
    ErrorAgent {
        agent_error: AgentErrorType,
        /// The connection concerned, as the agent names it.
        #[api(since = "6.5")]
        agent_conn_id: Option<String>,
        /// What the connection belongs to, where the server could tell.
        #[api(name = "connectionEntity_")]
        connection_entity: Option<Box<ConnectionEntity>>,
    },
    /// The database lacks something the command named, or refused a change.
    ErrorStore { store_error: StoreError },
}

/// Why the server refused a command or could not carry it out.
#[api_type(tag = "type")]
pub enum ChatErrorType {
    /// There is no active profile: create one first.
    NoActiveUser,
    /// No profile owns this connection.
    NoConnectionUser {
        agent_conn_id: String,
    },
    /// No profile owns this outgoing file.
    NoSndFileUser {
        agent_snd_file_id: String,
    },
    /// No profile owns this incoming file.
    NoRcvFileUser {
        agent_rcv_file_id: String,
    },
    UserUnknown,
    /// Another profile of this server already has the name.
    UserExists {
        /// The name that is taken.
        contact_name: String,
    },
    #[api(since = "6.5")]
    ChatRelayExists,
    /// The command names a profile that is not the active one.
    DifferentActiveUser {
        command_user_id: UserId,
        active_user_id: UserId,
    },
    /// The profile is active: switch to another one before deleting it.
    CantDeleteActiveUser {
        user_id: UserId,
    },
    CantDeleteLastUser {
        user_id: UserId,
    },
    /// One visible profile has to remain.
    CantHideLastUser {
        user_id: UserId,
    },
    /// Notifications of a hidden profile cannot be switched on.
    HiddenUserAlwaysMuted {
        user_id: UserId,
    },
    /// Hiding a profile needs a password that is not empty.
    EmptyUserPassword {
        user_id: UserId,
    },
    UserAlreadyHidden {
        user_id: UserId,
    },
    UserNotHidden {
        user_id: UserId,
    },
    /// The display name has characters that names may not have.
    InvalidDisplayName {
        display_name: String,
        /// The nearest name that would be accepted.
        valid_name: String,
    },
    /// The command needs the chat to be running; see `StartChat`.
    ChatNotStarted,
    /// The command needs the chat to be stopped.
    ChatNotStopped,
    /// The database was replaced while the server ran: restart the server.
    ChatStoreChanged,
    /// The link is not one: it could not be read.
    InvalidConnReq,
    /// The name cannot be used yet.
    #[api(since = "7.0")]
    SimplexDomainNotReady {
        simplex_domain: SimplexDomain,
        simplex_domain_error: SimplexDomainError,
    },
    /// The target is not known to this server, and asking the network was not wanted.
    #[api(since = "7.0.2")]
    NotResolvedLocally,
    /// The link is of a version or kind that this server does not know.
    UnsupportedConnReq,
    /// No message can go along with a request to this link.
    ConnReqMessageProhibited,
    /// Nothing can be sent to the contact. The connection is not complete yet, wait for
    /// [`ContactSndReady`](crate::events::ContactSndReady) or
    /// [`ContactConnected`](crate::events::ContactConnected). Or there is none any more, because the contact has deleted
    /// it: servers of 6.5 and 7.0 say this in place of [`ContactNotActive`](Self::ContactNotActive).
    ContactNotReady {
        contact: Box<Contact>,
    },
    /// The contact is not active. For one that has gone servers say [`ContactNotReady`](Self::ContactNotReady).
    ContactNotActive {
        contact: Box<Contact>,
    },
    /// The connection was switched off after repeated failures: the contact is likely gone.
    ContactDisabled {
        contact: Box<Contact>,
    },
    /// The connection was switched off after repeated failures.
    ConnectionDisabled {
        connection: Box<Connection>,
    },
    /// The user's role in the group does not allow this.
    GroupUserRole {
        group_info: Box<GroupInfo>,
        /// The least role that does.
        required_role: GroupMemberRole,
    },
    /// New members cannot start with this role; links give `observer` or `member`.
    GroupMemberInitialRole {
        group_info: Box<GroupInfo>,
        initial_role: GroupMemberRole,
    },
    /// A contact that knows the user under an incognito profile cannot be invited.
    ContactIncognitoCantInvite,
    /// The user is in this group under an incognito profile and cannot invite contacts.
    GroupIncognitoCantInvite,
    GroupContactRole {
        contact_name: String,
    },
    /// The contact already is a member.
    GroupDuplicateMember {
        contact_name: String,
    },
    GroupDuplicateMemberId,
    /// The user was invited to the group but did not join.
    GroupNotJoined {
        group_info: Box<GroupInfo>,
    },
    /// The member is not, or not yet, connected to the group.
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
    /// There is no file at the path to be sent.
    FileNotFound {
        message: String,
    },
    /// The file is larger than the server sends, by default 1 GiB.
    FileSize {
        file_path: String,
    },
    FileAlreadyReceiving {
        message: String,
    },
    /// The transfer was cancelled before, by either side.
    FileCancelled {
        message: String,
    },
    /// The transfer cannot be cancelled in its present state.
    FileCancel {
        file_id: FileId,
        message: String,
    },
    /// The path to save to is taken.
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
    /// A received part of the file does not fit what came before.
    FileRcvChunk {
        message: String,
    },
    FileInternal {
        message: String,
    },
    /// The image is not of a supported format.
    FileImageType {
        file_path: String,
    },
    /// The image is too large to be sent as an image.
    FileImageSize {
        file_path: String,
    },
    /// The file has to be received before this can be done with it.
    FileNotReceived {
        file_id: FileId,
    },
    /// The file lies on servers that are not among the configured ones. Downloading from them shows
    /// them the user's network address, so it has to be approved when the file is received.
    FileNotApproved {
        file_id: FileId,
        /// Addresses of those servers.
        unknown_servers: Vec<String>,
    },
    /// The file could only be had through message relays, which is not allowed.
    #[api(name = "fallbackToSMPProhibited")]
    FallbackToSmpProhibited {
        file_id: FileId,
    },
    /// The file may not be sent within messages.
    InlineFileProhibited {
        file_id: FileId,
    },
    /// There is nothing in these messages that could be forwarded.
    InvalidForward,
    /// The message cannot be edited: it is not the user's own, or not of a kind that can.
    InvalidChatItemUpdate,
    /// The message cannot be deleted this way.
    InvalidChatItemDelete,
    /// Another call is going on.
    HasCurrentCall,
    NoCurrentCall,
    /// The call going on is with another contact.
    CallContact {
        contact_id: ContactId,
    },
    /// The group does not allow direct messages between its members.
    DirectMessagesProhibited {
        /// Whether sending or receiving one was tried.
        direction: MsgDirection,
        contact: Box<Contact>,
    },
    /// The version of the messaging agent is not supported.
    AgentVersion,
    /// Subscribing to this connection gave no result.
    AgentNoSubResult {
        agent_conn_id: String,
    },
    /// The text is not a command, or one whose arguments do not go together.
    CommandError {
        /// Of a parse error always just `Failed reading: empty`: the server does not say which part
        /// it did not understand.
        message: String,
    },
    AgentCommandError {
        message: String,
    },
    /// The description that tells where the parts of a file lie cannot be read.
    InvalidFileDescription {
        message: String,
    },
    /// Only a link that nobody has used yet can change between incognito and not.
    ConnectionIncognitoChangeProhibited,
    /// Only a link that nobody has used yet can move to another profile.
    ConnectionUserChangeProhibited,
    /// This server and the other side have no protocol version in common.
    PeerChatVRangeIncompatible,
    #[api(since = "6.5")]
    RelayTestError {
        message: String,
    },
    /// Something happened that the server holds to be impossible.
    InternalError {
        message: String,
    },
    /// The command ended in an exception, of input and output for example.
    Exception {
        message: String,
    },
}
