use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::{Error, Message};
use tokio_tungstenite::{accept_async_with_config, connect_async_with_config};

use super::{Direction, Recording};

/// Stands between a bot and any server, and records what goes over the wire.
///
/// ```no_run
/// use simplex_api::Client;
/// use simplex_api::testing::Recorder;
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
    tape: Arc<Tape>,
    /// Ends with the recorder, and the connections with it.
    _listener: JoinSet<()>,
}

struct Tape {
    server: String,
    start: Instant,
    recording: Mutex<Recording>,
}

impl Recorder {
    /// Listens on a free port of 127.0.0.1, for the server at a URL.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn start(server: impl Into<String>) -> io::Result<Self> {
        Self::bind(server, (Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Listens at an address, for the server at a URL.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(server: impl Into<String>, address: impl ToSocketAddrs) -> io::Result<Self> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let tape = Arc::new(Tape {
            server: server.into(),
            start: Instant::now(),
            recording: Mutex::default(),
        });
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&tape)));
        Ok(Self {
            address,
            tape,
            _listener: listener,
        })
    }

    /// Where bots connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// What was recorded so far.
    pub fn recording(&self) -> Recording {
        self.tape.lock().clone()
    }
}

impl fmt::Debug for Recorder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Recorder")
            .field("url", &self.url())
            .field("lines", &self.tape.lock().lines().len())
            .finish_non_exhaustive()
    }
}

impl Tape {
    fn lock(&self) -> MutexGuard<'_, Recording> {
        self.recording
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn add(&self, direction: Direction, message: &Message) {
        let text = match message {
            Message::Text(text) => text.as_str().into(),
            Message::Binary(bytes) => String::from_utf8_lossy(bytes),
            _ => return,
        };
        // The time is taken under the lock, so that it grows from line to line.
        let mut recording = self.lock();
        recording.add(self.start.elapsed(), direction, &text);
    }
}

async fn listen(socket: TcpListener, tape: Arc<Tape>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = socket.accept() => {
                let tape = Arc::clone(&tape);
                // A connection ends as soon as one side does, whatever the reason.
                connections.spawn(async move { drop(pass(stream, &tape).await) });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

/// Passes frames on, both ways, until one side ends. The bot is let in when the server has let the
/// recorder in.
async fn pass(stream: TcpStream, tape: &Tape) -> Result<(), Error> {
    stream.set_nodelay(true)?;
    let unlimited = WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None);
    let (server, _) = connect_async_with_config(&tape.server, Some(unlimited), true).await?;
    let client = accept_async_with_config(stream, Some(unlimited)).await?;
    let (mut to_server, mut from_server) = server.split();
    let (mut to_client, mut from_client) = client.split();
    let up = async {
        while let Some(message) = from_client.next().await.transpose()? {
            tape.add(Direction::ToServer, &message);
            to_server.send(message).await?;
        }
        Ok(())
    };
    let down = async {
        while let Some(message) = from_server.next().await.transpose()? {
            tape.add(Direction::FromServer, &message);
            to_client.send(message).await?;
        }
        Ok(())
    };
    tokio::select! {
        ended = up => ended,
        ended = down => ended,
    }
}
