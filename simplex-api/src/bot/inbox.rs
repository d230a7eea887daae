//! What waits for its turn in a chat.

use std::collections::VecDeque;
use std::pin::pin;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, OwnedSemaphorePermit};

use crate::events::Event;
use crate::types::{AChatItem, ChatRef};

use super::Notice;

/// Something to handle.
pub(super) enum Job {
    Message(Box<AChatItem>),
    Event(Box<Event>),
    Notice(Notice),
}

/// The place that a job has in the queues of all chats; `None` when the bot ends.
pub(super) type Place = Option<OwnedSemaphorePermit>;

/// The queue of a chat, between the task that reads events and the worker of the chat.
pub(super) struct Inbox {
    chat: Option<ChatRef>,
    capacity: usize,
    state: Mutex<State>,
    arrived: Notify,
}

#[derive(Default)]
struct State {
    jobs: VecDeque<(Job, Place)>,
    /// How many were dropped since the last one in the queue.
    missed: u64,
    /// The worker has gone.
    ended: bool,
}

impl Inbox {
    pub(super) fn new(chat: Option<ChatRef>, capacity: usize) -> Self {
        Self {
            chat,
            capacity,
            state: Mutex::default(),
            arrived: Notify::new(),
        }
    }

    /// Adds a job, or counts it as missed if there is no room. If the worker has gone, the job comes back.
    pub(super) fn push(&self, job: Job, place: Place) -> Result<(), (Job, Place)> {
        let mut state = self.lock();
        if state.ended {
            return Err((job, place));
        }
        if state.jobs.len() >= self.capacity {
            state.missed += 1;
            return Ok(());
        }
        if let Some(missed) = self.missed(&mut state) {
            state.jobs.push_back((missed, None));
        }
        state.jobs.push_back((job, place));
        drop(state);
        self.arrived.notify_waiters();
        Ok(())
    }

    /// The next job. If there is none, the worker must go.
    pub(super) fn next_or_end(&self) -> Option<Job> {
        let mut state = self.lock();
        let next = state.jobs.pop_front().map(|(job, _)| job);
        let next = next.or_else(|| self.missed(&mut state));
        state.ended = next.is_none();
        next
    }

    /// Takes the first message that is wanted, past all other jobs, as soon as it is here.
    pub(super) async fn message(
        &self,
        mut wanted: impl FnMut(&AChatItem) -> bool,
    ) -> Box<AChatItem> {
        loop {
            let mut arrived = pin!(self.arrived.notified());
            arrived.as_mut().enable();
            if let Some(message) = self.take_message(&mut wanted) {
                return message;
            }
            arrived.await;
        }
    }

    fn take_message(&self, wanted: &mut impl FnMut(&AChatItem) -> bool) -> Option<Box<AChatItem>> {
        let jobs = &mut self.lock().jobs;
        let is_wanted = |(job, _): &(Job, Place)| match job {
            Job::Message(item) => wanted(item),
            _ => false,
        };
        let place = jobs.iter().position(is_wanted)?;
        match jobs.remove(place)? {
            (Job::Message(item), _) => Some(item),
            _ => None,
        }
    }

    /// How many jobs wait.
    pub(super) fn len(&self) -> usize {
        self.lock().jobs.len()
    }

    pub(super) fn is_ended(&self) -> bool {
        self.lock().ended
    }

    /// What to say about the jobs that were dropped, if any were.
    fn missed(&self, state: &mut State) -> Option<Job> {
        let count = std::mem::take(&mut state.missed);
        let chat = self.chat.clone();
        (count > 0).then_some(Job::Notice(Notice::Missed { chat, count }))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
