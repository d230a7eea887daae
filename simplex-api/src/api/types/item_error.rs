//! Errors that chat items report: messages that did not arrive well, or could not be sent.

use crate::api_type;

/// A message does not follow the one before it, as its number and hash should show.
#[api_type(tag = "type")]
pub enum MsgErrorType {
    /// Messages are missing, from the first to the last number given.
    MsgSkipped { from_msg_id: i64, to_msg_id: i64 },
    /// The number of the message is not a possible one.
    MsgBadId { msg_id: i64 },
    /// The message names another predecessor than the one received.
    MsgBadHash,
    /// The message was received before.
    MsgDuplicate,
}

/// Why a message could not be decrypted.
#[api_type]
pub enum MsgDecryptError {
    /// The header cannot be read: the encryption states of the two sides differ.
    RatchetHeader,
    /// More messages were skipped than the encryption allows.
    TooManySkipped,
    /// The message is older than ones already decrypted, as after restoring an old database.
    RatchetEarlier,
    Other,
    /// Negotiating the encryption anew failed.
    RatchetSync,
}

/// Why a received message is not shown.
#[api_type(tag = "type", since = "6.5")]
pub enum RcvMsgError {
    /// It was given up after so many attempts to process it.
    Dropped {
        #[api(primitive = "int")]
        attempts: i64,
    },
    /// It was decrypted, but is not a chat message this version can read.
    ParseError { parse_error: String },
}

/// Why a message could not be sent.
#[api_type(tag = "type")]
pub enum SndError {
    /// The server refused it: most likely the recipient deleted the connection.
    Auth,
    /// The queue of the recipient is full; it empties once they are online.
    Quota,
    /// It could not be delivered for so long that sending was given up.
    Expired,
    /// The server of the recipient failed.
    Relay {
        srv_error: SrvError,
    },
    /// The forwarding server failed.
    Proxy {
        proxy_server: String,
        srv_error: SrvError,
    },
    /// The forwarding server could not use the server of the recipient.
    ProxyRelay {
        proxy_server: String,
        srv_error: SrvError,
    },
    Other {
        snd_error: String,
    },
}

/// What is wrong with a server, in errors of messages and files.
#[api_type(tag = "type")]
pub enum SrvError {
    /// Its address does not fit the network settings, or cannot be reached.
    Host,
    /// It speaks an incompatible version of the protocol.
    Version,
    Other {
        srv_error: String,
    },
}
