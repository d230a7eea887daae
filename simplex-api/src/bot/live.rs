//! Messages that come while they are being written: they are handled when they are whole.

use std::collections::HashSet;

use crate::types::{AChatItem, ChatItemId, ChatRef};

/// How many are remembered. Those beyond are handled as they come, unfinished.
const MOST: usize = 4096;

/// The messages whose end has not come.
#[derive(Default)]
pub(super) struct LiveMessages(HashSet<(Option<ChatRef>, ChatItemId)>);

impl LiveMessages {
    /// Whether the message is to be waited for.
    pub(super) fn begins(&mut self, item: &AChatItem) -> bool {
        let waits = is_live(item) && self.0.len() < MOST;
        if waits {
            self.0.insert(key(item));
        }
        waits
    }

    /// Whether an update makes a message whole that was waited for.
    pub(super) fn ends(&mut self, item: &AChatItem) -> bool {
        !is_live(item) && self.0.remove(&key(item))
    }
}

fn is_live(item: &AChatItem) -> bool {
    item.chat_item.meta.item_live == Some(true)
}

fn key(item: &AChatItem) -> (Option<ChatRef>, ChatItemId) {
    (item.chat_info.chat_ref(), item.chat_item.meta.item_id)
}
