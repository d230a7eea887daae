//! Files: those in chat items, and the transfers behind them.

use crate::api_type;
use crate::types::{BlockingInfo, FileId, GroupMemberId, SrvError};

/// The file of a chat item.
#[api_type(name = "CIFile")]
pub struct CiFile {
    pub file_id: FileId,
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    /// Where the file is on the server's disk; `None` until receiving it has begun.
    pub file_source: Option<CryptoFile>,
    pub file_status: CiFileStatus,
    pub file_protocol: FileProtocol,
}

/// How far a file has come: `snd` variants for sent files, `rcv` for received ones.
#[api_type(tag = "type", name = "CIFileStatus")]
pub enum CiFileStatus {
    /// Registered for sending; the upload is still to come.
    SndStored,
    /// On its way; the two numbers make a fraction.
    SndTransfer { snd_progress: i64, snd_total: i64 },
    /// The sender withdrew it.
    SndCancelled,
    /// Uploaded, and its description sent to the recipients.
    SndComplete,
    /// Sending failed for good.
    SndError { snd_file_error: FileError },
    /// Sending failed for now and is retried.
    SndWarning { snd_file_error: FileError },
    /// Offered: it is not received until `ReceiveFile` asks for it.
    RcvInvitation,
    /// Asked for; the transfer has not begun.
    RcvAccepted,
    /// On its way; the two numbers make a fraction.
    RcvTransfer { rcv_progress: i64, rcv_total: i64 },
    /// Stopped because it is on file servers that the user has not approved. It can be asked for
    /// again, with their approval.
    RcvAborted,
    /// On disk, at [`CiFile::file_source`].
    RcvComplete,
    /// Receiving was cancelled, by either side.
    RcvCancelled,
    /// Receiving failed for good.
    RcvError { rcv_file_error: FileError },
    /// Receiving failed for now and is retried.
    RcvWarning { rcv_file_error: FileError },
    /// A stored status that the server could not read.
    Invalid { text: String },
}

/// Why a file could not be sent or received.
#[api_type(tag = "type")]
pub enum FileError {
    /// The file server refused access: most likely the file expired or was deleted.
    Auth,
    /// The operator of the file server blocked the file.
    Blocked {
        server: String,
        block_info: BlockingInfo,
    },
    /// The file server does not have the file.
    NoFile,
    /// The file server failed.
    Relay {
        srv_error: SrvError,
    },
    Other {
        file_error: String,
    },
}

/// How a file is transferred. The documentation has the words in lower case, the Python package of the API in upper
/// case: both are read.
#[api_type]
pub enum FileProtocol {
    /// In messages, as old versions did with all files and later ones with small files.
    #[api(alias = "SMP")]
    Smp,
    /// Through file servers.
    #[api(alias = "XFTP")]
    Xftp,
    /// Not at all: the file is in the user's notes.
    #[api(alias = "LOCAL")]
    Local,
}

/// The state of sending a file over a connection of its own.
#[api_type]
pub enum FileStatus {
    New,
    Accepted,
    Connected,
    Complete,
    Cancelled,
}

/// What a received file is for.
#[api_type(since = "7.0")]
pub enum FileType {
    /// A file that somebody sent.
    Normal,
    /// The list of a group's members, which the server itself reads.
    Roster,
}

/// A file on the server's disk.
#[api_type]
pub struct CryptoFile {
    /// A path for the server, not for this program; relative ones start at its files folder.
    pub file_path: String,
    /// How to decrypt the file; `None` when it is stored as plain bytes.
    pub crypto_args: Option<CryptoFileArgs>,
}

/// What a file on disk is encrypted with.
#[api_type]
pub struct CryptoFileArgs {
    /// Base64url.
    #[api(secret)]
    pub file_key: String,
    /// Base64url.
    pub file_nonce: String,
}

/// A part of the description that tells a recipient where the pieces of a file are.
#[api_type]
pub struct FileDescr {
    pub file_descr_text: String,
    /// The place of this part among those the description was split into.
    #[api(primitive = "int")]
    pub file_descr_part_no: i64,
    /// This part is the last one.
    pub file_descr_complete: bool,
}

/// The offer of a file, as its sender made it.
#[api_type]
pub struct FileInvitation {
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    pub file_digest: Option<String>,
    /// A link to connect to for a transfer outside file servers, in old versions.
    pub file_conn_req: Option<String>,
    /// `None` when the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
    /// Set on files that come through file servers.
    pub file_descr: Option<FileDescr>,
}

/// How a small file is sent in messages.
#[api_type]
pub enum InlineFileMode {
    /// Once the recipient accepts it.
    Offer,
    /// At once.
    Sent,
}

/// A file being sent, whoever receives it.
#[api_type]
pub struct FileTransferMeta {
    pub file_id: FileId,
    /// Set on files that go through file servers.
    pub xftp_snd_file: Option<XftpSndFile>,
    /// The file that this one describes, when its description is itself sent as a file.
    pub xftp_redirect_for: Option<i64>,
    pub file_name: String,
    pub file_path: String,
    /// Bytes.
    pub file_size: i64,
    /// `None` when the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
    /// Bytes.
    pub chunk_size: i64,
    pub cancelled: bool,
}

/// A file being sent to one recipient outside file servers.
#[api_type]
pub struct SndFileTransfer {
    pub file_id: FileId,
    pub file_name: String,
    pub file_path: String,
    /// Bytes.
    pub file_size: i64,
    /// Bytes.
    pub chunk_size: i64,
    pub recipient_display_name: String,
    pub conn_id: i64,
    /// Base64url.
    pub agent_conn_id: String,
    /// The recipient, when the file is sent to a group.
    pub group_member_id: Option<GroupMemberId>,
    pub file_status: FileStatus,
    pub file_descr_id: Option<i64>,
    /// `None` when the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
}

/// A file offered to the user or being received.
#[api_type]
pub struct RcvFileTransfer {
    pub file_id: FileId,
    /// Set on files that come through file servers.
    pub xftp_rcv_file: Option<XftpRcvFile>,
    pub file_invitation: FileInvitation,
    pub file_status: RcvFileStatus,
    #[api(since = "7.0")]
    pub file_type: Option<FileType>,
    /// `None` when the file is not received in messages.
    pub rcv_file_inline: Option<InlineFileMode>,
    pub sender_display_name: String,
    /// Bytes.
    pub chunk_size: i64,
    pub cancelled: bool,
    /// The sender, when the file came in a group.
    pub grp_member_id: Option<GroupMemberId>,
    /// What the file is encrypted with on disk; `None` when it is stored as plain bytes.
    pub crypto_args: Option<CryptoFileArgs>,
}

/// How far receiving a file has come.
///
/// Servers before 6.5 report the path in an object `fileInfo` (`fileInfo_` when cancelled), which
/// is among the `extra` members here.
#[api_type(tag = "type")]
pub enum RcvFileStatus {
    /// Offered, not asked for.
    New,
    /// Asked for; the transfer has not begun.
    Accepted {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    /// The transfer has begun.
    Connected {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    Complete {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    Cancelled {
        /// `None` also when the file was cancelled before it was asked for.
        #[api(name = "filePath_", since = "6.5")]
        file_path: Option<String>,
    },
}

/// The description received for a file, so far as its parts have arrived.
#[api_type]
pub struct RcvFileDescr {
    pub file_descr_id: i64,
    pub file_descr_text: String,
    /// The last part received.
    #[api(primitive = "int")]
    pub file_descr_part_no: i64,
    /// All parts have arrived: the file can be downloaded.
    pub file_descr_complete: bool,
}

/// A file received through file servers.
#[api_type(name = "XFTPRcvFile")]
pub struct XftpRcvFile {
    pub rcv_file_description: RcvFileDescr,
    /// Base64url; `None` until the download begins.
    pub agent_rcv_file_id: Option<String>,
    pub agent_rcv_file_deleted: bool,
    /// The user agreed to download from file servers that are not configured.
    pub user_approved_relays: bool,
}

/// A file sent through file servers.
#[api_type(name = "XFTPSndFile")]
pub struct XftpSndFile {
    /// Base64url.
    pub agent_snd_file_id: String,
    /// The sender's own description, with which the file can be deleted from the servers.
    pub private_snd_file_descr: Option<String>,
    pub agent_snd_file_deleted: bool,
    /// What the file is encrypted with on disk; `None` when it is stored as plain bytes.
    pub crypto_args: Option<CryptoFileArgs>,
}
