//! Responses about receiving and cancelling files.

use crate::api_type;
use crate::types::{AChatItem, FileTransferMeta, RcvFileTransfer, SndFileTransfer, User};

/// The file will be received; the event [`RcvFileComplete`](crate::events::RcvFileComplete) follows when it is complete.
///
/// It is sent as an event if the server accepts files automatically, because of its options.
#[api_type(response, event)]
pub struct RcvFileAccepted {
    pub user: User,
    pub chat_item: AChatItem,
}

/// The file cannot be received, because its sender has cancelled it.
#[api_type(response)]
pub struct RcvFileAcceptedSndCancelled {
    pub user: User,
    pub rcv_file_transfer: RcvFileTransfer,
}

/// The user has cancelled sending a file.
#[api_type(response)]
pub struct SndFileCancelled {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub file_transfer_meta: FileTransferMeta,
    /// The transfers to single recipients.
    pub snd_file_transfers: Vec<SndFileTransfer>,
}

/// The user has cancelled receiving a file.
#[api_type(response)]
pub struct RcvFileCancelled {
    pub user: User,
    /// The message with the file; `None` if the file has no message.
    #[api(name = "chatItem_")]
    pub chat_item: Option<AChatItem>,
    pub rcv_file_transfer: RcvFileTransfer,
}
