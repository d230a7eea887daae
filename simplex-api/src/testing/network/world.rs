//! What all clients have in common: the time, the links that lead to them, and the mail between them.

use std::collections::{BTreeSet, VecDeque};

use crate::types::{ContactId, GroupId, UtcTime};

use super::clock::Clock;
use super::directory::Directory;
use super::ids::{Sequence, opaque};
use super::signal::Signal;
use super::timer::Timer;

/// Everything that is no client's own.
#[derive(Debug, Default)]
pub(super) struct World {
    pub(super) clock: Clock,
    pub(super) directory: Directory,
    /// What is due, by when.
    pub(super) timers: BTreeSet<(i64, Timer)>,
    /// With so many timers it is looked which of them are of no use any more.
    pub(super) most_timers: usize,
    messages: Sequence,
    members: Sequence,
    mail: VecDeque<Letter>,
}

/// Numbers the clients of the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct NodeId(pub(super) usize);

/// One end of a connection: something that a client keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Address {
    pub(super) node: NodeId,
    pub(super) place: Place,
}

/// What a client keeps an end of a connection for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Contact(ContactId),
    Group(GroupId),
    /// A link for anybody: of a user's address or of a group.
    Link(i64),
    /// A connection that is not a contact's or a group's yet.
    Pending(i64),
}

/// A signal on its way.
#[derive(Debug)]
pub(super) struct Letter {
    pub(super) from: Address,
    pub(super) to: Address,
    pub(super) signal: Signal,
}

impl World {
    pub(super) fn now(&self) -> UtcTime {
        self.clock.now()
    }

    pub(super) fn post(&mut self, letter: Letter) {
        self.mail.push_back(letter);
    }

    pub(super) fn next_letter(&mut self) -> Option<Letter> {
        self.mail.pop_front()
    }

    /// The id of a new message, the same for all who see it.
    pub(super) fn message_id(&mut self) -> String {
        opaque("msg", self.messages.next())
    }

    /// The id of a new member of a group, the same for all members.
    pub(super) fn member_id(&mut self) -> String {
        opaque("member", self.members.next())
    }
}
