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
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;

use super::CloseReason;

/// How long the answer to the server's close frame may take.
const GOODBYE: Duration = Duration::from_secs(1);

/// The reason for a close frame. tungstenite puts another in the place of one whose code is not valid: that which was
/// `read` is told.
pub(super) fn closed_by_server(
    frame: Option<CloseFrame>,
    read: impl FnOnce() -> Option<(u16, String)>,
) -> CloseReason {
    let told = frame.map(|frame| match frame.code {
        CloseCode::Protocol => read().unwrap_or((frame.code.into(), frame.reason.to_string())),
        code => (code.into(), frame.reason.to_string()),
    });
    let (code, reason) = told.map_or_else(Default::default, |(code, reason)| (Some(code), reason));
    CloseReason::Server { code, reason }
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
        other => io::Error::other(other),
    }
}
