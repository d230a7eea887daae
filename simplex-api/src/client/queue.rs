//! The queue of events: the sender never waits, the oldest gives way.

use std::collections::VecDeque;
use std::str::Utf8Error;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

use tokio_tungstenite::tungstenite::{Bytes, Utf8Bytes};

use super::CloseReason;

pub(super) enum Item {
    Text(Utf8Bytes),
    /// A binary frame that is no text.
    Binary(Bytes, Utf8Error),
}

pub(super) enum Queued {
    Item(Item),
    Lagged(u64),
    Closed(CloseReason),
}

pub(super) struct Sender(Arc<Shared>);

pub(super) struct Receiver(Arc<Shared>);

struct Shared {
    capacity: usize,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    items: VecDeque<Item>,
    /// How many were dropped in front of `items`.
    missed: u64,
    /// The last item, which is never dropped.
    closed: Option<CloseReason>,
    /// The last item was taken.
    ended: bool,
    receiver_gone: bool,
    waker: Option<Waker>,
}

pub(super) fn channel(capacity: usize) -> (Sender, Receiver) {
    let shared = Arc::new(Shared {
        capacity: capacity.max(1),
        state: Mutex::default(),
    });
    (Sender(shared.clone()), Receiver(shared))
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Changes the state, then wakes the receiver.
    fn update(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.lock();
        change(&mut state);
        let waker = state.waker.take();
        drop(state);
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl Sender {
    pub(super) fn push(&self, item: Item) {
        self.0.update(|state| {
            if state.receiver_gone {
                return;
            }
            if state.items.len() == self.0.capacity {
                state.items.pop_front();
                state.missed += 1;
            }
            state.items.push_back(item);
        });
    }

    /// Adds the last item. Without it, dropping the sender adds one.
    pub(super) fn close(&self, reason: CloseReason) {
        self.0.update(|state| {
            if !state.ended {
                state.closed.get_or_insert(reason);
            }
        });
    }
}

impl Drop for Sender {
    fn drop(&mut self) {
        self.close(CloseReason::aborted());
    }
}

impl Receiver {
    pub(super) fn poll_recv(&mut self, cx: &mut Context<'_>) -> Poll<Option<Queued>> {
        let mut state = self.0.lock();
        if state.missed > 0 {
            let missed = std::mem::take(&mut state.missed);
            Poll::Ready(Some(Queued::Lagged(missed)))
        } else if let Some(item) = state.items.pop_front() {
            Poll::Ready(Some(Queued::Item(item)))
        } else if let Some(reason) = state.closed.take() {
            state.ended = true;
            Poll::Ready(Some(Queued::Closed(reason)))
        } else if state.ended {
            Poll::Ready(None)
        } else {
            state.waker = Some(cx.waker().clone());
            Poll::Pending
        }
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        let mut state = self.0.lock();
        state.receiver_gone = true;
        state.items = VecDeque::new();
    }
}
