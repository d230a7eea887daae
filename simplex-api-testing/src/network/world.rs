//! What all clients have in common: the time, the links that lead to them, and the mail between them.

use std::collections::{BTreeSet, VecDeque};

use simplex_api::types::{ContactId, GroupId, UtcTime};

use crate::network::signal::Signal;
use crate::network::state::clock::Clock;
use crate::network::state::directory::Directory;
use crate::network::state::ids::{Sequence, opaque};
use crate::network::timer::Timer;

/// Everything that is no client's own.
#[derive(Debug, Default)]
pub(crate) struct World {
    pub(crate) clock: Clock,
    pub(crate) directory: Directory,
    /// What is due, by when.
    pub(crate) timers: BTreeSet<(i64, Timer)>,
    /// With so many timers it is looked which of them are of no use any more.
    pub(crate) most_timers: usize,
    messages: Sequence,
    members: Sequence,
    mail: VecDeque<Letter>,
}

/// Numbers the clients of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// One end of a connection: something that a client keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Address {
    pub(crate) node: NodeId,
    pub(crate) place: Place,
}

/// What a client keeps an end of a connection for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Contact(ContactId),
    Group(GroupId),
    /// A link for anybody: of a user's address or of a group.
    Link(i64),
    /// A connection that is not a contact's or a group's yet.
    Pending(i64),
}

/// A signal on its way.
#[derive(Debug)]
pub(crate) struct Letter {
    pub(crate) from: Address,
    pub(crate) to: Address,
    pub(crate) signal: Signal,
}

impl World {
    pub(crate) fn now(&self) -> UtcTime {
        self.clock.now()
    }

    pub(crate) fn post(&mut self, letter: Letter) {
        self.mail.push_back(letter);
    }

    pub(crate) fn next_letter(&mut self) -> Option<Letter> {
        self.mail.pop_front()
    }

    /// The id of a new message, the same for all who see it.
    pub(crate) fn message_id(&mut self) -> String {
        opaque("msg", self.messages.next())
    }

    /// The id of a new member of a group, the same for all members.
    pub(crate) fn member_id(&mut self) -> String {
        opaque("member", self.members.next())
    }
}
