//! Errors of file servers.

use crate::api_type;
use crate::types::{BlockingInfo, CommandError};

/// An error that a file server answers with.
#[api_type(tag = "type", name = "XFTPErrorType")]
pub enum XftpErrorType {
    /// A block of the protocol is not well-formed.
    #[api(name = "BLOCK")]
    Block,
    /// The block belongs to another session.
    #[api(name = "SESSION")]
    Session,
    /// The connection was refused at the start.
    #[api(name = "HANDSHAKE")]
    Handshake,
    /// The server does not understand or not allow the request.
    #[api(name = "CMD")]
    Cmd { cmd_err: CommandError },
    /// The part of the file does not exist or the key is wrong. When receiving, this mostly means
    /// that the file has expired: the usual servers keep files for about two days.
    #[api(name = "AUTH")]
    Auth,
    /// The operator of the server has blocked the file.
    #[api(name = "BLOCKED")]
    Blocked { block_info: BlockingInfo },
    /// The size is not one the server takes.
    #[api(name = "SIZE")]
    Size,
    /// The server has no room left.
    #[api(name = "QUOTA")]
    Quota,
    /// The content is not the one announced.
    #[api(name = "DIGEST")]
    Digest,
    /// The content does not decrypt.
    #[api(name = "CRYPTO")]
    Crypto,
    /// The request or answer lacks the content.
    #[api(name = "NO_FILE")]
    NoFile,
    /// The request or answer has content where none belongs.
    #[api(name = "HAS_FILE")]
    HasFile,
    /// Reading or writing the file failed.
    #[api(name = "FILE_IO")]
    FileIo,
    /// The transfer took too long.
    #[api(name = "TIMEOUT")]
    Timeout,
    #[api(name = "INTERNAL")]
    Internal,
    /// Used inside the server only.
    #[api(name = "DUPLICATE_")]
    Duplicate,
}
