//! The state of the task of a connection, and how it changes when a link is established or lost.

use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::time::Sleep;

use crate::client::chat_state::ChatState;
use crate::client::clock::now;
use crate::client::config::Config;
use crate::client::error::{CloseReason, Error};
use crate::client::queue::Item;
use crate::client::shared::Shared;
use crate::client::trace::TARGET;
use crate::protocol::{EndReason, Gap};

use super::close::close_gracefully;
use super::dial::{Dial, Dialing, Socket};

/// The task of a connection.
pub(super) struct Task<D: Dial> {
    pub(super) dialer: D,
    pub(super) shared: Arc<Shared>,
    pub(super) transport: Transport<D::Stream>,
    /// A lost socket whose close frame is being answered.
    pub(super) closing_old_socket: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    /// The current socket is being closed.
    pub(super) is_closing: bool,
    pub(super) timer: Pin<Box<Sleep>>,
    /// The event queue was full after the last push: its read gate has to be asked.
    pub(super) queue_full: bool,
    pub(super) read_paused_until: Option<Instant>,
    /// Why there is no link, or why the connection ended.
    pub(super) close_reason: CloseReason,
    version_timeout: Option<Duration>,
    /// A warning about a refused dial was logged since the last link.
    refusal_warned: bool,
    /// A warning about an unmatched answer was logged.
    pub(super) unmatched_warned: bool,
    pub(super) chat_state: ChatState,
    /// Dropped when the version of the server is known, or when it is known that there will be no answer.
    pub(super) version_known: Option<oneshot::Sender<()>>,
    pub(super) ping_timeout: Duration,
}

#[allow(clippy::large_enum_variant, reason = "there is one per task")]
pub(super) enum Transport<S> {
    Down,
    Dialing(Dialing<S>),
    Up(Socket<S>),
}

impl<D: Dial> Task<D> {
    pub(super) fn new(
        dialer: D,
        shared: Arc<Shared>,
        version_known: oneshot::Sender<()>,
        config: &Config,
    ) -> Self {
        Self {
            dialer,
            shared,
            transport: Transport::Down,
            closing_old_socket: None,
            is_closing: false,
            timer: Box::pin(tokio::time::sleep(Duration::ZERO)),
            queue_full: false,
            read_paused_until: None,
            close_reason: CloseReason::Client,
            version_timeout: config.version_timeout,
            refusal_warned: false,
            unmatched_warned: false,
            chat_state: ChatState::default(),
            version_known: config.version_timeout.map(|_| version_known),
            ping_timeout: config
                .connection()
                .keep_alive
                .unwrap_or_default()
                .ping_timeout,
        }
    }

    pub(super) fn connected(&mut self, socket: Socket<D::Stream>) {
        let mut core = self.shared.lock();
        let gap = core.connection.handle_connected(now());
        if core.end_reason().is_some() {
            // The client was closed while it was dialling.
            return;
        }
        if let Some(timeout) = self.version_timeout {
            core.ask_version(timeout);
        }
        drop(core);
        self.transport = Transport::Up(socket);
        self.refusal_warned = false;
        self.chat_state = ChatState::default();
        match gap {
            None => tracing::info!(target: TARGET, "connected"),
            Some(gap) => {
                let Gap { downtime, attempts } = gap;
                tracing::info!(target: TARGET, ?downtime, attempts, "reconnected");
                self.push(Item::Reconnected(gap));
            }
        }
    }

    pub(super) fn dial_failed(&mut self, error: Error) {
        let is_permanent = !error.is_retryable();
        if is_permanent && !std::mem::replace(&mut self.refusal_warned, true) {
            tracing::warn!(target: TARGET, %error, "cannot connect, and a retry will not help");
        } else {
            tracing::debug!(target: TARGET, %error, "cannot connect");
        }
        let mut core = self.shared.lock();
        let unanswered = if is_permanent {
            core.connection.handle_dial_refused(now())
        } else {
            core.connection.handle_dial_failed(now())
        };
        if let Some(EndReason::GaveUp { attempts }) = core.end_reason() {
            let error = Arc::new(error);
            self.close_reason = CloseReason::GaveUp { attempts, error };
        }
        core.fail(unanswered, &self.close_reason);
    }

    pub(super) fn link_lost(&mut self, reason: CloseReason) {
        let transport = std::mem::replace(&mut self.transport, Transport::Down);
        if let Transport::Up(socket) = transport
            && matches!(reason, CloseReason::Server { .. })
        {
            self.closing_old_socket = Some(Box::pin(close_gracefully(socket)));
        }
        self.read_paused_until = None;
        self.close_reason = self.chat_state.refine(reason);
        let mut core = self.shared.lock();
        let unanswered = core.connection.handle_lost(now());
        let reason = match core.end_reason() {
            Some(EndReason::Closed) => CloseReason::Client,
            _ => self.close_reason.clone(),
        };
        core.fail(unanswered, &reason);
        let has_ended = core.end_reason().is_some();
        drop(core);
        if !has_ended {
            if matches!(reason, CloseReason::Stopped) {
                // A warning, because the server does not come back by itself.
                tracing::warn!(target: TARGET, %reason, "disconnected");
            } else {
                tracing::info!(target: TARGET, %reason, "disconnected");
            }
            self.push(Item::Disconnected(reason));
        }
    }

    pub(super) fn push(&mut self, item: Item) {
        self.queue_full = self.shared.events.push(item);
    }
}

impl<D: Dial> Drop for Task<D> {
    /// Ends the connection if the task is dropped together with its runtime.
    fn drop(&mut self) {
        self.shared.end(&CloseReason::aborted());
    }
}
