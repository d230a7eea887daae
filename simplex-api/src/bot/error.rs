use std::fmt;
use std::time::Duration;

use crate::client::{CloseReason, Error, Incoming};
use crate::excerpt;
use crate::json::JsonError;
use crate::types::ChatRef;

/// The default error type of handlers: any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The result of a handler with the default error type: its [reply](crate::bot::Reply), if it has one.
pub type HandlerResult<R = ()> = Result<R, BoxError>;

/// Why a bot could not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StartError {
    /// The server has no user, and the bot has no profile to create one with.
    #[error(
        "the server has no user: create one, or give the bot a profile with `Builder::profile`"
    )]
    NoUser,
    /// The connection or a command failed.
    #[error(transparent)]
    Client(#[from] Error),
}

/// A handler failed.
#[derive(Debug)]
#[non_exhaustive]
pub struct HandlerError<E> {
    /// The handler: the name of its command, the tag of its event, `commands` for a set of commands, `message`,
    /// `invalid command`, or `check`.
    pub handler: &'static str,
    /// The chat of the message or the event; `None` for an event without a chat.
    pub chat: Option<ChatRef>,
    /// What failed.
    pub kind: HandlerErrorKind<E>,
}

/// How a handler failed.
#[derive(Debug)]
#[non_exhaustive]
pub enum HandlerErrorKind<E> {
    /// It returned this error.
    Error(E),
    /// It panicked, with this message.
    Panic(String),
    /// It did not finish within this [timeout](crate::bot::Builder::handler_timeout), and was cancelled.
    TimedOut(Duration),
    /// It did not run, because the event could not be decoded as its type, which is declared outside of this library.
    Event(JsonError),
}

impl<E: fmt::Display> fmt::Display for HandlerError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { handler, kind, .. } = self;
        match kind {
            HandlerErrorKind::Event(_) => write!(f, "event `{handler}` {kind}"),
            _ => write!(f, "the handler of `{handler}` {kind}"),
        }
    }
}

/// How many characters of a handler's error are shown. The error may contain text of other people.
const MAX_ERROR_LEN: usize = 2000;

/// The text after the name of the handler.
impl<E: fmt::Display> fmt::Display for HandlerErrorKind<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Error(error) => {
                let error = error.to_string();
                write!(f, "failed: {}", excerpt(&error).limit(MAX_ERROR_LEN))
            }
            Self::Panic(message) => {
                write!(f, "panicked: {}", excerpt(message).limit(MAX_ERROR_LEN))
            }
            Self::TimedOut(timeout) => write!(f, "did not finish within {timeout:?}"),
            Self::Event(error) => write!(f, "cannot be decoded: {error}"),
        }
    }
}

/// A report about the connection or about dropped messages.
#[derive(Debug)]
#[non_exhaustive]
pub enum Notice {
    /// An item of [`Events`](crate::client::Events) that is not an event: the connection was lost or restored, events
    /// were dropped, or a frame is malformed.
    Incoming(Box<Incoming>),
    /// First messages of a contact were dropped, because the connection was not ready before the
    /// [timeout](crate::bot::Builder::first_message_timeout), or because there were too many.
    FirstMessagesDropped {
        /// The chat with the contact.
        chat: Option<ChatRef>,
        /// The number of messages.
        count: u64,
    },
}

impl fmt::Display for Notice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Incoming(incoming) => incoming.fmt(f),
            Self::FirstMessagesDropped { count, .. } => write!(
                f,
                "{count} first messages were not handled, because the connection was not ready in time"
            ),
        }
    }
}

/// Why a wait for a message ended without a message.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WaitError {
    /// No message arrived within this time.
    #[error("no message came within {0:?}")]
    TimedOut(Duration),
    /// The bot is stopping or has stopped.
    #[error("the bot is stopping")]
    Stopping,
}

/// How a bot stopped.
#[derive(Debug)]
#[non_exhaustive]
pub struct BotExit {
    /// Why the bot stopped.
    pub reason: ExitReason,
    /// The number of chats with a handler that did not finish in time and was cancelled.
    pub aborted: usize,
    /// The number of messages and events that were received but not handled.
    pub unhandled: usize,
}

/// Why a bot stopped.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ExitReason {
    /// [`StopHandle::stop`](crate::bot::StopHandle::stop).
    Stopped,
    /// Ctrl-C or `SIGINT`.
    CtrlC,
    /// `SIGTERM`, on Unix only.
    Terminated,
    /// The connection ended for good.
    Closed(CloseReason),
}

/// The reason, and what did not finish.
impl fmt::Display for BotExit {
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

impl fmt::Display for ExitReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stopped => f.write_str("the bot was stopped"),
            Self::CtrlC => f.write_str("the bot was stopped with Ctrl-C"),
            Self::Terminated => f.write_str("the bot was stopped with SIGTERM"),
            Self::Closed(reason) => write!(f, "{reason}"),
        }
    }
}
