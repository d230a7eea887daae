use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::command::{EncodeError, ResponseError};
use crate::json;
use crate::protocol::{FrameError, Outcome};
use crate::types::ChatError;

/// Why a request or a connection failed.
///
/// Messages name the command, never its arguments: those can be passwords and links.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL is not one to connect to.
    #[error("cannot connect to `{url}`: {problem}; the URL looks like `ws://127.0.0.1:5225`")]
    InvalidUrl {
        /// The URL as it was given, without user and password.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// No server answers at the URL.
    #[error("cannot connect to {url}: {source}; is `simplex-chat -p PORT` running there?")]
    Connect {
        /// The URL.
        url: String,
        /// What went wrong.
        source: io::Error,
    },
    /// The command has no text that the server would read as meant. Nothing was sent.
    #[error("{command} was not sent: {source}")]
    Encode {
        /// The command.
        command: &'static str,
        /// The parameter, and why it is refused.
        source: EncodeError,
    },
    /// The server answered that the command failed.
    #[error("{command} failed: {}", Summary(.error))]
    Chat {
        /// The command.
        command: &'static str,
        /// The error of the server.
        error: Box<ChatError>,
    },
    /// The answer is not the one that the command declares.
    #[error("{command} was answered, but {source}")]
    Answer {
        /// The command.
        command: &'static str,
        /// The type or the place that differs.
        source: ResponseError,
    },
    /// The answer cannot be read.
    #[error("{command} was answered, but {source}")]
    Frame {
        /// The command.
        command: &'static str,
        /// What is wrong with it.
        source: FrameError,
    },
    /// No answer came in time.
    #[error("{command} was not answered within {timeout:?}: {outcome}")]
    TimedOut {
        /// The command.
        command: &'static str,
        /// How long it was waited for.
        timeout: Duration,
        /// Whether the server may have run the command.
        outcome: Outcome,
    },
    /// The connection ended before the answer came.
    #[error("{command} was not answered because {reason}: {outcome}")]
    Closed {
        /// The command.
        command: &'static str,
        /// Whether the server may have run the command.
        outcome: Outcome,
        /// Why the connection ended.
        reason: CloseReason,
    },
}

impl Error {
    /// Whether the command may have reached the server: it may have run, in part or in whole.
    pub fn was_sent(&self) -> bool {
        match self {
            Self::InvalidUrl { .. } | Self::Connect { .. } | Self::Encode { .. } => false,
            Self::Chat { .. } | Self::Answer { .. } | Self::Frame { .. } => true,
            Self::TimedOut { outcome, .. } | Self::Closed { outcome, .. } => {
                *outcome == Outcome::Unknown
            }
        }
    }

    /// Whether to try the same again can help and cannot run a command twice.
    ///
    /// After [`Error::Closed`] that takes a new connection.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect { .. } => true,
            Self::TimedOut { .. } | Self::Closed { .. } => !self.was_sent(),
            _ => false,
        }
    }

    /// The command that failed; `None` if it was the connection.
    pub fn command(&self) -> Option<&'static str> {
        match self {
            Self::InvalidUrl { .. } | Self::Connect { .. } => None,
            Self::Encode { command, .. }
            | Self::Chat { command, .. }
            | Self::Answer { command, .. }
            | Self::Frame { command, .. }
            | Self::TimedOut { command, .. }
            | Self::Closed { command, .. } => Some(command),
        }
    }

    /// The error that the server answered, if it did.
    pub fn chat_error(&self) -> Option<&ChatError> {
        match self {
            Self::Chat { error, .. } => Some(error),
            _ => None,
        }
    }
}

/// Why a connection ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum CloseReason {
    /// This side closed it: [`Client::close`](super::Client::close), or no handle was left.
    Client,
    /// The server closed it.
    Server {
        /// The code of the close frame; 1000 is a normal end, `None` if the frame has none.
        code: Option<u16>,
        /// The server's words.
        reason: String,
    },
    /// The link broke, or the server did not follow the WebSocket protocol.
    Lost(Arc<io::Error>),
}

impl CloseReason {
    pub(super) fn lost(error: io::Error) -> Self {
        Self::Lost(Arc::new(error))
    }

    /// The task of the connection is gone without a word, most likely together with its runtime.
    pub(super) fn aborted() -> Self {
        Self::lost(io::Error::other("its task was shut down"))
    }
}

impl fmt::Display for CloseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client => f.write_str("the client was closed"),
            Self::Server { code, reason } => {
                f.write_str("the server closed the connection")?;
                if let Some(code) = code {
                    write!(f, " with code {code}")?;
                }
                if !reason.is_empty() {
                    write!(f, " and the reason {reason:?}")?;
                }
                Ok(())
            }
            Self::Lost(error) => write!(f, "the connection was lost ({error})"),
        }
    }
}

/// A chat error on one line: its nested types and the server's message, but not the objects in it,
/// which repeat what the command was about.
struct Summary<'a>(&'a ChatError);

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::from_str(&json::encode(self.0)).unwrap_or_default();
        let mut error: &serde_json::Value = &json;
        let mut separator = "";
        while let Some(tag) = error["type"].as_str() {
            write!(f, "{separator}{tag}")?;
            separator = " / ";
            match NESTED
                .iter()
                .map(|name| &error[name])
                .find(|nested| nested.is_object())
            {
                Some(nested) => error = nested,
                None => break,
            }
        }
        match error["message"].as_str() {
            Some(message) => write!(f, ": {message}"),
            None => Ok(()),
        }
    }
}

/// The members in which one error holds the next.
const NESTED: &[&str] = &[
    "errorType",
    "storeError",
    "agentError",
    "databaseError",
    "remoteHostError",
    "remoteCtrlError",
];
