//! The queues of all chats.

use std::collections::HashMap;
use std::ops::Deref;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::bot::run::inbox::{Inbox, WaiterCount};
use crate::types::ChatRef;

/// The queues of the chats that have a worker, a waiter or a job.
pub(crate) struct Inboxes {
    capacity: usize,
    waiter_count: Arc<WaiterCount>,
    table: Mutex<HashMap<Option<ChatRef>, Entry>>,
}

struct Entry {
    inbox: Arc<Inbox>,
    /// The number of [`InboxRef`]s.
    refs: usize,
}

/// A reference to the queue of a chat. The queue exists at least as long as the reference.
pub(crate) struct InboxRef {
    inboxes: Arc<Inboxes>,
    inbox: Arc<Inbox>,
}

impl Inboxes {
    /// Queues for the given number of jobs per chat.
    pub(crate) fn new(capacity: usize) -> Self {
        Self {
            capacity,
            waiter_count: Arc::default(),
            table: Mutex::default(),
        }
    }

    /// The number of tasks that wait for a message.
    pub(crate) fn waiter_count(&self) -> &WaiterCount {
        &self.waiter_count
    }

    pub(crate) fn get_or_create(self: &Arc<Self>, chat: Option<ChatRef>) -> InboxRef {
        let mut table = self.lock();
        let entry = table.entry(chat.clone()).or_insert_with(|| {
            let waiter_count = Arc::clone(&self.waiter_count);
            Entry {
                inbox: Arc::new(Inbox::new(chat, self.capacity, waiter_count)),
                refs: 0,
            }
        });
        entry.refs += 1;
        InboxRef {
            inboxes: Arc::clone(self),
            inbox: Arc::clone(&entry.inbox),
        }
    }

    /// How many messages and events are in all queues.
    pub(crate) fn unhandled(&self) -> usize {
        let table = self.lock();
        table.values().map(|entry| entry.inbox.unhandled()).sum()
    }

    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.lock().len()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Option<ChatRef>, Entry>> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Deref for InboxRef {
    type Target = Inbox;

    fn deref(&self) -> &Inbox {
        &self.inbox
    }
}

impl Drop for InboxRef {
    fn drop(&mut self) {
        let mut table = self.inboxes.lock();
        let Some(entry) = table.get_mut(self.inbox.chat()) else {
            return;
        };
        entry.refs -= 1;
        if entry.refs == 0 && self.inbox.is_empty() {
            table.remove(self.inbox.chat());
        }
    }
}
