use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use tokio::net::{TcpListener, ToSocketAddrs};
use tokio::task::JoinSet;

use crate::command::Command;
use crate::commands::AnyCommand;
use crate::json::Tagged;
use crate::types::ChatError;

use super::connection::serve;
use super::frames::event_frame;
use super::network::Network;
use super::state::{Shared, failed};
use super::{Contact, Transcript};

/// A chat server in memory, to be connected to as to a real one.
///
/// It stops when it is dropped.
pub struct ChatServer {
    shared: Arc<Shared>,
    address: SocketAddr,
    wait: Duration,
    listener: JoinSet<()>,
}

/// How a [`ChatServer`] is to begin.
#[derive(Debug, Clone)]
#[must_use]
pub struct Builder {
    user: Option<String>,
    version: String,
    wait: Duration,
}

impl Default for Builder {
    fn default() -> Self {
        Self {
            user: Some("bot".to_owned()),
            version: "7.0.0".to_owned(),
            wait: Duration::from_secs(5),
        }
    }
}

impl Builder {
    /// The display name of the user that the server begins with, `bot` if not set.
    pub fn user(mut self, name: impl Into<String>) -> Self {
        self.user = Some(name.into());
        self
    }

    /// Lets the server begin without a user, as it does before its first start.
    pub fn no_user(mut self) -> Self {
        self.user = None;
        self
    }

    /// The version that the server says it has, `7.0.0` if not set.
    pub fn version(mut self, version: impl Into<String>) -> Self {
        self.version = version.into();
        self
    }

    /// How long contacts wait for the bot, 5 seconds if not set.
    pub fn wait(mut self, wait: Duration) -> Self {
        self.wait = wait;
        self
    }

    /// Starts the server on a free port of 127.0.0.1.
    ///
    /// # Errors
    /// If there is none.
    pub async fn start(self) -> io::Result<ChatServer> {
        self.bind((Ipv4Addr::LOCALHOST, 0)).await
    }

    /// Starts the server at an address.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(self, address: impl ToSocketAddrs) -> io::Result<ChatServer> {
        let socket = TcpListener::bind(address).await?;
        let address = socket.local_addr()?;
        let shared = Arc::new(Shared::new(
            Network::new(self.user.as_deref()),
            self.version,
        ));
        let mut listener = JoinSet::new();
        listener.spawn(listen(socket, Arc::clone(&shared)));
        Ok(ChatServer {
            shared,
            address,
            wait: self.wait,
            listener,
        })
    }
}

impl ChatServer {
    /// Starts a server on a free port of 127.0.0.1, with one user, `bot`.
    ///
    /// # Errors
    /// If there is none.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Starts a server at an address, with one user, `bot`.
    ///
    /// # Errors
    /// If the address cannot be listened at.
    pub async fn bind(address: impl ToSocketAddrs) -> io::Result<Self> {
        Self::builder().bind(address).await
    }

    /// For a server that is to begin otherwise.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// Where bots connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// The person of this name, who has nothing to do with the bot until they
    /// [connect](Contact::connect). Asked for again, it is the same person.
    pub fn contact(&self, name: &str) -> Contact {
        Contact::new(Arc::clone(&self.shared), name, self.wait)
    }

    /// The commands that came so far. Texts that are none are only in the
    /// [transcript](Self::transcript).
    pub fn commands(&self) -> Vec<AnyCommand> {
        self.shared.lock().commands.clone()
    }

    /// Lets the test answer a command: one of its own, or one of the API in another way. Of several
    /// answers to a command the last one counts.
    ///
    /// `answer` must not use the server, which waits for it.
    ///
    /// ```
    /// use simplex_api::commands::ListUsers;
    /// use simplex_api::responses::UsersList;
    /// use simplex_api::testing::ChatServer;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let server = ChatServer::start().await?;
    /// server.on(|_: ListUsers| Ok(UsersList::new()));
    /// # Ok(())
    /// # }
    /// ```
    pub fn on<C: Command, R: Tagged>(
        &self,
        answer: impl Fn(C) -> Result<R, Box<ChatError>> + Send + 'static,
    ) {
        let handler = move |text: &str| {
            let command = C::decode(text).ok()?;
            Some(answer(command).map_or_else(failed, |response| response.encode()))
        };
        self.shared.lock().handlers.push(Box::new(handler));
    }

    /// What went over the wire, from the start on.
    pub fn transcript(&self) -> Transcript {
        Transcript::new(Arc::clone(&self.shared))
    }

    /// Sends an event of one's own to a bot. Like all events it goes to one connection, and waits for
    /// one if there is none.
    pub fn inject(&self, event: &impl Tagged) {
        self.inject_json(&event.encode());
    }

    /// Sends an event given as JSON, the whole `resp` object, to a bot. It need not be one that the
    /// API documents, nor JSON.
    pub fn inject_json(&self, event: &str) {
        self.send_frame(event_frame(event));
    }

    /// Sends a frame to a bot, whatever it is.
    pub fn send_frame(&self, frame: impl Into<String>) {
        self.shared.send(frame.into());
    }

    /// Breaks all connections that there are, without a word of goodbye. New ones can be made.
    pub fn drop_connections(&self) {
        self.shared.hang_up();
    }

    /// Stops the server. When this returns, nobody listens any more.
    pub async fn stop(mut self) {
        self.shared.stop();
        self.listener.shutdown().await;
    }
}

impl Drop for ChatServer {
    fn drop(&mut self) {
        self.shared.stop();
    }
}

impl fmt::Debug for ChatServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ChatServer")
            .field("url", &self.url())
            .finish_non_exhaustive()
    }
}

/// Accepts connections for as long as the server lives; they end with this task.
async fn listen(listener: TcpListener, shared: Arc<Shared>) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                // One that is gone before it is accepted, or too many at once: no reason to stop.
                let Ok((stream, _)) = accepted else {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                };
                // Without it some frames would wait for others; with it, they go late at worst.
                let _ = stream.set_nodelay(true);
                let shared = Arc::clone(&shared);
                connections.spawn(async move { serve(stream, &shared).await });
            }
            Some(_) = connections.join_next() => {}
        }
    }
}
