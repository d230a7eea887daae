//! The client against a server that follows a script.
//!
//! All but the tests of connecting run over a pipe in memory with the clock paused: nothing happens
//! but what the test does, and waiting takes no time.

mod asking;
mod closing;
mod connecting;
mod events;
mod hostile;
mod lives;
mod logging;
mod overflow;
mod reconnecting;
mod requests;
mod telling;
#[cfg(feature = "tls")]
mod tls;
mod waking;

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

use super::Reconnect;
use super::connect::{Dial, Dialing, Link};
use super::watched::Watched;
use super::{Client, Config, Error, Events, Incoming};
use crate::command::{RawResponse, ResponseError};
use crate::{api_type, command};

/// A client that makes no second link, its events, and the other end of its connection.
async fn connected(config: &Config) -> (Client, Events, Server) {
    let config = config.clone().reconnect(Reconnect::never());
    let (client, events, server, _) = network(&config).await;
    (client, events, server)
}

/// A client, its events, the other end of its first link, and the network that makes further ones.
async fn network(config: &Config) -> (Client, Events, Server, Network) {
    let config = config.clone().ask_version(None);
    let (dialer, mut network) = dialer(&config);
    let (link, server) = tokio::join!(dialer.dial(), network.accept());
    let (client, events, _) = Client::on_link(dialer, link.unwrap(), &config).await;
    (client, events, server, network)
}

/// Dials the network in memory.
struct Pipes {
    config: Config,
    dials: mpsc::UnboundedSender<oneshot::Sender<Link<DuplexStream>>>,
}

/// The servers that can be dialled: none, until one is accepted.
struct Network {
    dials: mpsc::UnboundedReceiver<oneshot::Sender<Link<DuplexStream>>>,
    config: Config,
}

fn dialer(config: &Config) -> (Pipes, Network) {
    let (sender, dials) = mpsc::unbounded_channel();
    let config = config.clone();
    let pipes = Pipes {
        config: config.clone(),
        dials: sender,
    };
    (pipes, Network { dials, config })
}

impl Dial for Pipes {
    type Stream = DuplexStream;

    fn dial(&self) -> Dialing<Self::Stream> {
        let (sender, link) = oneshot::channel();
        let dialled = self.dials.send(sender);
        let timeout = self.config.connect_timeout;
        Box::pin(async move {
            let refused = |kind| Error::Connect {
                url: "memory".into(),
                error: io::Error::from(kind),
            };
            dialled.map_err(|_| refused(io::ErrorKind::NotConnected))?;
            match tokio::time::timeout(timeout, link).await {
                Ok(link) => link.map_err(|_| refused(io::ErrorKind::ConnectionRefused)),
                Err(_) => Err(refused(io::ErrorKind::TimedOut)),
            }
        })
    }

    fn url(&self) -> &'static str {
        "memory"
    }
}

impl Network {
    /// Lets the next attempt to connect succeed.
    async fn accept(&mut self) -> Server {
        let dial = self.dial().await;
        let (near, far) = duplex(1024);
        let near = Watched::new(near);
        let config = Some(self.config.websocket());
        let socket = WebSocketStream::from_raw_socket(near, Role::Client, config).await;
        assert!(dial.send(socket).is_ok());
        let socket = WebSocketStream::from_raw_socket(far, Role::Server, None).await;
        Server { socket }
    }

    /// Lets the next attempt to connect fail.
    async fn refuse(&mut self) {
        drop(self.dial().await);
    }

    /// The next attempt that still waits.
    async fn dial(&mut self) -> oneshot::Sender<Link<DuplexStream>> {
        loop {
            let dial = self.dials.recv().await.expect("a client");
            if !dial.is_closed() {
                return dial;
            }
        }
    }

    /// Whether nobody dials when all else rests.
    async fn hears_nothing(&mut self) -> bool {
        settle().await;
        self.dials.try_recv().is_err()
    }
}

struct Server {
    socket: WebSocketStream<DuplexStream>,
}

impl Server {
    /// The next message that is no ping; those are answered by themselves.
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

    /// The next command: its corrId and its text.
    async fn command(&mut self) -> (String, String) {
        let message = self.message().await.expect("a command");
        let request: serde_json::Value = serde_json::from_str(message.to_text().unwrap()).unwrap();
        let member = |name: &str| request[name].as_str().unwrap().to_owned();
        (member("corrId"), member("cmd"))
    }

    /// The next command, which must be `expected`; its corrId.
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

    /// Whether the client has nothing to say when all else rests.
    async fn hears_nothing(&mut self) -> bool {
        settle().await;
        pending(&mut Box::pin(self.message())).await
    }
}

/// Lets every other task run until it waits.
async fn settle() {
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
}

/// Polls once: whether the future waits.
async fn pending<F: Future>(future: &mut Pin<Box<F>>) -> bool {
    poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
}

/// Starts a request in a task of its own.
fn spawn_raw(
    client: &Client,
    text: &str,
) -> tokio::task::JoinHandle<Result<RawResponse, super::Error>> {
    let (client, text) = (client.clone(), text.to_owned());
    tokio::spawn(async move { client.send_raw(&text).await })
}

const OK: &str = r#"{"type":"cmdOk"}"#;

/// A command of our own, with a type of answer of our own.
#[command(syntax = "/say <text>", responses(Said))]
struct Say {
    text: String,
}

#[api_type(response)]
struct Said {
    n: i64,
}

/// What the tests look at of an item.
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
