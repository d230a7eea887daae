//! Commands for messages.

use crate::api::{checks, sizes};
use crate::command;
use crate::responses::{
    ChatItemNotChanged, ChatItemReaction, ChatItemUpdated, ChatItemsDeleted, NewChatItems,
};
use crate::types::{
    ChatItemId, ChatRef, CiDeleteMode, ComposedMessage, GroupId, MsgReaction, UpdatedMessage,
};

/// Sends messages to a contact or a group.
///
/// The response means that the messages are stored and scheduled. The event
/// [`ChatItemsStatusesUpdated`](crate::events::ChatItemsStatusesUpdated) reports their delivery, and
/// [`SndFileCompleteXftp`](crate::events::SndFileCompleteXftp) reports that a file is uploaded. Until then the file must not
/// be moved or deleted.
///
/// - If one of several messages is not allowed, quotes or mentions something that does not exist, or has a file that is
///   missing or too large, the command fails and no message is sent. Messages that are too large, and database errors, are
///   reported one by one: the response contains the sent messages, and the event
///   [`ChatErrors`](crate::events::ChatErrors) the errors. If all messages fail, the command fails.
/// - A message may have 15,602 bytes, as encoded by the server with all its parts. This leaves 15,488 for plain text, in
///   which a quote, a backslash and a line break count twice. A larger message fails with
///   [`LargeMsg`](crate::types::StoreError::LargeMsg). If all messages are certainly too large, the command is not sent.
/// - A live message is updated while it is written: send its start with `live_message`, continue with
///   [`ApiUpdateChatItem`], and end it with an update that is not live.
/// - The owner of a channel sends messages as the channel with [`ApiSendMessagesAsGroup`].
/// - Only one message of a command may quote another message. A live message must be the only one. Mentions are for groups
///   only, and reports cannot be sent with this command.
#[command(
    name = "APISendMessages",
    syntax = "/_send <str(sendRef)>[ live=on][ ttl=<ttl>][ sign=on] json <json(composedMessages)>",
    network = background,
    responses(NewChatItems),
    check = checks::not_to_notes,
    refuse = checks::sendable_messages,
)]
pub struct ApiSendMessages {
    /// A contact, a group, or the support chat of a group; not the notes of the user.
    pub send_ref: ChatRef,
    /// Whether the message is the start of a live message.
    pub live_message: bool,
    /// Seconds until the messages disappear; `None` uses the setting of the chat, and 0 means immediately.
    ///
    /// It is ignored if disappearing messages are turned off in the chat. By default they are turned on for contacts and off
    /// for groups. On the other side the time starts when the message is marked as read.
    #[param(primitive = "int")]
    pub ttl: Option<i64>,
    /// Whether to sign the messages, so that others can check who wrote them; see
    /// [`MsgSigStatus`](crate::types::MsgSigStatus).
    #[param(since = "7.0.2")]
    pub sign_messages: bool,
    /// At least one.
    #[param(non_empty)]
    pub composed_messages: Vec<ComposedMessage>,
}

/// Sends messages to a group or channel in the name of the group. The user must be an owner.
///
/// This is how messages of a channel are sent: members receive them without an author, as
/// [`CiDirection::ChannelRcv`](crate::types::CiDirection::ChannelRcv). It is [`ApiSendMessages`] with `(as_group=on)`
/// after the group, which is not part of the API documentation, so that it is not included in
/// [`AnyCommand`](crate::commands::AnyCommand). The rules for messages are the same.
#[command(
    name = "APISendMessages",
    syntax = "/_send #<groupId>(as_group=on)[ live=on][ ttl=<ttl>] json <json(composedMessages)>",
    network = background,
    responses(NewChatItems),
    since = "6.5",
    refuse = checks::sendable_in_name_of_group,
)]
pub struct ApiSendMessagesAsGroup {
    pub group_id: GroupId,
    /// Whether the message is the start of a live message.
    pub live_message: bool,
    /// Seconds until the messages disappear, if disappearing messages are turned on in the group.
    #[param(primitive = "int")]
    pub ttl: Option<i64>,
    /// At least one.
    #[param(non_empty)]
    pub composed_messages: Vec<ComposedMessage>,
}

/// Edits a message of the user.
///
/// It replaces the content and the mentions. If nothing changes, nothing is sent. To continue a live message, update it with
/// `live_message`; its last update is not live.
#[command(
    name = "APIUpdateChatItem",
    syntax = "/_update item <str(chatRef)> <chatItemId>[ live=on] json <json(updatedMessage)>",
    network = background,
    responses(ChatItemUpdated, ChatItemNotChanged),
    errors(InvalidChatItemUpdate),
    refuse = sizes::updated_message,
)]
pub struct ApiUpdateChatItem {
    pub chat_ref: ChatRef,
    pub chat_item_id: ChatItemId,
    /// Whether more updates of a live message follow.
    pub live_message: bool,
    pub updated_message: UpdatedMessage,
}

/// Deletes messages, for all or on this side only.
///
/// With [`CiDeleteMode::Broadcast`] they are deleted for the recipients too. The messages must be the user's own.
/// Recipients whose preferences do not allow full deletion keep them, marked as deleted. The internal modes do not notify
/// the recipients. To delete messages of others in a group, use [`ApiDeleteMemberChatItem`].
#[command(
    name = "APIDeleteChatItem",
    syntax = "/_delete item <str(chatRef)> <chatItemIds[0]>[,<chatItemIds[1]>...] broadcast|internal|internalMark|history",
    network = background,
    responses(ChatItemsDeleted),
)]
pub struct ApiDeleteChatItem {
    pub chat_ref: ChatRef,
    /// At least one; all must be in this chat.
    pub chat_item_ids: Vec<ChatItemId>,
    pub delete_mode: CiDeleteMode,
}

/// Moderates a group: deletes messages of other members for the whole group.
///
/// The user must be a moderator, admin or owner of the group.
#[command(
    name = "APIDeleteMemberChatItem",
    syntax = "/_delete member item #<groupId> <chatItemIds[0]>[,<chatItemIds[1]>...]",
    network = background,
    responses(ChatItemsDeleted),
)]
pub struct ApiDeleteMemberChatItem {
    pub group_id: GroupId,
    /// At least one.
    pub chat_item_ids: Vec<ChatItemId>,
}

/// Adds a reaction to a message or removes it.
///
/// The server accepts a fixed set of emoji: see [`Reaction`](crate::types::Reaction). Others are rejected, including the
/// heart with the variation selector U+FE0F, which keyboards add.
#[command(
    name = "APIChatItemReaction",
    syntax = "/_reaction <str(chatRef)> <chatItemId> on|off <json(reaction)>",
    network = background,
    responses(ChatItemReaction),
    check = checks::supported_reaction,
)]
pub struct ApiChatItemReaction {
    pub chat_ref: ChatRef,
    pub chat_item_id: ChatItemId,
    /// True adds the reaction, false removes it.
    pub add: bool,
    pub reaction: MsgReaction,
}
