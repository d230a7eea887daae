use std::collections::VecDeque;
use std::fmt;
use std::time::{Duration, Instant};

use super::frame::encode_request;
use super::in_order::InOrder;

#[cfg(test)]
mod tests;

/// How many requests are remembered after they were given up, so that their late answers are known.
const REMEMBERED: usize = 1024;

/// With so many commands outstanding the server does not read.
const SERVER_FULL: usize = 3;

/// How long a command that was given up is believed to keep the server busy.
pub(super) const BELIEVED: Duration = Duration::from_secs(600);

/// What waits, what was sent, and which request an id belongs to.
///
/// The server runs the commands of a connection one at a time, and with three of them outstanding it
/// stops reading until one is done. So only a *window* of requests is in flight: enough to keep the
/// server busy; the others wait here, where they can still be taken back. A request that times out
/// leaves the window, though the server may still be at work on it.
#[derive(Debug)]
pub(super) struct Requests {
    window: usize,
    last_id: u64,
    queued: InOrder<Queued>,
    in_flight: InOrder<InFlight>,
    /// No deadline is earlier. It can be that of a request that has ended: most end long before their deadline, and
    /// to look at all of the others once it has come costs less than to keep them sorted.
    earliest: Option<Instant>,
    /// With the time of giving up, which is their order.
    given_up: VecDeque<(RequestId, Instant)>,
}

/// A request; its decimal number is the `corrId` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub(super) u64);

/// A request that ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unanswered {
    /// The request.
    pub id: RequestId,
    /// Whether the server may have run it.
    pub outcome: Outcome,
    /// What ended it.
    pub cause: Cause,
}

/// What ends a request that was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Cause {
    /// Its deadline.
    Deadline,
    /// The loss of the link that it was sent over.
    Link,
    /// The end of the connection.
    End,
}

/// What is known of a command that was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It never left: to send it again is safe.
    NotSent,
    /// It was sent: the server may have run it, in part or in whole.
    Unknown,
}

#[derive(Debug)]
struct Queued {
    text: String,
    deadline: Instant,
}

#[derive(Debug)]
struct InFlight {
    deadline: Instant,
    cancelled: bool,
}

/// Whose answer it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    /// A request that it ends.
    Waiting(RequestId),
    /// A request that was cancelled or timed out.
    Gone(RequestId),
    Nobody,
}

impl Requests {
    /// At most `window` requests are in flight, and at least one.
    pub(super) fn new(window: usize) -> Self {
        Self {
            window: window.max(1),
            last_id: 0,
            queued: InOrder::default(),
            in_flight: InOrder::default(),
            earliest: None,
            given_up: VecDeque::new(),
        }
    }

    pub(super) fn push(&mut self, text: String, deadline: Instant) -> RequestId {
        self.last_id += 1;
        let id = RequestId(self.last_id);
        let earliest = self.next_deadline();
        self.earliest = Some(earliest.map_or(deadline, |earliest| earliest.min(deadline)));
        self.queued.push(id, Queued { text, deadline });
        id
    }

    /// Ends a request that nobody waits for any more. Whether there was one.
    pub(super) fn cancel(&mut self, id: RequestId) -> bool {
        if self.queued.remove(id).is_some() {
            return true;
        }
        let in_flight = self.in_flight.get_mut(id);
        in_flight.is_some_and(|request| !std::mem::replace(&mut request.cancelled, true))
    }

    /// The next frame to send, if the window has a place for it. From here on it counts as sent.
    pub(super) fn poll_transmit(&mut self) -> Option<(RequestId, String)> {
        if self.in_flight.len() >= self.window {
            return None;
        }
        let (id, Queued { text, deadline }) = self.queued.pop_first()?;
        let cancelled = false;
        let request = InFlight {
            deadline,
            cancelled,
        };
        self.in_flight.push(id, request);
        let mut corr_id = itoa::Buffer::new();
        Some((id, encode_request(corr_id.format(id.0), &text)))
    }

    /// Finds the request that an answer belongs to, and ends it.
    pub(super) fn answered(&mut self, corr_id: &str) -> Owner {
        let Some(id) = RequestId::parse(corr_id) else {
            return Owner::Nobody;
        };
        if let Some(request) = self.in_flight.remove(id) {
            return if request.cancelled {
                Owner::Gone(id)
            } else {
                Owner::Waiting(id)
            };
        }
        match self.given_up.iter().position(|&(gone, _)| gone == id) {
            Some(index) => {
                self.given_up.remove(index);
                Owner::Gone(id)
            }
            None => Owner::Nobody,
        }
    }

    /// Ends the requests whose deadline is not after `now`.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<Unanswered> {
        if self.earliest.is_none_or(|earliest| now < earliest) {
            return Vec::new();
        }
        let (over, left): (Vec<_>, Vec<_>) = self.deadlines().partition(|(at, _)| *at <= now);
        self.earliest = left.into_iter().map(|(at, _)| at).min();
        let unanswered = over.into_iter().filter_map(|(_, id)| {
            let outcome = self.give_up(id, now)?;
            let cause = Cause::Deadline;
            Some(Unanswered { id, outcome, cause })
        });
        unanswered.collect()
    }

    /// When to [`expire`](Self::expire), at the latest.
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        let is_empty = self.queued.is_empty() && self.in_flight.is_empty();
        self.earliest.filter(|_| !is_empty)
    }

    fn deadlines(&self) -> impl Iterator<Item = (Instant, RequestId)> {
        let in_flight = self.in_flight.iter().map(|(id, sent)| (sent.deadline, id));
        let queued = self.queued.iter();
        in_flight.chain(queued.map(|(id, queued)| (queued.deadline, id)))
    }

    /// Ends what was sent. What was not stays.
    pub(super) fn end_sent(&mut self, cause: Cause) -> Vec<Unanswered> {
        self.given_up.clear();
        let unanswered = self.in_flight.take().filter_map(|(id, request)| {
            let outcome = Outcome::Unknown;
            (!request.cancelled).then_some(Unanswered { id, outcome, cause })
        });
        unanswered.collect()
    }

    /// Ends what was not sent.
    pub(super) fn end_queued(&mut self) -> Vec<Unanswered> {
        let (outcome, cause) = (Outcome::NotSent, Cause::End);
        let queued = self.queued.take();
        let unanswered = queued.map(|(id, _)| Unanswered { id, outcome, cause });
        unanswered.collect()
    }

    pub(super) fn queued(&self) -> usize {
        self.queued.len()
    }

    pub(super) fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    /// Whether nobody waits for an answer.
    pub(super) fn is_idle(&self) -> bool {
        self.queued.is_empty() && self.in_flight.iter().all(|(_, sent)| sent.cancelled)
    }

    /// Whether so many commands are in flight that the server does not read.
    pub(super) fn is_server_full(&self) -> bool {
        self.in_flight.len() >= SERVER_FULL
    }

    /// Until when the server may be too busy to read because of commands that were given up, beside those in flight.
    pub(super) fn busy_until(&self) -> Option<Instant> {
        let missing = SERVER_FULL.saturating_sub(self.in_flight.len()).max(1);
        let last = self.given_up.len().checked_sub(missing)?;
        Some(self.given_up[last].1 + BELIEVED)
    }

    /// Takes a request out at its deadline; the outcome if somebody waits for it.
    fn give_up(&mut self, id: RequestId, now: Instant) -> Option<Outcome> {
        if self.queued.remove(id).is_some() {
            return Some(Outcome::NotSent);
        }
        let request = self.in_flight.remove(id)?;
        if self.given_up.len() == REMEMBERED {
            self.given_up.pop_front();
        }
        self.given_up.push_back((id, now));
        (!request.cancelled).then_some(Outcome::Unknown)
    }
}

impl RequestId {
    /// The inverse of `Display`, which never writes a sign or a leading zero.
    fn parse(corr_id: &str) -> Option<Self> {
        let canonical = corr_id.starts_with(|first| matches!(first, '1'..='9'));
        canonical.then(|| corr_id.parse().ok().map(Self))?
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotSent => "it was not sent",
            Self::Unknown => "it was sent, its outcome is unknown",
        })
    }
}
