//! Errors of the messaging agent: connections, relays, file servers, remote control.

use crate::api_type;
use crate::types::{
    ErrorType, NetworkError, ProxyClientError, TransportError, UtcTime, XftpErrorType,
};

/// An error of the messaging agent, the layer below the chat that maintains connections and communicates with relays.
#[api_type(tag = "type")]
pub enum AgentErrorType {
    /// The agent rejected a call of the chat.
    #[api(name = "CMD")]
    Cmd {
        cmd_err: CommandErrorType,
        err_context: String,
    },
    /// The connection cannot be used for this call.
    #[api(name = "CONN")]
    Conn {
        conn_err: ConnectionErrorType,
        err_context: String,
    },
    /// The agent does not know the profile.
    #[api(name = "NO_USER")]
    NoUser,
    /// A message relay answered with an error.
    #[api(name = "SMP")]
    Smp {
        server_address: String,
        smp_err: ErrorType,
    },
    /// A push notification server answered with an error.
    #[api(name = "NTF")]
    Ntf {
        server_address: String,
        ntf_err: ErrorType,
    },
    /// A file server answered with an error.
    #[api(name = "XFTP")]
    Xftp {
        server_address: String,
        xftp_err: XftpErrorType,
    },
    /// A file could not be sent or received, because of a problem on this side.
    #[api(name = "FILE")]
    File { file_err: FileErrorType },
    /// No name server is configured.
    #[api(name = "NO_NAME_SERVERS", since = "7.0")]
    NoNameServers,
    /// Sending through a proxy relay, which hides the sender's network address, failed.
    #[api(name = "PROXY")]
    Proxy {
        /// The proxy relay.
        proxy_server: String,
        /// The relay of the recipient.
        relay_server: String,
        proxy_err: ProxyClientError,
    },
    /// Control of this server from another device failed.
    #[api(name = "RCP")]
    Rcp { rcp_err: RcErrorType },
    /// A server could not be reached, or its answer is invalid. Most of these errors are temporary: the agent retries.
    #[api(name = "BROKER")]
    Broker {
        broker_address: String,
        broker_err: BrokerErrorType,
    },
    /// The other side of the connection sent something invalid.
    #[api(name = "AGENT")]
    Agent { agent_err: SmpAgentError },
    /// A notice of a server for its clients.
    #[api(name = "NOTICE", since = "6.5")]
    Notice {
        server: String,
        /// Whether the server is one of the default servers of the program.
        preset: bool,
        /// `None` if it does not expire.
        expires_at: Option<UtcTime>,
    },
    /// An internal error of the agent.
    #[api(name = "INTERNAL")]
    Internal { internal_err: String },
    /// The agent cannot continue without intervention.
    #[api(name = "CRITICAL")]
    Critical {
        /// Whether a restart of the server may help.
        offer_restart: bool,
        critical_err: String,
    },
    /// The agent is not running.
    #[api(name = "INACTIVE")]
    Inactive,
}

/// Why the agent rejected a call of the chat.
#[api_type(tag = "type")]
pub enum CommandErrorType {
    /// Not allowed in the current state.
    #[api(name = "PROHIBITED")]
    Prohibited,
    #[api(name = "SYNTAX")]
    Syntax,
    /// The call requires a connection.
    #[api(name = "NO_CONN")]
    NoConn,
    /// The given size is not the size of the message.
    #[api(name = "SIZE")]
    Size,
    /// The message does not fit into a block of the protocol.
    #[api(name = "LARGE")]
    Large,
}

/// Why a connection cannot be used for a call.
#[api_type(tag = "type")]
pub enum ConnectionErrorType {
    /// The agent does not know the connection.
    #[api(name = "NOT_FOUND")]
    NotFound,
    /// The connection already exists.
    #[api(name = "DUPLICATE")]
    Duplicate,
    /// The connection supports only one direction, and the other one is needed.
    #[api(name = "SIMPLEX")]
    Simplex,
    /// The other side did not accept in time.
    #[api(name = "NOT_ACCEPTED")]
    NotAccepted,
    /// The other side did not confirm in time.
    #[api(name = "NOT_AVAILABLE")]
    NotAvailable,
}

/// Why a server could not be reached, or why its answer is invalid.
#[api_type(tag = "type")]
pub enum BrokerErrorType {
    /// The answer cannot be parsed.
    #[api(name = "RESPONSE")]
    Response { resp_err: String },
    /// The answer does not match the request.
    #[api(name = "UNEXPECTED")]
    Unexpected { resp_err: String },
    /// The connection to the server failed.
    #[api(name = "NETWORK")]
    Network {
        /// The cause; servers up to 6.4.4 do not report it.
        #[api(since = "6.4.5")]
        network_error: Option<NetworkError>,
    },
    /// The network settings allow no host name of the server, for example because it only has an onion host.
    #[api(name = "HOST")]
    Host,
    /// The server does not offer this service.
    #[api(name = "NO_SERVICE")]
    NoService,
    /// Server and client could not agree on a connection.
    #[api(name = "TRANSPORT")]
    Transport { transport_err: TransportError },
    /// The server did not answer in time.
    #[api(name = "TIMEOUT")]
    Timeout,
}

/// Why a message from the other side of a connection is invalid.
#[api_type(tag = "type", name = "SMPAgentError")]
pub enum SmpAgentError {
    /// The message cannot be parsed.
    #[api(name = "A_MESSAGE")]
    AMessage,
    /// The message is not allowed in the current state of the connection.
    #[api(name = "A_PROHIBITED")]
    AProhibited { prohibited_err: String },
    /// There is no protocol version in common.
    #[api(name = "A_VERSION")]
    AVersion,
    /// The data of a short link is invalid.
    #[api(name = "A_LINK")]
    ALink { link_err: String },
    /// The message cannot be decrypted.
    #[api(name = "A_CRYPTO")]
    ACrypto { crypto_err: AgentCryptoError },
    /// The message was received before and is ignored. This is harmless.
    #[api(name = "A_DUPLICATE")]
    ADuplicate {
        #[api(name = "droppedMsg_", since = "6.5")]
        dropped_msg: Option<DroppedMsg>,
    },
    /// Moving the connection to another relay failed.
    #[api(name = "A_QUEUE")]
    AQueue { queue_err: String },
}

/// Why a message cannot be decrypted.
#[api_type(tag = "type")]
pub enum AgentCryptoError {
    /// The body of the message cannot be decrypted.
    #[api(name = "DECRYPT_AES")]
    DecryptAes,
    /// The outer layer, the encryption of the relay's queue, cannot be decrypted.
    #[api(name = "DECRYPT_CB")]
    DecryptCb,
    /// The two sides are not synchronized, for example because one of them restored an old database. They must negotiate new
    /// keys.
    #[api(name = "RATCHET_HEADER")]
    RatchetHeader,
    /// The negotiation of new keys failed.
    #[api(name = "RATCHET_SYNC")]
    RatchetSync,
}

/// A message that was dropped after several attempts.
#[api_type(since = "6.5")]
pub struct DroppedMsg {
    /// When the relay received the message.
    pub broker_ts: UtcTime,
    #[api(primitive = "int")]
    pub attempts: i64,
}

/// Why a file could not be sent or received, for problems on this side.
#[api_type(tag = "type")]
pub enum FileErrorType {
    /// The file is on servers that are not configured and were not approved.
    #[api(name = "NOT_APPROVED")]
    NotApproved,
    /// The file is larger than allowed.
    #[api(name = "SIZE")]
    Size,
    /// The description of the file, which is stored as a file too, does not match the announced one.
    #[api(name = "REDIRECT")]
    Redirect { redirect_error: String },
    /// Reading, writing or encrypting the file failed.
    #[api(name = "FILE_IO")]
    FileIo {
        #[api(name = "fileIOError")]
        file_io_error: String,
    },
    /// The file does not exist.
    #[api(name = "NO_FILE")]
    NoFile,
}

/// Why the control of this server from another device failed. Only servers with remote control report these errors.
#[api_type(tag = "type", name = "RCErrorType")]
pub enum RcErrorType {
    Internal {
        internal_err: String,
    },
    /// The identity of the other device is wrong.
    Identity,
    /// This device has no address in the local network.
    NoLocalAddress,
    NewController,
    /// The other device was not found in the local network.
    NotDiscovered,
    /// The TLS connection failed.
    #[api(name = "tLSStartFailed")]
    TlsStartFailed,
    Exception {
        exception: String,
    },
    CtrlAuth,
    CtrlNotFound,
    CtrlError {
        ctrl_err: String,
    },
    Invitation,
    /// The devices have no protocol version in common.
    Version,
    Encrypt,
    Decrypt,
    BlockSize,
    Syntax {
        syntax_err: String,
    },
}
