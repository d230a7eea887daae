//! Reading from the link.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio_tungstenite::tungstenite::{self, Bytes, Message};

use crate::client::clock::now;
use crate::client::config::READ_BUFFER_SIZE;
use crate::client::error::CloseReason;
use crate::client::queue::{Item, ReadGate};
use crate::client::shared::Text;
use crate::client::trace::{TARGET, frame_text};
use crate::excerpt;
use crate::protocol::Received;

use super::close::{close_reason, closed_by_server};
use super::dial::Dial;
use super::task::{Task, Transport};

/// How many frames are read before the timer and the writes are polled. Without a limit, a server that is faster than
/// this task would keep it reading forever.
const FRAMES_PER_POLL: usize = 64;

impl<D: Dial> Task<D> {
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) {
        let lost = self.read(cx);
        if let Transport::Up(socket) = &mut self.transport
            && socket.get_mut().take_has_read()
        {
            self.shared.lock().connection.handle_activity(now());
        }
        if let Poll::Ready(reason) = lost {
            self.link_lost(reason);
        }
    }

    /// Ready when the link is lost.
    fn read(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        for _ in 0..FRAMES_PER_POLL {
            if self.queue_full && !self.may_read(cx) {
                return Poll::Pending;
            }
            let Transport::Up(socket) = &mut self.transport else {
                return Poll::Pending;
            };
            match ready!(Pin::new(&mut *socket).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => self.receive(text),
                Some(Ok(Message::Binary(bytes))) => self.receive_binary(bytes),
                Some(Ok(Message::Close(frame))) => {
                    let original = || socket.get_ref().close_frame();
                    return Poll::Ready(closed_by_server(frame, original));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(close_reason(error)),
                None => return Poll::Ready(close_reason(tungstenite::Error::ConnectionClosed)),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Asks the event queue whether to read more.
    fn may_read(&mut self, cx: &Context<'_>) -> bool {
        let in_flight = self.shared.lock().connection.has_in_flight();
        let paused_until = match self.shared.events.poll_read_gate(cx, now(), in_flight) {
            ReadGate::Open => None,
            ReadGate::PausedUntil(until) => Some(until),
            ReadGate::Overflowed => {
                self.close_reason = CloseReason::Overflow;
                let mut core = self.shared.lock();
                let unanswered = core.connection.abort();
                core.fail(unanswered, &self.close_reason);
                return false;
            }
        };
        if paused_until.is_some() != self.read_paused_until.is_some() {
            let mut core = self.shared.lock();
            core.connection.handle_reading(paused_until.is_none());
        }
        self.read_paused_until = paused_until;
        self.queue_full = self.shared.events.is_full();
        paused_until.is_none()
    }

    fn receive(&mut self, text: Text) {
        let mut core = self.shared.lock();
        match core.connection.handle_frame(&text) {
            Received::Answer { id, frame } => {
                self.chat_state.on_answer(&frame.tag);
                core.reply(id, Ok(text));
            }
            Received::Late { id, frame } => {
                drop(core);
                self.chat_state.on_answer(&frame.tag);
                let tag = excerpt(&frame.tag);
                tracing::info!(target: TARGET, corr_id = %id, %tag, "an answer arrived too late");
            }
            Received::Malformed(_) => {
                drop(core);
                tracing::warn!(target: TARGET, bytes = text.len(), "a frame cannot be parsed");
                self.push(Item::Text(detach(text)));
            }
            received => {
                let is_unmatched = matches!(received, Received::Unmatched(_));
                let item = match received {
                    Received::Event(_) => Item::Event,
                    _ => Item::Text,
                };
                drop(core);
                if is_unmatched && !std::mem::replace(&mut self.unmatched_warned, true) {
                    tracing::warn!(
                        target: TARGET,
                        "received an answer to no command of this client; if another client is connected to the same \
                         server, the two take events away from each other"
                    );
                }
                tracing::trace!(target: TARGET, text = %frame_text(&text), "received");
                self.push(item(detach(text)));
            }
        }
    }

    /// The server sends text frames only, but a proxy may change the kind of a frame.
    fn receive_binary(&mut self, bytes: Bytes) {
        match Text::try_from(bytes.clone()) {
            Ok(text) => self.receive(text),
            Err(error) => {
                tracing::warn!(target: TARGET, bytes = bytes.len(), "a frame is not UTF-8");
                self.shared.lock().connection.handle_malformed();
                self.push(Item::Binary(bytes, error));
            }
        }
    }
}

/// Copies a small text out of the read buffer, which stays allocated as long as any text refers to it. A large text
/// uses nearly all of its buffer, and is not copied.
fn detach(text: Text) -> Text {
    if text.len() < READ_BUFFER_SIZE {
        Text::from(text.as_str())
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_texts_do_not_keep_the_read_buffer() {
        for (length, is_kept) in [
            (1, false),
            (READ_BUFFER_SIZE - 1, false),
            (READ_BUFFER_SIZE, true),
        ] {
            let read = Bytes::from("x".repeat(2 * READ_BUFFER_SIZE));
            let text = detach(Text::try_from(read.slice(..length)).unwrap());
            assert_eq!(text.len(), length);
            assert_eq!(read.is_unique(), !is_kept, "{length}");
        }
    }
}
