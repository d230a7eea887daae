//! The WebSocket handshake of the client.
//!
//! The one in tungstenite logs the request, with the passwords in its headers, and accepts no answer whose `Connection`
//! header has more than one option.

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
#[cfg(feature = "tls")]
pub(super) use error::NO_TLS_HINT;
use response::Response;

/// The headers of every WebSocket handshake, in the case that case-sensitive servers expect.
const WEBSOCKET_HEADERS: [&str; 5] = [
    "Host",
    "Connection",
    "Upgrade",
    "Sec-WebSocket-Version",
    KEY,
];

const KEY: &str = "Sec-WebSocket-Key";

/// Why a link could not be established.
#[derive(Debug)]
pub(super) enum DialError {
    /// There is no server, or the connection to it was lost.
    Io(io::Error),
    /// The server refused the client.
    Refused(HandshakeError),
}

impl From<io::Error> for DialError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<HandshakeError> for DialError {
    fn from(error: HandshakeError) -> Self {
        Self::Refused(error)
    }
}

/// Sends the request over `stream` and waits for the answer.
pub(super) async fn handshake<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    request: &Request,
    config: WebSocketConfig,
) -> Result<WebSocketStream<S>, DialError> {
    stream.write_all(&encode(request)).await?;
    stream.flush().await?;
    let mut received = Vec::new();
    let response = loop {
        if stream.read_buf(&mut received).await? == 0 {
            return Err(incomplete().into());
        }
        if let Some(response) = Response::parse(&received)? {
            break response;
        }
    };
    let key = request.headers().get(KEY);
    let key = derive_accept_key(key.map_or(&[], |key| key.as_bytes()));
    response.check(request, &key)?;
    // The first frames may have arrived together with the answer.
    let frames = received.split_off(response.len);
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

fn incomplete() -> io::Error {
    io::Error::other(Error::Protocol(ProtocolError::HandshakeIncomplete))
}
