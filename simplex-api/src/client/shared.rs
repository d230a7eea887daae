//! What the handles and the task of the connection share: the state machine, and who waits for what.

use std::future::poll_fn;
use std::task::{Context, Poll, Waker, ready};
use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::command::ServerVersion;
use crate::protocol::{Cause, Connection, Ending, InOrder, Outcome, RequestId, Unanswered, later};

use super::lock::{Lock, Locked};
use super::trace::RequestSpan;
use super::version::{self, News};
use super::{CloseReason, Stats, queue};

/// The text of a frame.
pub(super) type Text = Utf8Bytes;

pub(super) struct Shared {
    core: Lock<Core>,
    pub(super) events: queue::Sender,
    ended: watch::Sender<Option<CloseReason>>,
}

/// The state machine and what belongs to its requests.
pub(super) struct Core {
    pub(super) connection: Connection,
    callers: InOrder<Caller>,
    /// Why it is over, from the moment that it is.
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
        /// Until it is sent.
        span: Option<RequestSpan>,
    },
    /// The connection itself, for the version of the server.
    Version,
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

impl Caller {
    /// What has come for it.
    fn answer(self) -> Answer {
        match self {
            Self::Command {
                reply: Reply::Come(answer),
                ..
            } => answer,
            _ => aborted(),
        }
    }
}

/// The end of a command that nobody answers any more.
fn aborted() -> Answer {
    Err(Failure::Closed(Outcome::Unknown, CloseReason::aborted()))
}

impl Shared {
    pub(super) fn new(connection: Connection, events: queue::Sender) -> Self {
        Self {
            core: Lock::new(Core {
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

    pub(super) fn lock(&self) -> Locked<'_, Core> {
        self.core.lock()
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
                waiting.id = Some(id);
                span.queued(id);
            } else if let Some(id) = waiting.id {
                // A subscriber that hears of its span may ask the client.
                let caller = ready!(self.lock().poll_answer(id, cx));
                waiting.id = None;
                return Poll::Ready(caller.map_or_else(aborted, Caller::answer));
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
        let mut core = self.lock();
        if core.connection.is_closing() {
            return None;
        }
        let reply = Reply::Awaited(waker);
        let id = core.connection.request(text, deadline);
        let span = Some(span);
        core.callers.push(id, Caller::Command { reply, span });
        core.wake_task();
        Some(id)
    }

    fn cancel(&self, id: RequestId) {
        let mut core = self.lock();
        let caller = core.callers.remove(id);
        core.connection.cancel(id);
        // It may have been the last one that closing waits for.
        if core.connection.is_closing() {
            core.wake_task();
        }
        drop(core);
        // A subscriber that hears of its span may ask the client.
        drop(caller);
    }

    /// Accepts nothing more; ends when what was accepted is answered, or after `timeout`.
    pub(super) fn close(&self, timeout: Duration) {
        let deadline = later(now(), timeout);
        let mut core = self.lock();
        let unanswered = core.connection.close(deadline);
        core.fail(unanswered, &CloseReason::Client);
        core.wake_task();
    }

    /// Ends for good, and tells why. If it is over, the reason stays.
    pub(super) fn end(&self, reason: &CloseReason) {
        let mut core = self.lock();
        let unanswered = core.connection.abort();
        core.fail(unanswered, reason);
        drop(core);
        let reason = self.reason();
        self.ended.send_if_modified(|ended| {
            let first = ended.is_none();
            ended.get_or_insert_with(|| reason.clone());
            first
        });
        self.events.close(reason);
    }

    /// Why it has ended, if it has.
    pub(super) fn ended(&self) -> watch::Receiver<Option<CloseReason>> {
        self.ended.subscribe()
    }

    /// Why nothing is accepted any more.
    fn reason(&self) -> CloseReason {
        let over = self.lock().over.clone();
        over.unwrap_or(CloseReason::Client)
    }

    pub(super) fn is_ended(&self) -> bool {
        self.lock().over.is_some()
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
    /// The waker of the task, for whoever changes something.
    pub(super) fn register(&mut self, waker: &Waker) {
        match &mut self.task {
            Some(task) => task.clone_from(waker),
            None => self.task = Some(waker.clone()),
        }
    }

    /// Asks for the version of the server.
    pub(super) fn ask_version(&mut self, timeout: Duration) {
        let deadline = later(now(), timeout);
        let id = self.connection.request(version::COMMAND.into(), deadline);
        self.callers.push(id, Caller::Version);
    }

    /// Gives away the span of a request that is sent, if there is somebody to tell: a clone would be told as well,
    /// and whoever hears of it may ask the client.
    pub(super) fn take_span(&mut self, id: RequestId) -> Option<RequestSpan> {
        match self.callers.get_mut(id)? {
            Caller::Command { span, .. } => span.take_if(|span| span.is_enabled()),
            Caller::Version => None,
        }
    }

    /// The version of the server, when there is news of it.
    pub(super) fn version_news(&mut self) -> Option<News> {
        self.version_news.take()
    }

    /// The caller of a command that has its answer, which it is to take; `None` if nobody knows of it.
    fn poll_answer(&mut self, id: RequestId, cx: &Context<'_>) -> Poll<Option<Caller>> {
        if let Some(Caller::Command { reply, .. }) = self.callers.get_mut(id)
            && let Reply::Awaited(waker) = reply
        {
            waker.clone_from(cx.waker());
            return Poll::Pending;
        }
        Poll::Ready(self.callers.remove(id))
    }

    /// What is known of the server by its answer to the question for its version.
    fn tell_version(&mut self, answer: Answer) {
        let news = match answer {
            Ok(text) => News::read(&text),
            Err(Failure::TimedOut(_)) => News::Untold,
            Err(_) => News::Lost,
        };
        match &news {
            News::Version(version) => self.version = Some(version.clone()),
            News::Unreadable(_) => self.version = None,
            // Most likely it is the server that it was.
            News::Untold | News::Lost => {}
        }
        self.version_news = Some(news);
    }

    #[cfg(test)]
    pub(super) fn waiting(&self) -> usize {
        self.callers.len()
    }

    pub(super) fn ending(&self) -> Option<Ending> {
        self.connection.ending()
    }
}

impl Locked<'_, Core> {
    /// Lets the task see what was changed.
    fn wake_task(&mut self) {
        if let Some(task) = self.task.take() {
            self.wake(task);
        }
    }

    /// Ends a request.
    pub(super) fn reply(&mut self, id: RequestId, answer: Answer) {
        match self.callers.get_mut(id) {
            Some(Caller::Command { reply, .. }) => {
                if let Reply::Awaited(caller) = std::mem::replace(reply, Reply::Come(answer)) {
                    self.wake(caller);
                }
            }
            Some(Caller::Version) => {
                self.callers.remove(id);
                self.tell_version(answer);
            }
            // The caller is gone.
            None => {}
        }
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
            self.reply(id, Err(failure));
        }
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
