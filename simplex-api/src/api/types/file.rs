//! Files in chat items, and their transfers.

use crate::api_type;
use crate::types::{BlockingInfo, FileId, GroupMemberId, SrvError};

/// The file of a chat item.
#[api_type(name = "CIFile")]
pub struct CiFile {
    pub file_id: FileId,
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    /// The file on the server's disk; `None` until the server starts to receive it.
    pub file_source: Option<CryptoFile>,
    pub file_status: CiFileStatus,
    pub file_protocol: FileProtocol,
}

/// The status of a file: `snd` variants for sent files, `rcv` for received ones.
#[api_type(tag = "type", name = "CIFileStatus")]
pub enum CiFileStatus {
    /// Stored for sending; the upload has not started.
    SndStored,
    /// In progress; the two numbers are a fraction.
    SndTransfer { snd_progress: i64, snd_total: i64 },
    /// The sender cancelled it.
    SndCancelled,
    /// Uploaded, and its description was sent to the recipients.
    SndComplete,
    /// Sending failed permanently.
    SndError { snd_file_error: FileError },
    /// Sending failed temporarily and is retried.
    SndWarning { snd_file_error: FileError },
    /// Offered: it is not received until `ReceiveFile`.
    RcvInvitation,
    /// Accepted; the transfer has not started.
    RcvAccepted,
    /// In progress; the two numbers are a fraction.
    RcvTransfer { rcv_progress: i64, rcv_total: i64 },
    /// Stopped because it is on file servers that are not approved. It can be received again with approval.
    RcvAborted,
    /// Received, at [`CiFile::file_source`].
    RcvComplete,
    /// Receiving was cancelled, by either side.
    RcvCancelled,
    /// Receiving failed permanently.
    RcvError { rcv_file_error: FileError },
    /// Receiving failed temporarily and is retried.
    RcvWarning { rcv_file_error: FileError },
    /// An invalid status in the database.
    Invalid { text: String },
}

/// Why a file could not be sent or received.
#[api_type(tag = "type")]
pub enum FileError {
    /// The file server denied access: the file has probably expired or was deleted.
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

/// How a file is transferred. The keywords are lower case in the documentation and upper case in the Python package of the
/// API; both are accepted.
#[api_type]
pub enum FileProtocol {
    /// In messages: all files in old versions, and small files in later versions.
    #[api(alias = "SMP")]
    Smp,
    /// Through file servers.
    #[api(alias = "XFTP")]
    Xftp,
    /// Not transferred: the file is in the user's notes.
    #[api(alias = "LOCAL")]
    Local,
}

/// The status of a file that is sent over a separate connection.
#[api_type]
pub enum FileStatus {
    New,
    Accepted,
    Connected,
    Complete,
    Cancelled,
}

/// The purpose of a received file.
#[api_type(since = "7.0")]
pub enum FileType {
    /// A file of a message.
    Normal,
    /// The list of a group's members, for the server itself.
    Roster,
}

/// A file on the server's disk.
#[api_type]
pub struct CryptoFile {
    /// A path on the server, not for this program. A relative path starts at the files folder of the server.
    pub file_path: String,
    /// The encryption of the file; `None` if it is not encrypted.
    pub crypto_args: Option<CryptoFileArgs>,
}

/// The encryption of a file on disk.
#[api_type]
pub struct CryptoFileArgs {
    /// Base64url.
    #[api(secret)]
    pub file_key: String,
    /// Base64url.
    pub file_nonce: String,
}

/// A part of the description of a file, which contains the locations of its pieces.
#[api_type]
pub struct FileDescr {
    pub file_descr_text: String,
    /// The number of this part of the description.
    #[api(primitive = "int")]
    pub file_descr_part_no: i64,
    /// Whether this is the last part.
    pub file_descr_complete: bool,
}

/// The offer of a file by its sender.
#[api_type]
pub struct FileInvitation {
    pub file_name: String,
    /// Bytes.
    pub file_size: i64,
    pub file_digest: Option<String>,
    /// The link for a transfer without file servers, in old versions.
    pub file_conn_req: Option<String>,
    /// `None` if the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
    /// Present for files that are received from file servers.
    pub file_descr: Option<FileDescr>,
}

/// How a small file is sent in messages.
#[api_type]
pub enum InlineFileMode {
    /// After the recipient accepts it.
    Offer,
    /// Immediately.
    Sent,
}

/// A file that is sent, for all recipients.
#[api_type]
pub struct FileTransferMeta {
    pub file_id: FileId,
    /// Present for files that are sent with file servers.
    pub xftp_snd_file: Option<XftpSndFile>,
    /// The described file, if this file is a description that is sent as a file.
    pub xftp_redirect_for: Option<i64>,
    pub file_name: String,
    pub file_path: String,
    /// Bytes.
    pub file_size: i64,
    /// `None` if the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
    /// Bytes.
    pub chunk_size: i64,
    pub cancelled: bool,
}

/// A file that is sent to one recipient without file servers.
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
    /// The recipient, if the file is sent to a group.
    pub group_member_id: Option<GroupMemberId>,
    pub file_status: FileStatus,
    pub file_descr_id: Option<i64>,
    /// `None` if the file is not sent in messages.
    pub file_inline: Option<InlineFileMode>,
}

/// A file that is offered to the user or received.
#[api_type]
pub struct RcvFileTransfer {
    pub file_id: FileId,
    /// Present for files that are received from file servers.
    pub xftp_rcv_file: Option<XftpRcvFile>,
    pub file_invitation: FileInvitation,
    pub file_status: RcvFileStatus,
    #[api(since = "7.0")]
    pub file_type: Option<FileType>,
    /// `None` if the file is not received in messages.
    pub rcv_file_inline: Option<InlineFileMode>,
    pub sender_display_name: String,
    /// Bytes.
    pub chunk_size: i64,
    pub cancelled: bool,
    /// The sender, if the file is in a group.
    pub grp_member_id: Option<GroupMemberId>,
    /// The encryption of the file on disk; `None` if it is not encrypted.
    pub crypto_args: Option<CryptoFileArgs>,
}

/// The status of a received file.
///
/// Servers before 6.5 report the path in an object `fileInfo` (`fileInfo_` if cancelled), which
/// is in `extra`.
#[api_type(tag = "type")]
pub enum RcvFileStatus {
    /// Offered.
    New,
    /// Accepted; the transfer has not started.
    Accepted {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    /// The transfer has started.
    Connected {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    Complete {
        #[api(since = "6.5")]
        file_path: Option<String>,
    },
    Cancelled {
        /// Also `None` if the file was cancelled before it was accepted.
        #[api(name = "filePath_", since = "6.5")]
        file_path: Option<String>,
    },
}

/// The received parts of the description of a file.
#[api_type]
pub struct RcvFileDescr {
    pub file_descr_id: i64,
    pub file_descr_text: String,
    /// The number of the last received part.
    #[api(primitive = "int")]
    pub file_descr_part_no: i64,
    /// Whether all parts were received, so that the file can be downloaded.
    pub file_descr_complete: bool,
}

/// A file that is received from file servers.
#[api_type(name = "XFTPRcvFile")]
pub struct XftpRcvFile {
    pub rcv_file_description: RcvFileDescr,
    /// Base64url; `None` until the download starts.
    pub agent_rcv_file_id: Option<String>,
    pub agent_rcv_file_deleted: bool,
    /// Whether the user approved the download from file servers that are not configured.
    pub user_approved_relays: bool,
}

/// A file that is sent with file servers.
#[api_type(name = "XFTPSndFile")]
pub struct XftpSndFile {
    /// Base64url.
    pub agent_snd_file_id: String,
    /// The private description of the sender, for deleting the file from the servers.
    pub private_snd_file_descr: Option<String>,
    pub agent_snd_file_deleted: bool,
    /// The encryption of the file on disk; `None` if it is not encrypted.
    pub crypto_args: Option<CryptoFileArgs>,
}
