use std::net::SocketAddr;
use std::thread::JoinHandle;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::net::{TcpListener, TcpStream};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::{self, Message};

use crate::random::Random;

/// How long the server waits for another command before it sends the answers that it holds back.
const IDLE: Duration = Duration::from_millis(1);

/// A server in its own thread that randomly answers late, out of order or never.
pub(super) struct Server {
    address: SocketAddr,
    thread: JoinHandle<Received>,
}

/// What the server received.
pub(super) struct Received {
    /// Whether the request with this number has not arrived yet. The vector is filled from the start, so that only the
    /// memory of the client grows.
    pub(super) awaited: Vec<bool>,
    pub(super) unanswered: Vec<u64>,
    pub(super) events: u64,
}

impl Server {
    pub(super) fn start(requests: u64, random: Random) -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        listener.set_nonblocking(true).expect("a listener");
        let address = listener.local_addr().expect("an address");
        let thread = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                let listener = TcpListener::from_std(listener).expect("a listener");
                let (tcp, _) = listener.accept().await.expect("a connection");
                tcp.set_nodelay(true).expect("a socket");
                let socket = tokio_tungstenite::accept_async(tcp).await;
                let mut connection = Connection {
                    socket: socket.expect("a handshake"),
                    random,
                    held: Vec::new(),
                    received: Received {
                        awaited: vec![true; requests as usize + 1],
                        unanswered: Vec::new(),
                        events: 0,
                    },
                };
                connection
                    .serve()
                    .await
                    .expect("the client closes the connection");
                connection.received
            })
        });
        Self { address, thread }
    }

    pub(super) fn url(&self) -> String {
        format!("ws://{}", self.address)
    }

    /// What was received until the client closed the connection.
    pub(super) fn finish(self) -> Received {
        self.thread.join().expect("the server")
    }
}

struct Connection {
    socket: WebSocketStream<TcpStream>,
    random: Random,
    /// Answers that are held back, so that others overtake them.
    held: Vec<Message>,
    received: Received,
}

impl Connection {
    async fn serve(&mut self) -> Result<(), tungstenite::Error> {
        loop {
            let message = match tokio::time::timeout(IDLE, self.socket.next()).await {
                Ok(Some(message)) => message?,
                Ok(None) => return Ok(()),
                Err(_) => {
                    self.release(0).await?;
                    continue;
                }
            };
            if let Message::Text(text) = message {
                self.receive(&text).await?;
            }
            if self.random.once_in(10_000) {
                tokio::time::sleep(Duration::from_millis(self.random.below(20))).await;
            }
        }
    }

    async fn receive(&mut self, text: &str) -> Result<(), tungstenite::Error> {
        let request: Value = serde_json::from_str(text).expect("a request");
        let command = request["cmd"].as_str().expect("a command");
        let Ok(n) = command[1..].parse::<u64>() else {
            return self.answer(&request["corrId"], r#""type":"cmdOk""#).await;
        };
        let awaited = std::mem::take(&mut self.received.awaited[n as usize]);
        assert!(awaited, "{n} was sent twice");
        for _ in 0..self.random.below(4) {
            self.received.events += 1;
            let event = format!(
                r#"{{"resp":{{"type":"tick","n":{}}}}}"#,
                self.received.events
            );
            self.socket.feed(event.into()).await?;
        }
        if self.random.once_in(5000) {
            self.received.unanswered.push(n);
            return Ok(());
        }
        self.answer(&request["corrId"], &format!(r#""type":"cmdOk","n":{n}"#))
            .await
    }

    /// Answers immediately, or later and out of order.
    async fn answer(&mut self, corr_id: &Value, resp: &str) -> Result<(), tungstenite::Error> {
        let answer = format!(r#"{{"corrId":{corr_id},"resp":{{{resp}}}}}"#);
        self.held.push(answer.into());
        let max_held = if self.random.once_in(4) { 16 } else { 0 };
        self.release(max_held).await
    }

    /// Sends held answers in random order, until at most `max_held` are left.
    async fn release(&mut self, max_held: usize) -> Result<(), tungstenite::Error> {
        while self.held.len() > max_held {
            let index = self.random.place(self.held.len());
            let answer = self.held.swap_remove(index);
            self.socket.feed(answer).await?;
        }
        self.socket.flush().await
    }
}
