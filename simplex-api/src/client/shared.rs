//! What the handles and the task of the connection share: the state machine, and who waits for what.

use std::future::poll_fn;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use tokio::sync::{oneshot, watch};
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::command::ServerVersion;
use crate::protocol::{Cause, Connection, Ending, InOrder, Outcome, RequestId, Unanswered, later};

use super::trace::RequestSpan;
use super::version::{self, News};
use super::{CloseReason, Stats, queue};

/// The text of a frame.
pub(super) type Text = Utf8Bytes;

pub(super) struct Shared {
    core: Mutex<Core>,
    pub(super) events: queue::Sender,
    ended: watch::Sender<Option<CloseReason>>,
}

/// The state machine and what belongs to its requests.
pub(super) struct Core {
    pub(super) connection: Connection,
    callers: InOrder<Caller>,
    /// Why it is over, from the moment that it is: whoever comes before all are told learns it too.
    over: Option<CloseReason>,
    /// The task of the connection.
    task: Option<Waker>,
    version: Option<ServerVersion>,
    /// What came of asking the server for it, until it is told.
    version_news: Option<News>,
}

/// Who waits for an answer.
enum Caller {
    Command {
        reply: Reply,
        span: RequestSpan,
    },
    /// The connection itself, for the version of the server; and whoever waits for that.
    Version(Option<oneshot::Sender<()>>),
}

/// Where a command is with its answer.
enum Reply {
    Awaited(Waker),
    /// The caller has not taken it yet.
    Come(Answer),
}

/// How a command ends.
type Answer = Result<Text, Failure>;

/// Why there is no answer.
#[derive(Debug, Clone)]
pub(super) enum Failure {
    TimedOut(Outcome),
    Disconnected(CloseReason),
    Closed(Outcome, CloseReason),
}

impl Shared {
    pub(super) fn new(connection: Connection, events: queue::Sender) -> Self {
        Self {
            core: Mutex::new(Core {
                connection,
                callers: InOrder::default(),
                over: None,
                task: None,
                version: None,
                version_news: None,
            }),
            events,
            ended: watch::Sender::new(None),
        }
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Core> {
        self.core.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the core, then lets the task see it.
    fn update<T>(&self, change: impl FnOnce(&mut Core) -> T) -> T {
        let mut core = self.lock();
        let result = change(&mut core);
        let task = core.task.take();
        drop(core);
        if let Some(task) = task {
            task.wake();
        }
        result
    }

    /// Asks the server, and waits for its answer. If the future is dropped, so is the request.
    pub(super) async fn request(
        &self,
        text: String,
        deadline: Instant,
        span: &RequestSpan,
    ) -> Answer {
        let mut waiting = Waiting {
            shared: self,
            id: None,
        };
        let mut text = Some(text);
        poll_fn(|cx| {
            if let Some(text) = text.take() {
                let waker = cx.waker().clone();
                let Some(id) = self.push(text, deadline, span.clone(), waker) else {
                    return Poll::Ready(Err(Failure::Closed(Outcome::NotSent, self.reason())));
                };
                span.queued(id);
                waiting.id = Some(id);
            } else if let Some(id) = waiting.id {
                let answer = ready!(self.lock().poll_answer(id, cx));
                waiting.id = None;
                return Poll::Ready(answer);
            }
            Poll::Pending
        })
        .await
    }

    /// Queues a command, unless none is accepted any more.
    fn push(
        &self,
        text: String,
        deadline: Instant,
        span: RequestSpan,
        waker: Waker,
    ) -> Option<RequestId> {
        let reply = Reply::Awaited(waker);
        let caller = Caller::Command { reply, span };
        self.update(|core| {
            if core.connection.is_closing() {
                return None;
            }
            let id = core.connection.request(text, deadline);
            core.callers.push(id, caller);
            Some(id)
        })
    }

    fn cancel(&self, id: RequestId) {
        let mut core = self.lock();
        core.callers.remove(id);
        core.connection.cancel(id);
        // It may have been the last one that closing waits for.
        let task = core.connection.is_closing().then(|| core.task.take());
        drop(core);
        if let Some(task) = task.flatten() {
            task.wake();
        }
    }

    /// Accepts nothing more; ends when what was accepted is answered, or after `timeout`.
    pub(super) fn close(&self, timeout: Duration) {
        let deadline = later(now(), timeout);
        self.update(|core| {
            let unanswered = core.connection.close(deadline);
            core.fail(unanswered, &CloseReason::Client);
        });
    }

    /// Ends for good. Does nothing if it has ended before.
    pub(super) fn end(&self, reason: &CloseReason) {
        let first = self.ended.send_if_modified(|ended| {
            let first = ended.is_none();
            ended.get_or_insert_with(|| reason.clone());
            first
        });
        if first {
            let mut core = self.lock();
            let unanswered = core.connection.abort();
            core.fail(unanswered, reason);
            drop(core);
            self.events.close(reason.clone());
        }
    }

    /// Why it has ended, if it has.
    pub(super) fn ended(&self) -> watch::Receiver<Option<CloseReason>> {
        self.ended.subscribe()
    }

    /// Why nothing is accepted any more.
    fn reason(&self) -> CloseReason {
        let ended = self.ended.borrow().clone();
        ended
            .or_else(|| self.lock().over.clone())
            .unwrap_or(CloseReason::Client)
    }

    pub(super) fn is_ended(&self) -> bool {
        self.ended.borrow().is_some()
    }

    pub(super) fn version(&self) -> Option<ServerVersion> {
        self.lock().version.clone()
    }

    pub(super) fn stats(&self) -> Stats {
        let stats = self.lock().connection.stats();
        let (unread, dropped) = self.events.counts();
        Stats {
            dropped,
            unread,
            ..stats
        }
    }
}

impl Core {
    /// The waker of the task, for whoever changes something.
    pub(super) fn register(&mut self, waker: &Waker) {
        match &mut self.task {
            Some(task) => task.clone_from(waker),
            None => self.task = Some(waker.clone()),
        }
    }

    /// Asks for the version of the server.
    pub(super) fn ask_version(&mut self, timeout: Duration, told: Option<oneshot::Sender<()>>) {
        let deadline = later(now(), timeout);
        let id = self.connection.request(version::COMMAND.into(), deadline);
        self.callers.push(id, Caller::Version(told));
    }

    /// The span of a request, if there is somebody to tell.
    pub(super) fn span(&self, id: RequestId) -> Option<RequestSpan> {
        match self.callers.get(id)? {
            Caller::Command { span, .. } => span.is_enabled().then(|| span.clone()),
            Caller::Version(_) => None,
        }
    }

    /// The version of the server, when there is news of it.
    pub(super) fn version_news(&mut self) -> Option<News> {
        self.version_news.take()
    }

    /// The answer to a command, for its caller to take.
    fn poll_answer(&mut self, id: RequestId, cx: &Context<'_>) -> Poll<Answer> {
        if let Some(Caller::Command { reply, .. }) = self.callers.get_mut(id)
            && let Reply::Awaited(waker) = reply
        {
            waker.clone_from(cx.waker());
            return Poll::Pending;
        }
        Poll::Ready(match self.callers.remove(id) {
            Some(Caller::Command {
                reply: Reply::Come(answer),
                ..
            }) => answer,
            _ => Err(Failure::Closed(Outcome::Unknown, CloseReason::aborted())),
        })
    }

    /// Ends a request. Whoever waits for it is to be woken, best when the lock is given back.
    #[must_use]
    pub(super) fn reply(&mut self, id: RequestId, answer: Answer) -> Option<Waker> {
        match self.callers.get_mut(id) {
            Some(Caller::Command { reply, .. }) => {
                if let Reply::Awaited(waker) = std::mem::replace(reply, Reply::Come(answer)) {
                    return Some(waker);
                }
            }
            Some(Caller::Version(told)) => {
                let told = told.take();
                self.callers.remove(id);
                self.version_news = match answer {
                    Ok(text) => Some(News::read(&text)),
                    Err(Failure::TimedOut(_)) => Some(News::Untold),
                    // The link is gone, and with it the question.
                    Err(_) => None,
                };
                match &self.version_news {
                    Some(News::Version(version)) => self.version = Some(version.clone()),
                    Some(News::Unreadable(_)) => self.version = None,
                    // Most likely it is the server that it was.
                    Some(News::Untold) | None => {}
                }
                if let Some(told) = told {
                    // Whoever waited for it may be gone.
                    let _ = told.send(());
                }
            }
            // The caller is gone.
            None => {}
        }
        None
    }

    /// Tells the callers why they get no answer: `reason` is that of the loss or the end.
    pub(super) fn fail(&mut self, unanswered: Vec<Unanswered>, reason: &CloseReason) {
        let is_over = self.ending().is_some();
        if is_over {
            self.over.get_or_insert_with(|| reason.clone());
        }
        for Unanswered { id, outcome, cause } in unanswered {
            let failure = match cause {
                Cause::Deadline => Failure::TimedOut(outcome),
                Cause::Link if !is_over => Failure::Disconnected(reason.clone()),
                Cause::Link | Cause::End => Failure::Closed(outcome, reason.clone()),
            };
            if let Some(caller) = self.reply(id, Err(failure)) {
                caller.wake();
            }
        }
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.callers.len()
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        self.connection.ending()
    }
}

/// A request whose future lives.
struct Waiting<'a> {
    shared: &'a Shared,
    id: Option<RequestId>,
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            self.shared.cancel(id);
        }
    }
}

/// The time, as a test may have set it.
pub(super) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
