//! What waits for its turn in a chat.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, Semaphore};
use tokio::time::{Instant, timeout_at};

use crate::events::Event;
use crate::types::{AChatItem, ChatRef};

use crate::bot::error::Notice;
use crate::bot::run::capacity::Place;
use crate::bot::run::received::Share;

/// Something to handle.
pub(crate) enum Job {
    Message(Arc<AChatItem>),
    Event(Box<Event>),
    Notice(Notice),
    /// The bot begins.
    Start,
}

/// The queue of a chat, between the task that reads events, the worker of the chat, and those who wait for a
/// message: they are asked before the worker is.
pub(crate) struct Inbox {
    chat: Option<ChatRef>,
    /// A permit for each job that may wait here.
    limit: Arc<Semaphore>,
    /// Those who wait for a message, here and elsewhere.
    waits: Arc<Waits>,
    state: Mutex<State>,
    /// There is a job more.
    arrived: Notify,
    /// One who waits has looked at what is here, or waits no more.
    looked: Notify,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Queued>,
    has_worker: bool,
    waits: Vec<Wait>,
    last_wait: u64,
    /// How many messages have come.
    arrivals: u64,
}

/// A job, its place, and its share in the bytes that it came in.
struct Queued {
    job: Job,
    _place: Place,
    share: Share,
}

/// How many wait for a message, in all chats together.
#[derive(Default)]
pub(crate) struct Waits {
    count: AtomicUsize,
    /// There is one more.
    begun: Notify,
}

/// Somebody who waits for a message.
struct Wait {
    id: u64,
    /// How long; `None` if the end is too far to be told.
    until: Option<Instant>,
    /// Whether all messages that are here have been looked at, and none was wanted.
    looked: bool,
}

/// Waits for as long as it is there.
struct Waiting<'a> {
    inbox: &'a Inbox,
    id: u64,
}

impl Inbox {
    /// A queue in which so many jobs may wait.
    pub(crate) fn new(chat: Option<ChatRef>, capacity: usize, waits: Arc<Waits>) -> Self {
        Self {
            chat,
            limit: Arc::new(Semaphore::new(capacity)),
            waits,
            state: Mutex::default(),
            arrived: Notify::new(),
            looked: Notify::new(),
        }
    }

    pub(crate) fn chat(&self) -> &Option<ChatRef> {
        &self.chat
    }

    /// The limit of what waits here.
    pub(crate) fn limit(&self) -> Arc<Semaphore> {
        Arc::clone(&self.limit)
    }

    /// Adds a job. Whether there is no worker: then the caller has to send one.
    pub(crate) fn push(&self, job: Job, place: Place, share: Share) -> bool {
        let mut state = self.lock();
        if matches!(job, Job::Message(_)) {
            state.arrivals += 1;
            state.waits.iter_mut().for_each(|wait| wait.looked = false);
        }
        state.jobs.push_back(Queued {
            job,
            _place: place,
            share,
        });
        let has_worker = std::mem::replace(&mut state.has_worker, true);
        drop(state);
        self.arrived.notify_waiters();
        !has_worker
    }

    /// The next job that nobody else waits for, with its share in what it came in, to be kept until it is done. If there
    /// is none, the worker must go.
    pub(crate) async fn next_or_end(&self) -> Option<(Job, Share)> {
        loop {
            let mut looked = pin!(self.looked.notified());
            looked.as_mut().enable();
            let until = {
                let mut state = self.lock();
                match state.undecided() {
                    Some(until) => until,
                    None => return state.take(),
                }
            };
            // Its time may be over, or others have to look too.
            match until {
                Some(until) => drop(timeout_at(until, looked).await),
                None => looked.await,
            }
        }
    }

    /// Takes the first message that is wanted, past all other jobs, as soon as it is here. `until` is when the
    /// caller gives up at the latest.
    pub(crate) async fn message(
        &self,
        until: Option<Instant>,
        mut wanted: impl FnMut(&AChatItem) -> bool,
    ) -> Arc<AChatItem> {
        let waiting = self.wait(until);
        loop {
            let mut arrived = pin!(self.arrived.notified());
            arrived.as_mut().enable();
            if let Some(message) = waiting.look(&mut wanted) {
                return message;
            }
            arrived.await;
        }
    }

    fn wait(&self, until: Option<Instant>) -> Waiting<'_> {
        let mut state = self.lock();
        state.last_wait += 1;
        let id = state.last_wait;
        let looked = false;
        state.waits.push(Wait { id, until, looked });
        drop(state);
        self.waits.count.fetch_add(1, Ordering::SeqCst);
        self.waits.begun.notify_one();
        Waiting { inbox: self, id }
    }

    /// How many messages and events wait.
    pub(crate) fn unhandled(&self) -> usize {
        let state = self.lock();
        let is_news = |job: &Job| matches!(job, Job::Message(_) | Job::Event(_));
        state
            .jobs
            .iter()
            .filter(|queued| is_news(&queued.job))
            .count()
    }

    /// Whether nothing is left to do.
    pub(crate) fn is_empty(&self) -> bool {
        self.lock().jobs.is_empty()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waits {
    /// Whether anybody waits for a message.
    pub(crate) fn are_there(&self) -> bool {
        self.count.load(Ordering::SeqCst) > 0
    }

    /// Waits until somebody waits for a message who did not before.
    pub(crate) async fn begun(&self) {
        self.begun.notified().await;
    }
}

impl State {
    fn take(&mut self) -> Option<(Job, Share)> {
        let next = self.jobs.pop_front();
        self.has_worker = next.is_some();
        next.map(|queued| (queued.job, queued.share))
    }

    /// Whether somebody who waits has not looked at the messages that are here, and until when that is to be
    /// awaited. One whose time is over does not look any more.
    fn undecided(&self) -> Option<Option<Instant>> {
        let now = Instant::now();
        let in_time = |wait: &&Wait| wait.until.is_none_or(|until| until > now);
        let undecided = self.waits.iter().filter(|wait| !wait.looked);
        let mut undecided = undecided.filter(in_time);
        let first = undecided.next()?.until;
        let is_message = |queued: &Queued| matches!(queued.job, Job::Message(_));
        if !self.jobs.iter().any(is_message) {
            return None;
        }
        Some(undecided.filter_map(|wait| wait.until).chain(first).min())
    }
}

impl Waiting<'_> {
    /// Takes the first message that is wanted. It is asked for without the lock, which all chats would wait for.
    fn look(&self, wanted: &mut impl FnMut(&AChatItem) -> bool) -> Option<Arc<AChatItem>> {
        loop {
            let (messages, arrivals) = self.messages();
            if let Some(message) = messages.into_iter().find(|message| wanted(message)) {
                if self.take(&message) {
                    return Some(message);
                }
            } else if self.has_looked(arrivals) {
                return None;
            }
        }
    }

    /// The messages that are here, and how many have come so far.
    fn messages(&self) -> (Vec<Arc<AChatItem>>, u64) {
        let state = self.inbox.lock();
        let messages = state.jobs.iter().filter_map(|queued| match &queued.job {
            Job::Message(message) => Some(Arc::clone(message)),
            _ => None,
        });
        (messages.collect(), state.arrivals)
    }

    /// Whether the message was still there.
    fn take(&self, wanted: &Arc<AChatItem>) -> bool {
        let mut state = self.inbox.lock();
        let is_wanted = |queued: &Queued| match &queued.job {
            Job::Message(message) => Arc::ptr_eq(message, wanted),
            _ => false,
        };
        let Some(index) = state.jobs.iter().position(is_wanted) else {
            return false;
        };
        state.jobs.remove(index);
        true
    }

    /// Lets others have what is here, unless more has come than so many messages.
    fn has_looked(&self, arrivals: u64) -> bool {
        let mut state = self.inbox.lock();
        if state.arrivals != arrivals {
            return false;
        }
        let mut waits = state.waits.iter_mut();
        if let Some(wait) = waits.find(|wait| wait.id == self.id) {
            wait.looked = true;
        }
        drop(state);
        self.inbox.looked.notify_waiters();
        true
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.inbox.lock();
        state.waits.retain(|wait| wait.id != self.id);
        drop(state);
        self.inbox.waits.count.fetch_sub(1, Ordering::SeqCst);
        self.inbox.looked.notify_waiters();
    }
}
