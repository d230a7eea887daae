//! Runs the actions of the state machine, most of which write to the link.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Sink;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::client::error::CloseReason;
use crate::protocol::Action;

use super::close::close_reason;
use super::dial::Dial;
use super::task::{Task, Transport};

impl<D: Dial> Task<D> {
    /// Runs all actions. Returns whether the other sources have to be polled again.
    pub(super) fn poll_actions(&mut self, cx: &mut Context<'_>) -> bool {
        let mut sent = false;
        loop {
            let ready = match &mut self.transport {
                Transport::Up(socket) => Pin::new(socket).poll_ready(cx),
                _ => Poll::Pending,
            };
            let writable = match ready {
                Poll::Ready(Err(error)) => {
                    self.link_lost(close_reason(error));
                    return true;
                }
                ready => ready.is_ready(),
            };
            let mut core = self.shared.lock();
            let Some(action) = core.connection.poll_action(writable) else {
                break;
            };
            let span = match action {
                Action::Transmit { id, .. } => core.take_span(id),
                _ => None,
            };
            drop(core);
            if let Some(span) = span {
                span.sent();
            }
            let message = match action {
                Action::Dial => {
                    self.transport = Transport::Dialing(self.dialer.dial());
                    return true;
                }
                Action::DropLink => {
                    self.link_lost(CloseReason::Unresponsive(self.ping_timeout));
                    return true;
                }
                Action::Close => {
                    self.is_closing = true;
                    continue;
                }
                Action::Ping => Message::Ping(Bytes::new()),
                Action::Transmit { frame, .. } => Message::text(frame),
            };
            if let Transport::Up(socket) = &mut self.transport
                && let Err(error) = Pin::new(socket).start_send(message)
            {
                self.link_lost(close_reason(error));
                return true;
            }
            sent = true;
        }
        // With commands in flight, a paused read may continue.
        self.poll_flush(cx) || (sent && self.read_paused_until.is_some())
    }

    /// Returns whether the link was lost.
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> bool {
        let Transport::Up(socket) = &mut self.transport else {
            return false;
        };
        let socket = Pin::new(socket);
        let flushed = if self.is_closing {
            socket.poll_close(cx)
        } else {
            socket.poll_flush(cx)
        };
        match flushed {
            Poll::Ready(Err(error)) => {
                self.link_lost(close_reason(error));
                true
            }
            _ => false,
        }
    }
}
