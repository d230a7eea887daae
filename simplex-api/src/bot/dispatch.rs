//! From the stream of events to the queues of the chats.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::client::{Events, Incoming};
use crate::events::Event;
use crate::types::{AChatItem, ChatRef};

use super::inbox::{Inbox, Job, Place};
use super::live::LiveMessages;
use super::signal::Signals;
use super::worker::Core;
use super::{EndReason, Notice, event};

/// How much may wait.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// For each chat.
    pub(super) chat: usize,
    /// For all of them together.
    pub(super) total: usize,
}

/// The chats that something is going on in.
pub(super) struct Chats<S, E> {
    core: Arc<Core<S, E>>,
    limits: Limits,
    places: Arc<Semaphore>,
    inboxes: HashMap<Option<ChatRef>, Arc<Inbox>>,
    workers: JoinSet<Option<ChatRef>>,
    /// Messages that are still being written.
    live: LiveMessages,
    /// What came with the last event and waits for a place.
    pending: VecDeque<(Option<ChatRef>, Job)>,
}

impl<S, E> Chats<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    pub(super) fn new(core: Arc<Core<S, E>>, limits: Limits) -> Self {
        Self {
            core,
            limits,
            places: Arc::new(Semaphore::new(limits.total)),
            inboxes: HashMap::new(),
            workers: JoinSet::new(),
            live: LiveMessages::default(),
            pending: VecDeque::new(),
        }
    }

    /// Takes events until the bot is to end. Without a place for what came last, no more are taken: they wait
    /// in the queue of the client.
    pub(super) async fn serve(&mut self, events: &mut Events, signals: &mut Signals) -> EndReason {
        let core = Arc::clone(&self.core);
        loop {
            tokio::select! {
                biased;
                () = core.context.stop_handle().stopping() => return EndReason::Stopped,
                reason = signals.next() => return reason,
                Some(done) = self.workers.join_next() => self.tidy(done.ok().flatten()),
                place = Arc::clone(&self.places).acquire_owned(), if !self.pending.is_empty() => {
                    // It is never closed.
                    self.place(place.ok());
                }
                incoming = events.next(), if self.pending.is_empty() => match incoming {
                    Some(Incoming::Closed(reason)) => return EndReason::Closed(reason),
                    Some(incoming) => self.sort(incoming),
                    // Nothing follows the item before.
                    None => return EndReason::Closed(core.context.client().closed().await),
                },
            }
        }
    }

    /// Lets the workers go on with what they have, for a time at most. How many were not through, and how many
    /// messages and events are left.
    pub(super) async fn finish(mut self, grace: Duration, signals: &mut Signals) -> (usize, usize) {
        while !self.pending.is_empty() {
            self.place(None);
        }
        let through = async { while self.workers.join_next().await.is_some() {} };
        tokio::select! {
            () = through => {}
            () = tokio::time::sleep(grace) => {}
            _ = signals.next() => {}
        }
        let aborted = self.workers.len();
        self.workers.shutdown().await;
        let left = self.inboxes.values().map(|inbox| inbox.unhandled()).sum();
        (aborted, left)
    }

    /// Makes jobs of what came.
    fn sort(&mut self, incoming: Incoming) {
        let handlers = &self.core.handlers;
        let mut event = match incoming {
            Incoming::Event(event) => event,
            other => {
                let notice = Notice::Incoming(Box::new(other));
                return self.pending.push_back((None, Job::Notice(notice)));
            }
        };
        self.core.context.transfers().hear(&event);
        let is_taken = handlers.take_event(event::tag(&event));
        let chat = is_taken.then(|| event::chat(&event));
        if handlers.take_messages() {
            let items = match &mut event {
                Event::NewChatItems(new) if is_taken => new.chat_items.clone(),
                Event::NewChatItems(new) => std::mem::take(&mut new.chat_items),
                Event::ChatItemUpdated(updated) if self.live.ends(&updated.chat_item) => {
                    vec![updated.chat_item.clone()]
                }
                _ => Vec::new(),
            };
            let messages = items.into_iter().filter_map(message);
            let whole = messages.filter(|item| !self.live.begins(item));
            self.pending.extend(whole.map(job));
        }
        if let Some(chat) = chat {
            self.pending.push_back((chat, Job::Event(Box::new(event))));
        }
    }

    /// Puts the first of what is pending in the queue of its chat.
    fn place(&mut self, place: Place) {
        let Some((chat, job)) = self.pending.pop_front() else {
            return;
        };
        let back = match self.inboxes.get(&chat) {
            Some(inbox) => inbox.push(job, place),
            None => Err((job, place)),
        };
        if let Err((job, place)) = back {
            let inbox = Inbox::new(chat.clone(), self.limits.chat);
            // It is new: there is room, and nobody has gone.
            let _ = inbox.push(job, place);
            let inbox = Arc::new(inbox);
            self.inboxes.insert(chat.clone(), Arc::clone(&inbox));
            self.workers.spawn(Arc::clone(&self.core).work(chat, inbox));
        }
    }

    /// Forgets the queue of a chat whose worker has gone, unless there is a new one.
    fn tidy(&mut self, chat: Option<ChatRef>) {
        if let Entry::Occupied(entry) = self.inboxes.entry(chat)
            && entry.get().is_ended()
        {
            entry.remove();
        }
    }
}

/// A message that was received; `None` for other items, and in chats of unknown kinds.
fn message(item: AChatItem) -> Option<AChatItem> {
    let chat = item.chat_info.chat_ref();
    (chat.is_some() && item.received().is_some()).then_some(item)
}

fn job(message: AChatItem) -> (Option<ChatRef>, Job) {
    let chat = message.chat_info.chat_ref();
    (chat, Job::Message(Box::new(message)))
}
