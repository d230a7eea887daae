//! The client: commands to a running `simplex-chat`, its answers, and its events.
//!
//! ```no_run
//! use simplex_api::client::{Client, Incoming};
//!
//! # async fn run() -> Result<(), simplex_api::Error> {
//! let (client, mut events) = Client::connect("ws://127.0.0.1:5225").await?;
//! let answer = client.send_raw("/u").await?;
//! println!("{}", answer.tag());
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
//! A task of its own owns the socket, and makes a new link when one is lost: the stream says
//! [`Disconnected`](Incoming::Disconnected) and [`Reconnected`](Incoming::Reconnected). Commands that were
//! sent over the lost link fail at once, with [`Error::Disconnected`]: whether the server ran them is not
//! known, and none is sent again by itself. Commands that were not sent wait for the new link, until
//! their deadline.
//!
//! The server runs the commands of a connection one at a time, and it gives each event to only *one*
//! of its connections: a second client, also one that only sends commands and also the console, takes events away
//! from the first. An answer that belongs to no command is a sign of that: it is warned of once, and
//! [counted](Stats::unmatched).
//!
//! What does not work will not work a moment later if the server, or a proxy before it, [refuses](Error::Refused) the
//! client: a redirect, a wrong user, a certificate, a port of another kind. The first attempt to connect then fails at
//! once, however patient [`Config::first_connect`] is. When a link was lost it may pass, because a proxy answers for its
//! server while that is away: attempts go on as [`Config::reconnect`] says, each after its longest delay, and
//! the log has a warning.
//!
//! After [`ApiStopChat`](crate::commands::ApiStopChat) the process of a server ends, unless it was started with
//! `-m`. The link is lost then, with [`CloseReason::Stopped`], and a new one is made when somebody starts the server
//! again.
//!
//! A task must not block its thread until the client answers: what that takes may be the next task of the same thread.
//! Code that cannot await does it in `tokio::task::block_in_place`, with `Handle::block_on`, or uses the
//! `blocking::Client` (feature `blocking`) in a thread of its own.
//!
//! What happens is told to [`tracing`](https://docs.rs/tracing): a span for each command, with its name
//! and outcome; changes of the connection at the level INFO, attempts at DEBUG. The texts of commands,
//! answers and events are told at TRACE only, and those of commands with passwords and of
//! [raw commands](Client::send_raw) not even there. What comes from the server is escaped and
//! cut, see [`excerpt`](crate::excerpt). The WebSocket library below has records of its own, which at TRACE show every
//! frame with its passwords: a program that logs so much leaves them out by [`LOG_FILTER`].

mod answer;
mod chat_state;
mod config;
mod connect;
mod endpoint;
mod ends;
mod error;
mod events;
mod handshake;
mod link;
#[cfg(feature = "local")]
pub mod local;
mod lock;
mod queue;
mod shared;
#[cfg(feature = "tls")]
mod tls;
mod trace;
mod version;
mod watched;

#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

pub use crate::protocol::{Gap, KeepAlive, Outcome, Overflow, Reconnect, Stats};
pub use config::Config;
pub use error::{CloseReason, Error};
pub use events::{DecodeFailure, Events, Incoming};
pub use handshake::HandshakeError;
#[cfg(feature = "bot")]
pub(crate) use queue::{Budget, Weight};
#[cfg(feature = "tls")]
pub use rustls;
pub use trace::secret_prefix;

use crate::command::{Command, EncodeError, RawResponse, ServerVersion};
use crate::protocol::{Connection, later};
use crate::spec::NetworkUsage;
use config::Timeouts;
use connect::Dialer;
use shared::{Failure, Shared, Text, now};
use trace::{Ending, RequestSpan};

/// Leaves the records of the WebSocket library out of a log: at the level TRACE they show every frame in whole, with the
/// passwords in it.
///
/// They come by the crate `log`, so this is for filters of the form that `RUST_LOG` has, behind whatever else they say:
/// `RUST_LOG=trace,tungstenite=off,tokio_tungstenite=off`, or for an `EnvFilter`
/// `format!("{filter},{LOG_FILTER}")`. The records of this library never have passwords.
pub const LOG_FILTER: &str = "tungstenite=off,tokio_tungstenite=off";

/// How errors name a command given as text, which may hold a password.
const RAW: &str = "raw command";

/// A connection to the chat server, for sending commands.
///
/// A clone is another handle to the same connection. The connection ends with
/// [`close`](Self::close), or when the last handle is dropped, which is the same without waiting for it.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
    timeouts: Timeouts,
}

/// What the clones of a client have in common.
struct Handle {
    shared: Arc<Shared>,
    url: String,
    close_timeout: Duration,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.shared.close(self.close_timeout);
    }
}

/// What was left when a connection was closed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CloseReport {
    /// Why the connection ended: [`CloseReason::Client`], unless it had ended before.
    pub reason: CloseReason,
    /// How many commands were accepted but not answered in time.
    pub unanswered: u64,
    /// How many items were not yet taken from [`Events`]. As long as that lives, they still can be.
    pub unread: usize,
}

impl Client {
    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, as [`Config`] has it by default.
    ///
    /// Use `127.0.0.1` rather than `localhost`: the server listens on IPv4 only.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`]; [`Error::Connect`] if no server answers, [`Error::Refused`] if another one does.
    pub async fn connect(url: &str) -> Result<(Self, Events), Error> {
        Self::connect_with(url, &Config::default()).await
    }

    /// Connects to the server at `url`, which can have a user and password for a proxy in front of it,
    /// `ws://user:password@host/path`, and with the feature `tls` begin with `wss://`.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`]; [`Error::Connect`] if no server answers, [`Error::Refused`] if another one does.
    pub async fn connect_with(url: &str, config: &Config) -> Result<(Self, Events), Error> {
        let (client, events, _) = Self::open(url, config).await?;
        Ok((client, events))
    }

    /// Connects, and gives the task of the connection as well.
    pub(crate) async fn open(
        url: &str,
        config: &Config,
    ) -> Result<(Self, Events, JoinHandle<()>), Error> {
        let dialer = Dialer::new(url, config)?;
        let link = dialer.first().await?;
        Ok(Self::on_link(dialer, link, config).await)
    }

    /// A client whose first link is made. Returns when the version of the server is known, or cannot be
    /// found out.
    async fn on_link<D: connect::Dial>(
        dialer: D,
        link: connect::Link<D::Stream>,
        config: &Config,
    ) -> (Self, Events, JoinHandle<()>) {
        let url = dialer.url().to_owned();
        let (sender, receiver) = queue::channel(config.event_capacity, config.overflow);
        let connection = Connection::new(config.settings());
        let shared = Arc::new(Shared::new(connection, sender));
        let (version, task) = link::spawn(dialer, link, shared.clone(), config);
        let client = Self {
            handle: Arc::new(Handle {
                shared,
                url,
                close_timeout: config.close_timeout,
            }),
            timeouts: config.timeouts,
        };
        // An error means that it was not asked, or was not answered.
        let _ = version.await;
        (client, Events::new(receiver), task)
    }

    /// Sends a command and waits for what it answers.
    ///
    /// The command is encoded at once, so that the future does not borrow it, and goes out when the
    /// future is first polled. The timeout ([`request_timeout`](Config::request_timeout) or
    /// [`interactive_timeout`](Config::interactive_timeout), by the command) covers all that follows: the
    /// wait for a link and for a turn, sending, running. If the future is dropped, a command that waits is
    /// not sent; one that was sent still runs. An answer that comes after that, or after the timeout, is
    /// [counted](Stats::late_answers) and told to `tracing`: it can belong to no call any more.
    ///
    /// # Errors
    /// - [`Error::Encode`] if the command has no text that the server would read as meant.
    /// - [`Error::Chat`] if the server ran the command and it failed.
    /// - [`Error::Answer`] if the answer is not the one that the command declares.
    /// - [`Error::TimedOut`], [`Error::Disconnected`] or [`Error::Closed`] if no answer came;
    ///   [`was_sent`](Error::was_sent) tells whether the server may have run the command.
    pub fn send<'a, C: Command>(
        &'a self,
        command: &C,
    ) -> impl Future<Output = Result<C::Response, Error>> + use<'a, C> {
        let spec = const { &C::SPEC };
        let text = self.encode(command);
        async move {
            let command = spec.name;
            let text = text.map_err(|error| Error::Encode { command, error })?;
            let timeout = match spec.network {
                Some(NetworkUsage::Interactive) => self.timeouts.interactive,
                _ => self.timeouts.request,
            };
            let open = trace::is_verbose() && trace::is_open(spec, &text);
            let (answer, ending) = self.request(command, text, timeout, open).await?;
            ending.with(answer::decode(command, &answer))
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
            let (answer, ending) = self
                .request(RAW, text, self.timeouts.request, false)
                .await?;
            ending.with(answer::decode(RAW, &answer))
        }
    }

    /// A handle to the same connection, all of whose commands have this timeout, interactive ones too.
    ///
    /// ```no_run
    /// # async fn run(client: simplex_api::Client) -> Result<(), simplex_api::Error> {
    /// use std::time::Duration;
    ///
    /// client.with_timeout(Duration::from_secs(300)).send_raw("/_connect 1").await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn with_timeout(&self, timeout: Duration) -> Self {
        Self {
            handle: self.handle.clone(),
            timeouts: Timeouts {
                request: timeout,
                interactive: timeout,
            },
        }
    }

    /// The version of the server, for example `6.4.3`, as it said when the link was made. `None` if it
    /// did not, or not so that it can be read, or was [not asked](Config::ask_version).
    pub fn server_version(&self) -> Option<ServerVersion> {
        self.shared().version()
    }

    /// What the connection has counted since it began.
    pub fn stats(&self) -> Stats {
        self.shared().stats()
    }

    /// Closes the connection: nothing more is accepted, what was accepted is still answered, within
    /// the [close timeout](Config::close_timeout). Returns when the connection has ended.
    ///
    /// Events that were received stay in [`Events`], before its last item. Without a link there is
    /// nothing to wait for, and no new one is made.
    pub async fn close(&self) -> CloseReport {
        let before = self.stats();
        self.shared().close(self.handle.close_timeout);
        let reason = self.closed().await;
        let after = self.stats();
        let ended = |stats: Stats| stats.lost + stats.refused + stats.timed_out;
        CloseReport {
            reason,
            unanswered: ended(after) - ended(before),
            unread: after.unread,
        }
    }

    /// [Closes](Self::close) the connection, and then waits for the task that has [`Events`] to take what
    /// was received. All that within the [close timeout](Config::close_timeout).
    ///
    /// If that task waits for this call, use `close` and take what is left.
    pub async fn drain(&self) -> CloseReport {
        let deadline = self.close_deadline();
        let report = self.close().await;
        // What is left then is in the report.
        let _ = tokio::time::timeout_at(deadline.into(), self.drained()).await;
        self.with_unread(report)
    }

    /// When a close that begins now is over at the latest.
    pub(crate) fn close_deadline(&self) -> Instant {
        later(now(), self.handle.close_timeout)
    }

    /// Waits until no event is left unread.
    pub(crate) async fn drained(&self) {
        self.shared().events.drained().await;
    }

    /// The report with what is unread by now.
    pub(crate) fn with_unread(&self, report: CloseReport) -> CloseReport {
        let unread = self.stats().unread;
        CloseReport { unread, ..report }
    }

    /// Waits until the connection has ended, and says why. A link that is lost and made again is no end.
    pub async fn closed(&self) -> CloseReason {
        let mut ended = self.shared().ended();
        match ended.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(reason)) => reason.clone(),
            _ => CloseReason::aborted(),
        }
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.shared().is_ended()
    }

    /// The URL of the server, fit to be shown: without user, password and query.
    pub fn url(&self) -> &str {
        &self.handle.url
    }

    /// Whether there is a link to the server now.
    pub fn is_connected(&self) -> bool {
        self.shared().lock().connection.is_up()
    }

    /// The text of a command for this server. All typed commands pass here.
    fn encode<C: Command>(&self, command: &C) -> Result<String, EncodeError> {
        match self.server_version() {
            Some(version) => command.encode_for(&version),
            None => command.encode(),
        }
    }

    async fn request(
        &self,
        command: &'static str,
        text: String,
        timeout: Duration,
        open: bool,
    ) -> Result<(Text, Ending), Error> {
        let now = now();
        let ending = Ending::of(RequestSpan::new(command, open, now));
        ending.span.text("command", &text);
        let deadline = later(now, timeout);
        let failure = match self.shared().request(text, deadline, &ending.span).await {
            Ok(answer) => {
                ending.span.text("answer", &answer);
                return Ok((answer, ending));
            }
            Err(failure) => failure,
        };
        ending.with(Err(match failure {
            Failure::TimedOut(outcome) => Error::TimedOut {
                command,
                timeout,
                outcome,
            },
            Failure::Disconnected(reason) => Error::Disconnected { command, reason },
            Failure::Closed(outcome, reason) => Error::Closed {
                command,
                outcome,
                reason,
            },
        }))
    }

    fn shared(&self) -> &Shared {
        &self.handle.shared
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("url", &self.url())
            .field("is_connected", &self.is_connected())
            .field("is_closed", &self.is_closed())
            .finish_non_exhaustive()
    }
}
