//! The bounded queue of events, and when to stop reading because of it.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

use crate::protocol::saturating_add;

#[cfg(test)]
mod tests;

/// What happens when events arrive faster than they are consumed.
///
/// Events are never lost silently: the stream reports how many are missing, or the connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// The client stops reading. The events wait in the server and in the network, and none is lost. With commands in
    /// flight the client continues to read until the queue holds twice its capacity, so that a consumer which sends a
    /// command between two events gets its answer.
    ///
    /// If the consumer takes nothing for this time, the oldest events are dropped.
    Wait(Duration),
    /// The oldest events are dropped.
    DropOldest,
    /// The connection ends.
    Close,
}

/// How much a [`BoundedQueue`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) struct Capacity {
    /// The number of events, at least one.
    pub(in crate::client) len: usize,
    /// The bytes of all events. A larger event is accepted while it is the only one.
    pub(in crate::client) bytes: usize,
}

/// A queue of events, limited by their number and their bytes.
#[derive(Debug)]
pub(super) struct BoundedQueue<T> {
    overflow: Overflow,
    capacity: Capacity,
    items: VecDeque<(T, usize)>,
    /// The bytes of `items`.
    bytes: usize,
    /// The bytes of the events that were taken with [`pop_held`](Self::pop_held) and not released.
    held: usize,
    /// How many events were dropped before the first of `items`.
    missed: u64,
    /// An event arrived that [`Overflow::Close`] does not allow.
    overflowed: bool,
    /// Reading is paused, or would be if the consumer had not exceeded its time.
    full: bool,
    /// The last time that the consumer took something since the queue is full.
    full_since: Option<Instant>,
}

/// What the consumer receives.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Popped<T> {
    /// An event.
    Item(T),
    /// This many events were dropped here.
    Lagged(u64),
}

/// Whether to read from the link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::client) enum ReadGate {
    /// Read.
    Open,
    /// Read nothing until this time, unless the consumer takes something or a command is sent.
    PausedUntil(Instant),
    /// End the connection.
    Overflowed,
}

impl<T> BoundedQueue<T> {
    pub(super) fn new(capacity: Capacity, overflow: Overflow) -> Self {
        Self {
            overflow,
            capacity,
            items: VecDeque::new(),
            bytes: 0,
            held: 0,
            missed: 0,
            overflowed: false,
            full: false,
            full_since: None,
        }
    }

    /// Adds an event, and returns how many events were dropped because of it. If the queue is [full](Self::is_full)
    /// then, ask the [read gate](Self::read_gate) before reading more.
    pub(super) fn push(&mut self, item: T, bytes: usize) -> u64 {
        if self.overflow == Overflow::Close && self.exceeds(self.capacity, bytes) {
            self.overflowed = true;
            self.full = true;
            return 1;
        }
        let limit = match self.overflow {
            Overflow::Wait(_) => self.capacity.doubled(),
            Overflow::DropOldest | Overflow::Close => self.capacity,
        };
        let mut dropped = 0;
        while self.exceeds(limit, bytes) {
            self.remove_first();
            dropped += 1;
        }
        self.missed += dropped;
        self.items.push_back((item, bytes));
        self.bytes += bytes;
        if matches!(self.overflow, Overflow::Wait(_)) {
            self.full |= self.exceeds(self.capacity, 0);
        }
        dropped
    }

    /// Takes the next event and its bytes. The bytes count as queued until they are [released](Self::release): this is
    /// for a consumer that keeps what it takes.
    pub(super) fn pop_held(&mut self) -> Option<(Popped<T>, usize)> {
        if self.missed > 0 {
            return Some((Popped::Lagged(std::mem::take(&mut self.missed)), 0));
        }
        let (item, bytes) = self.items.pop_front()?;
        self.bytes -= bytes;
        self.held += bytes;
        self.on_consumed();
        Some((Popped::Item(item), bytes))
    }

    /// Releases the bytes of events that were taken with [`pop_held`](Self::pop_held).
    pub(super) fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes);
        self.on_consumed();
    }

    /// Whether a consumer that [keeps](Self::pop_held) its events may take more: it holds fewer bytes than the
    /// capacity, or than twice the capacity if it waits for an event that may still be queued.
    #[cfg(any(test, feature = "bot"))]
    pub(super) fn has_capacity(&self, consumer_waits: bool) -> bool {
        let limit = if consumer_waits {
            self.capacity.doubled()
        } else {
            self.capacity
        };
        self.held == 0 || self.held < limit.bytes
    }

    /// The bytes of the queued events and of the held ones.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.saturating_add(self.held)
    }

    /// The consumer took or released something: its time starts again.
    fn on_consumed(&mut self) {
        self.full_since = None;
        self.full &= !self.is_half_empty() || self.overflowed;
    }

    /// Whether to ask the [`read_gate`](Self::read_gate). A full queue counts as full until half of it is consumed.
    pub(super) fn is_full(&self) -> bool {
        self.full
    }

    /// Whether to read more. `in_flight` is whether commands are in flight.
    pub(super) fn read_gate(&mut self, now: Instant, in_flight: bool) -> ReadGate {
        if self.overflowed {
            return ReadGate::Overflowed;
        }
        let Overflow::Wait(timeout) = self.overflow else {
            return ReadGate::Open;
        };
        if !self.full || (in_flight && !self.exceeds(self.capacity.doubled(), 0)) {
            return ReadGate::Open;
        }
        let until = saturating_add(*self.full_since.get_or_insert(now), timeout);
        if until <= now {
            ReadGate::Open
        } else {
            ReadGate::PausedUntil(until)
        }
    }

    /// The number of queued events.
    pub(super) fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to take.
    pub(super) fn is_empty(&self) -> bool {
        self.items.is_empty() && self.missed == 0
    }

    /// Drops all events, after the consumer is gone.
    pub(super) fn clear(&mut self) {
        self.items = VecDeque::new();
        self.bytes = 0;
        self.missed = 0;
        self.full = self.overflowed;
        self.full_since = None;
    }

    /// Whether one more event of `bytes` would exceed the limit.
    fn exceeds(&self, limit: Capacity, bytes: usize) -> bool {
        let too_many = self.items.len() >= limit.len;
        let too_large = self.bytes().saturating_add(bytes) > limit.bytes;
        too_many || (too_large && !self.items.is_empty())
    }

    fn is_half_empty(&self) -> bool {
        let Capacity { len, bytes } = self.capacity;
        // With an empty queue, a consumer that keeps its events decides itself whether to take more.
        self.items.is_empty() || (self.items.len() <= len / 2 && self.bytes() <= bytes / 2)
    }

    fn remove_first(&mut self) -> Option<T> {
        let (item, bytes) = self.items.pop_front()?;
        self.bytes -= bytes;
        Some(item)
    }
}

impl Capacity {
    fn doubled(self) -> Self {
        Self {
            len: self.len.saturating_mul(2),
            bytes: self.bytes.saturating_mul(2),
        }
    }
}
