//! A client of one server.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use futures_util::stream::SplitSink;
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use simplex_api_testing::ChatServer;
use tokio::net::TcpStream;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use tokio::task::AbortHandle;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use super::value_at;

type Socket = WebSocketStream<MaybeTlsStream<TcpStream>>;

/// How long an answer can take.
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);

/// A client, its server and what it has received.
pub(super) struct Peer {
    server: ChatServer,
    connection: Option<Connection>,
    /// All events, and the number of those that were taken.
    events: Arc<Mutex<Vec<Value>>>,
    taken: usize,
}

struct Connection {
    sink: SplitSink<Socket, Message>,
    answers: UnboundedReceiver<Value>,
    reader: AbortHandle,
}

impl Peer {
    pub(super) async fn start(server: ChatServer) -> Self {
        let mut peer = Self {
            server,
            connection: None,
            events: Arc::default(),
            taken: 0,
        };
        peer.open().await;
        peer
    }

    pub(super) async fn open(&mut self) {
        let (socket, _) = connect_async(self.server.url()).await.expect("a socket");
        let (sink, mut stream) = socket.split();
        let (sender, answers) = unbounded_channel();
        let events = Arc::clone(&self.events);
        let reader = tokio::spawn(async move {
            while let Some(Ok(message)) = stream.next().await {
                let Ok(text) = message.into_text() else {
                    continue;
                };
                let Ok(mut frame) = serde_json::from_str::<Value>(&text) else {
                    continue;
                };
                let resp = frame["resp"].take();
                if frame.get("corrId").is_some() {
                    let _ = sender.send(resp);
                } else {
                    events.lock().expect("no panic").push(resp);
                }
            }
        });
        self.connection = Some(Connection {
            sink,
            answers,
            reader: reader.abort_handle(),
        });
    }

    pub(super) fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.reader.abort();
        }
    }

    /// A server that is started again has lost the events that nobody has received.
    pub(super) fn forget_events(&self) {
        self.server.take_events();
    }

    /// Sends a command and returns the answer. Without a connection the answer has the type `connectionClosed`.
    pub(super) async fn send(&mut self, command: &str) -> Value {
        let closed = || json!({"type": "connectionClosed"});
        let Some(connection) = &mut self.connection else {
            return closed();
        };
        let frame = json!({"corrId": "1", "cmd": command}).to_string();
        if connection.sink.send(frame.into()).await.is_err() {
            return closed();
        }
        let answer = timeout(ANSWER_TIMEOUT, connection.answers.recv()).await;
        answer.expect("an answer in time").unwrap_or_else(closed)
    }

    /// Waits until all events that the server has queued have been received.
    pub(super) async fn settle(&mut self) {
        if self.connection.is_none() {
            return;
        }
        while self.server.queued_events() > 0 {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        // A connection sends its frames in order.
        self.send("/v").await;
    }

    /// The events since the last call.
    pub(super) fn take_events(&mut self) -> Vec<Value> {
        let events = self.events.lock().expect("no panic");
        let new = events[self.taken..].to_vec();
        self.taken = events.len();
        new
    }

    /// Whether the events since the last step contain this tag; `TAG*2` means two of them.
    pub(super) fn has_received(&self, tag: &str) -> bool {
        let (tag, times) = tag.split_once('*').unwrap_or((tag, "1"));
        let events = self.events.lock().expect("no panic");
        let events = events[self.taken..].iter();
        let count = events.filter(|event| event["type"] == tag).count();
        count >= times.parse().unwrap_or(1)
    }

    /// The value at a path in the last event of this tag that has it.
    pub(super) fn last_event(&self, tag: &str, path: &str) -> Option<Value> {
        let events = self.events.lock().expect("no panic");
        let mut events = events.iter().rev().filter(|event| event["type"] == tag);
        events.find_map(|event| value_at(event, path).cloned())
    }
}
