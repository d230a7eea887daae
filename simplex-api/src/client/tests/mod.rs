//! Tests of the client against a scripted server.
//!
//! Most tests run over an in-memory pipe with the clock paused, so that they are deterministic and waiting takes no
//! time. The tests of connecting and of TLS use real sockets.

mod closing;
mod connecting;
mod escaping;
mod events;
mod inline_wakers;
mod overflow;
mod random_actions;
mod reconnecting;
mod reentrant_subscriber;
mod requests;
mod secrets;
#[cfg(feature = "tls")]
mod tls;
mod trace;

use std::future::{Future, poll_fn};
use std::io;
use std::pin::Pin;
use std::task::Poll;

use futures_core::Stream;
use futures_util::SinkExt;
use tokio::io::{DuplexStream, duplex};
use tokio::sync::{mpsc, oneshot};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::link::{ActivityStream, Dial, Dialing, Socket};
use super::{Client, Config, Error, Events, Incoming, Reconnect};
use crate::command::{RawResponse, ResponseError};
use crate::{api_type, command};

/// A client that does not reconnect, its events, and the server.
async fn connected(config: &Config) -> (Client, Events, Server) {
    let config = config.clone().reconnect(Reconnect::never());
    let (client, events, server, _) = connected_network(&config).await;
    (client, events, server)
}

/// A client, its events, the server of its first link, and the network that accepts or refuses further links.
async fn connected_network(config: &Config) -> (Client, Events, Server, Network) {
    let config = config.clone().version_timeout(None);
    let (dialer, mut network) = dialer(&config);
    let (socket, server) = tokio::join!(dialer.dial(), network.accept());
    let (client, events, _) = Client::with_socket(dialer, socket.unwrap(), &config).await;
    (client, events, server, network)
}

/// Dials the in-memory network.
struct MemoryDialer {
    config: Config,
    dials: mpsc::UnboundedSender<oneshot::Sender<Socket<DuplexStream>>>,
}

/// The in-memory network. A dial waits until the test accepts or refuses it.
struct Network {
    dials: mpsc::UnboundedReceiver<oneshot::Sender<Socket<DuplexStream>>>,
    config: Config,
}

fn dialer(config: &Config) -> (MemoryDialer, Network) {
    let (sender, dials) = mpsc::unbounded_channel();
    let config = config.clone();
    let dialer = MemoryDialer {
        config: config.clone(),
        dials: sender,
    };
    (dialer, Network { dials, config })
}

impl Dial for MemoryDialer {
    type Stream = DuplexStream;

    fn dial(&self) -> Dialing<Self::Stream> {
        let (sender, socket) = oneshot::channel();
        let dialled = self.dials.send(sender);
        let timeout = self.config.connect_timeout;
        Box::pin(async move {
            let error = |kind| Error::Connect {
                url: "memory".into(),
                error: io::Error::from(kind),
            };
            dialled.map_err(|_| error(io::ErrorKind::NotConnected))?;
            match tokio::time::timeout(timeout, socket).await {
                Ok(socket) => socket.map_err(|_| error(io::ErrorKind::ConnectionRefused)),
                Err(_) => Err(error(io::ErrorKind::TimedOut)),
            }
        })
    }

    fn display_url(&self) -> &'static str {
        "memory"
    }
}

impl Network {
    /// Accepts the next dial.
    async fn accept(&mut self) -> Server {
        let dial = self.dial().await;
        let (near, far) = duplex(1024);
        let near = ActivityStream::new(near);
        let config = Some(self.config.websocket());
        let socket = WebSocketStream::from_raw_socket(near, Role::Client, config).await;
        assert!(dial.send(socket).is_ok());
        let socket = WebSocketStream::from_raw_socket(far, Role::Server, None).await;
        Server { socket }
    }

    /// Refuses the next dial.
    async fn refuse(&mut self) {
        drop(self.dial().await);
    }

    /// The next dial that has not timed out.
    async fn dial(&mut self) -> oneshot::Sender<Socket<DuplexStream>> {
        loop {
            let dial = self.dials.recv().await.expect("a client");
            if !dial.is_closed() {
                return dial;
            }
        }
    }

    /// Whether the client does not dial, after all other tasks have run.
    async fn is_not_dialled(&mut self) -> bool {
        settle().await;
        self.dials.try_recv().is_err()
    }
}

struct Server {
    socket: WebSocketStream<DuplexStream>,
}

impl Server {
    /// The next message that is not a ping. Pings are answered automatically.
    async fn message(&mut self) -> Option<Message> {
        loop {
            match self.any_message().await? {
                Message::Ping(_) => {}
                message => return Some(message),
            }
        }
    }

    async fn any_message(&mut self) -> Option<Message> {
        poll_fn(|cx| Pin::new(&mut self.socket).poll_next(cx))
            .await?
            .ok()
    }

    /// The next command: its `corrId` and its text.
    async fn command(&mut self) -> (String, String) {
        let message = self.message().await.expect("a command");
        let request: serde_json::Value = serde_json::from_str(message.to_text().unwrap()).unwrap();
        let field = |name: &str| request[name].as_str().unwrap().to_owned();
        (field("corrId"), field("cmd"))
    }

    /// The next command, which must be `expected`. Returns its `corrId`.
    async fn expect(&mut self, expected: &str) -> String {
        let (corr_id, command) = self.command().await;
        assert_eq!(command, expected);
        corr_id
    }

    async fn send(&mut self, message: impl Into<Message>) {
        self.socket.send(message.into()).await.unwrap();
    }

    async fn answer(&mut self, corr_id: &str, resp: &str) {
        self.send(format!(r#"{{"corrId":"{corr_id}","resp":{resp}}}"#))
            .await;
    }

    /// Whether the client sends nothing, after all other tasks have run.
    async fn receives_nothing(&mut self) -> bool {
        settle().await;
        pending(&mut Box::pin(self.message())).await
    }
}

/// Lets all other tasks run until they wait.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// Polls once, and returns whether the future is pending.
async fn pending<F: Future>(future: &mut Pin<Box<F>>) -> bool {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
}

/// Sends a command in a new task.
fn spawn_raw(
    client: &Client,
    text: &str,
) -> tokio::task::JoinHandle<Result<RawResponse, super::Error>> {
    let (client, text) = (client.clone(), text.to_owned());
    tokio::spawn(async move { client.send_raw(&text).await })
}

const OK: &str = r#"{"type":"cmdOk"}"#;

/// A custom command with a custom response.
#[command(syntax = "/say <text>", responses(Said))]
struct Say {
    text: String,
}

#[api_type(response)]
struct Said {
    n: i64,
}

/// A short description of an item.
fn kind(incoming: Option<Incoming>) -> String {
    match incoming {
        Some(Incoming::Event(_)) => "event".into(),
        Some(Incoming::Error(_)) => "error".into(),
        Some(Incoming::Unmatched { corr_id, response }) => {
            format!("{} for {corr_id}", response.tag())
        }
        Some(Incoming::Malformed { error, .. }) => format!("malformed: {error}"),
        Some(Incoming::Lagged(missed)) => format!("lagged {missed}"),
        Some(Incoming::Disconnected { reason }) => format!("disconnected: {reason}"),
        Some(Incoming::Reconnected { .. }) => "reconnected".into(),
        Some(Incoming::Closed(reason)) => format!("closed: {reason}"),
        None => "end".into(),
    }
}
