//! The task that owns the socket, and opens a new one when it is lost.
//!
//! The task is one poll function, not a `select!` over futures. Every source is polled in turn, a blocked write does
//! not block the other sources, and no future is dropped halfway. The state machine in [`crate::protocol`] decides what
//! to do.

mod activity;
mod close;
mod dial;
mod read;
mod task;
#[cfg(feature = "tls")]
mod tls;
mod write;

use std::future::poll_fn;
use std::sync::Arc;
use std::task::{Context, Poll};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::protocol::EndReason;

use super::clock::now;
use super::config::Config;
use super::error::CloseReason;
use super::shared::Shared;
use super::trace::TARGET;
#[cfg(test)]
pub(super) use activity::ActivityStream;
use close::close_gracefully;
#[cfg(test)]
pub(super) use dial::Dialing;
pub(super) use dial::{Dial, Dialer, Socket};
use task::{Task, Transport};

/// Starts the task on an open socket. The receiver completes when the version of the server is known, or when it is
/// known that there will be no answer.
pub(super) fn spawn<D: Dial>(
    dialer: D,
    socket: Socket<D::Stream>,
    shared: Arc<Shared>,
    config: &Config,
) -> (oneshot::Receiver<()>, JoinHandle<()>) {
    let (sender, version_known) = oneshot::channel();
    let mut task = Task::new(dialer, shared, sender, config);
    task.connected(socket);
    let task = tokio::spawn(task.run());
    (version_known, task)
}

impl<D: Dial> Task<D> {
    async fn run(mut self) {
        let reason = poll_fn(|cx| self.poll(cx)).await;
        tracing::info!(target: TARGET, %reason, "the connection has ended");
        self.shared.end(&reason);
        if let Transport::Up(socket) = std::mem::replace(&mut self.transport, Transport::Down) {
            close_gracefully(socket).await;
        }
        if let Some(closing) = self.closing_old_socket.take() {
            closing.await;
        }
    }

    /// Ready when the connection has ended.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        self.shared.lock().register(cx.waker());
        if let Some(closing) = &mut self.closing_old_socket
            && closing.as_mut().poll(cx).is_ready()
        {
            self.closing_old_socket = None;
        }
        loop {
            self.poll_dial(cx);
            self.poll_read(cx);
            self.poll_timer(cx);
            // Last, because all of the above can cause actions.
            let poll_again = self.poll_actions(cx);
            self.log_version();
            if let Some(reason) = self.close_reason_if_ended() {
                return Poll::Ready(reason);
            }
            if !poll_again {
                return Poll::Pending;
            }
        }
    }

    fn close_reason_if_ended(&self) -> Option<CloseReason> {
        let reason = self.shared.lock().end_reason()?;
        Some(match reason {
            EndReason::Closed => CloseReason::Client,
            EndReason::Lost | EndReason::GaveUp { .. } | EndReason::Aborted => {
                self.close_reason.clone()
            }
        })
    }

    fn log_version(&mut self) {
        let reply = self.shared.lock().take_version_reply();
        if let Some(reply) = reply {
            reply.log();
            self.version_known = None;
        }
    }

    fn poll_dial(&mut self, cx: &mut Context<'_>) {
        let Transport::Dialing(dialing) = &mut self.transport else {
            return;
        };
        let Poll::Ready(result) = dialing.as_mut().poll(cx) else {
            return;
        };
        self.transport = Transport::Down;
        match result {
            Ok(socket) => self.connected(socket),
            Err(error) => self.dial_failed(error),
        }
    }

    fn poll_timer(&mut self, cx: &mut Context<'_>) {
        loop {
            let timeout = self.shared.lock().connection.poll_timeout();
            let Some(deadline) = timeout.into_iter().chain(self.read_paused_until).min() else {
                return;
            };
            // A timer that fires too early costs less than resetting it for each event.
            if self.timer.is_elapsed() || deadline < self.timer.deadline().into_std() {
                self.timer.as_mut().reset(deadline.into());
            }
            if self.timer.as_mut().poll(cx).is_pending() {
                return;
            }
            let now = now();
            if self.read_paused_until.is_some_and(|until| until <= now) {
                self.read_paused_until = None;
                self.shared.lock().connection.handle_reading(true);
                self.poll_read(cx);
            }
            let mut core = self.shared.lock();
            let unanswered = core.connection.handle_timeout(now);
            core.fail(unanswered, &CloseReason::Client);
        }
    }
}
