//! The queues of the chats that something is going on in.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::types::ChatRef;

use crate::bot::run::inbox::{Inbox, Waits};

/// A queue for each chat that has a worker, somebody who waits for a message, or anything left to do.
pub(crate) struct Inboxes {
    capacity: usize,
    waits: Arc<Waits>,
    table: Mutex<HashMap<Option<ChatRef>, Slot>>,
}

struct Slot {
    inbox: Arc<Inbox>,
    /// How many [`Entered`] are there.
    entered: usize,
}

/// The queue of a chat, which is there for at least as long as this is.
pub(crate) struct Entered {
    inboxes: Arc<Inboxes>,
    inbox: Arc<Inbox>,
}

impl Inboxes {
    /// For chats of which so many messages and events may wait.
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            waits: Arc::default(),
            table: Mutex::default(),
        }
    }

    /// Those who wait for a message.
    pub(crate) fn waits(&self) -> &Waits {
        &self.waits
    }

    /// The queue of a chat, a new one if there is none.
    pub(crate) fn enter(self: &Arc<Self>, chat: Option<ChatRef>) -> Entered {
        let mut table = self.lock();
        let slot = table.entry(chat.clone()).or_insert_with(|| Slot {
            inbox: Arc::new(Inbox::new(chat, self.capacity, Arc::clone(&self.waits))),
            entered: 0,
        });
        slot.entered += 1;
        Entered {
            inboxes: Arc::clone(self),
            inbox: Arc::clone(&slot.inbox),
        }
    }

    /// How many messages and events are left in all of them.
    pub(crate) fn unhandled(&self) -> usize {
        self.lock()
            .values()
            .map(|slot| slot.inbox.unhandled())
            .sum()
    }

    /// How many there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<ChatRef>, Slot>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for Entered {
    type Target = Inbox;

    fn deref(&self) -> &Inbox {
        &self.inbox
    }
}

impl Drop for Entered {
    fn drop(&mut self) {
        let mut table = self.inboxes.lock();
        let Some(slot) = table.get_mut(self.inbox.chat()) else {
            return;
        };
        slot.entered -= 1;
        if slot.entered == 0 && self.inbox.is_empty() {
            table.remove(self.inbox.chat());
        }
    }
}
