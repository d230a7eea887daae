//! The state that all clients share: the clock, the links, and the signals in transit.

use std::collections::{BTreeSet, VecDeque};

use simplex_api::types::UtcTime;

use crate::network::signal::Envelope;
use crate::network::state::clock::Clock;
use crate::network::state::directory::Directory;
use crate::network::state::ids::{Sequence, readable_id};
use crate::network::state::timer::Timer;

/// The state that does not belong to a single client.
#[derive(Debug, Default)]
pub(crate) struct SharedState {
    pub(crate) clock: Clock,
    pub(crate) directory: Directory,
    /// The timers, by their time.
    pub(crate) timers: BTreeSet<(i64, Timer)>,
    /// The number of timers at which stale ones are dropped.
    pub(crate) stale_check_at: usize,
    messages: Sequence,
    members: Sequence,
    in_transit: VecDeque<Envelope>,
}

impl SharedState {
    pub(crate) fn now(&self) -> UtcTime {
        self.clock.now()
    }

    pub(crate) fn enqueue(&mut self, envelope: Envelope) {
        self.in_transit.push_back(envelope);
    }

    pub(crate) fn next_envelope(&mut self) -> Option<Envelope> {
        self.in_transit.pop_front()
    }

    /// The shared id of a new message.
    pub(crate) fn message_id(&mut self) -> String {
        readable_id("msg", self.messages.next())
    }

    /// The shared id of a new member of a group.
    pub(crate) fn member_id(&mut self) -> String {
        readable_id("member", self.members.next())
    }
}
