use std::fmt;
use std::time::Duration;

use crate::client::{CloseReason, Error, Incoming};
use crate::excerpt;
use crate::json::JsonError;
use crate::types::ChatRef;

/// What handlers fail with if the bot says nothing else: any error.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What a handler returns, if the bot has no error type of its own: its [answer](Reply), if it has one.
pub type HandlerResult<R = ()> = Result<R, BoxError>;

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
    /// It did not finish within this [time](crate::bot::Builder::handler_timeout), and was ended.
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
    /// [in time](crate::bot::Builder::first_message_timeout).
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
    /// [`Stop::stop`](crate::bot::Stop::stop).
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
