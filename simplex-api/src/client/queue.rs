//! The queue of events between the task that reads and the one that takes them.

use std::str::Utf8Error;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::{Bytes, Utf8Bytes};

use crate::protocol::{Capacity, EventQueue, Gap, Intake, Overflow, Stats, Taken};

use super::CloseReason;
use super::lock::{Lock, Locked};

pub(super) enum Item {
    Event(Utf8Bytes),
    /// A text that is no event.
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
pub(super) struct Sender(Arc<Shared>);

/// The end that they are taken at.
pub(super) struct Receiver(Arc<Shared>);

/// The bytes of an item that was taken, which count until this is dropped.
#[cfg(feature = "bot")]
pub(crate) struct Weight {
    shared: Arc<Shared>,
    bytes: usize,
}

/// What the taken items may have.
#[cfg(feature = "bot")]
pub(crate) struct Budget(Arc<Shared>);

struct Shared {
    #[cfg(feature = "bot")]
    capacity: Capacity,
    state: Lock<State>,
    /// Told when nothing is left for the consumer.
    drained: Notify,
    /// Told when the consumer kept all that it may, and keeps less.
    #[cfg(feature = "bot")]
    released: Notify,
}

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
}

pub(super) fn channel(capacity: Capacity, overflow: Overflow) -> (Sender, Receiver) {
    let shared = Arc::new(Shared {
        #[cfg(feature = "bot")]
        capacity,
        state: Lock::new(State {
            queue: EventQueue::new(capacity, overflow),
            dropped: 0,
            closed: None,
            ended: false,
            receiver_gone: false,
            receiver: None,
            reader: None,
        }),
        drained: Notify::new(),
        #[cfg(feature = "bot")]
        released: Notify::new(),
    });
    (Sender(shared.clone()), Receiver(shared))
}

impl Item {
    fn bytes(&self) -> usize {
        match self {
            Self::Event(text) | Self::Text(text) => text.len(),
            Self::Binary(bytes, _) => bytes.len(),
            Self::Disconnected(_) | Self::Reconnected(_) => 0,
        }
    }
}

impl Sender {
    /// Adds an item. Whether the queue is full: ask for the [intake](Self::poll_intake) then.
    pub(super) fn push(&self, item: Item) -> bool {
        let mut state = self.0.state.lock();
        if state.receiver_gone {
            return false;
        }
        let bytes = item.bytes();
        state.dropped += state.queue.push(item, bytes);
        state.wake_receiver();
        state.queue.is_full()
    }

    /// Whether to read on; if not, the task is woken when it may.
    pub(super) fn poll_intake(&self, cx: &Context<'_>, now: Instant, in_flight: bool) -> Intake {
        let mut state = self.0.state.lock();
        let intake = state.queue.intake(now, in_flight);
        state.reader = matches!(intake, Intake::Pause(_)).then(|| cx.waker().clone());
        intake
    }

    pub(super) fn is_full(&self) -> bool {
        self.0.state.lock().queue.is_full()
    }

    /// Adds the last item.
    pub(super) fn close(&self, reason: CloseReason) {
        let mut state = self.0.state.lock();
        if !state.ended {
            state.closed.get_or_insert(reason);
        }
        state.wake_receiver();
    }

    /// Adds what it knows of the events.
    pub(super) fn add_to(&self, stats: Stats) -> Stats {
        let state = self.0.state.lock();
        Stats {
            dropped: state.dropped,
            unread: state.queue.len(),
            event_bytes: state.queue.bytes(),
            ..stats
        }
    }

    /// Waits until nothing is left for the consumer.
    pub(super) async fn drained(&self) {
        // It hears what is told from here on.
        let drained = self.0.drained.notified();
        if !self.0.state.lock().queue.is_empty() {
            drained.await;
        }
    }
}

impl Receiver {
    /// The next item, and its bytes.
    pub(super) fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<Queued>> {
        let taken = self.take(|state| {
            let taken = state.poll_recv(cx);
            if let Poll::Ready(Some((_, bytes))) = &taken {
                state.queue.release(*bytes);
            }
            taken
        });
        taken.map(|taken| Some(taken?.0))
    }

    /// The same for a consumer that keeps the item: its bytes count as long as it keeps the weight too.
    #[cfg(feature = "bot")]
    pub(super) fn poll_weighed(&mut self, cx: &Context<'_>) -> Poll<Option<(Queued, Weight)>> {
        let taken = self.take(|state| state.poll_recv(cx));
        taken.map(|taken| {
            let (queued, bytes) = taken?;
            let shared = Arc::clone(&self.0);
            Some((queued, Weight { shared, bytes }))
        })
    }

    #[cfg(feature = "bot")]
    pub(super) fn budget(&self) -> Budget {
        Budget(Arc::clone(&self.0))
    }

    /// Takes something out, and tells whom that concerns.
    fn take<T>(&self, take: impl FnOnce(&mut State) -> T) -> T {
        let mut state = self.0.state.lock();
        let taken = take(&mut state);
        state.wake_reader();
        let is_empty = state.queue.is_empty();
        drop(state);
        if is_empty {
            self.0.drained.notify_waiters();
        }
        taken
    }
}

impl Locked<'_, State> {
    fn wake_receiver(&mut self) {
        if let Some(receiver) = self.receiver.take() {
            self.wake(receiver);
        }
    }

    /// If there is room for it.
    fn wake_reader(&mut self) {
        if !self.queue.is_full()
            && let Some(reader) = self.reader.take()
        {
            self.wake(reader);
        }
    }
}

#[cfg(feature = "bot")]
impl Weight {
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(feature = "bot")]
impl Drop for Weight {
    fn drop(&mut self) {
        let mut state = self.shared.state.lock();
        let had_room = state.queue.has_room(false);
        state.queue.release(self.bytes);
        state.wake_reader();
        drop(state);
        if !had_room {
            self.shared.released.notify_one();
        }
    }
}

#[cfg(feature = "bot")]
impl Budget {
    /// Whether more is to be taken; `waits` for a consumer that waits for something that may be behind.
    pub(crate) fn has_room(&self, waits: bool) -> bool {
        self.0.state.lock().queue.has_room(waits)
    }

    /// Waits until it may have become so.
    pub(crate) async fn released(&self) {
        self.0.released.notified().await;
    }

    /// How many bytes taken items may have in all.
    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity.bytes_limit()
    }
}

impl State {
    /// The next item, and its bytes, which count still.
    fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<(Queued, usize)>> {
        match self.queue.take() {
            Some((Taken::Item(item), bytes)) => Poll::Ready(Some((Queued::Item(item), bytes))),
            Some((Taken::Lagged(missed), bytes)) => {
                Poll::Ready(Some((Queued::Lagged(missed), bytes)))
            }
            None if self.ended => Poll::Ready(None),
            None => match self.closed.take() {
                Some(reason) => {
                    self.ended = true;
                    Poll::Ready(Some((Queued::Closed(reason), 0)))
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
        self.take(|state| {
            state.receiver_gone = true;
            state.queue.clear();
        });
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
