//! Runs a script on a connection.

use std::io;

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use simplex_api_tests::LONG;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Role};
use tokio_tungstenite::tungstenite::{self, Bytes, Message};

use super::socket::Socket;
use super::{Cut, Greeting, Order, Script, ScriptStep};

/// What was received on a connection.
#[derive(Default)]
pub(super) struct Received {
    pub(super) commands: Vec<String>,
    pub(super) cut: bool,
}

/// How a connection ends.
enum End {
    /// The client ended it, or it was closed with a close frame.
    Closed,
    /// Without a close frame.
    Fin,
    Reset,
    /// The server is silent until the client has ended it.
    Silence,
}

impl From<tungstenite::Error> for End {
    fn from(_: tungstenite::Error) -> Self {
        Self::Closed
    }
}

impl From<io::Error> for End {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

pub(super) async fn run(
    tcp: TcpStream,
    script: Script,
    mut order: watch::Receiver<Order>,
) -> Received {
    let socket = Socket::new(tcp, script.cut, script.byte_by_byte);
    let mut runner = Runner {
        socket: WebSocketStream::from_raw_socket(socket, Role::Server, None).await,
        corr_ids: Vec::new(),
        received: Received::default(),
    };
    let end = tokio::select! {
        end = runner.run(&script) => end,
        _ = order.wait_for(|order| *order == Order::Break) => End::Reset,
    };
    runner.received.cut = runner.socket.get_ref().is_cut();
    let end = match script.cut {
        _ if !runner.received.cut => end,
        Cut::EndAfterSending(_) => End::Fin,
        _ => End::Reset,
    };
    // The connection may have ended already.
    let _ = runner.end(end, order).await;
    runner.received
}

struct Runner {
    socket: WebSocketStream<Socket>,
    corr_ids: Vec<String>,
    received: Received,
}

impl Runner {
    async fn run(&mut self, script: &Script) -> End {
        match self.steps(script).await {
            Ok(()) => End::Closed,
            Err(end) => end,
        }
    }

    async fn steps(&mut self, script: &Script) -> Result<(), End> {
        self.greet(script.greeting).await?;
        for step in &script.steps {
            self.step(step).await?;
        }
        while self.read().await? {
            let answer = self.with_corr_ids(r#"{"corrId":"$last","resp":{"type":"cmdOk"}}"#);
            self.socket.send(answer.into()).await?;
        }
        Ok(())
    }

    fn with_corr_ids(&self, text: &str) -> String {
        let mut text = text.to_owned();
        for (index, corr_id) in self.corr_ids.iter().take(9).enumerate() {
            text = text.replace(&format!("${}", index + 1), corr_id);
        }
        match self.corr_ids.last() {
            Some(last) => text.replace("$last", last),
            None => text,
        }
    }

    async fn greet(&mut self, greeting: Greeting) -> Result<(), End> {
        if greeting == Greeting::None {
            return Err(End::Silence);
        }
        let socket = self.socket.get_mut();
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            head.push(socket.read_u8().await?);
        }
        let head = String::from_utf8(head).expect("HTTP");
        let key = head
            .lines()
            .filter_map(|line| line.split_once(": "))
            .find(|(name, _)| name.eq_ignore_ascii_case("sec-websocket-key"))
            .map(|(_, key)| key)
            .expect("a key");
        let connection = match greeting {
            Greeting::KeepAlive => "keep-alive, Upgrade",
            _ => "Upgrade",
        };
        let answer = match greeting {
            Greeting::WebSocket | Greeting::KeepAlive => format!(
                "HTTP/1.1 101 Switching Protocols\r\nConnection: {connection}\r\nUpgrade: websocket\r\n\
                 Sec-WebSocket-Accept: {}\r\n\r\n",
                derive_accept_key(key.as_bytes())
            ),
            Greeting::Bytes(bytes) => bytes.to_owned(),
            Greeting::End | Greeting::None => return Err(End::Fin),
        };
        socket.write_all(answer.as_bytes()).await?;
        Ok(())
    }

    async fn step(&mut self, step: &ScriptStep) -> Result<(), End> {
        match step {
            ScriptStep::Command => {
                let read = tokio::time::timeout(LONG, self.read()).await;
                let read = read.expect("a command in time")?;
                return if read { Ok(()) } else { Err(End::Closed) };
            }
            ScriptStep::Greeted => {
                self.socket.send(Message::Ping(Bytes::new())).await?;
                let pong = tokio::time::timeout(LONG, self.socket.next()).await;
                let pong = pong.expect("a pong in time").ok_or(End::Closed)??;
                assert!(pong.is_pong(), "{pong:?}");
            }
            ScriptStep::Text(text) => {
                let text = self.with_corr_ids(text);
                self.socket.send(text.into()).await?;
            }
            ScriptStep::Binary(bytes) => self.socket.send(bytes.to_vec().into()).await?,
            ScriptStep::Events(count) => {
                for n in 1..=*count {
                    let event = format!(r#"{{"resp":{{"type":"tick","n":{n}}}}}"#);
                    self.socket.feed(event.into()).await?;
                }
                self.socket.flush().await?;
            }
            ScriptStep::Large(bytes) => {
                let text = "x".repeat(*bytes);
                let event = format!(r#"{{"resp":{{"type":"large","text":"{text}"}}}}"#);
                self.socket.send(event.into()).await?;
            }
            ScriptStep::Raw(bytes) => self.socket.get_mut().write_all(bytes).await?,
            ScriptStep::Close(code) => {
                let frame = code.map(|code| CloseFrame {
                    code: code.into(),
                    reason: "".into(),
                });
                self.socket.close(frame).await?;
                while self.read().await? {}
                return Err(End::Closed);
            }
            ScriptStep::End => return Err(End::Fin),
            ScriptStep::Reset => return Err(End::Reset),
            ScriptStep::Silence => return Err(End::Silence),
            ScriptStep::Wait(time) => tokio::time::sleep(*time).await,
        }
        Ok(())
    }

    /// Reads the next command. Returns whether there was one before the client ended the connection.
    async fn read(&mut self) -> Result<bool, End> {
        while let Some(message) = self.socket.next().await {
            match message? {
                Message::Text(text) => {
                    let request: Value = serde_json::from_str(&text).expect("a request");
                    let field = |name: &str| request[name].as_str().expect(name).to_owned();
                    self.corr_ids.push(field("corrId"));
                    self.received.commands.push(field("cmd"));
                    return Ok(true);
                }
                Message::Close(_) | Message::Ping(_) | Message::Pong(_) => {}
                other => panic!("{other:?}"),
            }
        }
        Ok(false)
    }

    async fn end(&mut self, end: End, mut order: watch::Receiver<Order>) -> io::Result<()> {
        let tcp = self.socket.get_mut().tcp();
        match end {
            End::Closed => {}
            End::Reset => tcp.set_zero_linger()?,
            End::Fin => {
                tcp.shutdown().await?;
                drain(tcp).await?;
            }
            End::Silence => {
                // The sender is kept until the order to finish.
                let _ = order.wait_for(|order| *order != Order::Run).await;
                drain(tcp).await?;
            }
        }
        Ok(())
    }
}

/// Reads until the client has ended its side.
async fn drain(tcp: &mut TcpStream) -> io::Result<()> {
    tokio::io::copy(tcp, &mut tokio::io::sink()).await?;
    Ok(())
}
