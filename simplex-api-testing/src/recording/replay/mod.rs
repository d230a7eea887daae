//! Replays a recording as a server.

pub(crate) mod script;

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream, ToSocketAddrs};
use tokio::task::JoinSet;
use tokio_tungstenite::accept_async;
use tokio_tungstenite::tungstenite::{Error as WebSocketError, Message};

use crate::error::Error;
use crate::recording::Recording;
use crate::recording::replay::script::{Mismatch, ReplayMode, Script};

/// A server that replays a recording.
///
/// Commands are equal if their parameters are; secrets are not compared. An answer is sent when its command is
/// received, and an event when all commands before it are received. A command that the recording does not contain is
/// answered with an error that shows the differences from the most similar one.
///
/// ```
/// use simplex_api::Client;
/// use simplex_api::commands::ShowActiveUser;
/// use simplex_api_testing::{ChatServer, Recorder, ReplayMode};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let server = ChatServer::start().await?;
/// let recorder = Recorder::start(server.url()).await?;
/// let (client, _events) = Client::connect(&recorder.url()).await?;
/// let user = client.send(&ShowActiveUser::new()).await?;
///
/// let replay = recorder.recording().replay(ReplayMode::Strict).await?;
/// let (client, _events) = Client::connect(&replay.url()).await?;
/// assert_eq!(client.send(&ShowActiveUser::new()).await?, user);
/// replay.verify()?;
/// # Ok(())
/// # }
/// ```
#[must_use = "a replay stops when it is dropped"]
pub struct Replay {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    /// Stops listening, and drops the connections, with the replay.
    _listener: JoinSet<()>,
}

impl Recording {
    /// Starts a server that replays the recording, on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn replay(&self, mode: ReplayMode) -> Result<Replay, Error> {
        self.replay_at(mode, (Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts a server that replays the recording, at an address.
    ///
    /// # Errors
    /// If the address cannot be bound.
    pub async fn replay_at(
        &self,
        mode: ReplayMode,
        address: impl ToSocketAddrs,
    ) -> Result<Replay, Error> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let script = Arc::new(Mutex::new(Script::new(self, mode)));
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&script)));
        Ok(Replay {
            address,
            script,
            _listener: listener,
        })
    }
}

impl Replay {
    /// The URL that bots connect to, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The mismatches so far, except those that were [dropped](Self::dropped).
    pub fn mismatches(&self) -> Vec<Mismatch> {
        lock(&self.script).mismatches.iter().cloned().collect()
    }

    /// The number of [mismatches](Self::mismatches) that were dropped: at most 16 MiB are kept.
    pub fn dropped(&self) -> u64 {
        lock(&self.script).mismatches.dropped()
    }

    /// Checks that all commands were as recorded.
    ///
    /// # Errors
    /// The first mismatch; in [strict](ReplayMode::Strict) mode also the first missing command.
    pub fn verify(&self) -> Result<(), Mismatch> {
        let script = lock(&self.script);
        let missing = || script.missing();
        let first = script.first.clone();
        first.or_else(missing).map_or(Ok(()), Err)
    }
}

impl fmt::Debug for Replay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Replay")
            .field("url", &self.url())
            .field("mismatches", &self.mismatches())
            .finish_non_exhaustive()
    }
}

fn lock(script: &Mutex<Script>) -> MutexGuard<'_, Script> {
    script.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn listen(socket: TcpListener, script: Arc<Mutex<Script>>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = socket.accept() => {
                let script = Arc::clone(&script);
                // The bot may disconnect at any time.
                connections.spawn(async move { drop(serve(stream, &script).await) });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}

async fn serve(stream: TcpStream, script: &Mutex<Script>) -> Result<(), WebSocketError> {
    stream.set_nodelay(true)?;
    let mut socket = accept_async(stream).await?;
    let initial_frames = lock(script).take_initial_frames();
    for frame in initial_frames {
        socket.send(Message::text(frame)).await?;
    }
    while let Some(message) = socket.next().await.transpose()? {
        let frame = match &message {
            Message::Text(text) => text.as_bytes(),
            Message::Binary(bytes) => bytes,
            _ => continue,
        };
        let frames = lock(script).on_frame(frame);
        for frame in frames {
            socket.send(Message::text(frame)).await?;
        }
    }
    Ok(())
}
