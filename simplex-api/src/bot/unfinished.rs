//! Live messages of others, which come while they are being written: they are handled when they are whole, or when
//! they have been waited for long enough, and not if they are deleted before.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::types::{AChatItem, ChatItemId, ChatRef};

/// How many are waited for in a chat, so that nobody can fill the memory, or the place of other chats.
pub(super) const MOST: usize = 64;

/// The messages whose end has not come.
pub(super) struct Unfinished {
    /// How long one is waited for.
    patience: Duration,
    /// By their numbers, the oldest first.
    waiting: BTreeMap<u64, Waiting>,
    /// The numbers of those in each chat, the oldest first.
    chats: HashMap<Option<ChatRef>, VecDeque<(ChatItemId, u64)>>,
    last_number: u64,
}

/// A message as it was seen last.
struct Waiting {
    item: AChatItem,
    /// How long it is waited for; `None` if the end is too far to be told.
    until: Option<Instant>,
}

impl Unfinished {
    pub(super) fn new(patience: Duration) -> Self {
        Self {
            patience,
            waiting: BTreeMap::new(),
            chats: HashMap::new(),
            last_number: 0,
        }
    }

    /// The message that is to be handled now: a new one that is whole, or the oldest of a chat with too many that
    /// are not. `None` if the new one is waited for.
    pub(super) fn begin(&mut self, item: AChatItem) -> Option<AChatItem> {
        if !is_live(&item) {
            return Some(item);
        }
        let (chat, id) = key(&item);
        if let Some(number) = self.number(&chat, id) {
            self.see(number, item);
            return None;
        }
        let others = self.chats.get(&chat);
        let first = others
            .filter(|others| others.len() == MOST)
            .and_then(VecDeque::front);
        let pushed_out = first.map(|(_, number)| *number);
        let pushed_out = pushed_out.and_then(|number| self.take(number));
        self.last_number += 1;
        let number = self.last_number;
        let until = Instant::now().checked_add(self.patience);
        self.waiting.insert(number, Waiting { item, until });
        self.chats.entry(chat).or_default().push_back((id, number));
        pushed_out
    }

    /// The message, if it is one that was waited for and is whole by this update.
    pub(super) fn update(&mut self, item: &AChatItem) -> Option<AChatItem> {
        let (chat, id) = key(item);
        let number = self.number(&chat, id)?;
        if is_live(item) {
            self.see(number, item.clone());
            return None;
        }
        self.take(number)?;
        Some(item.clone())
    }

    /// Waits no more for a message of a chat that is deleted before it is whole: it is not to be handled.
    pub(super) fn forget(&mut self, chat: &Option<ChatRef>, deleted: ChatItemId) {
        let number = self.number(chat, deleted);
        number.and_then(|number| self.take(number));
    }

    /// When the oldest has been waited for long enough; `None` if there is none.
    pub(super) fn due(&self) -> Option<Instant> {
        self.waiting.first_key_value()?.1.until
    }

    /// Takes the oldest as it stands, if it has been waited for long enough.
    pub(super) fn next_due(&mut self) -> Option<AChatItem> {
        let (number, waiting) = self.waiting.first_key_value()?;
        let is_due = waiting.until.is_some_and(|until| until <= Instant::now());
        let number = *number;
        is_due.then(|| self.take(number)).flatten()
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        self.waiting.len()
    }

    fn number(&self, chat: &Option<ChatRef>, id: ChatItemId) -> Option<u64> {
        let mut others = self.chats.get(chat)?.iter();
        others
            .find(|(other, _)| *other == id)
            .map(|(_, number)| *number)
    }

    fn see(&mut self, number: u64, item: AChatItem) {
        if let Some(waiting) = self.waiting.get_mut(&number) {
            waiting.item = item;
        }
    }

    fn take(&mut self, number: u64) -> Option<AChatItem> {
        let item = self.waiting.remove(&number)?.item;
        if let Entry::Occupied(mut others) = self.chats.entry(key(&item).0) {
            others.get_mut().retain(|(_, other)| *other != number);
            if others.get().is_empty() {
                others.remove();
            }
        }
        Some(item)
    }
}

fn is_live(item: &AChatItem) -> bool {
    item.chat_item.meta.item_live == Some(true)
}

fn key(item: &AChatItem) -> (Option<ChatRef>, ChatItemId) {
    (item.chat_info.chat_ref(), item.chat_item.meta.item_id)
}
