//! Messages that are not handled yet: kept in order, each until it is taken, deleted or due.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::types::{AChatItem, ChatItemId, ChatRef};

use crate::bot::run::received::Arrival;

/// How many are kept of a chat, so that nobody can fill the memory, or the place of other chats.
pub(crate) const MOST: usize = 64;

/// Messages of all chats, with a timeout and limits: for each chat, and for all.
pub(crate) struct Delayed {
    timeout: Duration,
    limit: Limit,
    /// Of the frames that the messages came in.
    bytes: usize,
    /// By their numbers, the oldest first.
    messages: BTreeMap<u64, Message>,
    /// The numbers of those in each chat, the oldest first.
    chats: HashMap<Option<ChatRef>, VecDeque<(ChatItemId, u64)>>,
    last_number: u64,
}

/// How much may be kept of all chats.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Limit {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}

/// A message as it was seen last.
struct Message {
    arrival: Arrival,
    /// When it is due; `None` if that is too far to be told.
    due: Option<Instant>,
}

impl Delayed {
    /// Each message is due after the timeout.
    pub(crate) fn new(timeout: Duration, limit: Limit) -> Self {
        Self {
            timeout,
            limit,
            bytes: 0,
            messages: BTreeMap::new(),
            chats: HashMap::new(),
            last_number: 0,
        }
    }

    /// Adds a message; one that is here already changes. Returns those that there is no room for any more, the oldest
    /// first.
    pub(crate) fn add(&mut self, arrival: Arrival) -> Vec<Arrival> {
        let Some(arrival) = self.update(arrival) else {
            return Vec::new();
        };
        let (chat, id) = key(&arrival.item);
        let others = self.chats.get(&chat);
        let first = others
            .filter(|others| others.len() == MOST)
            .and_then(VecDeque::front);
        let pushed_out = first.map(|(_, number)| *number);
        let pushed_out = pushed_out.and_then(|number| self.take_number(number));
        let mut pushed_out: Vec<_> = pushed_out.into_iter().collect();
        self.last_number += 1;
        let number = self.last_number;
        let due = Instant::now().checked_add(self.timeout);
        self.bytes += arrival.bytes();
        self.messages.insert(number, Message { arrival, due });
        self.chats.entry(chat).or_default().push_back((id, number));
        while self.exceeds_limit() {
            pushed_out.extend(self.take_first());
        }
        pushed_out
    }

    /// Puts a message in the place of an earlier state of it. Returns it if it is not here.
    pub(crate) fn update(&mut self, arrival: Arrival) -> Option<Arrival> {
        let (chat, id) = key(&arrival.item);
        let number = self.number(&chat, id);
        match number.and_then(|number| self.messages.get_mut(&number)) {
            Some(message) => {
                self.bytes += arrival.bytes();
                self.bytes -= message.arrival.bytes();
                message.arrival = arrival;
                None
            }
            None => Some(arrival),
        }
    }

    /// Takes the message of a chat with this id.
    pub(crate) fn take(&mut self, chat: &Option<ChatRef>, id: ChatItemId) -> Option<Arrival> {
        let number = self.number(chat, id)?;
        self.take_number(number)
    }

    /// Takes all messages of a chat, the oldest first.
    pub(crate) fn take_chat(&mut self, chat: &Option<ChatRef>) -> Vec<Arrival> {
        let taken = self.chats.remove(chat).unwrap_or_default();
        let numbers = taken.into_iter().map(|(_, number)| number);
        numbers.filter_map(|number| self.remove(number)).collect()
    }

    /// Takes the oldest of all.
    pub(crate) fn take_first(&mut self) -> Option<Arrival> {
        let number = *self.messages.first_key_value()?.0;
        self.take_number(number)
    }

    /// When the oldest is due; `None` if there is none.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.messages.first_key_value()?.1.due
    }

    /// Takes the oldest if it is due.
    pub(crate) fn take_due(&mut self) -> Option<Arrival> {
        let is_due = self.due().is_some_and(|due| due <= Instant::now());
        is_due.then(|| self.take_first()).flatten()
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    /// A message alone has its place, however large it is.
    fn exceeds_limit(&self) -> bool {
        let Limit { messages, bytes } = self.limit;
        self.messages.len() > messages || (self.messages.len() > 1 && self.bytes > bytes)
    }

    fn number(&self, chat: &Option<ChatRef>, id: ChatItemId) -> Option<u64> {
        let mut others = self.chats.get(chat)?.iter();
        others
            .find(|(other, _)| *other == id)
            .map(|(_, number)| *number)
    }

    fn take_number(&mut self, number: u64) -> Option<Arrival> {
        let arrival = self.remove(number)?;
        if let Entry::Occupied(mut others) = self.chats.entry(key(&arrival.item).0) {
            others.get_mut().retain(|(_, other)| *other != number);
            if others.get().is_empty() {
                others.remove();
            }
        }
        Some(arrival)
    }

    fn remove(&mut self, number: u64) -> Option<Arrival> {
        let arrival = self.messages.remove(&number)?.arrival;
        self.bytes -= arrival.bytes();
        Some(arrival)
    }
}

fn key(item: &AChatItem) -> (Option<ChatRef>, ChatItemId) {
    (item.chat_info.chat_ref(), item.chat_item.meta.item_id)
}
