use std::fmt;
use std::time::Duration;

use crate::client::{CloseReason, Error, Incoming};
use crate::excerpt;
use crate::json::JsonError;
use crate::types::{AgentErrorType, ChatError, ChatRef};

/// What handlers fail with if the bot says nothing else: any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// Why a bot could not begin.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The server has no user, and the bot has no profile to make one of.
    #[error(
        "the server has no user: create one, or give the bot a profile with `Builder::profile`"
    )]
    NoUser,
    /// The connection could not be made, or a command failed.
    #[error(transparent)]
    Client(#[from] Error),
}

/// A handler that failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Failure<E> {
    /// The handler: the name of its command, the tag of its event, `commands` for a set of
    /// them, `message`, `bad command`, or `check`.
    pub handler: &'static str,
    /// The chat that it was about; `None` for events without one.
    pub chat: Option<ChatRef>,
    /// What went wrong.
    pub cause: Cause<E>,
}

/// What went wrong in a handler.
#[derive(Debug)]
#[non_exhaustive]
pub enum Cause<E> {
    /// It returned an error.
    Error(E),
    /// It panicked, with this message.
    Panic(String),
    /// It did not finish within this [time](super::Builder::handler_timeout), and was ended.
    TimedOut(Duration),
    /// It did not run: the event, declared outside of this library, has another shape.
    Event(JsonError),
}

impl<E: fmt::Display> fmt::Display for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { handler, cause, .. } = self;
        match cause {
            Cause::Event(_) => write!(f, "event `{handler}` {cause}"),
            _ => write!(f, "the handler of `{handler}` {cause}"),
        }
    }
}

/// How much of a handler's error is shown. It may repeat what people have written.
const LONGEST: usize = 2000;

/// What is said after the name of the handler.
impl<E: fmt::Display> fmt::Display for Cause<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(error) => {
                let error = error.to_string();
                write!(f, "failed: {}", excerpt(&error).limit(LONGEST))
            }
            Self::Panic(message) => write!(f, "panicked: {}", excerpt(message).limit(LONGEST)),
            Self::TimedOut(timeout) => write!(f, "did not finish within {timeout:?}"),
            Self::Event(error) => write!(f, "cannot be decoded: {error}"),
        }
    }
}

/// Something that a bot should know about and that is no event.
#[derive(Debug)]
#[non_exhaustive]
pub enum Notice {
    /// An item of [`Events`](crate::client::Events) other than an event: the link was lost or made again,
    /// events were dropped, a frame is malformed.
    Incoming(Box<Incoming>),
    /// So many messages are not handled, because their author could not be answered
    /// [in time](super::Builder::first_message_timeout).
    Missed {
        /// The chat with the author.
        chat: Option<ChatRef>,
        /// How many.
        count: u64,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incoming(incoming) => incoming.fmt(f),
            Self::Missed { count, .. } => write!(
                f,
                "{count} first messages were not handled, because the connection was not ready in time"
            ),
        }
    }
}

/// Why no message came to one who waits for it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WaitError {
    /// None came in time.
    #[error("no message came within {0:?}")]
    TimedOut(Duration),
    /// The bot is about to end, or has ended.
    #[error("the bot is stopping")]
    Stopping,
}

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
    /// they are not known. To receive it, [approve](super::Receive::approve_relays) them: they get to see the network
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

/// How a bot ended.
#[derive(Debug)]
#[non_exhaustive]
pub struct Ended {
    /// Why.
    pub reason: EndReason,
    /// How many chats had a handler that did not finish in time, and was ended.
    pub aborted: usize,
    /// How many messages and events had been received and were not handled.
    pub unhandled: usize,
}

/// Why a bot ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EndReason {
    /// [`Stop::stop`](super::Stop::stop).
    Stopped,
    /// Ctrl-C, or `SIGINT`.
    CtrlC,
    /// `SIGTERM`, which there is on Unix only.
    Terminated,
    /// The connection ended for good.
    Closed(CloseReason),
}

/// The reason, and what was left undone.
impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            reason,
            aborted,
            unhandled,
        } = self;
        write!(f, "{reason}")?;
        if *aborted > 0 {
            write!(f, "; handlers that did not finish: {aborted}")?;
        }
        if *unhandled > 0 {
            write!(f, "; messages and events not handled: {unhandled}")?;
        }
        Ok(())
    }
}

impl fmt::Display for EndReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("the bot was stopped"),
            Self::CtrlC => f.write_str("the bot was stopped with Ctrl-C"),
            Self::Terminated => f.write_str("the bot was stopped with SIGTERM"),
            Self::Closed(reason) => write!(f, "{reason}"),
        }
    }
}
