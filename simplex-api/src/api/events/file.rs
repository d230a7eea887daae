//! Events about sending and receiving files.
//!
//! A file is offered with a message; `ReceiveFile` accepts it, as soon as the message is received.

use crate::api_type;
pub use crate::responses::RcvFileAccepted;
use crate::types::{
    AChatItem, AgentErrorType, FileTransferMeta, RcvFileDescr, RcvFileTransfer, User,
};

/// The sender has uploaded a file, so that it can be downloaded. A file can be accepted before this event.
#[api_type(event)]
pub struct RcvFileDescrReady {
    pub user: User,
    pub chat_item: AChatItem,
    pub rcv_file_transfer: RcvFileTransfer,
    pub rcv_file_descr: RcvFileDescr,
}

/// A file was received completely; the chat item contains its path.
#[api_type(event)]
pub struct RcvFileComplete {
    pub user: User,
    pub chat_item: AChatItem,
}

/// A file was uploaded completely and the recipients can download it. Until this event the server must be able to read the
/// file.
#[api_type(event, name = "SndFileCompleteXFTP", tag = "sndFileCompleteXFTP")]
pub struct SndFileCompleteXftp {
    pub user: User,
    pub chat_item: AChatItem,
    pub file_transfer_meta: FileTransferMeta,
}

/// The download of a file starts, after [`RcvFileDescrReady`].
#[api_type(event)]
pub struct RcvFileStart {
    pub user: User,
    pub chat_item: AChatItem,
}

/// The sender of a file has cancelled it, possibly before it was ready.
#[api_type(event)]
pub struct RcvFileSndCancelled {
    pub user: User,
    pub chat_item: AChatItem,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// Receiving a file has failed.
#[api_type(event)]
pub struct RcvFileError {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub agent_error: AgentErrorType,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// Receiving a file has a problem that may be temporary, for example a file server that the settings of this server do not
/// allow.
#[api_type(event)]
pub struct RcvFileWarning {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub agent_error: AgentErrorType,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// Sending a file has failed.
#[api_type(event)]
pub struct SndFileError {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub file_transfer_meta: FileTransferMeta,
    pub error_message: String,
}

/// Sending a file has a problem that may be temporary.
#[api_type(event)]
pub struct SndFileWarning {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub file_transfer_meta: FileTransferMeta,
    pub error_message: String,
}
