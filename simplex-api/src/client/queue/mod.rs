//! The channel of events, from the task of the connection to the consumer.

mod bounded;

use std::str::Utf8Error;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};
use std::time::Instant;

use tokio::sync::Notify;
use tokio_tungstenite::tungstenite::{Bytes, Utf8Bytes};

use crate::protocol::{Gap, Stats};

use super::error::CloseReason;
use super::lock::{WakeGuard, WakeMutex};
pub use bounded::Overflow;
use bounded::{BoundedQueue, Popped};
pub(super) use bounded::{Capacity, ReadGate};

/// What is queued.
pub(super) enum Item {
    Event(Utf8Bytes),
    /// A text frame that is not an event.
    Text(Utf8Bytes),
    /// A binary frame that is not UTF-8.
    Binary(Bytes, Utf8Error),
    Disconnected(CloseReason),
    Reconnected(Gap),
}

/// What the consumer receives.
pub(super) enum Delivery {
    Item(Item),
    Lagged(u64),
    Closed(CloseReason),
}

#[derive(Clone)]
pub(super) struct Sender(Arc<Channel>);

pub(super) struct Receiver(Arc<Channel>);

/// The bytes of an event that the consumer keeps. They count as queued until this is dropped.
#[cfg(feature = "bot")]
pub(crate) struct HeldBytes {
    channel: Arc<Channel>,
    bytes: usize,
}

/// How many bytes a consumer that keeps its events may hold.
#[cfg(feature = "bot")]
pub(crate) struct ByteBudget(Arc<Channel>);

struct Channel {
    #[cfg(feature = "bot")]
    capacity: Capacity,
    state: WakeMutex<ChannelState>,
    /// Notified when the queue becomes empty.
    drained: Notify,
    /// Notified when the consumer held its whole budget and released some of it.
    #[cfg(feature = "bot")]
    released: Notify,
}

struct ChannelState {
    queue: BoundedQueue<Item>,
    dropped: u64,
    /// The last item. It is never dropped.
    closed: Option<CloseReason>,
    /// The last item was taken.
    ended: bool,
    receiver_dropped: bool,
    /// The consumer, if it waits for an item.
    receiver: Option<Waker>,
    /// The task of the connection, if it waits to read more.
    reader: Option<Waker>,
}

pub(super) fn channel(capacity: Capacity, overflow: Overflow) -> (Sender, Receiver) {
    let channel = Arc::new(Channel {
        #[cfg(feature = "bot")]
        capacity,
        state: WakeMutex::new(ChannelState {
            queue: BoundedQueue::new(capacity, overflow),
            dropped: 0,
            closed: None,
            ended: false,
            receiver_dropped: false,
            receiver: None,
            reader: None,
        }),
        drained: Notify::new(),
        #[cfg(feature = "bot")]
        released: Notify::new(),
    });
    (Sender(channel.clone()), Receiver(channel))
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
    /// Adds an item. Returns whether the queue is full: then [`poll_read_gate`](Self::poll_read_gate) has to be asked.
    pub(super) fn push(&self, item: Item) -> bool {
        let mut state = self.0.state.lock();
        if state.receiver_dropped {
            return false;
        }
        let bytes = item.bytes();
        state.dropped += state.queue.push(item, bytes);
        state.wake_receiver();
        state.queue.is_full()
    }

    /// Whether to read more. If reading is paused, the task is woken when it may continue.
    pub(super) fn poll_read_gate(
        &self,
        cx: &Context<'_>,
        now: Instant,
        in_flight: bool,
    ) -> ReadGate {
        let mut state = self.0.state.lock();
        let gate = state.queue.read_gate(now, in_flight);
        state.reader = matches!(gate, ReadGate::PausedUntil(_)).then(|| cx.waker().clone());
        gate
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

    /// Sets the counters of the event queue.
    pub(super) fn add_to(&self, stats: Stats) -> Stats {
        let state = self.0.state.lock();
        Stats {
            dropped: state.dropped,
            unread: state.queue.len(),
            event_bytes: state.queue.bytes(),
            ..stats
        }
    }

    /// Waits until the queue is empty.
    pub(super) async fn drained(&self) {
        // Registers for notifications before the check, so that none is missed.
        let drained = self.0.drained.notified();
        if !self.0.state.lock().queue.is_empty() {
            drained.await;
        }
    }
}

impl Receiver {
    /// The next item.
    pub(super) fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<Delivery>> {
        let received = self.take(|state| {
            let received = state.poll_recv(cx);
            if let Poll::Ready(Some((_, bytes))) = &received {
                state.queue.release(*bytes);
            }
            received
        });
        received.map(|received| Some(received?.0))
    }

    /// The next item, for a consumer that keeps it together with its bytes.
    #[cfg(feature = "bot")]
    pub(super) fn poll_recv_held(
        &mut self,
        cx: &Context<'_>,
    ) -> Poll<Option<(Delivery, HeldBytes)>> {
        let received = self.take(|state| state.poll_recv(cx));
        received.map(|received| {
            let (delivery, bytes) = received?;
            let channel = Arc::clone(&self.0);
            Some((delivery, HeldBytes { channel, bytes }))
        })
    }

    #[cfg(feature = "bot")]
    pub(super) fn byte_budget(&self) -> ByteBudget {
        ByteBudget(Arc::clone(&self.0))
    }

    /// Takes something out, and wakes the tasks that wait for it.
    fn take<T>(&self, take: impl FnOnce(&mut ChannelState) -> T) -> T {
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

impl WakeGuard<'_, ChannelState> {
    fn wake_receiver(&mut self) {
        if let Some(receiver) = self.receiver.take() {
            self.wake(receiver);
        }
    }

    /// Wakes the task of the connection if the queue is not full.
    fn wake_reader(&mut self) {
        if !self.queue.is_full()
            && let Some(reader) = self.reader.take()
        {
            self.wake(reader);
        }
    }
}

#[cfg(feature = "bot")]
impl HeldBytes {
    pub(crate) fn bytes(&self) -> usize {
        self.bytes
    }
}

#[cfg(feature = "bot")]
impl Drop for HeldBytes {
    fn drop(&mut self) {
        let mut state = self.channel.state.lock();
        let had_capacity = state.queue.has_capacity(false);
        state.queue.release(self.bytes);
        state.wake_reader();
        drop(state);
        if !had_capacity {
            self.channel.released.notify_one();
        }
    }
}

#[cfg(feature = "bot")]
impl ByteBudget {
    /// Whether the consumer may take more. `consumer_waits` is whether it waits for an event that may still be queued.
    pub(crate) fn has_capacity(&self, consumer_waits: bool) -> bool {
        self.0.state.lock().queue.has_capacity(consumer_waits)
    }

    /// Waits until bytes were released after the budget was used up.
    pub(crate) async fn released(&self) {
        self.0.released.notified().await;
    }

    /// The budget in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.0.capacity.bytes
    }
}

impl ChannelState {
    /// The next item, and its bytes, which are held until they are released.
    fn poll_recv(&mut self, cx: &Context<'_>) -> Poll<Option<(Delivery, usize)>> {
        match self.queue.pop_held() {
            Some((Popped::Item(item), bytes)) => Poll::Ready(Some((Delivery::Item(item), bytes))),
            Some((Popped::Lagged(missed), bytes)) => {
                Poll::Ready(Some((Delivery::Lagged(missed), bytes)))
            }
            None if self.ended => Poll::Ready(None),
            None => match self.closed.take() {
                Some(reason) => {
                    self.ended = true;
                    Poll::Ready(Some((Delivery::Closed(reason), 0)))
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
            state.receiver_dropped = true;
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
    async fn all_tasks_that_wait_for_an_empty_queue_are_woken() {
        let capacity = Capacity { len: 2, bytes: 2 };
        let (sender, mut receiver) = channel(capacity, Overflow::DropOldest);
        sender.push(Item::Text("a".into()));
        let (mut first, mut second) = (pin!(sender.drained()), pin!(sender.drained()));
        for _ in 0..3 {
            assert!(is_pending(first.as_mut()).await);
            assert!(is_pending(second.as_mut()).await);
        }
        let received = poll_fn(|cx| receiver.poll_recv(cx)).await;
        assert!(matches!(received, Some(Delivery::Item(Item::Text(_)))));
        first.await;
        second.await;
        sender.drained().await;
    }

    async fn is_pending(mut future: Pin<&mut impl Future>) -> bool {
        poll_fn(|cx| Poll::Ready(future.as_mut().poll(cx).is_pending())).await
    }
}
