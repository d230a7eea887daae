//! One connection: commands strictly in turn, and whatever the queue has.

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_tungstenite::accept_async_with_config;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;

use super::state::Shared;

/// Serves a connection until the other side or the server ends it.
///
/// The queue comes first: the events of a command follow its response before the next command runs.
pub(super) async fn serve<S>(stream: S, shared: &Shared)
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let mut hang_ups = shared.hang_ups();
    let unlimited = WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None);
    let Ok(mut socket) = accept_async_with_config(stream, Some(unlimited)).await else {
        return;
    };
    loop {
        let frame = tokio::select! {
            biased;
            _ = hang_ups.changed() => return,
            frame = shared.next_frame() => frame,
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => shared.change(|s| s.answer(text.as_bytes())),
                Some(Ok(Message::Binary(bytes))) => shared.change(|s| s.answer(&bytes)),
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return,
            },
        };
        if socket.send(Message::text(frame)).await.is_err() {
            return;
        }
    }
}
