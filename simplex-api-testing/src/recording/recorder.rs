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

/// Stands between a bot and any server, and records what goes over the wire.
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
#[must_use = "a recorder ends when it is dropped"]
pub struct Recorder {
    address: SocketAddr,
    sink: Arc<FrameSink>,
    /// Ends with the recorder, and the connections with it.
    _listener: JoinSet<()>,
}

struct FrameSink {
    server: String,
    start: Instant,
    storage: Mutex<Storage>,
    /// The output has failed.
    failed: Notify,
}

/// What is kept of the frames.
enum Storage {
    Memory(Recording),
    Output(Box<dyn Write + Send>),
    /// The output has failed, with the error until somebody takes it.
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
    /// If the address cannot be listened at.
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

    /// Listens at an address, for the server at a URL, and writes each frame to `output` when it passes: what was
    /// recorded is there however the program ends, and takes no memory. [`recording`](Self::recording) is empty then.
    ///
    /// The lines are those of the file of a [`Recording`]. Give a buffer around a file only if the latest frames may be
    /// lost. When the output fails, frames are still passed on: see [`failure`](Self::failure).
    ///
    /// # Errors
    /// If the address cannot be listened at.
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

    /// Where bots connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// What was recorded so far; empty if it is written to an output.
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
        // The time is taken under the lock, so that it grows from line to line.
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
                // A connection ends as soon as one side does, whatever the reason.
                connections.spawn(async move { drop(pass(stream, &sink).await) });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Passes frames on, both ways, until one side ends. The bot is let in when the server has let the
/// recorder in.
async fn pass(stream: TcpStream, sink: &FrameSink) -> Result<(), WebSocketError> {
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
