use std::time::Duration;

use crate::client::Error;
use crate::excerpt;
use crate::types::{AgentErrorType, ChatError};

/// Why the transfer of a file failed.
///
/// In the message of the error, the text of the server is escaped and truncated. The variant holds all of it.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// A command failed: the transfer did not start.
    #[error(transparent)]
    Client(#[from] Error),
    /// The file is on these servers, which are not configured at the bot's server; empty if the servers are not known.
    /// To download the file, [approve](crate::bot::Download::approve_relays) the servers: they see the network address
    /// of the user.
    #[error("{}", not_approved(.0))]
    NotApproved(Vec<String>),
    /// A file already exists at this path. It is not overwritten.
    #[error("a file already exists at `{}`: choose another path, or remove the file", excerpt(.0))]
    FileExists(String),
    /// The sender has cancelled the file.
    #[error("the sender has cancelled the file")]
    Cancelled,
    /// The message with the file was deleted.
    #[error("the message with the file was deleted")]
    MessageDeleted,
    /// The contact has deleted the conversation, or the sender or the user is no longer in the group.
    #[error("the transfer cannot finish: the contact, the member or the group is gone")]
    PeerGone,
    /// The server could not download the file.
    #[error("the file could not be downloaded: {0}")]
    DownloadFailed(Box<AgentErrorType>),
    /// The server could not upload the file, for this reason.
    #[error("the file could not be uploaded: {}", excerpt(.0))]
    UploadFailed(String),
    /// The server reported another error about the file.
    #[error("the transfer failed: {0}")]
    Failed(Box<ChatError>),
    /// The transfer is complete, but the server did not report the path of the file.
    #[error("the server did not report the path of the file")]
    MissingPath,
    /// The server sent a message without the file.
    #[error("the message was sent without the file")]
    MissingFile,
    /// The transfer did not finish within its timeout, and was cancelled.
    #[error("the transfer did not finish within {0:?}")]
    TimedOut(Duration),
    /// The transfer did not finish within its timeout, and was cancelled. Before, the server had reported a problem that
    /// can be temporary, for example that a file server cannot be reached.
    #[error("the transfer did not finish within {timeout:?}: {}", excerpt(.warning))]
    #[non_exhaustive]
    TimedOutAfterWarning {
        /// The timeout.
        timeout: Duration,
        /// The last problem.
        warning: String,
    },
    /// The bot is stopping, and the transfer was cancelled.
    #[error("the bot is stopping")]
    Stopping,
}

/// How many servers an error names.
const MAX_SERVERS: usize = 3;

/// How many characters of the name of a server are shown.
const MAX_SERVER_NAME_LEN: usize = 100;

fn not_approved(servers: &[String]) -> String {
    let mut names: Vec<String> = servers
        .iter()
        .take(MAX_SERVERS)
        .map(|server| format!("`{}`", excerpt(server).limit(MAX_SERVER_NAME_LEN)))
        .collect();
    let more = servers.len().saturating_sub(MAX_SERVERS);
    if more > 0 {
        names.push(format!("{more} more"));
    }
    let names = match &*names {
        [] => String::new(),
        names => format!(": {}", names.join(", ")),
    };
    format!(
        "the file is on servers that are not approved{names}; to download it, call `approve_relays` on the result of \
         `IncomingFile::download`; these servers then see the user's network address"
    )
}
