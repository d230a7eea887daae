use std::fmt;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinHandle;

use crate::command::{Command, EncodeError, RawResponse, ServerVersion};
use crate::protocol::{Connection, Stats, saturating_add};
use crate::spec::NetworkUsage;

use super::clock::now;
use super::config::{Config, Timeouts};
use super::error::{CloseReason, Error};
use super::events::Events;
use super::link::{self, Dial, Dialer, Socket};
use super::shared::{RequestError, Shared, Text};
use super::trace::{self, RequestSpan, SpanGuard};
use super::{answer, queue};

/// The name in errors of a command given as a string, which may contain a password.
const RAW_COMMAND: &str = "raw command";

/// A connection to the chat server, for sending commands.
///
/// A clone is another handle to the same connection. The connection closes with [`close`](Self::close), or in the
/// background when the last handle is dropped.
#[derive(Clone)]
pub struct Client {
    handle: Arc<Handle>,
    timeouts: Timeouts,
}

/// The state that the clones of a client share.
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

/// What was unfinished when a connection was closed.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct CloseReport {
    /// Why the connection ended: [`CloseReason::Client`], unless it had ended before.
    pub reason: CloseReason,
    /// How many commands were accepted but not answered in time.
    pub unanswered: u64,
    /// How many items were not taken from [`Events`]. They can still be taken.
    pub unread: usize,
}

impl Client {
    /// Connects to the server at `url`, for example `ws://127.0.0.1:5225`, with the default [`Config`].
    ///
    /// Use `127.0.0.1`, not `localhost`: the server listens on IPv4 only.
    ///
    /// # Errors
    /// [`Error::InvalidUrl`]; [`Error::Connect`] if no server answers; [`Error::Refused`] if the server that answers is
    /// not a chat server or refuses the client.
    pub async fn connect(url: &str) -> Result<(Self, Events), Error> {
        Self::connect_with(url, &Config::default()).await
    }

    /// Connects to the server at `url` with a [`Config`]. The URL can contain a user and password for a proxy in front
    /// of the server, `ws://user:password@host/path`. With the feature `tls` it can start with `wss://`.
    ///
    /// # Errors
    /// As [`connect`](Self::connect).
    pub async fn connect_with(url: &str, config: &Config) -> Result<(Self, Events), Error> {
        let (client, events, _) = Self::open(url, config).await?;
        Ok((client, events))
    }

    /// Connects, and also returns the task of the connection.
    pub(crate) async fn open(
        url: &str,
        config: &Config,
    ) -> Result<(Self, Events, JoinHandle<()>), Error> {
        let dialer = Dialer::new(url, config)?;
        let socket = dialer.connect().await?;
        Ok(Self::with_socket(dialer, socket, config).await)
    }

    /// Starts a client on an open socket. Returns when the server has reported its version, or when it is known that it
    /// does not.
    pub(super) async fn with_socket<D: Dial>(
        dialer: D,
        socket: Socket<D::Stream>,
        config: &Config,
    ) -> (Self, Events, JoinHandle<()>) {
        let url = dialer.display_url().to_owned();
        let (sender, receiver) = queue::channel(config.event_queue, config.overflow);
        let connection = Connection::new(config.connection());
        let shared = Arc::new(Shared::new(connection, sender));
        let (version_known, task) = link::spawn(dialer, socket, shared.clone(), config);
        let client = Self {
            handle: Arc::new(Handle {
                shared,
                url,
                close_timeout: config.close_timeout,
            }),
            timeouts: config.timeouts,
        };
        // The sender is dropped without a value, so that this always returns an error.
        let _ = version_known.await;
        (client, Events::new(receiver), task)
    }

    /// Sends a command and waits for its answer.
    ///
    /// The command is encoded immediately, so that the future does not borrow it, and queued when the future is first
    /// polled. The timeout (of the command: [`request_timeout`](Config::request_timeout) or
    /// [`interactive_timeout`](Config::interactive_timeout)) covers everything after that: waiting for a link and in
    /// the queue, sending, running. If the future is dropped, a queued command is not sent, and a command that was sent
    /// still runs. An answer that arrives after the timeout, or after the future was dropped, is
    /// [counted](Stats::late_answers) and logged.
    ///
    /// # Errors
    /// - [`Error::Encode`] if the command cannot be encoded.
    /// - [`Error::Chat`] if the server ran the command and it failed.
    /// - [`Error::Answer`] if the answer is not a response that the command declares.
    /// - [`Error::TimedOut`], [`Error::Disconnected`] or [`Error::Closed`] if there was no answer;
    ///   [`was_sent`](Error::was_sent) is whether the server may have run the command.
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
            let log_text = trace::trace_enabled() && trace::may_log_text(spec, &text);
            let (answer, span) = self.request(command, text, timeout, log_text).await?;
            span.end_with(answer::decode(command, &answer))
        }
    }

    /// Sends a string as a command, unchecked.
    ///
    /// # Errors
    /// As [`send`](Self::send). Errors do not contain the string.
    pub fn send_raw<'a>(
        &'a self,
        command: &str,
    ) -> impl Future<Output = Result<RawResponse, Error>> + use<'a> {
        let text = command.to_owned();
        async move {
            let (answer, span) = self
                .request(RAW_COMMAND, text, self.timeouts.request, false)
                .await?;
            span.end_with(answer::decode(RAW_COMMAND, &answer))
        }
    }

    /// A handle to the same connection that uses this timeout for all commands, including interactive ones.
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

    /// The version that the server reported when the link was established, for example `6.4.3`. `None` if it reported
    /// no valid version, or was [not asked](Config::version_timeout).
    pub fn server_version(&self) -> Option<ServerVersion> {
        self.shared().version()
    }

    /// The counters of the connection since its start.
    pub fn stats(&self) -> Stats {
        self.shared().stats()
    }

    /// Closes the connection: new commands fail, accepted commands are still answered, within the
    /// [close timeout](Config::close_timeout). Returns when the connection has ended.
    ///
    /// Received events remain in [`Events`]. Without a link the connection ends immediately.
    pub async fn close(&self) -> CloseReport {
        let before = self.stats();
        self.shared().close(self.handle.close_timeout);
        let reason = self.closed().await;
        let after = self.stats();
        let ended = |stats: Stats| stats.lost + stats.unsent + stats.timed_out;
        CloseReport {
            reason,
            unanswered: ended(after) - ended(before),
            unread: after.unread,
        }
    }

    /// [Closes](Self::close) the connection, then waits until the consumer of [`Events`] has taken all received items.
    /// Both together take no longer than the [close timeout](Config::close_timeout).
    ///
    /// Do not call this in the task that consumes the events: use `close`, and then take the remaining items.
    pub async fn drain(&self) -> CloseReport {
        let deadline = self.close_deadline();
        let report = self.close().await;
        // After the timeout, the report has the number of remaining items.
        let _ = tokio::time::timeout_at(deadline.into(), self.drained()).await;
        self.with_unread(report)
    }

    #[cfg(feature = "local")]
    pub(super) fn close_timeout(&self) -> Duration {
        self.handle.close_timeout
    }

    /// The deadline of a close that starts now.
    pub(crate) fn close_deadline(&self) -> Instant {
        saturating_add(now(), self.handle.close_timeout)
    }

    /// Waits until all events are taken.
    pub(crate) async fn drained(&self) {
        self.shared().events.drained().await;
    }

    /// The report, with the current number of items that were not taken.
    pub(crate) fn with_unread(&self, report: CloseReport) -> CloseReport {
        let unread = self.stats().unread;
        CloseReport { unread, ..report }
    }

    /// Waits until the connection has ended, and returns the reason. A lost link that is replaced does not end the
    /// connection.
    pub async fn closed(&self) -> CloseReason {
        let mut ended = self.shared().close_reason();
        match ended.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(reason)) => reason.clone(),
            _ => CloseReason::aborted(),
        }
    }

    /// Whether the connection has ended.
    pub fn is_closed(&self) -> bool {
        self.shared().is_ended()
    }

    /// The URL of the server, without user, password and query.
    pub fn url(&self) -> &str {
        &self.handle.url
    }

    /// Whether there is a link to the server now.
    pub fn is_connected(&self) -> bool {
        self.shared().lock().connection.is_up()
    }

    /// Encodes a command for the version of this server.
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
        log_text: bool,
    ) -> Result<(Text, SpanGuard), Error> {
        let now = now();
        let guard = SpanGuard::new(RequestSpan::new(command, log_text, now));
        guard.span.log("command", &text);
        let deadline = saturating_add(now, timeout);
        let error = match self.shared().request(text, deadline, &guard.span).await {
            Ok(answer) => {
                guard.span.log("answer", &answer);
                return Ok((answer, guard));
            }
            Err(error) => error,
        };
        guard.end_with(Err(match error {
            RequestError::TimedOut(outcome) => Error::TimedOut {
                command,
                timeout,
                outcome,
            },
            RequestError::Disconnected(reason) => Error::Disconnected { command, reason },
            RequestError::Closed(outcome, reason) => Error::Closed {
                command,
                outcome,
                reason,
            },
        }))
    }

    pub(super) fn shared(&self) -> &Shared {
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
