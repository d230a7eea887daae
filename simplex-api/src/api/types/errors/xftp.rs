//! Errors of file servers.

use crate::api_type;
use crate::types::{BlockingInfo, CommandError};

/// An error in the answer of a file server.
#[api_type(tag = "type", name = "XFTPErrorType")]
pub enum XftpErrorType {
    /// A block of the protocol is not well-formed.
    #[api(name = "BLOCK")]
    Block,
    /// The block belongs to another session.
    #[api(name = "SESSION")]
    Session,
    /// The handshake failed.
    #[api(name = "HANDSHAKE")]
    Handshake,
    /// The server does not support or not allow the request.
    #[api(name = "CMD")]
    Cmd { cmd_err: CommandError },
    /// The part of the file does not exist or the key is wrong. For a received file, this usually means that the file has
    /// expired: most servers keep files for about two days.
    #[api(name = "AUTH")]
    Auth,
    /// The operator of the server has blocked the file.
    #[api(name = "BLOCKED")]
    Blocked { block_info: BlockingInfo },
    /// The server does not accept this size.
    #[api(name = "SIZE")]
    Size,
    /// The server has no space left.
    #[api(name = "QUOTA")]
    Quota,
    /// The content does not match its digest.
    #[api(name = "DIGEST")]
    Digest,
    /// The content cannot be decrypted.
    #[api(name = "CRYPTO")]
    Crypto,
    /// The request or answer has no content.
    #[api(name = "NO_FILE")]
    NoFile,
    /// The request or answer has content, which is not allowed.
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
