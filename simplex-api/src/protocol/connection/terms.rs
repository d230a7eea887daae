//! What a connection is told, and what it says.

use std::time::Duration;

use crate::protocol::{Frame, FrameError, KeepAlive, Reconnect, RequestId};

/// How a [`Connection`](super::Connection) behaves.
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct Settings {
    pub(super) window: usize,
    pub(super) reconnect: Reconnect,
    pub(super) keep_alive: Option<KeepAlive>,
    pub(super) seed: u64,
}

impl Settings {
    /// How many requests may be in flight: 8 if not set, at least one.
    pub fn window(mut self, requests: usize) -> Self {
        self.window = requests;
        self
    }

    /// What follows when a link is lost: [endless](Reconnect::endless) attempts if not set.
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        self.reconnect = policy;
        self
    }

    /// How an idle link is watched; `None` for not at all.
    pub fn keep_alive(mut self, keep_alive: impl Into<Option<KeepAlive>>) -> Self {
        self.keep_alive = keep_alive.into();
        self
    }

    /// For the jitter of the delays: 0 if not set, which makes all connections wait for the same times.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            window: 8,
            reconnect: Reconnect::endless(),
            keep_alive: Some(KeepAlive::default()),
            seed: 0,
        }
    }
}

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

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
pub enum Step {
    /// Make a link, then tell [`handle_connected`](super::Connection::handle_connected) or
    /// [`handle_refused`](super::Connection::handle_refused).
    Dial,
    /// Send this frame.
    Transmit {
        /// The request that it sends.
        id: RequestId,
        /// The text.
        frame: String,
    },
    /// Send a ping.
    Ping,
    /// Abandon the link, which is dead, and tell [`handle_lost`](super::Connection::handle_lost).
    Abandon,
    /// Close the link in good order: nothing more is to be sent or waited for.
    Farewell,
}

/// A time without a link: events in it may have been missed.
///
/// The server keeps events for a client that is away, up to a bound. What it had given to the network
/// when the link was lost is gone, some three events as a rule, and so is everything that a server
/// that was restarted had not given out. What matters has to be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// From the loss of the link to the new one.
    pub downtime: Duration,
    /// How many attempts it took, those included whose links were not
    /// [healthy](Reconnect::healthy_after).
    pub attempts: u32,
}

/// Why a connection is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ending {
    /// It was closed on this side.
    Closed,
    /// It was [aborted](super::Connection::abort).
    Aborted,
    /// The link was lost, and there is to be no other.
    Lost,
    /// So many attempts to make a new link failed.
    GaveUp {
        /// How many, in a row.
        attempts: u32,
    },
}
