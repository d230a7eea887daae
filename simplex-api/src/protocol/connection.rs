use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt;
use std::time::Instant;

use super::frame::{Frame, FrameError, encode_request};

#[cfg(test)]
mod lifetimes;
#[cfg(test)]
mod tests;

/// How many requests are remembered after they were given up, so that their late answers are known.
const REMEMBERED: usize = 1024;

/// The requests of one client: what waits, what was sent, and whose answer a frame is.
///
/// The server runs the commands of a connection one at a time, and with three of them outstanding it
/// stops reading until one is done. So only a *window* of requests is in flight: enough to keep the
/// server busy; the others wait here, where they can still be taken back. A request that times out
/// leaves the window, though the server may still be at work on it.
///
/// Every request ends exactly once: with an [answer](Received::Answer), [`Unanswered`], or by
/// [`cancel`](Self::cancel).
#[derive(Debug)]
pub struct Connection {
    window: usize,
    last_id: u64,
    /// By id, which is the order of the requests.
    queued: BTreeMap<RequestId, Queued>,
    in_flight: BTreeMap<RequestId, InFlight>,
    deadlines: BTreeSet<(Instant, RequestId)>,
    given_up: VecDeque<RequestId>,
}

/// A request; its decimal number is the `corrId` on the wire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(u64);

/// What a frame is.
#[derive(Debug)]
pub enum Received<'a> {
    /// The answer to a request, which ends with it.
    Answer {
        /// The request.
        id: RequestId,
        /// Its answer: a response or a `chatCmdError`.
        frame: Frame<'a>,
    },
    /// The answer to a request that was cancelled or timed out.
    Late {
        /// The request.
        id: RequestId,
        /// The answer that nobody waits for.
        frame: Frame<'a>,
    },
    /// An event.
    Event(Frame<'a>),
    /// An error that says not which request it belongs to: a `chatCmdError` without `corrId`.
    Error(Frame<'a>),
    /// An answer to no request of this connection, or to one that was answered before.
    Unmatched(Frame<'a>),
    /// Not a frame.
    Malformed(FrameError),
}

/// A request that ended without an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unanswered {
    /// The request.
    pub id: RequestId,
    /// Whether the server may have run it.
    pub outcome: Outcome,
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

impl Connection {
    /// A connection that has at most `window` requests in flight, and at least one.
    pub fn new(window: usize) -> Self {
        Self {
            window: window.max(1),
            last_id: 0,
            queued: BTreeMap::new(),
            in_flight: BTreeMap::new(),
            deadlines: BTreeSet::new(),
            given_up: VecDeque::new(),
        }
    }

    /// Queues a command to be answered before `deadline`.
    pub fn request(&mut self, text: String, deadline: Instant) -> RequestId {
        self.last_id += 1;
        let id = RequestId(self.last_id);
        self.deadlines.insert((deadline, id));
        self.queued.insert(id, Queued { text, deadline });
        id
    }

    /// Ends a request that nobody waits for any more.
    ///
    /// If it is queued, it will not be sent. If it is in flight, the server is busy with it: it keeps
    /// its place in the window until the answer or its deadline.
    pub fn cancel(&mut self, id: RequestId) {
        if let Some(queued) = self.queued.remove(&id) {
            self.deadlines.remove(&(queued.deadline, id));
        } else if let Some(request) = self.in_flight.get_mut(&id) {
            request.cancelled = true;
        }
    }

    /// The request that [`poll_transmit`](Self::poll_transmit) would send.
    pub fn peek_transmit(&self) -> Option<RequestId> {
        let (&id, _) = self.queued.first_key_value()?;
        (self.in_flight.len() < self.window).then_some(id)
    }

    /// The next frame to send, if the window has a place for it. From here on it counts as sent.
    pub fn poll_transmit(&mut self) -> Option<(RequestId, String)> {
        let id = self.peek_transmit()?;
        let Queued { text, deadline } = self.queued.remove(&id)?;
        let cancelled = false;
        self.in_flight.insert(
            id,
            InFlight {
                deadline,
                cancelled,
            },
        );
        Some((id, encode_request(&id.to_string(), &text)))
    }

    /// Says what a frame from the server is, and ends the request that it answers.
    pub fn handle_frame<'a>(&mut self, text: &'a str) -> Received<'a> {
        match Frame::parse(text) {
            Ok(frame) => self.route(frame),
            Err(error) => Received::Malformed(error),
        }
    }

    /// Ends the requests whose deadline is not after `now`.
    pub fn handle_timeout(&mut self, now: Instant) -> Vec<Unanswered> {
        let mut unanswered = Vec::new();
        while let Some(&(deadline, id)) = self.deadlines.first()
            && deadline <= now
        {
            self.deadlines.pop_first();
            unanswered.extend(self.expire(id).map(|outcome| Unanswered { id, outcome }));
        }
        unanswered
    }

    /// When to call [`handle_timeout`](Self::handle_timeout).
    pub fn poll_timeout(&self) -> Option<Instant> {
        self.deadlines.first().map(|&(deadline, _)| deadline)
    }

    /// Ends all requests, because the link is gone. What is requested later waits for a new one.
    pub fn handle_closed(&mut self) -> Vec<Unanswered> {
        self.deadlines.clear();
        self.given_up.clear();
        let in_flight = std::mem::take(&mut self.in_flight).into_iter();
        let queued = std::mem::take(&mut self.queued).into_keys();
        in_flight
            .filter(|(_, request)| !request.cancelled)
            .map(|(id, _)| Unanswered {
                id,
                outcome: Outcome::Unknown,
            })
            .chain(queued.map(|id| Unanswered {
                id,
                outcome: Outcome::NotSent,
            }))
            .collect()
    }

    fn route<'a>(&mut self, frame: Frame<'a>) -> Received<'a> {
        let Some(corr_id) = &frame.corr_id else {
            return if frame.is_error() {
                Received::Error(frame)
            } else {
                Received::Event(frame)
            };
        };
        let Some(id) = RequestId::parse(corr_id) else {
            return Received::Unmatched(frame);
        };
        if let Some(request) = self.in_flight.remove(&id) {
            self.deadlines.remove(&(request.deadline, id));
            if request.cancelled {
                Received::Late { id, frame }
            } else {
                Received::Answer { id, frame }
            }
        } else if let Some(index) = self.given_up.iter().position(|&given_up| given_up == id) {
            self.given_up.remove(index);
            Received::Late { id, frame }
        } else {
            Received::Unmatched(frame)
        }
    }

    /// Takes a request out at its deadline; the outcome if somebody waits for it.
    fn expire(&mut self, id: RequestId) -> Option<Outcome> {
        if self.queued.remove(&id).is_some() {
            return Some(Outcome::NotSent);
        }
        let request = self.in_flight.remove(&id)?;
        if self.given_up.len() == REMEMBERED {
            self.given_up.pop_front();
        }
        self.given_up.push_back(id);
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
