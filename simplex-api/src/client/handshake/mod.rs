//! The handshake that makes a WebSocket of a stream.
//!
//! That of tungstenite writes the request to the log, with the passwords in its headers, and takes only an answer
//! whose `Connection` header has no further options.

mod error;
mod response;

use std::io;

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{Error, ProtocolError};
use tokio_tungstenite::tungstenite::handshake::client::Request;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::{Role, WebSocketConfig};

pub use error::HandshakeError;
use response::Response;

/// The headers of the request that every WebSocket has, written as servers that compare them by case expect.
const WEBSOCKET_HEADERS: [&str; 5] = [
    "Host",
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Version",
    KEY,
];

const KEY: &str = "Sec-WebSocket-Key";

/// Why there is no link.
#[derive(Debug)]
pub(super) enum Failure {
    /// No server is there, or the connection to it is lost.
    Io(io::Error),
    /// Something is there and refuses.
    Refused(HandshakeError),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<HandshakeError> for Failure {
    fn from(error: HandshakeError) -> Self {
        Self::Refused(error)
    }
}

/// Sends the request over `stream`, and waits for the answer.
pub(super) async fn handshake<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    request: &Request,
    config: WebSocketConfig,
) -> Result<WebSocketStream<S>, Failure> {
    stream.write_all(&encode(request)).await?;
    stream.flush().await?;
    let mut received = Vec::new();
    let response = loop {
        if stream.read_buf(&mut received).await? == 0 {
            return Err(unfinished().into());
        }
        if let Some(response) = Response::parse(&received)? {
            break response;
        }
    };
    let key = request.headers().get(KEY);
    let key = derive_accept_key(key.map_or(&[], |key| key.as_bytes()));
    response.check(request, &key)?;
    // The first frames can have come with the answer.
    let frames = received.split_off(response.length);
    let config = Some(config);
    Ok(WebSocketStream::from_partially_read(stream, frames, Role::Client, config).await)
}

fn encode(request: &Request) -> Vec<u8> {
    let path = request.uri().path_and_query();
    let path = path.map_or("/", |path| path.as_str());
    let mut text = format!("GET {path} HTTP/1.1\r\n").into_bytes();
    let mut headers = request.headers().clone();
    let first = WEBSOCKET_HEADERS.map(|name| (name, headers.remove(name)));
    let first = first
        .iter()
        .flat_map(|(name, value)| Some((*name, value.as_ref()?)));
    let others = headers.iter().map(|(name, value)| (name.as_str(), value));
    for (name, value) in first.chain(others) {
        text.extend_from_slice(name.as_bytes());
        text.extend_from_slice(b": ");
        text.extend_from_slice(value.as_bytes());
        text.extend_from_slice(b"\r\n");
    }
    text.extend_from_slice(b"\r\n");
    text
}

fn unfinished() -> io::Error {
    io::Error::other(Error::Protocol(ProtocolError::HandshakeIncomplete))
}
