//! Responses about messages.

use crate::api_type;
use crate::types::{AChatItem, AciReaction, ChatItemDeletion, User};

/// New chat items.
///
/// As a response: the sent messages, which are stored and scheduled. Failed messages of the same command are not included,
/// so compare the counts; the event [`ChatErrors`](crate::events::ChatErrors) reports them. The event
/// [`ChatItemsStatusesUpdated`](crate::events::ChatItemsStatusesUpdated) reports the delivery.
///
/// As an event: received messages, and other items of a conversation.
#[api_type(response, event)]
pub struct NewChatItems {
    pub user: User,
    pub chat_items: Vec<AChatItem>,
}

/// A message was edited, by the user (response) or by its sender (event).
#[api_type(response, event)]
pub struct ChatItemUpdated {
    pub user: User,
    /// The message after the change.
    pub chat_item: AChatItem,
}

/// The edited message is equal to the old one; nothing was sent.
#[api_type(response)]
pub struct ChatItemNotChanged {
    pub user: User,
    pub chat_item: AChatItem,
}

/// Messages were deleted or marked as deleted.
///
/// It is sent as an event if the other side deletes its messages, or if messages expire.
#[api_type(response, event)]
pub struct ChatItemsDeleted {
    pub user: User,
    pub chat_item_deletions: Vec<ChatItemDeletion>,
    /// Whether the user deleted them.
    pub by_user: bool,
    /// Whether they were deleted because they expired.
    pub timed: bool,
}

/// A reaction to a message was added or removed, by the user (response) or the other side (event).
#[api_type(response, event)]
pub struct ChatItemReaction {
    pub user: User,
    /// False if the reaction was removed.
    pub added: bool,
    pub reaction: AciReaction,
}
