//! The client: commands to a running `simplex-chat`, its answers, and its events.
//!
//! ```no_run
//! use simplex_api::client::{Client, Incoming};
//!
//! # async fn run() -> Result<(), simplex_api::Error> {
//! let (client, mut events) = Client::connect("ws://127.0.0.1:5225").await?;
//! let answer = client.send_raw("/u").await?;
//! println!("{}", answer.tag);
//!
//! while let Some(incoming) = events.next().await {
//!     match incoming {
//!         Incoming::Event(event) => println!("{event:?}"),
//!         other => eprintln!("{other:?}"),
//!     }
//! }
//! # Ok(())
//! # }
//! ```
//!
//! A task of its own owns the socket. It always reads, whatever the consumer of the events does; if
//! that one is slow, the oldest events are dropped and [`Incoming::Lagged`] says how many.
//!
//! The server runs the commands of a connection one at a time, and it gives each event to only *one*
//! of its connections: a second client for speed would take events away from the first.

mod answer;
mod config;
mod connect;
mod error;
mod events;
mod link;
mod queue;

#[cfg(test)]
mod tests;

use std::fmt;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

pub use crate::protocol::Outcome;
pub use config::Config;
pub use error::{CloseReason, Error};
pub use events::{DecodeFailure, Events, Incoming};

use crate::command::{Command, RawResponse};
use link::{Call, Failure};

/// How errors name a command given as text, which may hold a password.
const RAW: &str = "raw command";

/// A connection to the chat server, for sending commands.
///
/// A clone is another handle to the same connection. The connection ends with
/// [`close`](Self::close), or when the last handle is dropped.
#[derive(Clone)]
pub struct Client {
    calls: mpsc::Sender<Call>,
    state: watch::Receiver<Option<CloseReason>>,
    timeout: Duration,
}

impl Client {
    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, as [`Config`] has it by default.
    ///
    /// Use `127.0.0.1` rather than `localhost`: the server listens on IPv4 only.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], or [`Error::Connect`] if no server answers.
    pub async fn connect(url: &str) -> Result<(Self, Events), Error> {
        Self::connect_with(url, &Config::default()).await
    }

    /// Connects to the server at `url`.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`], or [`Error::Connect`] if no server answers.
    pub async fn connect_with(url: &str, config: &Config) -> Result<(Self, Events), Error> {
        let socket = connect::dial(url, config).await?;
        Ok(link::spawn(socket, config))
    }

    /// Sends a command and waits for what it answers.
    ///
    /// The command is encoded at once, so that the future does not borrow it, and goes out when the
    /// future is first polled. The [timeout](Config::request_timeout) covers all that follows: the wait
    /// for a turn, sending, running. If the future is dropped, a command that waits is not sent; one
    /// that was sent still runs. An answer that comes after that, or after the timeout, is dropped.
    ///
    /// # Errors
    /// - [`Error::Encode`] if the command has no text that the server would read as meant.
    /// - [`Error::Chat`] if the server ran the command and it failed.
    /// - [`Error::Answer`] if the answer is not the one that the command declares.
    /// - [`Error::TimedOut`] or [`Error::Closed`] if no answer came;
    ///   [`was_sent`](Error::was_sent) tells whether the server may have run the command.
    pub fn send<'a, C: Command>(
        &'a self,
        command: &C,
    ) -> impl Future<Output = Result<C::Response, Error>> + use<'a, C> {
        let name = C::SPEC.name;
        let text = command.encode();
        async move {
            let text = text.map_err(|source| Error::Encode {
                command: name,
                source,
            })?;
            let answer = self.request(name, text).await?;
            answer::decode(name, &answer)
        }
    }

    /// Sends a text of one's own as a command, unchecked.
    ///
    /// # Errors
    /// As [`send`](Self::send) does. Errors do not repeat the text.
    pub fn send_raw<'a>(
        &'a self,
        text: &str,
    ) -> impl Future<Output = Result<RawResponse, Error>> + use<'a> {
        let text = text.to_owned();
        async move {
            let answer = self.request(RAW, text).await?;
            answer::decode(RAW, &answer)
        }
    }

    /// Another handle, whose commands have another timeout.
    ///
    /// ```no_run
    /// # async fn run(client: simplex_api::Client) -> Result<(), simplex_api::Error> {
    /// let patient = client.with_timeout(std::time::Duration::from_secs(300));
    /// patient.send_raw("/_connect 1").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self {
            timeout,
            ..self.clone()
        }
    }

    /// Closes the connection: nothing more is accepted, what was accepted is still answered, within
    /// the [close timeout](Config::close_timeout). Returns when the connection has ended.
    pub async fn close(&self) {
        // If the channel is closed, so is the connection, or soon.
        let _ = self.calls.send(Call::Close).await;
        self.closed().await;
    }

    /// Waits until the connection has ended, and says why.
    pub async fn closed(&self) -> CloseReason {
        let mut state = self.state.clone();
        // An error means that the task is gone without a word.
        let _ = state.wait_for(Option::is_some).await;
        state.borrow().clone().unwrap_or_else(CloseReason::aborted)
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.state.borrow().is_some() || self.state.has_changed().is_err()
    }

    async fn request(&self, command: &'static str, text: String) -> Result<link::Text, Error> {
        let deadline = link::after(self.timeout);
        let (reply, answer) = oneshot::channel();
        let call = Call::Request {
            text,
            deadline,
            reply,
        };
        let failure = match tokio::time::timeout_at(deadline.into(), self.calls.send(call)).await {
            Ok(Ok(())) => match answer.await {
                Ok(Ok(text)) => return Ok(text),
                Ok(Err(failure)) => failure,
                Err(_) => Failure::Closed(Outcome::Unknown, CloseReason::aborted()),
            },
            Ok(Err(_)) => Failure::Closed(Outcome::NotSent, self.reason()),
            Err(_) => Failure::TimedOut(Outcome::NotSent),
        };
        Err(match failure {
            Failure::TimedOut(outcome) => Error::TimedOut {
                command,
                timeout: self.timeout,
                outcome,
            },
            Failure::Closed(outcome, reason) => Error::Closed {
                command,
                outcome,
                reason,
            },
        })
    }

    /// Why nothing is accepted any more.
    fn reason(&self) -> CloseReason {
        let state = self.state.borrow().clone();
        match state {
            Some(reason) => reason,
            None if self.state.has_changed().is_err() => CloseReason::aborted(),
            None => CloseReason::Client,
        }
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("closed", &*self.state.borrow())
            .field("timeout", &self.timeout)
            .finish_non_exhaustive()
    }
}
