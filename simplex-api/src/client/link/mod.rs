//! The task that owns the socket, and makes the next one when it is lost.
//!
//! It is one poll function rather than a `select!` over futures: every source is asked in turn, a write
//! that is blocked keeps nothing else from going on, and no future is dropped half-way. What is to be
//! done the state machine decides.

mod reading;
mod sending;

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::Sleep;

use crate::protocol::{Ending, Gap};

use super::chat_state::ChatState;
use super::connect::{Dial, Dialing, Link};
use super::ends::goodbye;
use super::queue::Item;
use super::shared::{Shared, now};
use super::trace::TARGET;
use super::{CloseReason, Config, Error};

/// The task of a connection.
pub(super) struct Task<D: Dial> {
    dialer: D,
    shared: Arc<Shared>,
    transport: Transport<D::Stream>,
    /// A socket that is being closed.
    farewell: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
    closing: bool,
    timer: Pin<Box<Sleep>>,
    /// The queue of events has something to say about reading on.
    full: bool,
    /// Nothing is read until then.
    paused: Option<Instant>,
    /// Why there is no link, or why it is over.
    reason: CloseReason,
    ask_version: Option<Duration>,
    /// That the server refuses was warned of since there was a link.
    is_warned: bool,
    /// An answer to nobody was warned of.
    is_unmatched_warned: bool,
    chat_state: ChatState,
    /// Dropped when it is settled which version the server is.
    told: Option<oneshot::Sender<()>>,
    patience: Duration,
}

#[allow(clippy::large_enum_variant, reason = "a task has one")]
enum Transport<S> {
    Down,
    Dialing(Dialing<S>),
    Up(Link<S>),
}

/// Starts the task, on the first link. The receiver has an end when the version of the server is known, or
/// cannot be found out.
pub(super) fn spawn<D: Dial>(
    dialer: D,
    link: Link<D::Stream>,
    shared: Arc<Shared>,
    config: &Config,
) -> (oneshot::Receiver<()>, JoinHandle<()>) {
    let (told, version) = oneshot::channel();
    let mut task = Task {
        dialer,
        shared,
        transport: Transport::Down,
        farewell: None,
        closing: false,
        timer: Box::pin(tokio::time::sleep(Duration::ZERO)),
        full: false,
        paused: None,
        reason: CloseReason::Client,
        ask_version: config.ask_version,
        is_warned: false,
        is_unmatched_warned: false,
        chat_state: ChatState::default(),
        told: config.ask_version.map(|_| told),
        patience: config.keep_alive.unwrap_or_default().allowance(),
    };
    task.connected(link);
    let task = tokio::spawn(task.run());
    (version, task)
}

impl<D: Dial> Task<D> {
    async fn run(mut self) {
        let reason = poll_fn(|cx| self.poll(cx)).await;
        tracing::info!(target: TARGET, %reason, "the connection has ended");
        self.shared.end(&reason);
        if let Transport::Up(socket) = std::mem::replace(&mut self.transport, Transport::Down) {
            goodbye(socket).await;
        }
        if let Some(farewell) = self.farewell.take() {
            farewell.await;
        }
    }

    /// Ready when the connection is over.
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<CloseReason> {
        self.shared.lock().register(cx.waker());
        if let Some(farewell) = &mut self.farewell
            && farewell.as_mut().poll(cx).is_ready()
        {
            self.farewell = None;
        }
        loop {
            self.poll_dial(cx);
            self.poll_read(cx);
            self.poll_timer(cx);
            // Last, because all of the above can give it something to do.
            let again = self.poll_steps(cx);
            self.tell_version();
            if let Some(reason) = self.ended() {
                return Poll::Ready(reason);
            }
            if !again {
                return Poll::Pending;
            }
        }
    }

    fn ended(&self) -> Option<CloseReason> {
        let ending = self.shared.lock().ending()?;
        Some(match ending {
            Ending::Closed => CloseReason::Client,
            Ending::Lost | Ending::GaveUp { .. } | Ending::Aborted => self.reason.clone(),
        })
    }

    fn tell_version(&mut self) {
        let news = self.shared.lock().version_news();
        if let Some(news) = news {
            news.tell();
            self.told = None;
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
            Ok(link) => self.connected(link),
            Err(error) => self.refused(error),
        }
    }

    fn connected(&mut self, link: Link<D::Stream>) {
        let mut core = self.shared.lock();
        let gap = core.connection.handle_connected(now());
        if core.ending().is_some() {
            // It came too late.
            return;
        }
        if let Some(timeout) = self.ask_version {
            core.ask_version(timeout);
        }
        drop(core);
        self.transport = Transport::Up(link);
        self.is_warned = false;
        self.chat_state = ChatState::default();
        match gap {
            None => tracing::info!(target: TARGET, "connected"),
            Some(gap) => {
                let Gap { downtime, attempts } = gap;
                tracing::info!(target: TARGET, ?downtime, attempts, "connected again");
                self.push(Item::Reconnected(gap));
            }
        }
    }

    fn refused(&mut self, error: Error) {
        let will_stay = !error.is_retryable();
        if will_stay && !std::mem::replace(&mut self.is_warned, true) {
            tracing::warn!(target: TARGET, %error, "no connection, and it takes a change to get one");
        } else {
            tracing::debug!(target: TARGET, %error, "no connection");
        }
        let mut core = self.shared.lock();
        let unanswered = if will_stay {
            core.connection.handle_rejected(now())
        } else {
            core.connection.handle_refused(now())
        };
        if let Some(Ending::GaveUp { attempts }) = core.ending() {
            let error = Arc::new(error);
            self.reason = CloseReason::GaveUp { attempts, error };
        }
        core.fail(unanswered, &self.reason);
    }

    /// The link is gone.
    fn lost(&mut self, reason: CloseReason) {
        let transport = std::mem::replace(&mut self.transport, Transport::Down);
        if let Transport::Up(socket) = transport
            && matches!(reason, CloseReason::Server { .. })
        {
            self.farewell = Some(Box::pin(goodbye(socket)));
        }
        self.paused = None;
        self.reason = self.chat_state.reason(reason);
        let mut core = self.shared.lock();
        let unanswered = core.connection.handle_lost(now());
        let reason = match core.ending() {
            Some(Ending::Closed) => CloseReason::Client,
            _ => self.reason.clone(),
        };
        core.fail(unanswered, &reason);
        let is_over = core.ending().is_some();
        drop(core);
        if !is_over {
            if matches!(reason, CloseReason::Stopped) {
                // Nobody else may know why there is no server any more.
                tracing::warn!(target: TARGET, %reason, "the connection is interrupted");
            } else {
                tracing::info!(target: TARGET, %reason, "the connection is interrupted");
            }
            self.push(Item::Disconnected(reason));
        }
    }

    fn push(&mut self, item: Item) {
        self.full = self.shared.events.push(item);
    }

    fn poll_timer(&mut self, cx: &mut Context<'_>) {
        loop {
            let timeout = self.shared.lock().connection.poll_timeout();
            let Some(deadline) = timeout.into_iter().chain(self.paused).min() else {
                return;
            };
            // A timer that is early costs less than one that is set again with each event.
            if self.timer.is_elapsed() || deadline < self.timer.deadline().into_std() {
                self.timer.as_mut().reset(deadline.into());
            }
            if self.timer.as_mut().poll(cx).is_pending() {
                return;
            }
            let now = now();
            if self.paused.is_some_and(|until| until <= now) {
                self.paused = None;
                self.shared.lock().connection.handle_reading(true);
                self.poll_read(cx);
            }
            let mut core = self.shared.lock();
            let unanswered = core.connection.handle_timeout(now);
            core.fail(unanswered, &CloseReason::Client);
        }
    }
}

impl<D: Dial> Drop for Task<D> {
    /// If its runtime is shut down, the task ends without a word.
    fn drop(&mut self) {
        self.shared.end(&CloseReason::aborted());
    }
}
