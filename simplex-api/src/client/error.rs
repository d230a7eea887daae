use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::command::{EncodeError, ResponseError};
use crate::excerpt;
use crate::protocol::{FrameError, Outcome};
use crate::types::{ChatError, ChatErrorType, StoreError};

use super::handshake::HandshakeError;

/// Why a request or a connection failed.
///
/// A message is one line and includes the cause, so [`source`](std::error::Error::source) returns nothing. The cause is
/// in the variant.
///
/// Messages contain the name of the command, never its arguments: those can be passwords and links.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL or a header is not valid.
    #[error("cannot connect to `{}`: {problem}; the URL looks like `ws://127.0.0.1:5225`", excerpt(.url))]
    #[non_exhaustive]
    InvalidUrl {
        /// The URL, without user, password and query.
        url: String,
        /// What is wrong with it.
        problem: String,
    },
    /// No server answers at the URL.
    #[error("cannot connect to {}: {error}; is `simplex-chat -p PORT` running there?", excerpt(.url))]
    #[non_exhaustive]
    Connect {
        /// The URL, without user, password and query.
        url: String,
        /// What went wrong.
        error: io::Error,
    },
    /// The server at the URL is not a chat server, or refuses this client.
    #[error("cannot connect to {}: {error}", excerpt(.url))]
    #[non_exhaustive]
    Refused {
        /// The URL, without user, password and query.
        url: String,
        /// Why, and the remedy.
        error: HandshakeError,
    },
    /// The command could not be encoded. Nothing was sent.
    #[error("{command} was not sent: {error}")]
    #[non_exhaustive]
    Encode {
        /// The command.
        command: &'static str,
        /// The parameter, and what is wrong with it.
        error: EncodeError,
    },
    /// The server answered with an error.
    #[error("{command} failed: {error}")]
    #[non_exhaustive]
    Chat {
        /// The command.
        command: &'static str,
        /// The error of the server.
        error: Box<ChatError>,
    },
    /// The answer is not a response that the command declares.
    #[error("{command} was answered, but {error}")]
    #[non_exhaustive]
    Answer {
        /// The command.
        command: &'static str,
        /// What is different, and where.
        error: ResponseError,
    },
    /// The answer cannot be parsed.
    #[error("{command} was answered, but {error}")]
    #[non_exhaustive]
    Frame {
        /// The command.
        command: &'static str,
        /// What is wrong with it.
        error: FrameError,
    },
    /// No answer came in time.
    #[error("{command} was not answered within {timeout:?}: {outcome}")]
    #[non_exhaustive]
    TimedOut {
        /// The command.
        command: &'static str,
        /// The timeout.
        timeout: Duration,
        /// Whether the server may have run the command.
        outcome: Outcome,
    },
    /// The link was lost after the command was sent: its outcome is unknown. The client reconnects, but does not send
    /// the command again.
    #[error("{command} was not answered because {reason}: it was sent, its outcome is unknown")]
    #[non_exhaustive]
    Disconnected {
        /// The command.
        command: &'static str,
        /// Why the link was lost.
        reason: CloseReason,
    },
    /// The connection ended before the answer.
    #[error("{command} was not answered because {reason}: {outcome}")]
    #[non_exhaustive]
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
    /// Whether the command was sent: the server may have run it, partly or completely.
    pub fn was_sent(&self) -> bool {
        match self {
            Self::InvalidUrl { .. }
            | Self::Connect { .. }
            | Self::Refused { .. }
            | Self::Encode { .. } => false,
            Self::Chat { .. }
            | Self::Answer { .. }
            | Self::Frame { .. }
            | Self::Disconnected { .. } => true,
            Self::TimedOut { outcome, .. } | Self::Closed { outcome, .. } => {
                *outcome == Outcome::Unknown
            }
        }
    }

    /// Whether a retry can help and cannot run a command twice.
    ///
    /// After [`Error::Closed`] a retry needs a new client.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect { .. } => true,
            Self::Refused { error, .. } => error.is_temporary(),
            Self::TimedOut { .. } | Self::Closed { .. } => !self.was_sent(),
            _ => false,
        }
    }

    /// The command that failed; `None` if the connection failed.
    pub fn command(&self) -> Option<&'static str> {
        match self {
            Self::InvalidUrl { .. } | Self::Connect { .. } | Self::Refused { .. } => None,
            Self::Encode { command, .. }
            | Self::Chat { command, .. }
            | Self::Answer { command, .. }
            | Self::Frame { command, .. }
            | Self::TimedOut { command, .. }
            | Self::Disconnected { command, .. }
            | Self::Closed { command, .. } => Some(command),
        }
    }

    /// The error in the answer of the server, if that is the cause.
    pub fn chat_error(&self) -> Option<&ChatError> {
        match self {
            Self::Chat { error, .. } => Some(error),
            _ => None,
        }
    }

    /// The reason in the answer of the server, if that is the cause.
    pub fn chat_error_type(&self) -> Option<&ChatErrorType> {
        match self.chat_error()? {
            ChatError::Error { error_type, .. } => Some(error_type),
            _ => None,
        }
    }

    /// The database error in the answer of the server, if that is the cause.
    pub fn store_error(&self) -> Option<&StoreError> {
        match self.chat_error()? {
            ChatError::ErrorStore { store_error, .. } => Some(store_error),
            _ => None,
        }
    }
}

/// Why a link was lost, or a connection ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum CloseReason {
    /// The client closed it: [`Client::close`](super::Client::close) was called, or the last handle was dropped.
    Client,
    /// The server closed it.
    #[non_exhaustive]
    Server {
        /// The code of the close frame, as the server sent it, even if it is not a valid code. 1000 is a normal end;
        /// `None` if the frame has no code.
        code: Option<u16>,
        /// The reason in the close frame.
        reason: String,
    },
    /// The link broke, or the server did not follow the WebSocket protocol.
    Lost(Arc<io::Error>),
    /// The link was lost while the chat was stopped: after [`ApiStopChat`](crate::commands::ApiStopChat) the process of
    /// the server exits, unless it was started with `-m`. The client continues to dial as
    /// [configured](super::Config::reconnect), because a supervisor may restart the server.
    Stopped,
    /// The link was idle, and the server did not answer a ping within this time.
    Unresponsive(Duration),
    /// The server sent a frame above the [limit](super::Config::max_frame_size).
    #[non_exhaustive]
    FrameTooLarge {
        /// The size of the frame in bytes, as far as known.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The event queue [overflowed](super::Overflow::Close).
    Overflow,
    /// All attempts to reconnect failed.
    #[non_exhaustive]
    GaveUp {
        /// How many failed in a row.
        attempts: u32,
        /// Why the last one failed.
        error: Arc<Error>,
    },
}

impl CloseReason {
    pub(super) fn lost(error: io::Error) -> Self {
        Self::Lost(Arc::new(error))
    }

    /// The task of the connection was dropped, usually together with its runtime.
    pub(super) fn aborted() -> Self {
        Self::lost(io::Error::other("its task was shut down"))
    }
}

/// Whether RFC 6455 and its registry allow this code in a close frame.
fn is_close_code(code: u16) -> bool {
    matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999)
}

impl fmt::Display for CloseReason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Client => f.write_str("the client was closed"),
            Self::Server { code, reason } => {
                f.write_str("the server closed the connection")?;
                if let Some(code) = code {
                    write!(f, " with code {code}")?;
                    if !is_close_code(*code) {
                        f.write_str(" (not a valid close code)")?;
                    }
                }
                if !reason.is_empty() {
                    write!(f, " and the reason {:?}", excerpt(reason))?;
                }
                Ok(())
            }
            Self::Lost(error) => {
                let error = error.to_string();
                write!(f, "the connection was lost ({})", excerpt(&error))
            }
            Self::Stopped => f.write_str(
                "the server was stopped by `/_stop`, which ends its process unless it was started with `-m`",
            ),
            Self::Unresponsive(timeout) => {
                write!(f, "the server did not answer a ping within {timeout:?}")
            }
            Self::FrameTooLarge { size, limit } => write!(
                f,
                "the server sent a frame of {size} bytes, the limit is {limit}"
            ),
            Self::Overflow => f.write_str("the event queue is full"),
            Self::GaveUp { attempts, error } => {
                let times = if *attempts == 1 {
                    "attempt"
                } else {
                    "attempts"
                };
                write!(f, "{attempts} {times} to reconnect failed ({error})")
            }
        }
    }
}
