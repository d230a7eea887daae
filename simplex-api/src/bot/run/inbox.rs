//! The queue of a chat.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, Semaphore};
use tokio::time::{Instant, timeout_at};

use crate::bot::error::Notice;
use crate::bot::run::capacity::Permit;
use crate::bot::run::received::FrameShare;
use crate::events::Event;
use crate::types::{AChatItem, ChatRef};

/// Something to handle.
pub(crate) enum Job {
    Message(Arc<AChatItem>),
    Event(Box<Event>),
    Notice(Notice),
    /// The bot has started.
    Start,
}

/// The queue of a chat. The dispatcher adds jobs. The worker of the chat takes them, but tasks that wait for a message
/// come first.
pub(crate) struct Inbox {
    chat: Option<ChatRef>,
    /// One permit for each job that the queue can hold.
    limit: Arc<Semaphore>,
    /// The number of waiters in all chats.
    waiter_count: Arc<WaiterCount>,
    state: Mutex<State>,
    /// Notified when a job is added.
    job_added: Notify,
    /// Notified when a waiter has checked the messages, or has stopped to wait.
    waiter_done: Notify,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<QueuedJob>,
    has_worker: bool,
    waiters: Vec<Waiter>,
    last_waiter_id: u64,
    /// How many messages have been added so far.
    messages_added: u64,
}

struct QueuedJob {
    job: Job,
    _permit: Permit,
    frame_share: FrameShare,
}

/// The number of tasks that wait for a message, in all chats together.
#[derive(Default)]
pub(crate) struct WaiterCount {
    count: AtomicUsize,
    added: Notify,
}

/// A task that waits for a message.
struct Waiter {
    id: u64,
    /// The end of its timeout; `None` if it is too far in the future.
    until: Option<Instant>,
    /// Whether it has checked all messages in the queue and wanted none.
    has_checked: bool,
}

/// Registers a waiter until it is dropped.
struct WaiterGuard<'a> {
    inbox: &'a Inbox,
    id: u64,
}

impl Inbox {
    /// A queue for the given number of jobs.
    pub(crate) fn new(
        chat: Option<ChatRef>,
        capacity: usize,
        waiter_count: Arc<WaiterCount>,
    ) -> Self {
        Self {
            chat,
            limit: Arc::new(Semaphore::new(capacity)),
            waiter_count,
            state: Mutex::default(),
            job_added: Notify::new(),
            waiter_done: Notify::new(),
        }
    }

    pub(crate) fn chat(&self) -> &Option<ChatRef> {
        &self.chat
    }

    /// The permits of this queue.
    pub(crate) fn limit(&self) -> Arc<Semaphore> {
        Arc::clone(&self.limit)
    }

    /// Adds a job. Returns whether the caller has to start a worker.
    pub(crate) fn push(&self, job: Job, permit: Permit, frame_share: FrameShare) -> bool {
        let mut state = self.lock();
        if matches!(job, Job::Message(_)) {
            state.messages_added += 1;
            for waiter in &mut state.waiters {
                waiter.has_checked = false;
            }
        }
        state.jobs.push_back(QueuedJob {
            job,
            _permit: permit,
            frame_share,
        });
        let has_worker = std::mem::replace(&mut state.has_worker, true);
        drop(state);
        self.job_added.notify_waiters();
        !has_worker
    }

    /// Takes the next job after all waiters have checked the messages. The frame share has to be kept until the job is
    /// done. `None` if the queue is empty: the worker must end.
    pub(crate) async fn next_or_end(&self) -> Option<(Job, FrameShare)> {
        loop {
            let mut waiter_done = pin!(self.waiter_done.notified());
            waiter_done.as_mut().enable();
            let until = {
                let mut state = self.lock();
                match state.unchecked_waiter() {
                    Some(until) => until,
                    None => return state.take_job(),
                }
            };
            // After its timeout, or when it is done, other waiters may not have checked yet.
            match until {
                Some(until) => drop(timeout_at(until, waiter_done).await),
                None => waiter_done.await,
            }
        }
    }

    /// Waits for the first message that is wanted, and takes it. `until` is the end of the caller's timeout.
    pub(crate) async fn wait_for_message(
        &self,
        until: Option<Instant>,
        mut is_wanted: impl FnMut(&AChatItem) -> bool,
    ) -> Arc<AChatItem> {
        let waiter = self.add_waiter(until);
        loop {
            let mut job_added = pin!(self.job_added.notified());
            job_added.as_mut().enable();
            if let Some(message) = waiter.find_message(&mut is_wanted) {
                return message;
            }
            job_added.await;
        }
    }

    fn add_waiter(&self, until: Option<Instant>) -> WaiterGuard<'_> {
        let mut state = self.lock();
        state.last_waiter_id += 1;
        let id = state.last_waiter_id;
        let has_checked = false;
        state.waiters.push(Waiter {
            id,
            until,
            has_checked,
        });
        drop(state);
        self.waiter_count.count.fetch_add(1, Ordering::SeqCst);
        self.waiter_count.added.notify_one();
        WaiterGuard { inbox: self, id }
    }

    /// How many messages and events are in the queue.
    pub(crate) fn unhandled(&self) -> usize {
        let state = self.lock();
        let counts = |job: &Job| matches!(job, Job::Message(_) | Job::Event(_));
        let jobs = state.jobs.iter();
        jobs.filter(|queued| counts(&queued.job)).count()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.lock().jobs.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl WaiterCount {
    pub(crate) fn is_zero(&self) -> bool {
        self.count.load(Ordering::SeqCst) == 0
    }

    /// Waits until a waiter is added.
    pub(crate) async fn added(&self) {
        self.added.notified().await;
    }
}

impl State {
    fn take_job(&mut self) -> Option<(Job, FrameShare)> {
        let next = self.jobs.pop_front();
        self.has_worker = next.is_some();
        next.map(|queued| (queued.job, queued.frame_share))
    }

    /// When the first timeout of the waiters that have not checked the messages ends; the inner `None` if it is too far in
    /// the future. `None` if there is nothing to wait for: no such waiter, or no message. Waiters after their timeout do
    /// not count.
    fn unchecked_waiter(&self) -> Option<Option<Instant>> {
        let now = Instant::now();
        let in_time = |waiter: &&Waiter| waiter.until.is_none_or(|until| until > now);
        let unchecked = self.waiters.iter().filter(|waiter| !waiter.has_checked);
        let mut unchecked = unchecked.filter(in_time);
        let first = unchecked.next()?.until;
        let is_message = |queued: &QueuedJob| matches!(queued.job, Job::Message(_));
        if !self.jobs.iter().any(is_message) {
            return None;
        }
        Some(
            unchecked
                .filter_map(|waiter| waiter.until)
                .chain(first)
                .min(),
        )
    }
}

impl WaiterGuard<'_> {
    /// Takes the first message that is wanted. Calls `is_wanted` without the lock, because it can be slow.
    fn find_message(
        &self,
        is_wanted: &mut impl FnMut(&AChatItem) -> bool,
    ) -> Option<Arc<AChatItem>> {
        loop {
            let (messages, messages_added) = self.messages();
            if let Some(message) = messages.into_iter().find(|message| is_wanted(message)) {
                if self.take(&message) {
                    return Some(message);
                }
            } else if self.mark_checked(messages_added) {
                return None;
            }
        }
    }

    /// The messages in the queue, and how many have been added so far.
    fn messages(&self) -> (Vec<Arc<AChatItem>>, u64) {
        let state = self.inbox.lock();
        let messages = state.jobs.iter().filter_map(|queued| match &queued.job {
            Job::Message(message) => Some(Arc::clone(message)),
            _ => None,
        });
        (messages.collect(), state.messages_added)
    }

    /// Removes a message from the queue. Returns whether it was still there.
    fn take(&self, wanted: &Arc<AChatItem>) -> bool {
        let mut state = self.inbox.lock();
        let is_wanted = |queued: &QueuedJob| match &queued.job {
            Job::Message(message) => Arc::ptr_eq(message, wanted),
            _ => false,
        };
        let Some(index) = state.jobs.iter().position(is_wanted) else {
            return false;
        };
        state.jobs.remove(index);
        true
    }

    /// Leaves the messages to others. Returns `false` if messages were added since the check.
    fn mark_checked(&self, messages_added: u64) -> bool {
        let mut state = self.inbox.lock();
        if state.messages_added != messages_added {
            return false;
        }
        let mut waiters = state.waiters.iter_mut();
        if let Some(waiter) = waiters.find(|waiter| waiter.id == self.id) {
            waiter.has_checked = true;
        }
        drop(state);
        self.inbox.waiter_done.notify_waiters();
        true
    }
}

impl Drop for WaiterGuard<'_> {
    fn drop(&mut self) {
        let mut state = self.inbox.lock();
        state.waiters.retain(|waiter| waiter.id != self.id);
        drop(state);
        self.inbox.waiter_count.count.fetch_sub(1, Ordering::SeqCst);
        self.inbox.waiter_done.notify_waiters();
    }
}
