//! Messages that are held back until they can be handled.
//!
//! - Live messages, which arrive while their author writes them: until they are complete or due.
//! - First messages, which apps send together with a contact request: until the connection is ready. A message that is due
//!   before that is dropped.
//!
//! A message that is deleted is no longer held.

mod queue;
#[cfg(test)]
mod tests;

use std::time::Duration;

use tokio::time::Instant;

use crate::bot::run::received::ReceivedMessage;
use crate::events::Event;
use crate::types::{
    AChatItem, ChatInfo, ChatItemId, ChatRef, ConnStatus, Contact, ContactId, ContactStatus,
};
use queue::{HeldLimits, HeldQueue};

/// The limit of first messages of all contacts.
const MAX_FIRST_MESSAGES: usize = 1024;

/// How long messages are held.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HoldTimeouts {
    /// Until a live message is complete.
    pub(crate) live_message: Duration,
    /// Until the connection of the author is ready.
    pub(crate) first_message: Duration,
}

impl Default for HoldTimeouts {
    fn default() -> Self {
        Self {
            live_message: Duration::from_secs(30),
            first_message: Duration::from_secs(24 * 60 * 60),
        }
    }
}

/// The messages that are held back.
pub(crate) struct HeldMessages {
    live: HeldQueue,
    first: HeldQueue,
}

/// The messages that are no longer held.
#[derive(Default)]
pub(crate) struct Released {
    /// To be handled, in this order.
    pub(crate) ready: Vec<ReceivedMessage>,
    /// Not to be handled.
    pub(crate) dropped: Vec<ReceivedMessage>,
}

impl HeldMessages {
    /// Each of the two kinds of messages can hold the given number of bytes.
    pub(crate) fn new(timeouts: HoldTimeouts, bytes: usize) -> Self {
        let limits = |messages| HeldLimits { messages, bytes };
        Self {
            live: HeldQueue::new(timeouts.live_message, limits(usize::MAX)),
            first: HeldQueue::new(timeouts.first_message, limits(MAX_FIRST_MESSAGES)),
        }
    }

    /// Holds a new message or releases it.
    pub(crate) fn receive(&mut self, message: ReceivedMessage) -> Released {
        let complete = if is_live(&message.item) {
            self.live.push(message)
        } else {
            vec![message]
        };
        let mut released = Released::default();
        for message in complete {
            self.hold_first(message, &mut released);
        }
        released
    }

    /// Updates a held message. Returns a live message that is complete now.
    pub(crate) fn update(&mut self, message: ReceivedMessage) -> Option<ReceivedMessage> {
        self.first.update(message.clone());
        if is_live(&message.item) {
            self.live.update(message);
            return None;
        }
        let id = message.item.chat_item.meta.item_id;
        self.live.remove(&message.item.chat_info.chat_ref(), id)?;
        Some(message)
    }

    /// Removes a message that is deleted.
    pub(crate) fn remove(&mut self, chat: &Option<ChatRef>, id: ChatItemId) {
        self.live.remove(chat, id);
        self.first.remove(chat, id);
    }

    /// Releases the first messages of a contact whose connection is ready.
    pub(crate) fn contact_ready(&mut self, contact: ContactId) -> Vec<ReceivedMessage> {
        self.first.remove_chat(&Some(contact.into()))
    }

    /// When the next message is due; `None` if no message is held.
    pub(crate) fn due(&self) -> Option<Instant> {
        let dues = [self.live.due(), self.first.due()];
        dues.into_iter().flatten().min()
    }

    /// Releases the next message if it is due.
    pub(crate) fn release_due(&mut self) -> Released {
        let mut released = Released::default();
        if let Some(message) = self.live.pop_due() {
            self.hold_first(message, &mut released);
        } else {
            released.dropped.extend(self.first.pop_due());
        }
        released
    }

    pub(crate) fn len(&self) -> usize {
        self.live.len() + self.first.len()
    }

    /// Holds a message if the connection of its author is not ready. Otherwise releases it, after the messages of the same
    /// author that are held.
    fn hold_first(&mut self, message: ReceivedMessage, released: &mut Released) {
        match &message.item.chat_info {
            ChatInfo::Direct { contact, .. } if is_connecting(contact) => {
                released.dropped.extend(self.first.push(message));
                return;
            }
            ChatInfo::Direct { contact, .. } => {
                let earlier = self.contact_ready(contact.contact_id);
                released.ready.extend(earlier);
            }
            _ => {}
        }
        released.ready.push(message);
    }
}

/// The contact whose connection is ready after this event.
pub(crate) fn contact_made_ready(event: &Event) -> Option<ContactId> {
    match event {
        Event::ContactSndReady(event) => Some(event.contact.contact_id),
        Event::ContactConnected(event) => Some(event.contact.contact_id),
        _ => None,
    }
}

fn is_live(item: &AChatItem) -> bool {
    item.chat_item.meta.item_live == Some(true)
}

/// Whether nothing can be sent to the contact yet: the server would respond with `contactNotReady`. `false` for a contact
/// who is gone, because waiting does not help.
fn is_connecting(contact: &Contact) -> bool {
    use ConnStatus as S;
    let status = contact.active_conn.as_ref().map(|conn| &conn.conn_status);
    let is_ready = status.is_some_and(|status| {
        !matches!(
            status,
            S::New { .. }
                | S::Prepared { .. }
                | S::Joined { .. }
                | S::Requested { .. }
                | S::Accepted { .. }
        )
    });
    contact.contact_status == ContactStatus::Active && !is_ready
}
