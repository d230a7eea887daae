//! Responses about messages.

use crate::api_type;
use crate::types::{AChatItem, AciReaction, ChatItemDeletion, User};

/// Chat items that are new.
///
/// As a response: the messages sent, now stored and scheduled. Messages of the same command that
/// failed are missing here and come with the event [`ChatErrors`](crate::events::ChatErrors), so
/// compare the counts. [`ChatItemsStatusesUpdated`](crate::events::ChatItemsStatusesUpdated) tells
/// of their delivery.
///
/// As an event: messages received, and other items of a conversation.
#[api_type(response, event)]
pub struct NewChatItems {
    pub user: User,
    pub chat_items: Vec<AChatItem>,
}

/// A message was edited, by the user (response) or by its sender (event).
#[api_type(response, event)]
pub struct ChatItemUpdated {
    pub user: User,
    /// The message as it is now.
    pub chat_item: AChatItem,
}

/// The edited message equals the old one; nothing was sent.
#[api_type(response)]
pub struct ChatItemNotChanged {
    pub user: User,
    pub chat_item: AChatItem,
}

/// Messages were deleted or marked as deleted.
///
/// As an event it comes when the other side deletes its messages, or when their time is over.
#[api_type(response, event)]
pub struct ChatItemsDeleted {
    pub user: User,
    pub chat_item_deletions: Vec<ChatItemDeletion>,
    /// Whether the user deleted them.
    pub by_user: bool,
    /// Whether they were deleted because their time was over.
    pub timed: bool,
}

/// A reaction to a message was added or removed, by the user (response) or somebody else (event).
#[api_type(response, event)]
pub struct ChatItemReaction {
    pub user: User,
    /// False if the reaction was removed.
    pub added: bool,
    pub reaction: AciReaction,
}
