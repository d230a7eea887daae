//! Errors of message relays and of the transport to them.

use crate::api_type;
use crate::types::BrokerErrorType;

/// An error that a message relay answers with.
#[api_type(tag = "type")]
pub enum ErrorType {
    /// A block of the protocol is not well-formed.
    #[api(name = "BLOCK")]
    Block,
    /// The block belongs to another session.
    #[api(name = "SESSION")]
    Session,
    /// The relay does not understand or not allow the request.
    #[api(name = "CMD")]
    Cmd { cmd_err: CommandError },
    /// Passing a message on to another relay failed.
    #[api(name = "PROXY")]
    Proxy { proxy_err: ProxyError },
    /// The queue does not exist or the key is wrong. When sending, this mostly means that the
    /// contact has deleted the conversation.
    #[api(name = "AUTH")]
    Auth,
    /// The operator of the relay has blocked the queue.
    #[api(name = "BLOCKED")]
    Blocked { block_info: BlockingInfo },
    /// The relay does not accept the client as a service.
    #[api(name = "SERVICE")]
    Service,
    /// The encryption between relays does not open.
    #[api(name = "CRYPTO")]
    Crypto,
    /// The queue holds as many undelivered messages as the relay keeps, 128 with the usual
    /// settings. The server sends again when the recipient has fetched some.
    #[api(name = "QUOTA")]
    Quota,
    /// The relay could not write to its own store.
    #[api(name = "STORE")]
    Store { store_err: String },
    /// There is no message that could be confirmed.
    #[api(name = "NO_MSG")]
    NoMsg,
    /// The message is larger than the relay takes.
    #[api(name = "LARGE_MSG")]
    LargeMsg,
    /// The key of the other relay has expired.
    #[api(name = "EXPIRED")]
    Expired,
    #[api(name = "INTERNAL")]
    Internal,
    /// Looking up a name failed.
    #[api(name = "NAME", since = "7.0")]
    Name { name_err: NameErrorType },
    /// Used inside the server only.
    #[api(name = "DUPLICATE_")]
    Duplicate,
}

/// What a relay or file server did not accept about a request.
#[api_type(tag = "type")]
pub enum CommandError {
    #[api(name = "UNKNOWN")]
    Unknown,
    #[api(name = "SYNTAX")]
    Syntax,
    /// The request is one that only servers may send.
    #[api(name = "PROHIBITED")]
    Prohibited,
    /// The request lacks a signature or an id.
    #[api(name = "NO_AUTH")]
    NoAuth,
    /// The request has a signature or an id where none is allowed.
    #[api(name = "HAS_AUTH")]
    HasAuth,
    /// The request does not say which queue or file it is about.
    #[api(name = "NO_ENTITY")]
    NoEntity,
}

/// Why a relay could not pass a message on to the relay of the recipient.
#[api_type(tag = "type")]
pub enum ProxyError {
    /// The other relay answered with an error.
    #[api(name = "PROTOCOL")]
    Protocol { protocol_err: Box<ErrorType> },
    /// The other relay could not be reached or not be understood.
    #[api(name = "BROKER")]
    Broker { broker_err: Box<BrokerErrorType> },
    /// The relay passes messages on only for clients that have its password.
    #[api(name = "BASIC_AUTH")]
    BasicAuth,
    /// The relay has no session with the other one.
    #[api(name = "NO_SESSION")]
    NoSession,
}

/// Why sending through another relay failed, as this side sees it.
#[api_type(tag = "type")]
pub enum ProxyClientError {
    /// The relay answered with an error.
    ProtocolError { protocol_err: ErrorType },
    /// The answer of the relay is not one to the request.
    UnexpectedResponse { response_str: String },
    /// The answer of the relay cannot be used.
    ResponseError { response_err: ErrorType },
}

/// Why client and server could not agree on, or keep up, a connection.
#[api_type(tag = "type")]
pub enum TransportError {
    /// A block cannot be parsed.
    BadBlock,
    /// There is no protocol version in common.
    Version,
    /// A message does not fit into a block.
    LargeMsg,
    /// The session is not the one agreed on.
    BadSession,
    /// The server did not show a key of its own.
    NoServerAuth,
    /// The connection was refused at the start.
    Handshake { handshake_err: HandshakeError },
}

/// What was wrong at the start of a connection to a server.
#[api_type]
pub enum HandshakeError {
    /// The greeting cannot be parsed.
    #[api(name = "PARSE")]
    Parse,
    /// The server is not the one that its address names.
    #[api(name = "IDENTITY")]
    Identity,
    /// The keys shown are not valid.
    #[api(name = "BAD_AUTH")]
    BadAuth,
    /// The client's certificate as a service is not valid.
    #[api(name = "BAD_SERVICE")]
    BadService,
}

/// How a connection to a server failed.
#[api_type(tag = "type", since = "6.4.5")]
pub enum NetworkError {
    /// No connection could be opened.
    ConnectError {
        connect_error: String,
    },
    #[api(name = "tLSError")]
    TlsError {
        tls_error: String,
    },
    /// The server's certificate is not the one that its address names.
    #[api(name = "unknownCAError")]
    UnknownCaError,
    FailedError,
    TimeoutError,
    /// Connected, but subscribing to the messages failed.
    SubscribeError {
        subscribe_error: String,
    },
}

/// Why a name could not be looked up.
#[api_type(tag = "type", since = "7.0")]
pub enum NameErrorType {
    /// The server does not look up names.
    #[api(name = "NO_RESOLVER")]
    NoResolver,
    /// Nobody has registered the name.
    #[api(name = "NOT_FOUND")]
    NotFound,
    /// The look-up itself failed.
    #[api(name = "RESOLVER")]
    Resolver { resolver_err: String },
}

/// Why the operator of a server has blocked a queue or a file.
#[api_type]
pub struct BlockingInfo {
    pub reason: BlockingReason,
    #[api(since = "6.5")]
    pub notice: Option<ClientNotice>,
}

/// The rule that what was blocked broke.
#[api_type]
pub enum BlockingReason {
    Spam,
    Content,
}

/// A notice that a server gives along with its refusal.
#[api_type(since = "6.5")]
pub struct ClientNotice {
    /// How long the notice holds, if that is limited.
    pub ttl: Option<i64>,
}
