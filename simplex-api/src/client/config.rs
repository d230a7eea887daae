use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::protocol::{ConnectionConfig, KeepAlive, Reconnect};

use super::queue::{Capacity, Overflow};

/// The size of the read buffer, in bytes. It is zeroed before each read.
pub(super) const READ_BUFFER_SIZE: usize = 16 << 10;

/// Configures a [`Client`](super::Client).
///
/// The defaults suit a bot: it reconnects after the server was down, and loses no events as long as the program
/// consumes them.
///
/// ```no_run
/// use std::time::Duration;
/// use simplex_api::client::{Client, Config, Reconnect};
///
/// # async fn run() -> Result<(), simplex_api::Error> {
/// let config = Config::default()
///     .request_timeout(Duration::from_secs(120))
///     .connect_retry(Reconnect::attempts(10))
///     .max_in_flight(2);
/// let (client, events) = Client::connect_with("ws://127.0.0.1:5225", &config).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Config {
    pub(super) connect_timeout: Duration,
    pub(super) connect_retry: Reconnect,
    /// Without its seed, which [`connection`](Self::connection) sets.
    connection: ConnectionConfig,
    seed: Option<u64>,
    pub(super) headers: Headers,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<std::sync::Arc<rustls::ClientConfig>>,
    pub(super) version_timeout: Option<Duration>,
    pub(super) timeouts: Timeouts,
    pub(super) close_timeout: Duration,
    pub(super) overflow: Overflow,
    pub(super) event_queue: Capacity,
    pub(super) max_frame_size: usize,
}

/// How long commands may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timeouts {
    pub(super) request: Duration,
    /// For commands that use the network interactively.
    pub(super) interactive: Duration,
}

/// The headers of the handshake. Their values can be secrets, so `Debug` shows only the names.
#[derive(Clone, Default)]
pub(super) struct Headers(pub(super) Vec<(String, String)>);

impl Default for Config {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            connect_retry: Reconnect::never(),
            connection: ConnectionConfig::default(),
            seed: None,
            headers: Headers::default(),
            #[cfg(feature = "tls")]
            tls: None,
            version_timeout: Some(Duration::from_secs(5)),
            timeouts: Timeouts {
                request: Duration::from_secs(60),
                interactive: Duration::from_secs(180),
            },
            close_timeout: Duration::from_secs(5),
            overflow: Overflow::Wait(Duration::from_secs(10)),
            event_queue: Capacity {
                len: 4096,
                bytes: 64 << 20,
            },
            max_frame_size: 256 << 20,
        }
    }
}

impl Config {
    /// The timeout of one attempt to connect, including the handshakes. The default is 10 s.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Whether [`connect`](super::Client::connect) retries if its first attempt fails. The default is
    /// [`Reconnect::never`], so that a wrong address is reported immediately. A server that
    /// [refuses](super::HandshakeError::is_temporary) the client permanently is not tried again.
    pub fn connect_retry(mut self, policy: Reconnect) -> Self {
        self.connect_retry = policy;
        self
    }

    /// The reconnect policy after the link to the server is lost. The default is [`Reconnect::endless`]. With
    /// [`Reconnect::never`] the connection ends with its first link. After an attempt that the server
    /// [refused](super::HandshakeError::is_temporary) permanently, the next attempt follows after the maximum delay.
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        self.connection = self.connection.reconnect(policy);
        self
    }

    /// The seed of the random delays between attempts, for tests with the same delays each time.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Adds a header to the WebSocket handshake, for a proxy in front of the server. Its value is never shown.
    ///
    /// A user and password in the URL become an `Authorization` header automatically.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.0.push((name.into(), value.into()));
        self
    }

    /// The TLS configuration of `wss://` links. By default the certificate of the server must come from a public
    /// authority in Mozilla's list.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: std::sync::Arc<rustls::ClientConfig>) -> Self {
        self.tls = Some(tls);
        self
    }

    /// How long to wait for the version of the server, which the client asks for on each new link. The default is 5 s.
    /// A server that does not answer is used without a known version. `None` does not ask.
    pub fn version_timeout(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.version_timeout = timeout.into();
        self
    }

    /// The timeout of a command, from the call to its answer. The default is 60 s.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.request = timeout;
        self
    }

    /// The timeout of a command that is [declared](crate::spec::NetworkUsage::Interactive) to use the network before it
    /// is answered. The default is 180 s: such a command can cause several requests from the server to relays, each
    /// with its own timeout.
    pub fn interactive_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.interactive = timeout;
        self
    }

    /// How long [`close`](super::Client::close) waits for pending answers, and [`drain`](super::Client::drain) for the
    /// consumer of the events. The default is 5 s.
    pub fn close_timeout(mut self, timeout: Duration) -> Self {
        self.close_timeout = timeout;
        self
    }

    /// How many commands may be sent and not answered yet, at least one. The default is 8.
    ///
    /// The server runs them one at a time. A higher limit saves round trips. With a lower limit more commands can still
    /// be cancelled when their futures are dropped, and fewer are lost with a link.
    ///
    /// Further commands are queued in the client, without a limit: each belongs to a future, waits no longer than its
    /// timeout, and is removed when the future is dropped. A program that receives more work than the server can do
    /// should limit its own calls, for example with a semaphore, or check [`Stats::queued`](super::Stats::queued)
    /// first.
    pub fn max_in_flight(mut self, commands: usize) -> Self {
        self.connection = self.connection.max_in_flight(commands);
        self
    }

    /// When an idle link is [pinged](KeepAlive); `None` turns pings off.
    pub fn keep_alive(mut self, keep_alive: impl Into<Option<KeepAlive>>) -> Self {
        self.connection = self.connection.keep_alive(keep_alive);
        self
    }

    /// What happens when events arrive faster than they are consumed. The default is [`Overflow::Wait`] with 10 s,
    /// which is less than the timeout of a command.
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// How many events the queue holds, at least one, before [`overflow`](Self::overflow) applies. The default is 4096,
    /// four times what the server keeps for a client that is away.
    pub fn event_queue_len(mut self, events: usize) -> Self {
        self.event_queue.len = events.max(1);
        self
    }

    /// How many bytes of frames the queue holds before [`overflow`](Self::overflow) applies. The default is 64 MiB. A
    /// larger event is accepted while it is the only one.
    ///
    /// The client and a [bot](crate::bot) share this budget: an event counts from when it is read until its handlers
    /// have returned. A bot that holds this many bytes takes no more events, and the next ones wait in the queue. A
    /// decoded event needs about one and a half times the bytes of its frame.
    pub fn event_queue_bytes(mut self, bytes: usize) -> Self {
        self.event_queue.bytes = bytes;
        self
    }

    /// The maximum size of a frame from the server, in bytes. A larger frame closes the link. The default is 256 MiB:
    /// the server has no limit, and some frames contain long lists.
    pub fn max_frame_size(mut self, bytes: usize) -> Self {
        self.max_frame_size = bytes;
        self
    }

    pub(super) fn websocket(&self) -> WebSocketConfig {
        WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_SIZE)
            .max_message_size(Some(self.max_frame_size))
            .max_frame_size(Some(self.max_frame_size))
    }

    pub(super) fn connection(&self) -> ConnectionConfig {
        self.connection.seed(self.seed_or_random())
    }

    /// The configured seed, or a random one.
    pub(super) fn seed_or_random(&self) -> u64 {
        self.seed.unwrap_or_else(|| RandomState::new().hash_one(()))
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}
