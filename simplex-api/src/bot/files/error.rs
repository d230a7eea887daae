use std::time::Duration;

use crate::client::Error;
use crate::excerpt;
use crate::types::{AgentErrorType, ChatError};

/// Why a file did not get through.
///
/// What the server says is shown escaped and cut; it is whole in the variant.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TransferError {
    /// A command failed: the server did not begin.
    #[error(transparent)]
    Client(#[from] Error),
    /// The file is on these servers, which are not among those that the bot's server is configured with; empty if
    /// they are not known. To receive it, [approve](crate::bot::Receive::approve_relays) them: they get to see the network
    /// address of the user.
    #[error("{}", not_approved(.0))]
    NotApproved(Vec<String>),
    /// There is a file at this path already, which is not overwritten.
    #[error("there is a file at `{}` already: choose another path, or remove it", excerpt(.0))]
    PathTaken(String),
    /// Its sender has cancelled it.
    #[error("the sender has cancelled the file")]
    Cancelled,
    /// The message that it is in was deleted, by whoever could.
    #[error("the message with the file was deleted")]
    Deleted,
    /// The contact has deleted the conversation, the sender is not in the group any more, or the user is not.
    #[error("the file will not come through: the contact, the member or the group is gone")]
    Gone,
    /// The server could not receive it.
    #[error("the file could not be received: {0}")]
    NotReceived(Box<AgentErrorType>),
    /// The server could not upload it, for this reason.
    #[error("the file could not be sent: {}", excerpt(.0))]
    NotSent(String),
    /// The server gave up, with an error that names the file.
    #[error("the file did not come through: {0}")]
    Failed(Box<ChatError>),
    /// It is through, but the server does not say what file it is.
    #[error("the server does not say where the file is")]
    NoPath,
    /// The server has sent a message without the file.
    #[error("the message was sent without the file")]
    NoFile,
    /// It did not finish in time, and is cancelled.
    #[error("the transfer did not finish within {0:?}")]
    TimedOut(Duration),
    /// It did not finish in time, and is cancelled. The server had reported a problem that may pass, such as that a
    /// file server cannot be reached.
    #[error("the transfer did not finish within {timeout:?}: {}", excerpt(.warning))]
    #[non_exhaustive]
    TimedOutAfter {
        /// How long was waited.
        timeout: Duration,
        /// The last problem.
        warning: String,
    },
    /// The bot is about to end, and the file is cancelled.
    #[error("the bot is stopping")]
    Stopping,
}

/// How many servers are named.
const SERVERS: usize = 3;

/// How many characters of the name of a server are shown.
const SERVER_NAME: usize = 100;

fn not_approved(servers: &[String]) -> String {
    let mut named: Vec<String> = servers
        .iter()
        .take(SERVERS)
        .map(|server| format!("`{}`", excerpt(server).limit(SERVER_NAME)))
        .collect();
    let more = servers.len().saturating_sub(SERVERS);
    if more > 0 {
        named.push(format!("{more} more"));
    }
    let named = match &*named {
        [] => String::new(),
        named => format!(": {}", named.join(", ")),
    };
    format!(
        "the file is on servers that are not approved{named}; to receive it, call `approve_relays` on what \
         `IncomingFile::receive` returns, which lets them see the user's network address"
    )
}
