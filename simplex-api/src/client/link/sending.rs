//! What goes out over the link, and what else the state machine wants done.

use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::Sink;
use tokio_tungstenite::tungstenite::{Bytes, Message};

use crate::client::CloseReason;
use crate::client::connect::Dial;
use crate::client::ends::broken;
use crate::protocol::Step;

use super::{Task, Transport};

impl<D: Dial> Task<D> {
    /// Does what the state machine says. Whether the other sources have to be asked again.
    pub(super) fn poll_steps(&mut self, cx: &mut Context<'_>) -> bool {
        let mut sent = false;
        loop {
            let ready = match &mut self.transport {
                Transport::Up(socket) => Pin::new(socket).poll_ready(cx),
                _ => Poll::Pending,
            };
            let writable = match ready {
                Poll::Ready(Err(error)) => {
                    self.lost(broken(error));
                    return true;
                }
                ready => ready.is_ready(),
            };
            let mut core = self.shared.lock();
            let Some(step) = core.connection.poll_step(writable) else {
                break;
            };
            let span = match step {
                Step::Transmit { id, .. } => core.take_span(id),
                _ => None,
            };
            drop(core);
            if let Some(span) = span {
                span.sent();
            }
            let message = match step {
                Step::Dial => {
                    self.transport = Transport::Dialing(self.dialer.dial());
                    return true;
                }
                Step::Abandon => {
                    self.lost(CloseReason::Unresponsive(self.patience));
                    return true;
                }
                Step::Farewell => {
                    self.closing = true;
                    continue;
                }
                Step::Ping => Message::Ping(Bytes::new()),
                Step::Transmit { frame, .. } => Message::text(frame),
            };
            if let Transport::Up(socket) = &mut self.transport
                && let Err(error) = Pin::new(socket).start_send(message)
            {
                self.lost(broken(error));
                return true;
            }
            sent = true;
        }
        // With commands in flight reading may go on.
        self.poll_flush(cx) || (sent && self.paused.is_some())
    }

    /// Whether that cost the link.
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> bool {
        let Transport::Up(socket) = &mut self.transport else {
            return false;
        };
        let socket = Pin::new(socket);
        let flushed = if self.closing {
            socket.poll_close(cx)
        } else {
            socket.poll_flush(cx)
        };
        match flushed {
            Poll::Ready(Err(error)) => {
                self.lost(broken(error));
                true
            }
            _ => false,
        }
    }
}
