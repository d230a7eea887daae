//! First messages: apps let people write with their request to connect, and such a message comes before anything can be
//! sent to its author. It is handled when the connection is ready, and not if it is deleted before.

use std::time::Duration;

use tokio::time::Instant;

use crate::events::Event;
use crate::types::{
    AChatItem, ChatInfo, ChatItemId, ChatRef, ConnStatus, Contact, ContactId, ContactStatus,
};

use super::delayed::Delayed;

/// How many messages are kept of all contacts together.
const MOST: usize = 1024;

/// The messages of contacts who cannot be answered yet.
pub(super) struct Unconnected(Delayed);

/// What becomes of a message that comes.
#[derive(Default)]
pub(super) struct Sorted {
    /// To be handled, in this order.
    pub(super) ready: Vec<AChatItem>,
    /// Not to be handled any more, as there are too many.
    pub(super) dropped: Option<AChatItem>,
}

impl Unconnected {
    pub(super) fn new(timeout: Duration) -> Self {
        Self(Delayed::new(timeout))
    }

    /// Keeps a message whose author cannot be answered yet. One from a contact who can be comes after those that are
    /// kept.
    pub(super) fn sort(&mut self, item: AChatItem) -> Sorted {
        let ChatInfo::Direct { contact, .. } = &item.chat_info else {
            return Sorted {
                ready: vec![item],
                dropped: None,
            };
        };
        if is_connecting(contact) {
            let mut dropped = self.0.add(item);
            if self.0.len() > MOST {
                dropped = self.0.take_first();
            }
            return Sorted {
                ready: Vec::new(),
                dropped,
            };
        }
        let mut ready = self.connected(contact.contact_id);
        ready.push(item);
        Sorted {
            ready,
            dropped: None,
        }
    }

    /// The messages of a contact who can be answered now.
    pub(super) fn connected(&mut self, contact: ContactId) -> Vec<AChatItem> {
        self.0.take_chat(&Some(contact.into()))
    }

    /// Lets a message that is kept be what it is now.
    pub(super) fn update(&mut self, item: &AChatItem) {
        if self.0.len() > 0 {
            self.0.update(item.clone());
        }
    }

    /// Keeps a message of a chat no more, as it is deleted.
    pub(super) fn forget(&mut self, chat: &Option<ChatRef>, deleted: ChatItemId) {
        self.0.take(chat, deleted);
    }

    /// When the oldest has been kept for long enough; `None` if there is none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.0.due()
    }

    /// Takes the oldest, if it has been kept for long enough.
    pub(super) fn next_due(&mut self) -> Option<AChatItem> {
        self.0.take_due()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }
}

/// The contact who can be written to from this event on.
pub(super) fn connected_by(event: &Event) -> Option<ContactId> {
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
