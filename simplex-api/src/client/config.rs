use std::time::Duration;

use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

/// How a [`Client`](super::Client) connects and behaves.
///
/// ```no_run
/// use std::time::Duration;
/// use simplex_api::client::{Client, Config};
///
/// # async fn run() -> Result<(), simplex_api::Error> {
/// let config = Config::default().request_timeout(Duration::from_secs(120)).in_flight(2);
/// let (client, events) = Client::connect_with("ws://127.0.0.1:5225", &config).await?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
#[must_use]
pub struct Config {
    pub(super) connect_timeout: Duration,
    pub(super) request_timeout: Duration,
    pub(super) close_timeout: Duration,
    pub(super) in_flight: usize,
    pub(super) event_capacity: usize,
    pub(super) max_frame_size: usize,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            request_timeout: Duration::from_secs(60),
            close_timeout: Duration::from_secs(5),
            in_flight: 8,
            event_capacity: 4096,
            max_frame_size: 256 << 20,
        }
    }
}

impl Config {
    /// How long connecting may take, the WebSocket handshake included. 10 s by default.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.connect_timeout = timeout;
        self
    }

    /// How long a command may take, from the call to its answer. 60 s by default: commands that use the
    /// network interactively are slow.
    pub fn request_timeout(mut self, timeout: Duration) -> Self {
        self.request_timeout = timeout;
        self
    }

    /// How long [`close`](super::Client::close) waits for the answers still due and for the server's
    /// goodbye. 5 s by default.
    pub fn close_timeout(mut self, timeout: Duration) -> Self {
        self.close_timeout = timeout;
        self
    }

    /// How many commands may be at the server without an answer, at least one. 8 by default.
    ///
    /// The server runs them one at a time. More of them save round trips; fewer can be taken back when
    /// their futures are dropped.
    pub fn in_flight(mut self, commands: usize) -> Self {
        self.in_flight = commands;
        self
    }

    /// How many events may wait for their consumer, at least one; beyond it the oldest are dropped.
    /// 4096 by default, four times what the server holds back for a client that is away.
    pub fn event_capacity(mut self, events: usize) -> Self {
        self.event_capacity = events;
        self
    }

    /// How many bytes a frame from the server may have; a larger one ends the connection. 256 MiB by
    /// default: the server has no limit, and some of its frames list everything there is.
    pub fn max_frame_size(mut self, bytes: usize) -> Self {
        self.max_frame_size = bytes;
        self
    }

    pub(super) fn websocket(&self) -> WebSocketConfig {
        WebSocketConfig::default()
            .max_message_size(Some(self.max_frame_size))
            .max_frame_size(Some(self.max_frame_size))
    }
}
