//! What comes over the link.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use tokio_tungstenite::tungstenite::{self, Bytes, Message};

use crate::client::CloseReason;
use crate::client::config::READ_BUFFER;
use crate::client::connect::Dial;
use crate::client::ends::{broken, closed_by_server};
use crate::client::queue::Item;
use crate::client::shared::{Text, now};
use crate::client::trace::{TARGET, frame_text};
use crate::excerpt;
use crate::protocol::{Intake, Received};

use super::{Task, Transport};

/// How many frames are read before the timer and what is to be sent have their turn. A task may do so
/// much at a time and no more: reading alone would take it all, as long as the server is faster.
const TURN: usize = 64;

impl<D: Dial> Task<D> {
    pub(super) fn poll_read(&mut self, cx: &mut Context<'_>) {
        let lost = self.read(cx);
        if let Transport::Up(socket) = &mut self.transport
            && socket.get_mut().take_has_read()
        {
            self.shared.lock().connection.handle_alive(now());
        }
        if let Poll::Ready(reason) = lost {
            self.lost(reason);
        }
    }

    /// Ready when the link is lost.
    fn read(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        for _ in 0..TURN {
            if self.full && !self.may_read(cx) {
                return Poll::Pending;
            }
            let Transport::Up(socket) = &mut self.transport else {
                return Poll::Pending;
            };
            match ready!(Pin::new(&mut *socket).poll_next(cx)) {
                Some(Ok(Message::Text(text))) => self.receive(text),
                Some(Ok(Message::Binary(bytes))) => self.receive_binary(bytes),
                Some(Ok(Message::Close(frame))) => {
                    let read = || socket.get_ref().close_frame();
                    return Poll::Ready(closed_by_server(frame, read));
                }
                Some(Ok(_)) => {}
                Some(Err(error)) => return Poll::Ready(broken(error)),
                None => return Poll::Ready(broken(tungstenite::Error::ConnectionClosed)),
            }
        }
        cx.waker().wake_by_ref();
        Poll::Pending
    }

    /// Asks the queue of events whether to read on.
    fn may_read(&mut self, cx: &Context<'_>) -> bool {
        let in_flight = self.shared.lock().connection.has_in_flight();
        let paused = match self.shared.events.poll_intake(cx, now(), in_flight) {
            Intake::Read => None,
            Intake::Pause(until) => Some(until),
            Intake::Close => {
                self.reason = CloseReason::Overflow;
                let mut core = self.shared.lock();
                let unanswered = core.connection.abort();
                core.fail(unanswered, &self.reason);
                return false;
            }
        };
        if paused.is_some() != self.paused.is_some() {
            let mut core = self.shared.lock();
            core.connection.handle_reading(paused.is_none());
        }
        self.paused = paused;
        self.full = self.shared.events.is_full();
        paused.is_none()
    }

    fn receive(&mut self, text: Text) {
        let mut core = self.shared.lock();
        match core.connection.handle_frame(&text) {
            Received::Answer { id, frame } => {
                self.chat_state.note(&frame.tag);
                core.reply(id, Ok(text));
            }
            Received::Late { id, frame } => {
                drop(core);
                self.chat_state.note(&frame.tag);
                let tag = excerpt(&frame.tag);
                tracing::info!(target: TARGET, corr_id = %id, %tag, "an answer came too late");
            }
            Received::Malformed(_) => {
                drop(core);
                tracing::warn!(target: TARGET, bytes = text.len(), "a frame cannot be read");
                self.push(Item::Text(own(text)));
            }
            received => {
                let is_unmatched = matches!(received, Received::Unmatched(_));
                let item = match received {
                    Received::Event(_) => Item::Event,
                    _ => Item::Text,
                };
                drop(core);
                if is_unmatched && !std::mem::replace(&mut self.is_unmatched_warned, true) {
                    tracing::warn!(
                        target: TARGET,
                        "an answer that no command of this client waits for; if another client is connected to the \
                         same server, each of them takes events away from the other"
                    );
                }
                tracing::trace!(target: TARGET, text = %frame_text(&text), "received");
                self.push(item(own(text)));
            }
        }
    }

    /// The server sends text only, but reads both; a proxy in between may not keep the kind.
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

/// The text in memory of its own. It is a part of what was read at a time: that stays as a whole as long as any part of
/// it does, and is not read into again before. A large text has nearly all of it for itself.
fn own(text: Text) -> Text {
    if text.len() < READ_BUFFER {
        Text::from(text.as_str())
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_read_is_kept_only_as_far_as_it_is_needed() {
        for (length, is_kept) in [(1, false), (READ_BUFFER - 1, false), (READ_BUFFER, true)] {
            let read = Bytes::from("x".repeat(2 * READ_BUFFER));
            let text = own(Text::try_from(read.slice(..length)).unwrap());
            assert_eq!(text.len(), length);
            assert_eq!(read.is_unique(), !is_kept, "{length}");
        }
    }
}
