//! Commands for receiving files and cancelling transfers.
//!
//! Files are sent with [`ApiSendMessages`](crate::commands::ApiSendMessages).

use crate::command;
use crate::responses::{
    RcvFileAccepted, RcvFileAcceptedSndCancelled, RcvFileCancelled, SndFileCancelled,
};
use crate::types::FileId;

/// Receives a file of a message.
///
/// It can be sent as soon as the message is received. The response only means that the transfer was scheduled;
/// [`RcvFileComplete`](crate::events::RcvFileComplete) or [`RcvFileError`](crate::events::RcvFileError) end it. File servers
/// keep a file for a limited time, usually about two days.
#[command(
    name = "ReceiveFile",
    syntax = "/freceive <fileId>[ approved_relays=on][ encrypt=on|off][ inline=on|off][ <filePath>]",
    network = no,
    responses(RcvFileAccepted, RcvFileAcceptedSndCancelled),
)]
pub struct ReceiveFile {
    /// The id in [`CiFile`](crate::types::CiFile).
    pub file_id: FileId,
    /// Whether file servers that are not configured may be used; they can see the network address of the user. Otherwise a
    /// file on such a server fails with
    /// [`FileNotApproved`](crate::types::ChatErrorType::FileNotApproved).
    pub user_approved_relays: bool,
    /// Whether to encrypt the file on disk; `None` uses the setting of the server.
    #[param(key = "encrypt")]
    pub store_encrypted: Option<bool>,
    /// Whether to receive the file in messages, which is for small files; the server decides if it is `None`.
    #[param(key = "inline")]
    pub file_inline: Option<bool>,
    /// A path on the server, not for this program; the server decides if it is `None`. A relative path that starts like an
    /// option, such as `inline=on`, would be read as the option.
    pub file_path: Option<String>,
}

/// Cancels sending or receiving a file.
///
/// If the user sent the file, the recipients are notified.
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
