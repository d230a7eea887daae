//! A recording as a server.

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

/// A server that says what was recorded.
///
/// Commands are the same if their parameters are; what the recording hides it does not compare. An
/// answer comes as soon as its command has come, and an event when all commands before it have. A
/// command that the recording does not have is answered with an error that tells where it differs from
/// the one that is most like it.
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
#[must_use = "a replay ends when it is dropped"]
pub struct Replay {
    address: SocketAddr,
    script: Arc<Mutex<Script>>,
    /// Ends with the replay, and the connections with it.
    _listener: JoinSet<()>,
}

impl Recording {
    /// A server that says what was recorded, on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If no port is free.
    pub async fn replay(&self, mode: ReplayMode) -> Result<Replay, Error> {
        self.replay_at(mode, (Ipv4Addr::LOCALHOST, 0)).await
    }

    /// A server that says what was recorded, at an address.
    ///
    /// # Errors
    /// If the address cannot be listened at.
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
    /// Where bots connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The commands that differed so far, but for those that are [forgotten](Self::dropped).
    pub fn mismatches(&self) -> Vec<Mismatch> {
        lock(&self.script).mismatches.iter().cloned().collect()
    }

    /// How many of the [mismatches](Self::mismatches) are not kept any more: of 16 MiB of them the oldest go.
    pub fn dropped(&self) -> u64 {
        lock(&self.script).mismatches.dropped()
    }

    /// Checks that all went as it was recorded.
    ///
    /// # Errors
    /// The first command that differed; or, of a [strict](ReplayMode::Strict) replay, the first that has not
    /// come.
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
                // The bot has gone, which is its right.
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
