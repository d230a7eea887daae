//! The dispatcher: takes events from the client, and adds jobs to the queues of the chats.

use std::collections::VecDeque;
use std::fmt::Display;
use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;

use crate::bot::error::{ExitReason, Notice};
use crate::bot::run::capacity::{Permit, QueueCapacity};
use crate::bot::run::held::{HeldMessages, HoldTimeouts, Released, contact_made_ready};
use crate::bot::run::inbox::Job;
use crate::bot::run::os_signals::StopSignals;
use crate::bot::run::received::{FrameShare, ReceivedMessage};
use crate::bot::run::worker::HandlerRunner;
use crate::bot::time::sleep_until;
use crate::client::{ByteBudget, Events, Incoming};
use crate::events::Event;
use crate::types::{AChatItem, ChatInfo, ChatRef, UtcTime};

/// How long to wait for workers after they are aborted.
const ABORT_TIMEOUT: Duration = Duration::from_secs(1);

/// Adds jobs to the queues of the chats, and starts their workers.
pub(crate) struct Dispatcher<S, E> {
    runner: Arc<HandlerRunner<S, E>>,
    capacity: QueueCapacity,
    workers: JoinSet<()>,
    held: HeldMessages,
    /// Jobs that wait for a permit, in order.
    pending: VecDeque<PendingJob>,
    budget: ByteBudget,
}

/// A job that waits for a permit.
struct PendingJob {
    chat: Option<ChatRef>,
    job: Job,
    frame_share: FrameShare,
}

impl<S, E> Dispatcher<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// `total_queue_len` is the limit of all queues together.
    pub(crate) fn new(
        runner: Arc<HandlerRunner<S, E>>,
        total_queue_len: usize,
        hold_timeouts: HoldTimeouts,
        budget: ByteBudget,
    ) -> Self {
        let start = runner.handlers.start.as_ref();
        let start = start.map(|_| PendingJob {
            chat: None,
            job: Job::Start,
            frame_share: None,
        });
        // Each kind of held messages gets a quarter of the budget. The rest is for the queues.
        let held_bytes = budget.bytes() / 4;
        Self {
            runner,
            capacity: QueueCapacity::new(total_queue_len),
            workers: JoinSet::new(),
            held: HeldMessages::new(hold_timeouts, held_bytes),
            pending: start.into_iter().collect(),
            budget,
        }
    }

    /// Takes events until the bot stops. While a job waits for a permit, no events are taken: they stay in the queue of the
    /// client.
    pub(crate) async fn run(
        &mut self,
        events: &mut Events,
        signals: &mut StopSignals,
    ) -> ExitReason {
        let runner = Arc::clone(&self.runner);
        let context = &runner.context;
        let (inboxes, transfers) = (context.inboxes(), context.transfers());
        loop {
            let waiters = inboxes.waiter_count();
            let is_awaited = !waiters.is_zero() || transfers.are_awaited();
            let next = self.pending.front();
            let inbox = next.map(|next| inboxes.get_or_create(next.chat.clone()));
            let permit = async {
                match &inbox {
                    Some(inbox) => self.capacity.acquire(inbox.limit(), is_awaited).await,
                    None => std::future::pending().await,
                }
            };
            let has_budget = self.budget.has_capacity(is_awaited);
            let due = self.held.due();
            tokio::select! {
                biased;
                () = context.stop_handle().stopping() => return ExitReason::Stopped,
                reason = signals.next() => return reason,
                Some(_) = self.workers.join_next() => {}
                permit = permit => self.enqueue(permit),
                () = sleep_until(due), if due.is_some() && self.pending.is_empty() => {
                    let released = self.held.release_due();
                    self.release(released);
                }
                // After each of these, there is more capacity.
                () = waiters.added() => {}
                () = transfers.watch_added() => {}
                () = self.budget.released(), if !has_budget => {}
                incoming = events.next_held(), if has_budget && self.pending.is_empty() => match incoming {
                    Some((Incoming::Closed(reason), _)) => return ExitReason::Closed(reason),
                    Some((incoming, held)) => self.route(incoming, Some(Arc::new(held))),
                    // The stream ends after `Closed`.
                    None => return ExitReason::Closed(context.client().closed().await),
                },
            }
        }
    }

    /// Lets the workers finish within the timeout. Returns how many did not finish, and how many messages and events are
    /// left.
    pub(crate) async fn shut_down(
        mut self,
        timeout: Duration,
        signals: &mut StopSignals,
    ) -> (usize, usize) {
        while !self.pending.is_empty() {
            self.enqueue(Permit::default());
        }
        let finished = async { while self.workers.join_next().await.is_some() {} };
        tokio::select! {
            biased;
            // First, so that workers that are done are not aborted, even if the timeout is zero.
            () = finished => {}
            () = tokio::time::sleep(timeout) => {}
            _ = signals.next() => {}
        }
        let aborted = self.workers.len();
        self.workers.abort_all();
        // A worker that blocks its thread cannot be aborted.
        let ended = async { while self.workers.join_next().await.is_some() {} };
        let _ = tokio::time::timeout(ABORT_TIMEOUT, ended).await;
        let unhandled = self.runner.context.inboxes().unhandled();
        (aborted, unhandled + self.held.len())
    }

    /// Turns an item of the client into jobs.
    fn route(&mut self, incoming: Incoming, frame_share: FrameShare) {
        let mut event = match incoming {
            Incoming::Event(event) => event,
            other => {
                let job = Job::Notice(Notice::Incoming(Box::new(other)));
                return self.add(None, job, frame_share);
            }
        };
        self.runner.context.transfers().observe(&event);
        let is_handled = self.runner.handlers.handles_event(event.tag());
        let chat = is_handled.then(|| event.chat_ref());
        let ready_contact = contact_made_ready(&event);
        if self.runner.handlers.handles_messages() {
            self.route_messages(&mut event, is_handled, &frame_share);
        }
        if let Some(chat) = chat {
            self.add(chat, Job::Event(Box::new(event)), frame_share);
        }
        if let Some(contact) = ready_contact {
            let ready = self.held.contact_ready(contact);
            self.add_messages(ready);
        }
    }

    /// Takes the messages of an event. If there is no handler for the event, they are moved out of it.
    fn route_messages(&mut self, event: &mut Event, is_handled: bool, frame_share: &FrameShare) {
        let received = |item| ReceivedMessage {
            item,
            frame_share: frame_share.clone(),
        };
        let messages: Vec<ReceivedMessage> = match event {
            Event::NewChatItems(new) => {
                let items = if is_handled {
                    new.chat_items.clone()
                } else {
                    std::mem::take(&mut new.chat_items)
                };
                items.into_iter().map(received).collect()
            }
            Event::ChatItemUpdated(updated) if self.held.len() > 0 => {
                let complete = self.held.update(received(updated.chat_item.clone()));
                complete.into_iter().collect()
            }
            other => {
                self.remove_deleted(other);
                Vec::new()
            }
        };
        for message in messages {
            if is_message(&message.item) {
                let released = self.held.receive(message);
                self.release(released);
            }
        }
    }

    fn release(&mut self, released: Released) {
        self.add_messages(released.ready);
        for dropped in released.dropped {
            let chat = dropped.item.chat_info.chat_ref();
            let notice = Notice::FirstMessagesDropped {
                chat: chat.clone(),
                count: 1,
            };
            self.add(chat, Job::Notice(notice), None);
        }
    }

    fn add_messages(&mut self, messages: Vec<ReceivedMessage>) {
        for ReceivedMessage { item, frame_share } in messages {
            let chat = item.chat_info.chat_ref();
            self.add(chat, Job::Message(Arc::new(item)), frame_share);
        }
    }

    fn add(&mut self, chat: Option<ChatRef>, job: Job, frame_share: FrameShare) {
        self.pending.push_back(PendingJob {
            chat,
            job,
            frame_share,
        });
    }

    /// Removes held messages that are deleted.
    fn remove_deleted(&mut self, event: &Event) {
        match event {
            Event::ChatItemsDeleted(event) => {
                for deletion in &event.chat_item_deletions {
                    let deleted = &deletion.deleted_chat_item;
                    let chat = deleted.chat_info.chat_ref();
                    self.held.remove(&chat, deleted.chat_item.meta.item_id);
                }
            }
            Event::GroupChatItemsDeleted(event) => {
                let chat = Some(ChatRef::from(&event.group_info));
                for id in &event.chat_item_ids {
                    self.held.remove(&chat, *id);
                }
            }
            _ => {}
        }
    }

    /// Adds the first pending job to the queue of its chat.
    fn enqueue(&mut self, permit: Permit) {
        let Some(next) = self.pending.pop_front() else {
            return;
        };
        let inbox = self.runner.context.inboxes().get_or_create(next.chat);
        if inbox.push(next.job, permit, next.frame_share) {
            self.workers.spawn(Arc::clone(&self.runner).work(inbox));
        }
    }
}

/// Whether an item is a received message in a chat of a known kind, sent after the bot joined the chat.
fn is_message(item: &AChatItem) -> bool {
    let is_received = item.chat_info.chat_ref().is_some() && item.received().is_some();
    is_received && !is_history(item)
}

/// Whether an item is history: a message from before the bot joined the group, which the host forwards to new members.
/// Other messages can be forwarded too, and messages of a channel always are.
fn is_history(item: &AChatItem) -> bool {
    let ChatInfo::Group { group_info, .. } = &item.chat_info else {
        return false;
    };
    let meta = &item.chat_item.meta;
    meta.forwarded_by_member.is_some() && second(&meta.item_ts) < second(&group_info.created_at)
}

/// A time without the fraction of a second, whose number of digits varies.
fn second(time: &UtcTime) -> &str {
    time.0.get(.."2026-11-30T21:32:07".len()).unwrap_or(&time.0)
}
