//! What a connection takes and returns: configuration, frames, actions.

use std::time::Duration;

use crate::protocol::frame::{Frame, FrameError};
use crate::protocol::keep_alive::KeepAlive;
use crate::protocol::reconnect::Reconnect;
use crate::protocol::requests::RequestId;

/// Configures a [`Connection`](super::Connection).
#[derive(Debug, Clone, Copy)]
#[must_use]
pub struct ConnectionConfig {
    pub(super) max_in_flight: usize,
    pub(super) reconnect: Reconnect,
    pub(crate) keep_alive: Option<KeepAlive>,
    pub(super) seed: u64,
}

impl ConnectionConfig {
    /// How many requests may be in flight, at least one. The default is 8.
    pub fn max_in_flight(mut self, requests: usize) -> Self {
        self.max_in_flight = requests;
        self
    }

    /// When to dial again after a link is lost. The default is [`Reconnect::endless`].
    pub fn reconnect(mut self, policy: Reconnect) -> Self {
        self.reconnect = policy;
        self
    }

    /// When an idle link is pinged; `None` turns pings off.
    pub fn keep_alive(mut self, keep_alive: impl Into<Option<KeepAlive>>) -> Self {
        self.keep_alive = keep_alive.into();
        self
    }

    /// The seed of the random delays. The default is 0, which gives every connection the same delays.
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }
}

impl Default for ConnectionConfig {
    fn default() -> Self {
        Self {
            max_in_flight: 8,
            reconnect: Reconnect::endless(),
            keep_alive: Some(KeepAlive::default()),
            seed: 0,
        }
    }
}

/// What a received frame is.
#[derive(Debug)]
#[non_exhaustive]
pub enum Received<'a> {
    /// The answer to a request. It ends the request.
    Answer {
        /// The request.
        id: RequestId,
        /// The answer: a response or a `chatCmdError`.
        frame: Frame<'a>,
    },
    /// The answer to a request that was cancelled or timed out.
    Late {
        /// The request.
        id: RequestId,
        /// The answer.
        frame: Frame<'a>,
    },
    /// An event.
    Event(Frame<'a>),
    /// An error that does not name its request: a `chatCmdError` without `corrId`.
    Error(Frame<'a>),
    /// An answer to no request of this connection, or to a request that was answered before.
    Unmatched(Frame<'a>),
    /// Not a frame.
    Malformed(FrameError),
}

/// What to do next.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Establish a link, then call [`handle_connected`](super::Connection::handle_connected),
    /// [`handle_dial_failed`](super::Connection::handle_dial_failed) or
    /// [`handle_dial_refused`](super::Connection::handle_dial_refused).
    Dial,
    /// Send this frame.
    Transmit {
        /// The request in the frame.
        id: RequestId,
        /// The frame.
        frame: String,
    },
    /// Send a ping.
    Ping,
    /// Drop the link, which is dead, and call [`handle_lost`](super::Connection::handle_lost).
    DropLink,
    /// Close the link with a close frame: there is nothing more to send or to wait for.
    Close,
}

/// A time without a link. Events may have been missed in it.
///
/// The server keeps events for a client that is away, up to a limit. Two kinds of events are lost: those that the
/// server had already written to the network when the link was lost (about three), and, if the server was restarted,
/// those that it had not written yet. Query the server for anything that must not be missed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gap {
    /// The time from the loss of the link to the new link.
    pub downtime: Duration,
    /// The number of attempts, including those whose links were not [healthy](Reconnect::healthy_after).
    pub attempts: u32,
}

/// Why a connection ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum EndReason {
    /// It was closed on this side.
    Closed,
    /// It was [aborted](super::Connection::abort).
    Aborted,
    /// The link was lost, and the configuration allows no attempt to reconnect.
    Lost,
    /// All attempts to reconnect failed.
    GaveUp {
        /// How many failed in a row.
        attempts: u32,
    },
}
