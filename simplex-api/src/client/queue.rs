//! The queue of events between the task that reads and the one that takes them.

use std::str::Utf8Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use tokio::sync::Notify;
use tokio::sync::futures::OwnedNotified;
use tokio_tungstenite::tungstenite::{Bytes, Utf8Bytes};

use crate::protocol::{Capacity, EventQueue, Gap, Intake, Overflow, Taken};

use super::CloseReason;

pub(super) enum Item {
    Text(Utf8Bytes),
    /// A binary frame that is no text.
    Binary(Bytes, Utf8Error),
    Disconnected(CloseReason),
    Reconnected(Gap),
}

pub(super) enum Queued {
    Item(Item),
    Lagged(u64),
    Closed(CloseReason),
}

/// The end that the events come in at.
#[derive(Clone)]
pub(super) struct Sender(Arc<Mutex<State>>);

/// The end that they are taken at.
pub(super) struct Receiver(Arc<Mutex<State>>);

struct State {
    queue: EventQueue<Item>,
    dropped: u64,
    /// The last item, which is never dropped.
    closed: Option<CloseReason>,
    /// The last item was taken.
    ended: bool,
    receiver_gone: bool,
    receiver: Option<Waker>,
    /// Waits for room.
    reader: Option<Waker>,
    /// Told when the queue is empty, if anyone waits for that.
    drained: Option<Arc<Notify>>,
}

pub(super) fn channel(capacity: Capacity, overflow: Overflow) -> (Sender, Receiver) {
    let state = Arc::new(Mutex::new(State {
        queue: EventQueue::new(capacity, overflow),
        dropped: 0,
        closed: None,
        ended: false,
        receiver_gone: false,
        receiver: None,
        reader: None,
        drained: None,
    }));
    (Sender(state.clone()), Receiver(state))
}

fn lock(state: &Mutex<State>) -> MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Changes the state, then wakes those whom the change concerns.
fn update<T>(
    state: &Mutex<State>,
    change: impl FnOnce(&mut State) -> T,
    concerned: impl FnOnce(&mut State) -> Concerned,
) -> T {
    let mut state = lock(state);
    let result = change(&mut state);
    let concerned = concerned(&mut state);
    drop(state);
    concerned.wake();
    result
}

/// Whom a change concerns.
struct Concerned {
    task: Option<Waker>,
    drained: Option<Arc<Notify>>,
}

impl Concerned {
    fn wake(self) {
        if let Some(task) = self.task {
            task.wake();
        }
        if let Some(drained) = self.drained {
            drained.notify_waiters();
        }
    }
}

impl Item {
    fn bytes(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary(bytes, _) => bytes.len(),
            Self::Disconnected(_) | Self::Reconnected(_) => 0,
        }
    }
}

impl Sender {
    /// Adds an item. Whether the queue is full: ask for the [intake](Self::poll_intake) then.
    pub(super) fn push(&self, item: Item) -> bool {
        let push = |state: &mut State| {
            if state.receiver_gone {
                return false;
            }
            let bytes = item.bytes();
            state.dropped += state.queue.push(item, bytes);
            state.queue.is_full()
        };
        update(&self.0, push, State::item_added)
    }

    /// Whether to read on; if not, the task is woken when it may.
    pub(super) fn poll_intake(&self, cx: &Context<'_>, now: Instant, in_flight: bool) -> Intake {
        let mut state = lock(&self.0);
        let intake = state.queue.intake(now, in_flight);
        state.reader = matches!(intake, Intake::Pause(_)).then(|| cx.waker().clone());
        intake
    }

    pub(super) fn is_full(&self) -> bool {
        lock(&self.0).queue.is_full()
    }

    /// Adds the last item.
    pub(super) fn close(&self, reason: CloseReason) {
        let close = |state: &mut State| {
            if !state.ended {
                state.closed.get_or_insert(reason);
            }
        };
        update(&self.0, close, State::item_added);
    }

    /// How many items wait, and how many were dropped.
    pub(super) fn counts(&self) -> (usize, u64) {
        let state = lock(&self.0);
        (state.queue.len(), state.dropped)
    }

    /// Waits until nothing is left for the consumer.
    pub(super) async fn drained(&self) {
        let drained = lock(&self.0).until_drained();
        if let Some(drained) = drained {
            drained.await;
        }
    }
}

impl Receiver {
    pub(super) fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<Queued>> {
        update(&self.0, |state| state.poll_recv(cx), State::room_made)
    }
}

impl State {
    fn item_added(&mut self) -> Concerned {
        Concerned {
            task: self.receiver.take(),
            drained: None,
        }
    }

    fn room_made(&mut self) -> Concerned {
        let has_room = !self.queue.is_full();
        let is_empty = self.queue.is_empty();
        Concerned {
            task: has_room.then(|| self.reader.take()).flatten(),
            drained: is_empty.then(|| self.drained.take()).flatten(),
        }
    }

    /// Ends when the queue is empty; none, if it is now.
    fn until_drained(&mut self) -> Option<OwnedNotified> {
        if self.queue.is_empty() || self.receiver_gone {
            return None;
        }
        let drained = self.drained.get_or_insert_default();
        Some(Arc::clone(drained).notified_owned())
    }

    fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<Queued>> {
        match self.queue.pop() {
            Some(Taken::Item(item)) => Poll::Ready(Some(Queued::Item(item))),
            Some(Taken::Lagged(missed)) => Poll::Ready(Some(Queued::Lagged(missed))),
            None if self.ended => Poll::Ready(None),
            None => match self.closed.take() {
                Some(reason) => {
                    self.ended = true;
                    Poll::Ready(Some(Queued::Closed(reason)))
                }
                None => {
                    self.receiver = Some(cx.waker().clone());
                    Poll::Pending
                }
            },
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let leave = |state: &mut State| {
            state.receiver_gone = true;
            state.queue.clear();
        };
        update(&self.0, leave, State::room_made);
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::{Pin, pin};

    use super::*;

    #[tokio::test]
    async fn all_who_wait_for_the_end_are_told() {
        let capacity = Capacity::default().events(2).bytes(2);
        let (sender, mut receiver) = channel(capacity, Overflow::DropOldest);
        sender.push(Item::Text("a".into()));
        let (mut first, mut second) = (pin!(sender.drained()), pin!(sender.drained()));
        for _ in 0..3 {
            assert!(is_pending(first.as_mut()).await);
            assert!(is_pending(second.as_mut()).await);
        }
        let taken = poll_fn(|cx| receiver.poll_recv(cx)).await;
        assert!(matches!(taken, Some(Queued::Item(Item::Text(_)))));
        first.await;
        second.await;
        sender.drained().await;
    }

    async fn is_pending(mut future: Pin<&mut impl Future>) -> bool {
        poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
    }
}
