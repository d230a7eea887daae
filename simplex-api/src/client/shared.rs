//! The state that the handles and the task of the connection share: the state machine, and the callers that wait.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::command::ServerVersion;
use crate::protocol::{
    Connection, EndCause, EndReason, Outcome, RequestId, Stats, Unanswered, saturating_add,
};

use super::clock::now;
use super::error::CloseReason;
use super::lock::{WakeGuard, WakeMutex};
use super::queue;
use super::trace::RequestSpan;
use super::version::{self, VersionReply};

/// The text of a frame.
pub(super) type Text = Utf8Bytes;

pub(super) struct Shared {
    core: WakeMutex<Core>,
    pub(super) events: queue::Sender,
    close_reason: watch::Sender<Option<CloseReason>>,
}

/// The state machine, and the callers of its requests.
pub(super) struct Core {
    pub(super) connection: Connection,
    callers: BTreeMap<RequestId, Caller>,
    /// Why the connection ended, if it has.
    close_reason: Option<CloseReason>,
    /// Wakes the task of the connection.
    task: Option<Waker>,
    version: Option<ServerVersion>,
    /// The result of asking the server for its version, until it is logged.
    version_reply: Option<VersionReply>,
}

/// What waits for an answer.
enum Caller {
    Command {
        reply: Reply,
        /// Taken when the command is sent.
        span: Option<RequestSpan>,
    },
    /// The task of the connection, which asked for the version.
    Version,
}

/// The answer to a command.
enum Reply {
    Awaited(Waker),
    /// The caller has not taken it yet.
    Ready(Answer),
}

type Answer = Result<Text, RequestError>;

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(super) enum RequestError {
    TimedOut(Outcome),
    Disconnected(CloseReason),
    Closed(Outcome, CloseReason),
}

impl Caller {
    /// The answer that is ready.
    fn into_answer(self) -> Answer {
        match self {
            Self::Command {
                reply: Reply::Ready(answer),
                ..
            } => answer,
            _ => aborted(),
        }
    }
}

/// The result of a command whose connection task is gone.
fn aborted() -> Answer {
    Err(RequestError::Closed(
        Outcome::Unknown,
        CloseReason::aborted(),
    ))
}

impl Shared {
    pub(super) fn new(connection: Connection, events: queue::Sender) -> Self {
        Self {
            core: WakeMutex::new(Core {
                connection,
                callers: BTreeMap::new(),
                close_reason: None,
                task: None,
                version: None,
                version_reply: None,
            }),
            events,
            close_reason: watch::Sender::new(None),
        }
    }

    pub(super) fn lock(&self) -> WakeGuard<'_, Core> {
        self.core.lock()
    }

    /// Sends a request and waits for its answer. Dropping the future cancels the request.
    pub(super) async fn request(
        &self,
        text: String,
        deadline: Instant,
        span: &RequestSpan,
    ) -> Answer {
        let mut cancel_guard = CancelGuard {
            shared: self,
            id: None,
        };
        let mut text = Some(text);
        poll_fn(|cx| {
            if let Some(text) = text.take() {
                let waker = cx.waker().clone();
                let Some(id) = self.push(text, deadline, span.clone(), waker) else {
                    return Poll::Ready(Err(RequestError::Closed(
                        Outcome::NotSent,
                        self.reason_or_closed(),
                    )));
                };
                cancel_guard.id = Some(id);
                span.queued(id);
            } else if let Some(id) = cancel_guard.id {
                // The lock is released first: dropping a span can run a subscriber that calls the client.
                let caller = ready!(self.lock().poll_answer(id, cx));
                cancel_guard.id = None;
                return Poll::Ready(caller.map_or_else(aborted, Caller::into_answer));
            }
            Poll::Pending
        })
        .await
    }

    /// Queues a command; `None` if the connection accepts no more commands.
    fn push(
        &self,
        text: String,
        deadline: Instant,
        span: RequestSpan,
        waker: Waker,
    ) -> Option<RequestId> {
        let mut core = self.lock();
        if core.connection.is_closing() {
            return None;
        }
        let reply = Reply::Awaited(waker);
        let id = core.connection.request(text, deadline);
        let span = Some(span);
        core.callers.insert(id, Caller::Command { reply, span });
        core.wake_task();
        Some(id)
    }

    fn cancel(&self, id: RequestId) {
        let mut core = self.lock();
        let caller = core.callers.remove(&id);
        core.connection.cancel(id);
        // It may be the last request that closing waits for.
        if core.connection.is_closing() {
            core.wake_task();
        }
        drop(core);
        // The lock is released first: dropping a span can run a subscriber that calls the client.
        drop(caller);
    }

    /// Accepts no more commands, and ends when the accepted ones are answered, or after `timeout`.
    pub(super) fn close(&self, timeout: Duration) {
        let deadline = saturating_add(now(), timeout);
        let mut core = self.lock();
        let unanswered = core.connection.close(deadline);
        core.fail(unanswered, &CloseReason::Client);
        core.wake_task();
    }

    /// Ends the connection and reports the reason. If it has ended before, that reason is kept.
    pub(super) fn end(&self, reason: &CloseReason) {
        let mut core = self.lock();
        let unanswered = core.connection.abort();
        core.fail(unanswered, reason);
        drop(core);
        let reason = self.reason_or_closed();
        self.close_reason.send_if_modified(|ended| {
            let is_first = ended.is_none();
            ended.get_or_insert_with(|| reason.clone());
            is_first
        });
        self.events.close(reason);
    }

    /// Why the connection ended, if it has.
    pub(super) fn close_reason(&self) -> watch::Receiver<Option<CloseReason>> {
        self.close_reason.subscribe()
    }

    /// Why no more commands are accepted.
    fn reason_or_closed(&self) -> CloseReason {
        let reason = self.lock().close_reason.clone();
        reason.unwrap_or(CloseReason::Client)
    }

    pub(super) fn is_ended(&self) -> bool {
        self.lock().close_reason.is_some()
    }

    pub(super) fn version(&self) -> Option<ServerVersion> {
        self.lock().version.clone()
    }

    pub(super) fn stats(&self) -> Stats {
        let stats = self.lock().connection.stats();
        self.events.add_to(stats)
    }
}

impl Core {
    /// Registers the waker of the task of the connection.
    pub(super) fn register(&mut self, waker: &Waker) {
        match &mut self.task {
            Some(task) => task.clone_from(waker),
            None => self.task = Some(waker.clone()),
        }
    }

    /// Asks for the version of the server.
    pub(super) fn ask_version(&mut self, timeout: Duration) {
        let deadline = saturating_add(now(), timeout);
        let id = self.connection.request(version::COMMAND.into(), deadline);
        self.callers.insert(id, Caller::Version);
    }

    /// Takes the span of a request that is being sent, if a subscriber is interested in it. It is taken, not cloned,
    /// because cloning a span can run a subscriber that calls the client, which needs this lock.
    pub(super) fn take_span(&mut self, id: RequestId) -> Option<RequestSpan> {
        match self.callers.get_mut(&id)? {
            Caller::Command { span, .. } => span.take_if(|span| span.is_enabled()),
            Caller::Version => None,
        }
    }

    /// The result of asking for the version, once.
    pub(super) fn take_version_reply(&mut self) -> Option<VersionReply> {
        self.version_reply.take()
    }

    /// Ready when the command has its answer. `None` if the request is not known.
    fn poll_answer(&mut self, id: RequestId, cx: &Context<'_>) -> Poll<Option<Caller>> {
        if let Some(Caller::Command { reply, .. }) = self.callers.get_mut(&id)
            && let Reply::Awaited(waker) = reply
        {
            waker.clone_from(cx.waker());
            return Poll::Pending;
        }
        Poll::Ready(self.callers.remove(&id))
    }

    /// Sets the version of the server from the answer to [`version::COMMAND`].
    fn set_version(&mut self, answer: Answer) {
        let reply = match answer {
            Ok(text) => VersionReply::parse(&text),
            Err(RequestError::TimedOut(_)) => VersionReply::NoAnswer,
            Err(_) => VersionReply::Lost,
        };
        match &reply {
            VersionReply::Version(version) => self.version = Some(version.clone()),
            VersionReply::Unreadable(_) => self.version = None,
            // Most likely the same server as before.
            VersionReply::NoAnswer | VersionReply::Lost => {}
        }
        self.version_reply = Some(reply);
    }

    #[cfg(test)]
    pub(super) fn callers(&self) -> usize {
        self.callers.len()
    }

    pub(super) fn end_reason(&self) -> Option<EndReason> {
        self.connection.end_reason()
    }
}

impl WakeGuard<'_, Core> {
    /// Wakes the task of the connection, which then handles the change.
    fn wake_task(&mut self) {
        if let Some(task) = self.task.take() {
            self.wake(task);
        }
    }

    /// Ends a request with its answer, and wakes its caller.
    pub(super) fn reply(&mut self, id: RequestId, answer: Answer) {
        match self.callers.get_mut(&id) {
            Some(Caller::Command { reply, .. }) => {
                if let Reply::Awaited(caller) = std::mem::replace(reply, Reply::Ready(answer)) {
                    self.wake(caller);
                }
            }
            Some(Caller::Version) => {
                self.callers.remove(&id);
                self.set_version(answer);
            }
            // The caller has cancelled the request.
            None => {}
        }
    }

    /// Ends requests without an answer. `reason` is why the link was lost or the connection ended.
    pub(super) fn fail(&mut self, unanswered: Vec<Unanswered>, reason: &CloseReason) {
        let has_ended = self.end_reason().is_some();
        if has_ended {
            self.close_reason.get_or_insert_with(|| reason.clone());
        }
        for Unanswered { id, outcome, cause } in unanswered {
            let error = match cause {
                EndCause::TimedOut => RequestError::TimedOut(outcome),
                EndCause::LinkLost if !has_ended => RequestError::Disconnected(reason.clone()),
                EndCause::LinkLost | EndCause::ConnectionEnded => {
                    RequestError::Closed(outcome, reason.clone())
                }
            };
            self.reply(id, Err(error));
        }
    }
}

/// Cancels the request when its future is dropped.
struct CancelGuard<'a> {
    shared: &'a Shared,
    id: Option<RequestId>,
}

impl Drop for CancelGuard<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.shared.cancel(id);
        }
    }
}
