//! How links end.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use futures_util::Sink;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite;
use tokio_tungstenite::tungstenite::error::CapacityError;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;

use super::CloseReason;

/// How long the answer to the server's close frame may take.
const GOODBYE: Duration = Duration::from_secs(1);

pub(super) fn closed_by_server(frame: Option<CloseFrame>) -> CloseReason {
    CloseReason::Server {
        code: frame.as_ref().map(|frame| frame.code.into()),
        reason: frame
            .map(|frame| frame.reason.to_string())
            .unwrap_or_default(),
    }
}

pub(super) fn broken(error: tungstenite::Error) -> CloseReason {
    match error {
        tungstenite::Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
            let limit = max_size;
            CloseReason::FrameTooLarge { size, limit }
        }
        error => CloseReason::lost(io_error(error)),
    }
}

/// Says goodbye, which is a courtesy: the link is of no more use.
pub(super) async fn goodbye<S: AsyncRead + AsyncWrite + Unpin>(mut socket: WebSocketStream<S>) {
    let close = poll_fn(|cx| Pin::new(&mut socket).poll_close(cx));
    let _ = tokio::time::timeout(GOODBYE, close).await;
}

/// The error of the socket, told by its kind where it has one.
pub(super) fn io_error(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        tungstenite::Error::Http(response) => io::Error::other(format!(
            "the answer is HTTP {}, not a WebSocket",
            response.status()
        )),
        other => io::Error::other(other),
    }
}
