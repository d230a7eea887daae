//! A queue of messages that are held back: each until it is taken, removed or due.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::time::Duration;

use tokio::time::Instant;

use crate::bot::run::received::ReceivedMessage;
use crate::types::{AChatItem, ChatItemId, ChatRef};

/// The limit for each chat, so that one chat can neither fill the memory nor displace the messages of other chats.
pub(crate) const MAX_PER_CHAT: usize = 64;

/// Held messages of all chats, with a timeout, a limit for each chat, and limits for all.
pub(crate) struct HeldQueue {
    timeout: Duration,
    limits: HeldLimits,
    /// The bytes of the frames of the messages.
    bytes: usize,
    /// By sequence number, so the oldest is first.
    messages: BTreeMap<u64, HeldMessage>,
    /// The sequence numbers of the messages of each chat, the oldest first.
    chats: HashMap<Option<ChatRef>, VecDeque<(ChatItemId, u64)>>,
    last_number: u64,
}

/// The limits for all chats together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct HeldLimits {
    pub(crate) messages: usize,
    pub(crate) bytes: usize,
}

struct HeldMessage {
    /// The last version of the message.
    message: ReceivedMessage,
    /// `None` if this is too far in the future.
    due: Option<Instant>,
}

impl HeldQueue {
    /// Each message is due after the timeout.
    pub(crate) fn new(timeout: Duration, limits: HeldLimits) -> Self {
        Self {
            timeout,
            limits,
            bytes: 0,
            messages: BTreeMap::new(),
            chats: HashMap::new(),
            last_number: 0,
        }
    }

    /// Adds a message, or updates it. Returns the messages that exceed the limits, the oldest first.
    pub(crate) fn push(&mut self, message: ReceivedMessage) -> Vec<ReceivedMessage> {
        let Some(message) = self.update(message) else {
            return Vec::new();
        };
        let (chat, id) = key(&message.item);
        let numbers = self.chats.get(&chat);
        let oldest = numbers
            .filter(|numbers| numbers.len() == MAX_PER_CHAT)
            .and_then(VecDeque::front);
        let oldest = oldest.map(|(_, number)| *number);
        let oldest = oldest.and_then(|number| self.remove_number(number));
        let mut excess: Vec<_> = oldest.into_iter().collect();
        self.last_number += 1;
        let number = self.last_number;
        let due = Instant::now().checked_add(self.timeout);
        self.bytes += message.bytes();
        self.messages.insert(number, HeldMessage { message, due });
        self.chats.entry(chat).or_default().push_back((id, number));
        while self.exceeds_limits() {
            excess.extend(self.pop_first());
        }
        excess
    }

    /// Replaces an earlier version of the message. Returns the message if there is none.
    pub(crate) fn update(&mut self, message: ReceivedMessage) -> Option<ReceivedMessage> {
        let (chat, id) = key(&message.item);
        let number = self.number(&chat, id);
        match number.and_then(|number| self.messages.get_mut(&number)) {
            Some(held) => {
                self.bytes += message.bytes();
                self.bytes -= held.message.bytes();
                held.message = message;
                None
            }
            None => Some(message),
        }
    }

    /// Removes the message with this id.
    pub(crate) fn remove(
        &mut self,
        chat: &Option<ChatRef>,
        id: ChatItemId,
    ) -> Option<ReceivedMessage> {
        let number = self.number(chat, id)?;
        self.remove_number(number)
    }

    /// Removes all messages of a chat, the oldest first.
    pub(crate) fn remove_chat(&mut self, chat: &Option<ChatRef>) -> Vec<ReceivedMessage> {
        let numbers = self.chats.remove(chat).unwrap_or_default();
        let numbers = numbers.into_iter().map(|(_, number)| number);
        numbers.filter_map(|number| self.take(number)).collect()
    }

    /// When the oldest message is due; `None` if there is no message.
    pub(crate) fn due(&self) -> Option<Instant> {
        self.messages.first_key_value()?.1.due
    }

    /// Removes the oldest message if it is due.
    pub(crate) fn pop_due(&mut self) -> Option<ReceivedMessage> {
        let is_due = self.due().is_some_and(|due| due <= Instant::now());
        is_due.then(|| self.pop_first()).flatten()
    }

    pub(crate) fn len(&self) -> usize {
        self.messages.len()
    }

    fn pop_first(&mut self) -> Option<ReceivedMessage> {
        let number = *self.messages.first_key_value()?.0;
        self.remove_number(number)
    }

    /// A single message can exceed the limit in bytes.
    fn exceeds_limits(&self) -> bool {
        let HeldLimits { messages, bytes } = self.limits;
        self.messages.len() > messages || (self.messages.len() > 1 && self.bytes > bytes)
    }

    fn number(&self, chat: &Option<ChatRef>, id: ChatItemId) -> Option<u64> {
        let mut numbers = self.chats.get(chat)?.iter();
        numbers
            .find(|(other, _)| *other == id)
            .map(|(_, number)| *number)
    }

    fn remove_number(&mut self, number: u64) -> Option<ReceivedMessage> {
        let message = self.take(number)?;
        if let Entry::Occupied(mut numbers) = self.chats.entry(key(&message.item).0) {
            numbers.get_mut().retain(|(_, other)| *other != number);
            if numbers.get().is_empty() {
                numbers.remove();
            }
        }
        Some(message)
    }

    /// Removes a message, but not its number in `chats`.
    fn take(&mut self, number: u64) -> Option<ReceivedMessage> {
        let message = self.messages.remove(&number)?.message;
        self.bytes -= message.bytes();
        Some(message)
    }
}

fn key(item: &AChatItem) -> (Option<ChatRef>, ChatItemId) {
    (item.chat_info.chat_ref(), item.chat_item.meta.item_id)
}
