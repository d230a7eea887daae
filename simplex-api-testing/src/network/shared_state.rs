//! What all clients have in common: the time, the links that lead to them, and the mail between them.

use std::collections::{BTreeSet, VecDeque};

use simplex_api::types::UtcTime;

use crate::network::signal::Envelope;
use crate::network::state::clock::Clock;
use crate::network::state::directory::Directory;
use crate::network::state::ids::{Sequence, readable_id};
use crate::network::state::timer::Timer;

/// Everything that is no client's own.
#[derive(Debug, Default)]
pub(crate) struct SharedState {
    pub(crate) clock: Clock,
    pub(crate) directory: Directory,
    /// What is due, by when.
    pub(crate) timers: BTreeSet<(i64, Timer)>,
    /// With so many timers it is looked which of them are of no use any more.
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

    /// The id of a new message, the same for all who see it.
    pub(crate) fn message_id(&mut self) -> String {
        readable_id("msg", self.messages.next())
    }

    /// The id of a new member of a group, the same for all members.
    pub(crate) fn member_id(&mut self) -> String {
        readable_id("member", self.members.next())
    }
}
