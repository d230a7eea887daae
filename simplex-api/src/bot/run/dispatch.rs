//! From the stream of events to the queues of the chats.

use std::collections::VecDeque;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::client::{ByteBudget, Events, Incoming};
use crate::events::Event;
use crate::types::{AChatItem, ChatInfo, ChatRef, UtcTime};

use crate::bot::error::{EndReason, Notice};
use crate::bot::run::capacity::{Place, Room};
use crate::bot::run::held::first_messages::{Sorted, Unconnected, connected_by};
use crate::bot::run::held::live_messages::Unfinished;
use crate::bot::run::inbox::Job;
use crate::bot::run::os_signals::Signals;
use crate::bot::run::received::{Arrival, Share};
use crate::bot::run::worker::Core;
use crate::bot::time::sleep_until;

/// How long is waited for workers that are ended.
const ABORTING: Duration = Duration::from_secs(1);

/// How long messages are kept that are not to be handled yet.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Timeouts {
    /// Those that are written live, for their end.
    pub(crate) live: Duration,
    /// Those of contacts who cannot be answered yet.
    pub(crate) first_message: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            live: Duration::from_secs(30),
            first_message: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// The chats that something is going on in.
pub(crate) struct Chats<S, E> {
    core: Arc<Core<S, E>>,
    room: Room,
    workers: JoinSet<()>,
    /// Messages that are still being written.
    unfinished: Unfinished,
    /// Messages whose author cannot be answered yet.
    unconnected: Unconnected,
    /// What waits for a place: the first of all, and what has come.
    pending: VecDeque<Pending>,
    budget: ByteBudget,
}

/// A job and its chat, with the share in what it came in.
type Pending = (Option<ChatRef>, Job, Share);

impl<S, E> Chats<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// None so far. In all of them together as much may wait as there are `places`.
    pub(crate) fn new(
        core: Arc<Core<S, E>>,
        places: usize,
        timeouts: Timeouts,
        budget: ByteBudget,
    ) -> Self {
        let start = core.handlers.start.as_ref();
        let start = start.map(|_| (None, Job::Start, None));
        // The rest is for what can be handled.
        let delayed = budget.bytes() / 4;
        Self {
            core,
            room: Room::new(places),
            workers: JoinSet::new(),
            unfinished: Unfinished::new(timeouts.live, delayed),
            unconnected: Unconnected::new(timeouts.first_message, delayed),
            pending: start.into_iter().collect(),
            budget,
        }
    }

    /// Takes events until the bot is to end. Without a place for what came last, no more are taken: they wait in the
    /// queue of the client.
    pub(crate) async fn serve(&mut self, events: &mut Events, signals: &mut Signals) -> EndReason {
        let core = Arc::clone(&self.core);
        loop {
            let context = &core.context;
            let waits = context.inboxes().waits();
            let is_awaited = waits.are_there() || context.transfers().are_awaited();
            let first = self.pending.front();
            let inbox = first.map(|(chat, ..)| context.inboxes().enter(chat.clone()));
            let place = self.room.place(inbox.as_deref(), is_awaited);
            let has_room = self.budget.has_capacity(is_awaited);
            let dues = [self.unfinished.due(), self.unconnected.due()];
            let due = dues.into_iter().flatten().min();
            tokio::select! {
                biased;
                () = core.context.stop_handle().stopping() => return EndReason::Stopped,
                reason = signals.next() => return reason,
                Some(_) = self.workers.join_next() => {}
                place = place => self.place(place),
                () = sleep_until(due), if due.is_some() && self.pending.is_empty() => {
                    self.take_due();
                }
                // Then there is more room.
                () = waits.begun() => {}
                () = context.transfers().begun() => {}
                () = self.budget.released(), if !has_room => {}
                incoming = events.next_held(), if has_room && self.pending.is_empty() => match incoming {
                    Some((Incoming::Closed(reason), _)) => return EndReason::Closed(reason),
                    Some((incoming, weight)) => self.sort(incoming, Some(Arc::new(weight))),
                    // Nothing follows the item before.
                    None => return EndReason::Closed(core.context.client().closed().await),
                },
            }
        }
    }

    /// Lets the workers go on with what they have, for a time at most. How many did not finish, and how many
    /// messages and events are left.
    pub(crate) async fn finish(mut self, grace: Duration, signals: &mut Signals) -> (usize, usize) {
        while !self.pending.is_empty() {
            self.place(Place::default());
        }
        let through = async { while self.workers.join_next().await.is_some() {} };
        tokio::select! {
            biased;
            // Who is through is not ended, however short the time is.
            () = through => {}
            () = tokio::time::sleep(grace) => {}
            _ = signals.next() => {}
        }
        let aborted = self.workers.len();
        self.workers.abort_all();
        // One that blocks its thread cannot be ended.
        let ended = async { while self.workers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(ABORTING, ended).await;
        let unhandled = self.core.context.inboxes().unhandled();
        (
            aborted,
            unhandled + self.unfinished.len() + self.unconnected.len(),
        )
    }

    /// Makes jobs of what came.
    fn sort(&mut self, incoming: Incoming, share: Share) {
        let handlers = &self.core.handlers;
        let mut event = match incoming {
            Incoming::Event(event) => event,
            other => {
                let notice = Notice::Incoming(Box::new(other));
                return self.pending.push_back((None, Job::Notice(notice), share));
            }
        };
        self.core.context.transfers().hear(&event);
        let is_taken = handlers.take_event(event.tag());
        let chat = is_taken.then(|| event.chat_ref());
        let connected = connected_by(&event);
        if handlers.take_messages() {
            let items = match &mut event {
                Event::NewChatItems(new) if is_taken => new.chat_items.clone(),
                Event::NewChatItems(new) => std::mem::take(&mut new.chat_items),
                Event::ChatItemUpdated(updated) if self.delayed() > 0 => {
                    let arrival = Arrival {
                        item: updated.chat_item.clone(),
                        share: share.clone(),
                    };
                    self.unconnected.update(&arrival);
                    let whole = self.unfinished.update(&arrival);
                    whole.into_iter().map(|whole| whole.item).collect()
                }
                deleted => {
                    self.forget(deleted);
                    Vec::new()
                }
            };
            let messages = items.into_iter().filter_map(message);
            for item in messages {
                let share = share.clone();
                let whole = self.unfinished.begin(Arrival { item, share });
                whole.into_iter().for_each(|whole| self.message(whole));
            }
        }
        if let Some(chat) = chat {
            self.pending
                .push_back((chat, Job::Event(Box::new(event)), share));
        }
        if let Some(contact) = connected {
            let ready = self.unconnected.connected(contact);
            self.pending.extend(ready.into_iter().map(job));
        }
    }

    /// How many messages are kept that are not to be handled yet.
    fn delayed(&self) -> usize {
        self.unfinished.len() + self.unconnected.len()
    }

    /// Lets a message be handled, now or when its author can be answered.
    fn message(&mut self, arrival: Arrival) {
        let Sorted { ready, dropped } = self.unconnected.sort(arrival);
        self.pending.extend(ready.into_iter().map(job));
        self.pending.extend(dropped.iter().map(missed));
    }

    /// Takes a message that was kept for as long as it may be.
    fn take_due(&mut self) {
        if let Some(unfinished) = self.unfinished.next_due() {
            self.message(unfinished);
        } else if let Some(unanswered) = self.unconnected.next_due() {
            self.pending.push_back(missed(&unanswered));
        }
    }

    /// Keeps messages no more that are deleted.
    fn forget(&mut self, event: &Event) {
        match event {
            Event::ChatItemsDeleted(event) => {
                for deletion in &event.chat_item_deletions {
                    let gone = &deletion.deleted_chat_item;
                    let chat = gone.chat_info.chat_ref();
                    self.unfinished.forget(&chat, gone.chat_item.meta.item_id);
                    self.unconnected.forget(&chat, gone.chat_item.meta.item_id);
                }
            }
            Event::GroupChatItemsDeleted(event) => {
                let chat = Some(ChatRef::from(&event.group_info));
                for id in &event.chat_item_ids {
                    self.unfinished.forget(&chat, *id);
                }
            }
            _ => {}
        }
    }

    /// Puts the first of what is pending in the queue of its chat.
    fn place(&mut self, place: Place) {
        let Some((chat, job, share)) = self.pending.pop_front() else {
            return;
        };
        let inbox = self.core.context.inboxes().enter(chat);
        if inbox.push(job, place, share) {
            self.workers.spawn(Arc::clone(&self.core).work(inbox));
        }
    }
}

/// A message that was received; `None` for other items, in chats of unknown kinds, and for what was said before the bot
/// was there.
fn message(item: AChatItem) -> Option<AChatItem> {
    let chat = item.chat_info.chat_ref();
    let is_message = chat.is_some() && item.received().is_some();
    (is_message && !is_history(&item)).then_some(item)
}

/// Whether a member has passed on what was said in a group before the bot was there, as hosts do for those who join. New
/// messages are passed on too, and all of a channel.
fn is_history(item: &AChatItem) -> bool {
    let ChatInfo::Group { group_info, .. } = &item.chat_info else {
        return false;
    };
    let meta = &item.chat_item.meta;
    meta.forwarded_by_member.is_some() && second(&meta.item_ts) < second(&group_info.created_at)
}

/// A time without fractions of a second, of which there are more or fewer digits.
fn second(time: &UtcTime) -> &str {
    time.0.get(.."2026-11-30T21:32:07".len()).unwrap_or(&time.0)
}

/// The announcement of a message that is not handled.
fn missed(message: &Arrival) -> Pending {
    let chat = message.item.chat_info.chat_ref();
    let notice = Notice::Missed {
        chat: chat.clone(),
        count: 1,
    };
    (chat, Job::Notice(notice), None)
}

fn job(message: Arrival) -> Pending {
    let chat = message.item.chat_info.chat_ref();
    (chat, Job::Message(Arc::new(message.item)), message.share)
}
