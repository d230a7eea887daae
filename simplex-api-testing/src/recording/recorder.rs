use std::fmt;
use std::io::{self, Write};
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error as WebSocketError, Message};
use tokio_tungstenite::{accept_async_with_config, connect_async_with_config};

use crate::error::Error;
use crate::recording::{Line, Recording};
use crate::transcript::log::Direction;

/// A proxy between a bot and any server that records the frames.
///
/// ```no_run
/// use simplex_api::Client;
/// use simplex_api_testing::Recorder;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let recorder = Recorder::start("ws://127.0.0.1:5225").await?;
/// let (client, events) = Client::connect(&recorder.url()).await?;
/// // …
/// recorder.recording().save("conversation.jsonl")?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a recorder stops when it is dropped"]
pub struct Recorder {
    address: SocketAddr,
    sink: Arc<FrameSink>,
    /// Stops listening, and drops the connections, with the recorder.
    _listener: JoinSet<()>,
}

struct FrameSink {
    server: String,
    start: Instant,
    storage: Mutex<Storage>,
    /// Notified when the output fails.
    failed: Notify,
}

/// Where the frames are stored.
enum Storage {
    Memory(Recording),
    Output(Box<dyn Write + Send>),
    /// The output has failed; contains the error until it is returned.
    Failed(Option<io::Error>),
}

impl Recorder {
    /// Listens on a free port of 127.0.0.1, for the server at a URL.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start(server: impl Into<String>) -> Result<Self, Error> {
        Self::bind(server, (Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Listens at an address, for the server at a URL.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn bind(
        server: impl Into<String>,
        address: impl ToSocketAddrs,
    ) -> Result<Self, Error> {
        Self::listen(
            server.into(),
            address,
            Storage::Memory(Recording::default()),
        )
        .await
    }

    /// Listens at an address, for the server at a URL, and writes each frame to `output` at once. The frames are saved
    /// however the program ends, and use no memory; [`recording`](Self::recording) stays empty.
    ///
    /// The output is in the file format of a [`Recording`]. Wrap a file in a buffer only if the latest frames may be
    /// lost. If the output fails, the recorder still forwards frames: see [`failure`](Self::failure).
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn bind_to(
        server: impl Into<String>,
        address: impl ToSocketAddrs,
        output: impl Write + Send + 'static,
    ) -> Result<Self, Error> {
        Self::listen(server.into(), address, Storage::Output(Box::new(output))).await
    }

    async fn listen(
        server: String,
        address: impl ToSocketAddrs,
        storage: Storage,
    ) -> Result<Self, Error> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let sink = Arc::new(FrameSink {
            server,
            start: Instant::now(),
            storage: Mutex::new(storage),
            failed: Notify::new(),
        });
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&sink)));
        Ok(Self {
            address,
            sink,
            _listener: listener,
        })
    }

    /// The URL that bots connect to, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The frames recorded so far; empty if they are written to an output.
    pub fn recording(&self) -> Recording {
        match &*self.sink.lock() {
            Storage::Memory(recording) => recording.clone(),
            Storage::Output(_) | Storage::Failed(_) => Recording::default(),
        }
    }

    /// Waits until the output of [`bind_to`](Self::bind_to) fails, and returns the error once. Cancel safe.
    pub async fn failure(&self) -> io::Error {
        loop {
            let failed = self.sink.failed.notified();
            if let Storage::Failed(error) = &mut *self.sink.lock()
                && let Some(error) = error.take()
            {
                return error;
            }
            failed.await;
        }
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("url", &self.url())
            .field("lines", &self.recording().lines().len())
            .finish_non_exhaustive()
    }
}

impl FrameSink {
    fn lock(&self) -> MutexGuard<'_, Storage> {
        self.storage.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, direction: Direction, message: &Message) {
        let text = match message {
            Message::Text(text) => text.as_str().into(),
            Message::Binary(bytes) => String::from_utf8_lossy(bytes),
            _ => return,
        };
        let mut storage = self.lock();
        // Measured under the lock, so that times increase from line to line.
        let at = self.start.elapsed();
        let line = Line::redacted(at, direction, &text);
        match &mut *storage {
            Storage::Memory(recording) => recording.lines.push(line),
            Storage::Output(output) => {
                let line = format!("{line}\n");
                let written = output.write_all(line.as_bytes());
                if let Err(error) = written.and_then(|()| output.flush()) {
                    *storage = Storage::Failed(Some(error));
                    self.failed.notify_one();
                }
            }
            Storage::Failed(_) => {}
        }
    }
}

async fn listen(socket: TcpListener, sink: Arc<FrameSink>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = socket.accept() => {
                let sink = Arc::clone(&sink);
                // The connection ends when one side ends it, for any reason.
                connections.spawn(async move { drop(forward(stream, &sink).await) });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Forwards frames in both directions until one side ends. Accepts the bot after the server has accepted the recorder.
async fn forward(stream: TcpStream, sink: &FrameSink) -> Result<(), WebSocketError> {
    stream.set_nodelay(true)?;
    let unlimited = WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None);
    let (server, _) = connect_async_with_config(&sink.server, Some(unlimited), true).await?;
    let client = accept_async_with_config(stream, Some(unlimited)).await?;
    let (mut to_server, mut from_server) = server.split();
    let (mut to_client, mut from_client) = client.split();
    let up = async {
        while let Some(message) = from_client.next().await.transpose()? {
            sink.add(Direction::ToServer, &message);
            to_server.send(message).await?;
        }
        Ok(())
    };
    let down = async {
        while let Some(message) = from_server.next().await.transpose()? {
            sink.add(Direction::FromServer, &message);
            to_client.send(message).await?;
        }
        Ok(())
    };
    tokio::select! {
        ended = up => ended,
        ended = down => ended,
    }
}
