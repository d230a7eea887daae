//! Errors in chat items: messages that were not received correctly, or could not be sent.

use crate::api_type;

/// The number or hash of a message does not match the previous message.
#[api_type(tag = "type")]
pub enum MsgErrorType {
    /// The messages with these numbers are missing.
    MsgSkipped { from_msg_id: i64, to_msg_id: i64 },
    /// The number of the message is invalid.
    MsgBadId { msg_id: i64 },
    /// The hash of the previous message is different.
    MsgBadHash,
    /// The message was received before.
    MsgDuplicate,
}

/// Why a message could not be decrypted.
#[api_type]
pub enum MsgDecryptError {
    /// The header cannot be decrypted: the encryption of the two sides is not synchronized.
    RatchetHeader,
    /// More messages were skipped than the encryption allows.
    TooManySkipped,
    /// The message is older than the last decrypted one, for example because an old database was restored.
    RatchetEarlier,
    Other,
    /// The new negotiation of the encryption failed.
    RatchetSync,
}

/// Why a received message is not shown.
#[api_type(tag = "type", since = "6.5")]
pub enum RcvMsgError {
    /// The message was dropped after this number of attempts to process it.
    Dropped {
        #[api(primitive = "int")]
        attempts: i64,
    },
    /// The message was decrypted, but this version cannot parse it.
    ParseError { parse_error: String },
}

/// Why a message could not be sent.
#[api_type(tag = "type")]
pub enum SndError {
    /// The relay rejected the message: the recipient has probably deleted the connection.
    Auth,
    /// The queue of the recipient is full until the recipient is online.
    Quota,
    /// The message could not be sent before it expired.
    Expired,
    /// An error of the relay of the recipient.
    Relay {
        srv_error: SrvError,
    },
    /// An error of the proxy relay.
    Proxy {
        proxy_server: String,
        srv_error: SrvError,
    },
    /// The proxy relay could not use the relay of the recipient.
    ProxyRelay {
        proxy_server: String,
        srv_error: SrvError,
    },
    Other {
        snd_error: String,
    },
}

/// The problem of a server, in errors of messages and files.
#[api_type(tag = "type")]
pub enum SrvError {
    /// The network settings do not allow the address, or it cannot be reached.
    Host,
    /// The protocol version is incompatible.
    Version,
    Other {
        srv_error: String,
    },
}
