//! Live messages of others, which come while they are being written: they are handled when they are whole, or when
//! they have been waited for long enough, and not if they are deleted before.

use std::time::Duration;

use tokio::time::Instant;

use crate::types::{AChatItem, ChatItemId, ChatRef};

use crate::bot::run::held::queue::{Delayed, Limit};
use crate::bot::run::received::Arrival;

/// The messages whose end has not come.
pub(crate) struct Unfinished(Delayed);

impl Unfinished {
    /// Messages with so many bytes are waited for.
    pub(crate) fn new(timeout: Duration, bytes: usize) -> Self {
        let messages = usize::MAX;
        Self(Delayed::new(timeout, Limit { messages, bytes }))
    }

    /// The messages that are to be handled now: a new one that is whole, or the oldest if there are too many that are
    /// not. None if the new one is waited for.
    pub(crate) fn begin(&mut self, arrival: Arrival) -> Vec<Arrival> {
        if is_live(&arrival.item) {
            self.0.add(arrival)
        } else {
            vec![arrival]
        }
    }

    /// The message, if it is one that was waited for and is whole by this update.
    pub(crate) fn update(&mut self, arrival: &Arrival) -> Option<Arrival> {
        let item = &arrival.item;
        if is_live(item) {
            self.0.update(arrival.clone());
            return None;
        }
        let (chat, id) = (item.chat_info.chat_ref(), item.chat_item.meta.item_id);
        self.0.take(&chat, id)?;
        Some(arrival.clone())
    }

    /// Waits no more for a message of a chat that is deleted before it is whole: it is not to be handled.
    pub(crate) fn forget(&mut self, chat: &Option<ChatRef>, deleted: ChatItemId) {
        self.0.take(chat, deleted);
    }

    /// When the oldest has been waited for long enough; `None` if there is none.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.0.due()
    }

    /// Takes the oldest as it stands, if it has been waited for long enough.
    pub(crate) fn next_due(&mut self) -> Option<Arrival> {
        self.0.take_due()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }
}

fn is_live(item: &AChatItem) -> bool {
    item.chat_item.meta.item_live == Some(true)
}
