use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::time::Duration;

use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use crate::protocol::{Capacity, KeepAlive, Overflow, Reconnect, Settings};

/// How much is read at a time, in bytes. Each read fills as much with zeros before it.
pub(super) const READ_BUFFER: usize = 16 << 10;

/// How a [`Client`](super::Client) connects and behaves.
///
/// The defaults suit a bot: it comes back when the server was away, and loses no event as long as the
/// program keeps taking them.
///
/// ```no_run
/// use std::time::Duration;
/// use simplex_api::client::{Client, Config, Reconnect};
///
/// # async fn run() -> Result<(), simplex_api::Error> {
/// let config = Config::default()
///     .request_timeout(Duration::from_secs(120))
///     .first_connect(Reconnect::attempts(10))
///     .in_flight(2);
/// let (client, events) = Client::connect_with("ws://127.0.0.1:5225", &config).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Config {
    pub(super) connect_timeout: Duration,
    pub(super) first_connect: Reconnect,
    pub(super) reconnect: Reconnect,
    pub(super) seed: Option<u64>,
    pub(super) headers: Headers,
    #[cfg(feature = "tls")]
    pub(super) tls: Option<std::sync::Arc<rustls::ClientConfig>>,
    pub(super) ask_version: Option<Duration>,
    pub(super) timeouts: Timeouts,
    pub(super) close_timeout: Duration,
    pub(super) in_flight: usize,
    pub(super) keep_alive: Option<KeepAlive>,
    pub(super) overflow: Overflow,
    pub(super) event_capacity: Capacity,
    pub(super) max_frame_size: usize,
}

/// How long commands may take.
#[derive(Debug, Clone, Copy)]
pub(super) struct Timeouts {
    pub(super) request: Duration,
    /// Of commands that use the network interactively.
    pub(super) interactive: Duration,
}

/// Headers of the handshake. They can be secrets: only their names are shown.
#[derive(Clone, Default)]
pub(super) struct Headers(pub(super) Vec<(String, String)>);

impl Default for Config {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            first_connect: Reconnect::never(),
            reconnect: Reconnect::endless(),
            seed: None,
            headers: Headers::default(),
            #[cfg(feature = "tls")]
            tls: None,
            ask_version: Some(Duration::from_secs(5)),
            timeouts: Timeouts {
                request: Duration::from_secs(60),
                interactive: Duration::from_secs(180),
            },
            close_timeout: Duration::from_secs(5),
            in_flight: 8,
            keep_alive: Some(KeepAlive::default()),
            overflow: Overflow::Wait(Duration::from_secs(10)),
            event_capacity: Capacity::default(),
            max_frame_size: 256 << 20,
        }
    }
}

impl Config {
    /// How long one attempt to connect may take, the handshakes included. 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// Whether [`connect`](super::Client::connect) tries again if the first attempt fails: it does not by
    /// default, so that a wrong address is known at once. It does not if the server
    /// [refuses](super::HandshakeError) this client for good.
    pub fn first_connect(mut self, policy: Reconnect) -> Self {
        self.first_connect = policy;
        self
    }

    /// What follows when the link to the server is lost: [endless](Reconnect::endless) attempts to make a
    /// new one by default. With [`Reconnect::never`] the connection ends with its first link. After one that the
    /// server [refused](super::HandshakeError) for good, the next one waits for the longest delay.
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        self.reconnect = policy;
        self
    }

    /// Makes the random delays between attempts the same each time, for tests.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = Some(seed);
        self
    }

    /// Adds a header to the WebSocket handshake, for a proxy in front of the server. Its value is never
    /// shown.
    ///
    /// A user and password in the URL become an `Authorization` header by themselves.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.0.push((name.into(), value.into()));
        self
    }

    /// How `wss://` links are secured. By default the server has to have a certificate of a public
    /// authority, as Mozilla lists them.
    #[cfg(feature = "tls")]
    pub fn tls(mut self, tls: std::sync::Arc<rustls::ClientConfig>) -> Self {
        self.tls = Some(tls);
        self
    }

    /// How long to wait for the version of the server, which is asked of it when a link is made. 5 s by
    /// default. A server that does not tell is served all the same; `None` does not ask.
    pub fn ask_version(mut self, timeout: impl Into<Option<Duration>>) -> Self {
        self.ask_version = timeout.into();
        self
    }

    /// How long a command may take, from the call to its answer. 60 s by default.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.request = timeout;
        self
    }

    /// The same for commands that are [declared](crate::spec::NetworkUsage::Interactive) to use the
    /// network before they are answered. 180 s by default: one of them can be several requests of the
    /// server to relays, each with a timeout of its own.
    pub fn interactive_timeout(mut self, timeout: Duration) -> Self {
        self.timeouts.interactive = timeout;
        self
    }

    /// How long [`close`](super::Client::close) waits for the answers still due and for the server's
    /// goodbye, and [`drain`](super::Client::drain) for the consumer of the events. 5 s by default.
    pub fn close_timeout(mut self, timeout: Duration) -> Self {
        self.close_timeout = timeout;
        self
    }

    /// How many commands may be at the server without an answer, at least one. 8 by default.
    ///
    /// The server runs them one at a time. More of them save round trips; fewer can be taken back when
    /// their futures are dropped, and fewer are lost with a link.
    ///
    /// The others wait in the client for their turn. Of those there are as many as there are calls: each has a future
    /// that waits with it, no longer than its timeout, and takes it back when it is dropped. A program that is asked for
    /// more than the server can do bounds its own calls, for example by a semaphore, or looks at
    /// [`Stats::queued`](super::Stats::queued) before it makes one.
    pub fn in_flight(mut self, commands: usize) -> Self {
        self.in_flight = commands;
        self
    }

    /// How an idle link is watched, by [pings](KeepAlive); `None` for not at all.
    pub fn keep_alive(mut self, keep_alive: impl Into<Option<KeepAlive>>) -> Self {
        self.keep_alive = keep_alive.into();
        self
    }

    /// What happens when events come faster than they are taken. By default reading waits for the
    /// consumer, up to [10 s](Overflow::Wait) without a sign of life: less than commands wait for their answers.
    pub fn overflow(mut self, overflow: Overflow) -> Self {
        self.overflow = overflow;
        self
    }

    /// How many events may wait for their consumer, at least one, before [`overflow`](Self::overflow)
    /// applies. 4096 by default, four times what the server holds back for a client that is away.
    pub fn event_capacity(mut self, events: usize) -> Self {
        self.event_capacity = self.event_capacity.events(events);
        self
    }

    /// How many bytes these events may have, as they came. 64 MiB by default.
    ///
    /// This is one budget for the client and a [bot](crate::bot): an event counts from when it is read until its
    /// handlers are through. When the bot keeps so many bytes it takes no more, and what comes waits in the queue of the
    /// client. What is decoded of a frame takes memory in proportion to its length: about one and a half times as much.
    pub fn event_bytes(mut self, bytes: usize) -> Self {
        self.event_capacity = self.event_capacity.bytes(bytes);
        self
    }

    /// How many bytes a frame from the server may have; a larger one costs the link. 256 MiB by default:
    /// the server has no limit, and some of its frames list everything there is.
    pub fn max_frame_size(mut self, bytes: usize) -> Self {
        self.max_frame_size = bytes;
        self
    }

    pub(super) fn websocket(&self) -> WebSocketConfig {
        WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER)
            .max_message_size(Some(self.max_frame_size))
            .max_frame_size(Some(self.max_frame_size))
    }

    pub(super) fn settings(&self) -> Settings {
        Settings::default()
            .window(self.in_flight)
            .reconnect(self.reconnect)
            .keep_alive(self.keep_alive)
            .seed(self.random())
    }

    /// A seed for the delays: what the standard library has of chance.
    pub(super) fn random(&self) -> u64 {
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
