use std::fmt;
use std::io;
use std::sync::Arc;
use std::time::Duration;

use crate::command::{EncodeError, ResponseError};
use crate::excerpt;
use crate::protocol::{FrameError, Outcome};
use crate::types::{ChatError, ChatErrorType, StoreError};

use super::HandshakeError;
#[cfg(feature = "blocking")]
use super::{Config, endpoint::Endpoint};

/// Why a request or a connection failed.
///
/// Messages are complete: they say the cause as well, on one line, and so it is not repeated as
/// [`source`](std::error::Error::source). It is in the variant, for programs.
///
/// Messages name the command, never its arguments: those can be passwords and links.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The URL, or a header, is not one to connect with.
    #[error("cannot connect to `{}`: {problem}; the URL looks like `ws://127.0.0.1:5225`", excerpt(.url))]
    #[non_exhaustive]
    InvalidUrl {
        /// The URL as it was given, without what can be a secret: user, password and query.
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
    /// Something answers at the URL that is not a server to connect with, or does not let this client in.
    #[error("cannot connect to {}: {error}", excerpt(.url))]
    #[non_exhaustive]
    Refused {
        /// The URL, without user, password and query.
        url: String,
        /// How it refuses, and what can be done.
        error: HandshakeError,
    },
    /// The command has no text that the server would read as meant. Nothing was sent.
    #[error("{command} was not sent: {error}")]
    #[non_exhaustive]
    Encode {
        /// The command.
        command: &'static str,
        /// The parameter, and why it is refused.
        error: EncodeError,
    },
    /// The server answered that the command failed.
    #[error("{command} failed: {error}")]
    #[non_exhaustive]
    Chat {
        /// The command.
        command: &'static str,
        /// The error of the server.
        error: Box<ChatError>,
    },
    /// The answer is not the one that the command declares.
    #[error("{command} was answered, but {error}")]
    #[non_exhaustive]
    Answer {
        /// The command.
        command: &'static str,
        /// The type or the place that differs.
        error: ResponseError,
    },
    /// The answer cannot be read.
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
        /// How long it was waited for.
        timeout: Duration,
        /// Whether the server may have run the command.
        outcome: Outcome,
    },
    /// The link was lost after the command was sent: its outcome is unknown. The client makes a new link
    /// by itself, but does not send the command again.
    #[error("{command} was not answered because {reason}: it was sent, its outcome is unknown")]
    #[non_exhaustive]
    Disconnected {
        /// The command.
        command: &'static str,
        /// Why the link was lost.
        reason: CloseReason,
    },
    /// The connection ended before the answer came, for good.
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
    /// That there is no connection to `url`, if that is one to connect with.
    #[cfg(feature = "blocking")]
    pub(crate) fn connect(url: &str, config: &Config, error: io::Error) -> Self {
        match Endpoint::new(url, config) {
            Ok(endpoint) => Self::Connect {
                url: endpoint.shown().to_owned(),
                error,
            },
            Err(invalid) => invalid,
        }
    }

    /// Whether the command may have reached the server: it may have run, in part or in whole.
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

    /// Whether to try the same again can help and cannot run a command twice.
    ///
    /// After [`Error::Closed`] that takes a new client.
    pub fn is_retryable(&self) -> bool {
        match self {
            Self::Connect { .. } => true,
            Self::Refused { error, .. } => error.is_temporary(),
            Self::TimedOut { .. } | Self::Closed { .. } => !self.was_sent(),
            _ => false,
        }
    }

    /// The command that failed; `None` if it was the connection.
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

    /// The error that the server answered, if it did.
    pub fn chat_error(&self) -> Option<&ChatError> {
        match self {
            Self::Chat { error, .. } => Some(error),
            _ => None,
        }
    }

    /// What the server refused to do, if that is its answer.
    pub fn chat_error_type(&self) -> Option<&ChatErrorType> {
        match self.chat_error()? {
            ChatError::Error { error_type, .. } => Some(error_type),
            _ => None,
        }
    }

    /// What the server did not find in its database or could not keep there, if that is its answer.
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
    /// This side closed it: [`Client::close`](super::Client::close), or no handle was left.
    Client,
    /// The server closed it.
    #[non_exhaustive]
    Server {
        /// The code of the close frame; 1000 is a normal end, `None` if the frame has none. As the server sent it,
        /// also if there is no such code.
        code: Option<u16>,
        /// The server's words.
        reason: String,
    },
    /// The link broke, or the server did not follow the WebSocket protocol.
    Lost(Arc<io::Error>),
    /// The link was lost while the chat was stopped: after [`ApiStopChat`](crate::commands::ApiStopChat) the
    /// process of the server ends, unless it was started with `-m`. It does not come back by itself; the client
    /// goes on to dial as its [configuration](super::Config::reconnect) says, since whoever supervises the server
    /// may start it again.
    Stopped,
    /// The link was idle and the server did not answer a ping in this time.
    Unresponsive(Duration),
    /// The server sent a frame beyond the [limit](super::Config::max_frame_size).
    #[non_exhaustive]
    FrameTooLarge {
        /// The size of the frame in bytes, as far as it is known.
        size: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// More events came than the queue [may hold](super::Overflow::Close).
    Overflow,
    /// So many attempts to make a new link failed.
    #[non_exhaustive]
    GaveUp {
        /// How many, in a row.
        attempts: u32,
        /// Why the last one did.
        error: Arc<Error>,
    },
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

/// Whether a close frame may have this code, as RFC 6455 and its registry have it.
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
                        f.write_str(", which is not a code to close with,")?;
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
                "the server was stopped by `/_stop`, which ends it unless it was started with `-m`",
            ),
            Self::Unresponsive(patience) => {
                write!(f, "the server did not answer a ping within {patience:?}")
            }
            Self::FrameTooLarge { size, limit } => write!(
                f,
                "the server sent a frame of {size} bytes, the limit is {limit}"
            ),
            Self::Overflow => f.write_str("more events came than its queue may hold"),
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
