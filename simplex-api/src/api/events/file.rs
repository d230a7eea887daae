//! Events about sending and receiving files.
//!
//! A file is offered with a message; `ReceiveFile` accepts it, as soon as the message is there.

use crate::api_type;
pub use crate::responses::RcvFileAccepted;
use crate::types::{
    AChatItem, AgentErrorType, FileTransferMeta, RcvFileDescr, RcvFileTransfer, User,
};

/// The sender has uploaded a file, so that it can be downloaded. There is no need to wait for this
/// before accepting it.
#[api_type(event)]
pub struct RcvFileDescrReady {
    pub user: User,
    pub chat_item: AChatItem,
    pub rcv_file_transfer: RcvFileTransfer,
    pub rcv_file_descr: RcvFileDescr,
}

/// A file is received in full; the chat item holds its path.
#[api_type(event)]
pub struct RcvFileComplete {
    pub user: User,
    pub chat_item: AChatItem,
}

/// A file is uploaded in full and the recipients can fetch it. Up to then it must stay readable for
/// the server.
#[api_type(event, name = "SndFileCompleteXFTP", tag = "sndFileCompleteXFTP")]
pub struct SndFileCompleteXftp {
    pub user: User,
    pub chat_item: AChatItem,
    pub file_transfer_meta: FileTransferMeta,
}

/// The download of a file begins; it comes after [`RcvFileDescrReady`].
#[api_type(event)]
pub struct RcvFileStart {
    pub user: User,
    pub chat_item: AChatItem,
}

/// The sender of a file has cancelled it, which can happen before it was ready.
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
    /// The message with the file; `None` if it belongs to none.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub agent_error: AgentErrorType,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// Receiving a file has met a problem that may pass, for instance a file server that the settings
/// of this server do not let it reach.
#[api_type(event)]
pub struct RcvFileWarning {
    pub user: User,
    /// The message with the file; `None` if it belongs to none.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub agent_error: AgentErrorType,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// Sending a file has failed.
#[api_type(event)]
pub struct SndFileError {
    pub user: User,
    /// The message with the file; `None` if it belongs to none.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub file_transfer_meta: FileTransferMeta,
    pub error_message: String,
}

/// Sending a file has met a problem that may pass.
#[api_type(event)]
pub struct SndFileWarning {
    pub user: User,
    /// The message with the file; `None` if it belongs to none.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub file_transfer_meta: FileTransferMeta,
    pub error_message: String,
}
