//! Errors of message relays and of the transport to them.

use crate::api_type;
use crate::types::BrokerErrorType;

/// An error in the answer of a message relay.
#[api_type(tag = "type")]
pub enum ErrorType {
    /// A block of the protocol is not well-formed.
    #[api(name = "BLOCK")]
    Block,
    /// The block belongs to another session.
    #[api(name = "SESSION")]
    Session,
    /// The relay does not support or not allow the request.
    #[api(name = "CMD")]
    Cmd { cmd_err: CommandError },
    /// Forwarding a message to another relay failed.
    #[api(name = "PROXY")]
    Proxy { proxy_err: ProxyError },
    /// The queue does not exist or the key is wrong. For a sent message, this usually means that the contact has deleted the
    /// conversation.
    #[api(name = "AUTH")]
    Auth,
    /// The operator of the relay has blocked the queue.
    #[api(name = "BLOCKED")]
    Blocked { block_info: BlockingInfo },
    /// The relay does not accept the client as a service.
    #[api(name = "SERVICE")]
    Service,
    /// A message between relays cannot be decrypted.
    #[api(name = "CRYPTO")]
    Crypto,
    /// The queue is full: it contains the maximum number of undelivered messages, by default 128. The server retries when the
    /// recipient has received some.
    #[api(name = "QUOTA")]
    Quota,
    /// The relay could not write to its database.
    #[api(name = "STORE")]
    Store { store_err: String },
    /// There is no message to acknowledge.
    #[api(name = "NO_MSG")]
    NoMsg,
    /// The message is larger than the limit of the relay.
    #[api(name = "LARGE_MSG")]
    LargeMsg,
    /// The key of the other relay has expired.
    #[api(name = "EXPIRED")]
    Expired,
    #[api(name = "INTERNAL")]
    Internal,
    /// The lookup of a name failed.
    #[api(name = "NAME", since = "7.0")]
    Name { name_err: NameErrorType },
    /// Used inside the server only.
    #[api(name = "DUPLICATE_")]
    Duplicate,
}

/// Why a relay or file server rejected a request.
#[api_type(tag = "type")]
pub enum CommandError {
    #[api(name = "UNKNOWN")]
    Unknown,
    #[api(name = "SYNTAX")]
    Syntax,
    /// Only servers may send this request.
    #[api(name = "PROHIBITED")]
    Prohibited,
    /// The request has no signature or id.
    #[api(name = "NO_AUTH")]
    NoAuth,
    /// The request has a signature or an id, which is not allowed.
    #[api(name = "HAS_AUTH")]
    HasAuth,
    /// The request has no queue id or file id.
    #[api(name = "NO_ENTITY")]
    NoEntity,
}

/// Why a relay could not forward a message to the relay of the recipient.
#[api_type(tag = "type")]
pub enum ProxyError {
    /// The other relay answered with an error.
    #[api(name = "PROTOCOL")]
    Protocol { protocol_err: Box<ErrorType> },
    /// The other relay could not be reached, or its answer is invalid.
    #[api(name = "BROKER")]
    Broker { broker_err: Box<BrokerErrorType> },
    /// The relay forwards messages only for clients with its password.
    #[api(name = "BASIC_AUTH")]
    BasicAuth,
    /// The relay has no session with the other one.
    #[api(name = "NO_SESSION")]
    NoSession,
}

/// Why sending through a proxy relay failed, on this side.
#[api_type(tag = "type")]
pub enum ProxyClientError {
    /// The relay answered with an error.
    ProtocolError { protocol_err: ErrorType },
    /// The answer of the relay does not match the request.
    UnexpectedResponse { response_str: String },
    /// The answer of the relay is invalid.
    ResponseError { response_err: ErrorType },
}

/// Why client and server could not establish or keep a connection.
#[api_type(tag = "type")]
pub enum TransportError {
    /// A block cannot be parsed.
    BadBlock,
    /// There is no protocol version in common.
    Version,
    /// A message does not fit into a block.
    LargeMsg,
    /// The session is not the negotiated one.
    BadSession,
    /// The server did not present a key.
    NoServerAuth,
    /// The handshake failed.
    Handshake { handshake_err: HandshakeError },
}

/// Why the handshake with a server failed.
#[api_type]
pub enum HandshakeError {
    /// The handshake message cannot be parsed.
    #[api(name = "PARSE")]
    Parse,
    /// The identity of the server does not match its address.
    #[api(name = "IDENTITY")]
    Identity,
    /// The presented keys are invalid.
    #[api(name = "BAD_AUTH")]
    BadAuth,
    /// The service certificate of the client is invalid.
    #[api(name = "BAD_SERVICE")]
    BadService,
}

/// Why a connection to a server failed.
#[api_type(tag = "type", since = "6.4.5")]
pub enum NetworkError {
    /// The connection could not be opened.
    ConnectError {
        connect_error: String,
    },
    #[api(name = "tLSError")]
    TlsError {
        tls_error: String,
    },
    /// The server's certificate does not match its address.
    #[api(name = "unknownCAError")]
    UnknownCaError,
    FailedError,
    TimeoutError,
    /// The connection succeeded, but the subscription to messages failed.
    SubscribeError {
        subscribe_error: String,
    },
}

/// Why the lookup of a name failed.
#[api_type(tag = "type", since = "7.0")]
pub enum NameErrorType {
    /// The server does not support names.
    #[api(name = "NO_RESOLVER")]
    NoResolver,
    /// The name is not registered.
    #[api(name = "NOT_FOUND")]
    NotFound,
    /// The resolver reported an error.
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

/// The rule that was violated.
#[api_type]
pub enum BlockingReason {
    Spam,
    Content,
}

/// A notice of a server about a rejected request.
#[api_type(since = "6.5")]
pub struct ClientNotice {
    /// How long the notice is valid; `None` if it does not expire.
    pub ttl: Option<i64>,
}
