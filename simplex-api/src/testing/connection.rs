//! One connection: commands strictly in turn, and whatever the queue has.

use futures_util::{SinkExt, StreamExt};
use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt};
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::protocol::WebSocketConfig;
use tokio_tungstenite::tungstenite::protocol::frame::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::CloseCode;
use tokio_tungstenite::{WebSocketStream, accept_async_with_config};

use super::fault::Fault;
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
        let goes_on = tokio::select! {
            biased;
            _ = hang_ups.changed() => return,
            frame = shared.next_frame() => socket.send(Message::text(frame)).await.is_ok(),
            message = socket.next() => match message {
                Some(Ok(Message::Text(text))) => answer(&mut socket, shared, text.as_bytes()).await,
                Some(Ok(Message::Binary(bytes))) => answer(&mut socket, shared, &bytes).await,
                Some(Ok(_)) => continue,
                Some(Err(_)) | None => return,
            },
        };
        if !goes_on {
            return;
        }
    }
}

/// Answers a frame, with what is to go wrong; whether the connection goes on.
async fn answer<S>(socket: &mut WebSocketStream<S>, shared: &Shared, frame: &[u8]) -> bool
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let fault = shared.next_fault();
    let answer = shared.answer(frame, fault.as_ref());
    let whole = |text: String| Message::text(text);
    let sent = match (fault, answer) {
        (None, Some(answer)) => socket.send(whole(answer)).await,
        (Some(Fault::Delay(delay)), Some(answer)) => {
            tokio::time::sleep(delay).await;
            socket.send(whole(answer)).await
        }
        (Some(Fault::Malformed(text)), _) => socket.send(whole(text)).await,
        (Some(Fault::Silence), _) | (None, None) => return true,
        (Some(Fault::DropDuring), Some(answer)) => {
            let _ = socket.get_mut().write_all(&first_half(&answer)).await;
            return false;
        }
        (Some(Fault::Close(code)), _) => {
            let close = CloseFrame {
                code: CloseCode::from(code),
                reason: "".into(),
            };
            let _ = socket.close(Some(close)).await;
            return false;
        }
        (Some(_), _) => return false,
    };
    sent.is_ok()
}

/// The beginning of a text frame: its header, and half of what it announces.
fn first_half(text: &str) -> Vec<u8> {
    let size = u64::try_from(text.len()).unwrap_or(u64::MAX);
    // The long form of the length holds any.
    let mut half = vec![0x81, 127];
    half.extend(size.to_be_bytes());
    half.extend(&text.as_bytes()[..text.len() / 2]);
    half
}
