//! First messages: apps let people write with their request to connect, and such a message comes before anything can be
//! sent to its author. It is handled when the connection is ready, and not if it is deleted before.

use std::time::Duration;

use tokio::time::Instant;

use crate::events::Event;
use crate::types::{ChatInfo, ChatItemId, ChatRef, ConnStatus, Contact, ContactId, ContactStatus};

use crate::bot::run::held::queue::{Delayed, Limit};
use crate::bot::run::received::Arrival;

/// How many messages are kept of all contacts together.
const MOST: usize = 1024;

/// The messages of contacts who cannot be answered yet.
pub(crate) struct Unconnected(Delayed);

/// What becomes of a message that comes.
#[derive(Default)]
pub(crate) struct Sorted {
    /// To be handled, in this order.
    pub(crate) ready: Vec<Arrival>,
    /// Not to be handled any more, as there are too many.
    pub(crate) dropped: Vec<Arrival>,
}

impl Unconnected {
    /// Messages with so many bytes are kept.
    pub(crate) fn new(timeout: Duration, bytes: usize) -> Self {
        let messages = MOST;
        Self(Delayed::new(timeout, Limit { messages, bytes }))
    }

    /// Keeps a message whose author cannot be answered yet. One from a contact who can be comes after those that are
    /// kept.
    pub(crate) fn sort(&mut self, arrival: Arrival) -> Sorted {
        let mut sorted = Sorted::default();
        match &arrival.item.chat_info {
            ChatInfo::Direct { contact, .. } if is_connecting(contact) => {
                sorted.dropped = self.0.add(arrival);
                return sorted;
            }
            ChatInfo::Direct { contact, .. } => sorted.ready = self.connected(contact.contact_id),
            _ => {}
        }
        sorted.ready.push(arrival);
        sorted
    }

    /// The messages of a contact who can be answered now.
    pub(crate) fn connected(&mut self, contact: ContactId) -> Vec<Arrival> {
        self.0.take_chat(&Some(contact.into()))
    }

    /// Lets a message that is kept be what it is now.
    pub(crate) fn update(&mut self, arrival: &Arrival) {
        if self.0.len() > 0 {
            self.0.update(arrival.clone());
        }
    }

    /// Keeps a message of a chat no more, as it is deleted.
    pub(crate) fn forget(&mut self, chat: &Option<ChatRef>, deleted: ChatItemId) {
        self.0.take(chat, deleted);
    }

    /// When the oldest has been kept for long enough; `None` if there is none.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.0.due()
    }

    /// Takes the oldest, if it has been kept for long enough.
    pub(crate) fn next_due(&mut self) -> Option<Arrival> {
        self.0.take_due()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The contact who can be written to from this event on.
pub(crate) fn connected_by(event: &Event) -> Option<ContactId> {
    match event {
        Event::ContactSndReady(event) => Some(event.contact.contact_id),
        Event::ContactConnected(event) => Some(event.contact.contact_id),
        _ => None,
    }
}

/// Whether nothing can be sent to the contact yet: the server would answer `contactNotReady`. To one who is gone
/// nothing can be sent either, but waiting does not help.
fn is_connecting(contact: &Contact) -> bool {
    use ConnStatus as S;
    let is_there = contact.contact_status == ContactStatus::Active;
    let status = contact.active_conn.as_ref().map(|conn| &conn.conn_status);
    is_there
        && match status {
            None => true,
            Some(status) => matches!(
                status,
                S::New { .. }
                    | S::Prepared { .. }
                    | S::Joined { .. }
                    | S::Requested { .. }
                    | S::Accepted { .. }
            ),
        }
}
