use std::collections::VecDeque;
use std::time::{Duration, Instant};

use super::time::later;

#[cfg(test)]
mod tests;

/// What happens when events come faster than they are taken.
///
/// Loss is never silent: it is announced where the events are missing, or the connection ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Overflow {
    /// Reading from the server stops, and the events wait there and in the network, where none is lost.
    /// With commands in flight reading goes on all the same, until there are twice as many as the queue
    /// is to hold: a consumer that sends a command between two events gets its answer.
    ///
    /// If the consumer takes nothing for as long as this, the oldest give way.
    Wait(Duration),
    /// The oldest give way to the new.
    DropOldest,
    /// The connection ends.
    Close,
}

/// How much an [`EventQueue`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Capacity {
    events: usize,
    bytes: usize,
}

/// Events between the reader and their consumer, in order and within bounds.
#[derive(Debug)]
pub struct EventQueue<T> {
    overflow: Overflow,
    capacity: Capacity,
    items: VecDeque<(T, usize)>,
    /// Of `items`.
    bytes: usize,
    /// Of what was taken and counts still.
    held: usize,
    /// How many were dropped in front of `items`.
    missed: u64,
    /// An event came that [`Overflow::Close`] does not allow.
    overflowed: bool,
    /// Reading is held up, or would be if it were not overdue.
    full: bool,
    /// The last time that the consumer was seen to take something while it is full.
    full_since: Option<Instant>,
}

/// What the consumer gets.
#[derive(Debug, PartialEq, Eq)]
pub enum Taken<T> {
    /// An event.
    Item(T),
    /// So many are missing here.
    Lagged(u64),
}

/// Whether to read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Intake {
    /// Read on.
    Read,
    /// Read nothing until then, unless the consumer makes room or a command goes out.
    Pause(Instant),
    /// End the connection.
    Close,
}

impl<T> EventQueue<T> {
    /// An empty queue.
    pub fn new(capacity: Capacity, overflow: Overflow) -> Self {
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

    /// Adds an event of so many bytes, and says how many others that cost. If the queue is
    /// [full](Self::is_full) then, ask for the [`intake`](Self::intake) before reading on.
    pub fn push(&mut self, item: T, bytes: usize) -> u64 {
        if self.overflow == Overflow::Close && self.exceeds(self.capacity, bytes) {
            self.overflowed = true;
            self.full = true;
            return 1;
        }
        let most = match self.overflow {
            Overflow::Wait(_) => self.capacity.twice(),
            Overflow::DropOldest | Overflow::Close => self.capacity,
        };
        let mut dropped = 0;
        while self.exceeds(most, bytes) {
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

    /// The next event. Its bytes do not count any more.
    pub fn pop(&mut self) -> Option<Taken<T>> {
        let (taken, bytes) = self.take()?;
        self.release(bytes);
        Some(taken)
    }

    /// The next event and its bytes, which count until they are [released](Self::release): for a consumer that keeps
    /// what it takes.
    pub fn take(&mut self) -> Option<(Taken<T>, usize)> {
        if self.missed > 0 {
            return Some((Taken::Lagged(std::mem::take(&mut self.missed)), 0));
        }
        let (item, bytes) = self.items.pop_front()?;
        self.bytes -= bytes;
        self.held += bytes;
        self.consumer_lives();
        Some((Taken::Item(item), bytes))
    }

    /// Lets bytes that were [taken](Self::take) not count any more.
    pub fn release(&mut self, bytes: usize) {
        self.held = self.held.saturating_sub(bytes);
        self.consumer_lives();
    }

    /// Whether a consumer that keeps what it [takes](Self::take) is to take more: what it has is less than all of the
    /// events may have, or less than twice as much if it waits for something that may be behind.
    pub fn has_room(&self, waits: bool) -> bool {
        let most = if waits {
            self.capacity.twice()
        } else {
            self.capacity
        };
        self.held == 0 || self.held < most.bytes
    }

    /// How many bytes count: those of the events that wait, and those that were taken and not released.
    pub fn bytes(&self) -> usize {
        self.bytes.saturating_add(self.held)
    }

    /// The wait for it begins anew.
    fn consumer_lives(&mut self) {
        self.full_since = None;
        self.full &= !self.is_half_empty() || self.overflowed;
    }

    /// Whether [`intake`](Self::intake) has something to say. A queue that was full is so until half of it
    /// was taken.
    pub fn is_full(&self) -> bool {
        self.full
    }

    /// Whether to read on; `in_flight` tells whether commands are.
    pub fn intake(&mut self, now: Instant, in_flight: bool) -> Intake {
        if self.overflowed {
            return Intake::Close;
        }
        let Overflow::Wait(patience) = self.overflow else {
            return Intake::Read;
        };
        if !self.full || (in_flight && !self.exceeds(self.capacity.twice(), 0)) {
            return Intake::Read;
        }
        let until = later(*self.full_since.get_or_insert(now), patience);
        if until <= now {
            Intake::Read
        } else {
            Intake::Pause(until)
        }
    }

    /// How many events wait.
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Whether there is nothing to take.
    pub fn is_empty(&self) -> bool {
        self.items.is_empty() && self.missed == 0
    }

    /// Drops what there is: nobody wants it.
    pub fn clear(&mut self) {
        self.items = VecDeque::new();
        self.bytes = 0;
        self.missed = 0;
        self.full = self.overflowed;
        self.full_since = None;
    }

    /// Whether one more event of so many bytes is too much.
    fn exceeds(&self, most: Capacity, bytes: usize) -> bool {
        let count = self.items.len() >= most.events;
        let room = self.bytes().saturating_add(bytes) > most.bytes;
        count || (room && !self.items.is_empty())
    }

    fn is_half_empty(&self) -> bool {
        let Capacity { events, bytes } = self.capacity;
        // A consumer that keeps what it takes decides by itself whether to take more.
        self.items.is_empty() || (self.items.len() <= events / 2 && self.bytes() <= bytes / 2)
    }

    fn remove_first(&mut self) -> Option<T> {
        let (item, bytes) = self.items.pop_front()?;
        self.bytes -= bytes;
        Some(item)
    }
}

impl Capacity {
    /// How many events: 4096 if not set, at least one.
    pub fn events(mut self, events: usize) -> Self {
        self.events = events.max(1);
        self
    }

    /// How many bytes they may have, with those that were [taken](EventQueue::take) and count still: 64 MiB if not set.
    /// A larger event has its place while it is alone.
    pub fn bytes(mut self, bytes: usize) -> Self {
        self.bytes = bytes;
        self
    }

    /// How many bytes the events may have.
    #[cfg(feature = "bot")]
    pub(crate) fn bytes_limit(self) -> usize {
        self.bytes
    }

    fn twice(self) -> Self {
        Self {
            events: self.events.saturating_mul(2),
            bytes: self.bytes.saturating_mul(2),
        }
    }
}

impl Default for Capacity {
    fn default() -> Self {
        Self {
            events: 4096,
            bytes: 64 << 20,
        }
    }
}
