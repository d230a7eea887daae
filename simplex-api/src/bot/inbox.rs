//! What waits for its turn in a chat.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, OwnedSemaphorePermit};
use tokio::time::{Instant, timeout_at};

use crate::events::Event;
use crate::types::{AChatItem, ChatRef};

use super::Notice;

/// Something to handle.
pub(super) enum Job {
    Message(Arc<AChatItem>),
    Event(Box<Event>),
    Notice(Notice),
    /// The bot begins.
    Start,
}

/// The place that a job has in the queues of all chats; `None` when the bot ends.
pub(super) type Place = Option<OwnedSemaphorePermit>;

/// The queue of a chat, between the task that reads events, the worker of the chat, and those who wait for a
/// message: they are asked before the worker is.
pub(super) struct Inbox {
    chat: Option<ChatRef>,
    capacity: usize,
    state: Mutex<State>,
    /// There is a job more.
    arrived: Notify,
    /// One who waits has looked at what is here, or waits no more.
    looked: Notify,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<Queued>,
    /// How many were dropped since the last one in the queue.
    missed: u64,
    has_worker: bool,
    waits: Vec<Wait>,
    last_wait: u64,
    /// How many messages have come.
    arrivals: u64,
}

/// A job, its place, and how many were dropped before it.
type Queued = (Job, Place, u64);

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
    pub(super) fn new(chat: Option<ChatRef>, capacity: usize) -> Self {
        Self {
            chat,
            capacity,
            state: Mutex::default(),
            arrived: Notify::new(),
            looked: Notify::new(),
        }
    }

    pub(super) fn chat(&self) -> &Option<ChatRef> {
        &self.chat
    }

    /// Adds a job, or counts it as missed if there is no room. Whether there is no worker: then the caller has
    /// to send one.
    ///
    /// For messages that somebody waits for there is as much room again, until they are looked at: else whoever
    /// fills the queue keeps the others from being heard.
    pub(super) fn push(&self, job: Job, place: Place) -> bool {
        let mut state = self.lock();
        let is_message = matches!(job, Job::Message(_));
        let room = if is_message && !state.waits.is_empty() {
            self.capacity.saturating_mul(2)
        } else {
            self.capacity
        };
        if state.jobs.len() >= room {
            state.missed += 1;
        } else {
            if is_message {
                state.arrivals += 1;
                state.waits.iter_mut().for_each(|wait| wait.looked = false);
            }
            let missed = std::mem::take(&mut state.missed);
            state.jobs.push_back((job, place, missed));
        }
        let has_worker = std::mem::replace(&mut state.has_worker, true);
        drop(state);
        self.arrived.notify_waiters();
        !has_worker
    }

    /// The next job that nobody else waits for. If there is none, the worker must go.
    pub(super) async fn next_or_end(&self) -> Option<Job> {
        loop {
            let mut looked = pin!(self.looked.notified());
            looked.as_mut().enable();
            let until = {
                let mut state = self.lock();
                match state.undecided() {
                    Some(until) => until,
                    None => return self.take(&mut state),
                }
            };
            // Its time may be over, or others have to look too.
            match until {
                Some(until) => drop(timeout_at(until, looked).await),
                None => looked.await,
            }
        }
    }

    fn take(&self, state: &mut State) -> Option<Job> {
        let next = match std::mem::take(state.missed_before(0)) {
            0 => state.jobs.pop_front().map(|(job, ..)| job),
            count => {
                let chat = self.chat.clone();
                Some(Job::Notice(Notice::Missed { chat, count }))
            }
        };
        state.has_worker = next.is_some();
        next
    }

    /// Takes the first message that is wanted, past all other jobs, as soon as it is here. `until` is when the
    /// caller gives up at the latest.
    pub(super) async fn message(
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
        Waiting { inbox: self, id }
    }

    /// How many messages and events wait, or were dropped and not told of.
    pub(super) fn unhandled(&self) -> usize {
        let state = self.lock();
        let is_news = |job: &Job| matches!(job, Job::Message(_) | Job::Event(_));
        let waiting = state.jobs.iter().filter(|(job, ..)| is_news(job)).count();
        let missed = state.jobs.iter().map(|(.., missed)| missed).sum::<u64>() + state.missed;
        waiting + usize::try_from(missed).unwrap_or(usize::MAX)
    }

    /// Whether nothing is left to do.
    pub(super) fn is_empty(&self) -> bool {
        let state = self.lock();
        state.jobs.is_empty() && state.missed == 0
    }

    /// Counts what there is no room for as missed, once all who wait have looked.
    fn trim(&self, state: &mut State) {
        if state.undecided().is_none() {
            let beyond = state.jobs.drain(self.capacity.min(state.jobs.len())..);
            state.missed += beyond.map(|(.., missed)| missed + 1).sum::<u64>();
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// How many were dropped before the job there, or since the last one if there is none.
    fn missed_before(&mut self, index: usize) -> &mut u64 {
        match self.jobs.get_mut(index) {
            Some((.., missed)) => missed,
            None => &mut self.missed,
        }
    }

    /// Whether somebody who waits has not looked at the messages that are here, and until when that is to be
    /// awaited. One whose time is over does not look any more.
    fn undecided(&self) -> Option<Option<Instant>> {
        let now = Instant::now();
        let in_time = |wait: &&Wait| wait.until.is_none_or(|until| until > now);
        let undecided = self.waits.iter().filter(|wait| !wait.looked);
        let mut undecided = undecided.filter(in_time);
        let first = undecided.next()?.until;
        let is_message = |(job, ..): &Queued| matches!(job, Job::Message(_));
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
        let messages = state.jobs.iter().filter_map(|(job, ..)| match job {
            Job::Message(message) => Some(Arc::clone(message)),
            _ => None,
        });
        (messages.collect(), state.arrivals)
    }

    /// Whether the message was still there.
    fn take(&self, wanted: &Arc<AChatItem>) -> bool {
        let mut state = self.inbox.lock();
        let is_wanted = |(job, ..): &Queued| match job {
            Job::Message(message) => Arc::ptr_eq(message, wanted),
            _ => false,
        };
        let Some(index) = state.jobs.iter().position(is_wanted) else {
            return false;
        };
        let missed = std::mem::take(state.missed_before(index));
        state.jobs.remove(index);
        *state.missed_before(index) += missed;
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
        self.inbox.trim(&mut state);
        drop(state);
        self.inbox.looked.notify_waiters();
        true
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let mut state = self.inbox.lock();
        state.waits.retain(|wait| wait.id != self.id);
        self.inbox.trim(&mut state);
        drop(state);
        self.inbox.looked.notify_waiters();
    }
}
