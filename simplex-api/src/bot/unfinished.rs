//! Live messages of others, which come while they are being written: they are handled when they are whole.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, VecDeque};

use crate::types::{AChatItem, ChatItemId, ChatRef};

/// How many are remembered of a chat, so that nobody can fill the memory, or the place of other chats. The oldest of
/// so many has most likely been given up by its author.
pub(super) const MOST: usize = 64;

/// The messages whose end has not come, of each chat the oldest first.
#[derive(Default)]
pub(super) struct Unfinished(HashMap<Option<ChatRef>, VecDeque<ChatItemId>>);

impl Unfinished {
    /// Whether the message is to be waited for.
    pub(super) fn begins(&mut self, item: &AChatItem) -> bool {
        if !is_live(item) {
            return false;
        }
        let (chat, id) = key(item);
        let waiting = self.0.entry(chat).or_default();
        if waiting.contains(&id) {
            return true;
        }
        if waiting.len() == MOST {
            waiting.pop_front();
            tracing::warn!("a live message is forgotten: there are {MOST} after it in its chat");
        }
        waiting.push_back(id);
        true
    }

    /// Whether an update makes a message whole that was waited for.
    pub(super) fn ends(&mut self, item: &AChatItem) -> bool {
        let (chat, id) = key(item);
        let Entry::Occupied(mut waiting) = self.0.entry(chat) else {
            return false;
        };
        let place = waiting.get().iter().position(|waits| *waits == id);
        let Some(place) = place.filter(|_| !is_live(item)) else {
            return false;
        };
        waiting.get_mut().remove(place);
        if waiting.get().is_empty() {
            waiting.remove();
        }
        true
    }
}

fn is_live(item: &AChatItem) -> bool {
    item.chat_item.meta.item_live == Some(true)
}

fn key(item: &AChatItem) -> (Option<ChatRef>, ChatItemId) {
    (item.chat_info.chat_ref(), item.chat_item.meta.item_id)
}
