//! Commands about receiving files and cancelling transfers.
//!
//! Files are sent with [`ApiSendMessages`](crate::commands::ApiSendMessages).

use crate::command;
use crate::responses::{
    RcvFileAccepted, RcvFileAcceptedSndCancelled, RcvFileCancelled, SndFileCancelled,
};
use crate::types::FileId;

/// Receives a file that came with a message.
///
/// It can be asked for as soon as the message is there. The response only says that the transfer is
/// going to begin; [`RcvFileComplete`](crate::events::RcvFileComplete) or
/// [`RcvFileError`](crate::events::RcvFileError) end it. File servers keep a file for a limited
/// time, usually about two days.
#[command(
    name = "ReceiveFile",
    syntax = "/freceive <fileId>[ approved_relays=on][ encrypt=on|off][ inline=on|off][ <filePath>]",
    network = no,
    responses(RcvFileAccepted, RcvFileAcceptedSndCancelled),
)]
pub struct ReceiveFile {
    /// The id in [`CiFile`](crate::types::CiFile).
    pub file_id: FileId,
    /// Whether servers that are not configured may be used, which get to see the network address of
    /// the user. Without it such a file fails with
    /// [`FileNotApproved`](crate::types::ChatErrorType::FileNotApproved).
    pub user_approved_relays: bool,
    /// Whether to encrypt the file on disk; `None` leaves it to the settings of the server.
    #[param(key = "encrypt")]
    pub store_encrypted: Option<bool>,
    /// Whether to receive the file in messages, which is for small ones; `None` leaves it to the
    /// server.
    #[param(key = "inline")]
    pub file_inline: Option<bool>,
    /// A path for the server, not for this program; `None` leaves the place to it. A relative path
    /// that begins like an option, as `inline=on` does, would be taken as that.
    pub file_path: Option<String>,
}

/// Cancels sending or receiving a file.
///
/// Recipients are told that a file is no longer sent.
#[command(
    name = "CancelFile",
    syntax = "/fcancel <fileId>",
    network = background,
    responses(SndFileCancelled, RcvFileCancelled),
    errors(FileCancel),
)]
pub struct CancelFile {
    pub file_id: FileId,
}
