//! Errors of the messaging agent: connections, relays, file servers, remote control.

use crate::api_type;
use crate::types::{
    ErrorType, NetworkError, ProxyClientError, TransportError, UtcTime, XftpErrorType,
};

/// An error of the messaging agent, the layer under the chat that keeps connections and talks to
/// relays.
#[api_type(tag = "type")]
pub enum AgentErrorType {
    /// The chat asked the agent for something it does not do.
    #[api(name = "CMD")]
    Cmd {
        cmd_err: CommandErrorType,
        err_context: String,
    },
    /// The connection is not in a state for this.
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
    /// A server of push notifications answered with an error.
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
    /// A file could not be sent or received, for a reason on this side.
    #[api(name = "FILE")]
    File { file_err: FileErrorType },
    /// No server is configured that could look up a name.
    #[api(name = "NO_NAME_SERVERS", since = "7.0")]
    NoNameServers,
    /// Sending through another relay, which hides the sender's network address, failed.
    #[api(name = "PROXY")]
    Proxy {
        /// The relay that was asked to pass the message on.
        proxy_server: String,
        /// The relay of the recipient.
        relay_server: String,
        proxy_err: ProxyClientError,
    },
    /// Control of this server from another device failed.
    #[api(name = "RCP")]
    Rcp { rcp_err: RcErrorType },
    /// A server could not be reached or not be understood. Most of these pass: the agent tries
    /// again.
    #[api(name = "BROKER")]
    Broker {
        broker_address: String,
        broker_err: BrokerErrorType,
    },
    /// The other side of the connection did something that cannot be accepted.
    #[api(name = "AGENT")]
    Agent { agent_err: SmpAgentError },
    /// A server has a notice for its clients.
    #[api(name = "NOTICE", since = "6.5")]
    Notice {
        server: String,
        /// Whether the server is one of those that come with the program.
        preset: bool,
        /// `None` if no end is known.
        expires_at: Option<UtcTime>,
    },
    /// Something happened that the agent holds to be impossible.
    #[api(name = "INTERNAL")]
    Internal { internal_err: String },
    /// The agent cannot go on without somebody looking after it.
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

/// What the agent did not accept about a call of the chat.
#[api_type(tag = "type")]
pub enum CommandErrorType {
    /// Not allowed in the present state.
    #[api(name = "PROHIBITED")]
    Prohibited,
    #[api(name = "SYNTAX")]
    Syntax,
    /// The call needs a connection and none was named.
    #[api(name = "NO_CONN")]
    NoConn,
    /// The size given is not that of the message.
    #[api(name = "SIZE")]
    Size,
    /// The message does not fit into a block of the protocol.
    #[api(name = "LARGE")]
    Large,
}

/// Why a connection cannot be used for what was asked.
#[api_type(tag = "type")]
pub enum ConnectionErrorType {
    /// The agent does not know the connection.
    #[api(name = "NOT_FOUND")]
    NotFound,
    /// The connection exists already.
    #[api(name = "DUPLICATE")]
    Duplicate,
    /// The connection works in one direction only, and the other one is needed.
    #[api(name = "SIMPLEX")]
    Simplex,
    /// The other side did not accept in time.
    #[api(name = "NOT_ACCEPTED")]
    NotAccepted,
    /// The other side did not confirm in time.
    #[api(name = "NOT_AVAILABLE")]
    NotAvailable,
}

/// Why a server could not be reached or not be understood.
#[api_type(tag = "type")]
pub enum BrokerErrorType {
    /// The answer cannot be parsed.
    #[api(name = "RESPONSE")]
    Response { resp_err: String },
    /// The answer is not one to the question.
    #[api(name = "UNEXPECTED")]
    Unexpected { resp_err: String },
    /// The connection to the server failed.
    #[api(name = "NETWORK")]
    Network {
        /// How it failed; servers up to 6.4.4 do not say.
        #[api(since = "6.4.5")]
        network_error: Option<NetworkError>,
    },
    /// The server has no host name that the network settings allow, for instance only an onion one.
    #[api(name = "HOST")]
    Host,
    /// The server does not offer this service.
    #[api(name = "NO_SERVICE")]
    NoService,
    /// Server and client could not agree on a connection.
    #[api(name = "TRANSPORT")]
    Transport { transport_err: TransportError },
    /// No answer in time.
    #[api(name = "TIMEOUT")]
    Timeout,
}

/// What was wrong with something that the other side of a connection sent.
#[api_type(tag = "type", name = "SMPAgentError")]
pub enum SmpAgentError {
    /// The message cannot be parsed.
    #[api(name = "A_MESSAGE")]
    AMessage,
    /// The message is not allowed in the present state of the connection.
    #[api(name = "A_PROHIBITED")]
    AProhibited { prohibited_err: String },
    /// There is no protocol version in common.
    #[api(name = "A_VERSION")]
    AVersion,
    /// The data behind a short link are not valid.
    #[api(name = "A_LINK")]
    ALink { link_err: String },
    /// The message cannot be decrypted.
    #[api(name = "A_CRYPTO")]
    ACrypto { crypto_err: AgentCryptoError },
    /// The message came before and is ignored: this is harmless.
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
    /// The body of the message does not decrypt.
    #[api(name = "DECRYPT_AES")]
    DecryptAes,
    /// The outer encryption, that of the relay's queue, does not open.
    #[api(name = "DECRYPT_CB")]
    DecryptCb,
    /// The two sides have lost step, as after one of them restored an old database. New keys have
    /// to be agreed on.
    #[api(name = "RATCHET_HEADER")]
    RatchetHeader,
    /// Agreeing on new keys failed.
    #[api(name = "RATCHET_SYNC")]
    RatchetSync,
}

/// A message that was given up after some attempts.
#[api_type(since = "6.5")]
pub struct DroppedMsg {
    /// When the relay took the message in.
    pub broker_ts: UtcTime,
    #[api(primitive = "int")]
    pub attempts: i64,
}

/// Why a file could not be sent or received, as far as it lies on this side.
#[api_type(tag = "type")]
pub enum FileErrorType {
    /// The file lies on servers that are not configured and were not approved.
    #[api(name = "NOT_APPROVED")]
    NotApproved,
    /// The file is larger than allowed.
    #[api(name = "SIZE")]
    Size,
    /// The description of the file, itself kept as a file, is not what was announced.
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

/// Why the control of this server from another device failed. Bots that do not use it never see
/// these.
#[api_type(tag = "type", name = "RCErrorType")]
pub enum RcErrorType {
    Internal {
        internal_err: String,
    },
    /// The other device is not the one it claims to be.
    Identity,
    /// This device has no address in the local network.
    NoLocalAddress,
    NewController,
    /// The other device did not show up in the local network.
    NotDiscovered,
    /// No TLS connection could be made.
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
