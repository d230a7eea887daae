use std::collections::{BTreeMap, VecDeque};
use std::fmt;
use std::time::{Duration, Instant};

use super::frame::encode_request;

#[cfg(test)]
mod tests;

/// How many requests are remembered after they timed out, to recognise their late answers.
const MAX_REMEMBERED: usize = 1024;

/// With this many outstanding commands the server stops reading.
const SERVER_CAPACITY: usize = 3;

/// How long a command that timed out is assumed to keep the server busy.
pub(super) const STALL_LIMIT: Duration = Duration::from_secs(600);

/// The queued requests, the requests in flight, and the lookup by `corrId`.
///
/// The server runs the commands of a connection one at a time, and stops reading while three of them are outstanding.
/// So only `max_in_flight` requests are sent, enough to keep the server busy. The others wait here, where they can
/// still be cancelled. A request that times out leaves `in_flight`, though the server may still be running it.
#[derive(Debug)]
pub(super) struct Requests {
    max_in_flight: usize,
    last_id: u64,
    queued: BTreeMap<RequestId, Queued>,
    in_flight: BTreeMap<RequestId, InFlight>,
    /// A lower bound of all deadlines. It may be the deadline of a request that has ended: most requests end long
    /// before their deadline, and one scan when the bound is reached costs less than keeping the deadlines sorted.
    earliest_deadline: Option<Instant>,
    /// The requests that timed out, and when, in that order.
    timed_out: VecDeque<(RequestId, Instant)>,
}

/// Identifies a request. Its decimal number is the `corrId` of the frame.
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
    pub cause: EndCause,
}

/// What ended a request that was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum EndCause {
    /// Its deadline passed.
    TimedOut,
    /// The link that it was sent over was lost.
    LinkLost,
    /// The connection ended.
    ConnectionEnded,
}

/// What is known about a command that was not answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It was not sent: sending it again is safe.
    NotSent,
    /// It was sent: the server may have run it, partly or completely.
    Unknown,
}

#[derive(Debug)]
struct Queued {
    command: String,
    deadline: Instant,
}

#[derive(Debug)]
struct InFlight {
    deadline: Instant,
    cancelled: bool,
}

/// The request that an answer belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AnswerTo {
    /// A request that ends with this answer.
    Pending(RequestId),
    /// A request that was cancelled or timed out.
    Abandoned(RequestId),
    Unknown,
}

impl Requests {
    /// At most `max_in_flight` requests are in flight, and at least one.
    pub(super) fn new(max_in_flight: usize) -> Self {
        Self {
            max_in_flight: max_in_flight.max(1),
            last_id: 0,
            queued: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            earliest_deadline: None,
            timed_out: VecDeque::new(),
        }
    }

    pub(super) fn push(&mut self, command: String, deadline: Instant) -> RequestId {
        self.last_id += 1;
        let id = RequestId(self.last_id);
        let earliest = self.next_deadline();
        self.earliest_deadline = Some(earliest.map_or(deadline, |earliest| earliest.min(deadline)));
        self.queued.insert(id, Queued { command, deadline });
        id
    }

    /// Ends a request whose caller no longer waits. Returns whether there was such a request.
    pub(super) fn cancel(&mut self, id: RequestId) -> bool {
        if self.queued.remove(&id).is_some() {
            return true;
        }
        let in_flight = self.in_flight.get_mut(&id);
        in_flight.is_some_and(|request| !std::mem::replace(&mut request.cancelled, true))
    }

    /// The next frame to send, unless `max_in_flight` requests are in flight. The request counts as sent from here on.
    pub(super) fn poll_transmit(&mut self) -> Option<(RequestId, String)> {
        if self.in_flight.len() >= self.max_in_flight {
            return None;
        }
        let (id, Queued { command, deadline }) = self.queued.pop_first()?;
        let cancelled = false;
        let request = InFlight {
            deadline,
            cancelled,
        };
        self.in_flight.insert(id, request);
        let mut corr_id = itoa::Buffer::new();
        Some((id, encode_request(corr_id.format(id.0), &command)))
    }

    /// Finds the request that an answer belongs to, and ends it.
    pub(super) fn answered(&mut self, corr_id: &str) -> AnswerTo {
        let Some(id) = RequestId::parse(corr_id) else {
            return AnswerTo::Unknown;
        };
        if let Some(request) = self.in_flight.remove(&id) {
            return if request.cancelled {
                AnswerTo::Abandoned(id)
            } else {
                AnswerTo::Pending(id)
            };
        }
        match self.timed_out.iter().position(|&(other, _)| other == id) {
            Some(index) => {
                self.timed_out.remove(index);
                AnswerTo::Abandoned(id)
            }
            None => AnswerTo::Unknown,
        }
    }

    /// Ends the requests whose deadline is at or before `now`.
    pub(super) fn expire(&mut self, now: Instant) -> Vec<Unanswered> {
        if self.earliest_deadline.is_none_or(|earliest| now < earliest) {
            return Vec::new();
        }
        let (expired, left): (Vec<_>, Vec<_>) = self.deadlines().partition(|(at, _)| *at <= now);
        self.earliest_deadline = left.into_iter().map(|(at, _)| at).min();
        let unanswered = expired.into_iter().filter_map(|(_, id)| {
            let outcome = self.time_out(id, now)?;
            let cause = EndCause::TimedOut;
            Some(Unanswered { id, outcome, cause })
        });
        unanswered.collect()
    }

    /// The latest time to call [`expire`](Self::expire).
    pub(super) fn next_deadline(&self) -> Option<Instant> {
        let is_empty = self.queued.is_empty() && self.in_flight.is_empty();
        self.earliest_deadline.filter(|_| !is_empty)
    }

    fn deadlines(&self) -> impl Iterator<Item = (Instant, RequestId)> {
        let in_flight = self.in_flight.iter().map(|(id, sent)| (sent.deadline, *id));
        let queued = self.queued.iter();
        in_flight.chain(queued.map(|(id, queued)| (queued.deadline, *id)))
    }

    /// Ends the requests that were sent.
    pub(super) fn end_sent(&mut self, cause: EndCause) -> Vec<Unanswered> {
        self.timed_out.clear();
        let in_flight = std::mem::take(&mut self.in_flight);
        let unanswered = in_flight.into_iter().filter_map(|(id, request)| {
            let outcome = Outcome::Unknown;
            (!request.cancelled).then_some(Unanswered { id, outcome, cause })
        });
        unanswered.collect()
    }

    /// Ends the requests that were not sent.
    pub(super) fn end_queued(&mut self) -> Vec<Unanswered> {
        let (outcome, cause) = (Outcome::NotSent, EndCause::ConnectionEnded);
        let queued = std::mem::take(&mut self.queued);
        let unanswered = queued
            .into_keys()
            .map(|id| Unanswered { id, outcome, cause });
        unanswered.collect()
    }

    pub(super) fn queued(&self) -> usize {
        self.queued.len()
    }

    pub(super) fn in_flight(&self) -> usize {
        self.in_flight.len()
    }

    /// Whether no caller waits for an answer.
    pub(super) fn is_idle(&self) -> bool {
        self.queued.is_empty() && self.in_flight.values().all(|sent| sent.cancelled)
    }

    /// Whether the server does not read because of the commands in flight.
    pub(super) fn is_server_full(&self) -> bool {
        self.in_flight.len() >= SERVER_CAPACITY
    }

    /// Until when the commands that timed out, together with those in flight, may keep the server from reading.
    pub(super) fn busy_until(&self) -> Option<Instant> {
        let missing = SERVER_CAPACITY.saturating_sub(self.in_flight.len()).max(1);
        let index = self.timed_out.len().checked_sub(missing)?;
        Some(self.timed_out[index].1 + STALL_LIMIT)
    }

    /// Removes a request at its deadline. Returns the outcome if its caller still waits.
    fn time_out(&mut self, id: RequestId, now: Instant) -> Option<Outcome> {
        if self.queued.remove(&id).is_some() {
            return Some(Outcome::NotSent);
        }
        let request = self.in_flight.remove(&id)?;
        if self.timed_out.len() == MAX_REMEMBERED {
            self.timed_out.pop_front();
        }
        self.timed_out.push_back((id, now));
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
