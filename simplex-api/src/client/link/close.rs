//! How links are closed, and why.

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
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use crate::client::error::CloseReason;

/// How long closing a link may take.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(1);

/// The reason for a close frame of the server. tungstenite replaces a frame whose code is invalid; `original` returns
/// the frame as it was read.
pub(super) fn closed_by_server(
    frame: Option<CloseFrame>,
    original: impl FnOnce() -> Option<(u16, String)>,
) -> CloseReason {
    let frame = frame.map(|frame| match frame.code {
        CloseCode::Protocol => original().unwrap_or((frame.code.into(), frame.reason.to_string())),
        code => (code.into(), frame.reason.to_string()),
    });
    let (code, reason) = frame.map_or_else(Default::default, |(code, reason)| (Some(code), reason));
    CloseReason::Server { code, reason }
}

/// The reason for an error of the socket.
pub(super) fn close_reason(error: tungstenite::Error) -> CloseReason {
    match error {
        tungstenite::Error::Capacity(CapacityError::MessageTooLong { size, max_size }) => {
            let limit = max_size;
            CloseReason::FrameTooLarge { size, limit }
        }
        error => CloseReason::lost(io_error(error)),
    }
}

/// Sends or answers a close frame. Errors do not matter: the link is not used again.
pub(super) async fn close_gracefully<S: AsyncRead + AsyncWrite + Unpin>(
    mut socket: WebSocketStream<S>,
) {
    let close = poll_fn(|cx| Pin::new(&mut socket).poll_close(cx));
    let _ = tokio::time::timeout(CLOSE_TIMEOUT, close).await;
}

/// The error as an IO error, which keeps its kind.
pub(super) fn io_error(error: tungstenite::Error) -> io::Error {
    match error {
        tungstenite::Error::Io(error) => error,
        other => io::Error::other(other),
    }
}
