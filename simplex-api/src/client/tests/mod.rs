//! The client against a server that follows a script.
//!
//! All but the tests of connecting run over a pipe in memory with the clock paused: nothing happens
//! but what the test does, and waiting takes no time.

mod closing;
mod connecting;
mod events;
mod requests;

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;

use futures_core::Stream;
use futures_util::SinkExt;
use tokio::io::{DuplexStream, duplex};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::Role;

use super::{Client, Config, Events, Incoming, link};
use crate::command::{RawResponse, ResponseError};
use crate::{api_type, command};

/// A client, its events, and the other end of its connection.
async fn connected(config: &Config) -> (Client, Events, Server) {
    let (near, far) = duplex(1024);
    let near = WebSocketStream::from_raw_socket(near, Role::Client, Some(config.websocket())).await;
    let socket = WebSocketStream::from_raw_socket(far, Role::Server, None).await;
    let (client, events) = link::spawn(near, config);
    (client, events, Server { socket })
}

struct Server {
    socket: WebSocketStream<DuplexStream>,
}

impl Server {
    async fn message(&mut self) -> Option<Message> {
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
            format!("{} for {corr_id}", response.tag)
        }
        Some(Incoming::Malformed { error, .. }) => format!("malformed: {error}"),
        Some(Incoming::Lagged(missed)) => format!("lagged {missed}"),
        Some(Incoming::Closed(reason)) => format!("closed: {reason}"),
        None => "end".into(),
    }
}
