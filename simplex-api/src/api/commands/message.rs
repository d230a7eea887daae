//! Commands about messages.

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
/// The response means that they are stored and scheduled;
/// [`ChatItemsStatusesUpdated`](crate::events::ChatItemsStatusesUpdated) tells of the delivery, and
/// [`SndFileCompleteXftp`](crate::events::SndFileCompleteXftp) when a file is uploaded, which has
/// to stay in its place until then.
///
/// - Of several messages none is sent if one of them is forbidden, quotes or mentions what is not there, or has a file that
///   is missing or too large: the command fails. Only messages that are too large, and errors of the database, are
///   reported one by one: the response holds the others, and the event [`ChatErrors`](crate::events::ChatErrors) the
///   errors. If all fail, the command does.
/// - A message with all its parts may have 15,602 bytes as encoded by the server, which leaves
///   15,488 for a plain text, where a quote, a backslash and a line break count twice. A larger one fails with
///   [`LargeMsg`](crate::types::StoreError::LargeMsg), or is not sent at all if that is certain of all messages.
/// - A live message grows while it is typed: send its beginning alone with `live_message`, go on
///   with [`ApiUpdateChatItem`], and end it with an update that is not live.
/// - An owner of a channel writes as the channel with [`ApiSendMessagesAsGroup`].
/// - Only one message of a send may quote another, and a live one is sent alone. Mentions are for groups, and reports cannot be
///   sent this way.
#[command(
    name = "APISendMessages",
    syntax = "/_send <str(sendRef)>[ live=on][ ttl=<ttl>][ sign=on] json <json(composedMessages)>",
    network = background,
    responses(NewChatItems),
    check = checks::not_to_notes,
    refuse = checks::sendable,
)]
pub struct ApiSendMessages {
    /// A contact or a group, or the support chat of a group; not the notes of the user.
    pub send_ref: ChatRef,
    /// Whether the message is the beginning of a live one.
    pub live_message: bool,
    /// Seconds after which the messages disappear; `None` leaves it to the settings of the chat, and 0 is at once.
    ///
    /// It counts only in a chat that has disappearing messages on, as contacts do by default; groups have them off, and
    /// then it is ignored. On the other side the time starts when the message is marked as read.
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

/// Sends messages to a group or channel as the group itself, which its owners can.
///
/// So the messages of a channel are written: members get them without an author, as
/// [`CiDirection::ChannelRcv`](crate::types::CiDirection::ChannelRcv). It is [`ApiSendMessages`] with `(as_group=on)`
/// behind the group, which the API documentation does not have; so it is not in
/// [`AnyCommand`](crate::commands::AnyCommand). What is said there about messages holds here as well.
#[command(
    name = "APISendMessages",
    syntax = "/_send #<groupId>(as_group=on)[ live=on][ ttl=<ttl>] json <json(composedMessages)>",
    network = background,
    responses(NewChatItems),
    since = "6.5",
    refuse = checks::sendable_as_group,
)]
pub struct ApiSendMessagesAsGroup {
    pub group_id: GroupId,
    /// Whether the message is the beginning of a live one.
    pub live_message: bool,
    /// Seconds after which the messages disappear, where the group has disappearing messages on.
    #[param(primitive = "int")]
    pub ttl: Option<i64>,
    /// At least one.
    #[param(non_empty)]
    pub composed_messages: Vec<ComposedMessage>,
}

/// Edits a message that the user has sent.
///
/// It replaces content and mentions. If nothing changes, nothing is sent. To go on with a live
/// message, update it with `live_message`; the last update of it is not live.
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
/// With [`CiDeleteMode::Broadcast`] they are deleted for the recipients too: the messages must be
/// the user's own, and recipients whose preferences do not allow full deletion keep them marked as
/// deleted. The internal modes do not tell anybody. To delete what others wrote in a group, use
/// [`ApiDeleteMemberChatItem`].
#[command(
    name = "APIDeleteChatItem",
    syntax = "/_delete item <str(chatRef)> <chatItemIds[0]>[,<chatItemIds[1]>...] broadcast|internal|internalMark|history",
    network = background,
    responses(ChatItemsDeleted),
)]
pub struct ApiDeleteChatItem {
    pub chat_ref: ChatRef,
    /// At least one, all of the same chat.
    pub chat_item_ids: Vec<ChatItemId>,
    pub delete_mode: CiDeleteMode,
}

/// Moderates a group: deletes messages of other members for everybody.
///
/// The user must be moderator, admin or owner of the group.
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

/// Adds a reaction to a message or takes it back.
///
/// The server knows a fixed set of emoji, which is [`Reaction`](crate::types::Reaction), and any other is
/// refused; so is the heart with the variation selector U+FE0F that keyboards add.
#[command(
    name = "APIChatItemReaction",
    syntax = "/_reaction <str(chatRef)> <chatItemId> on|off <json(reaction)>",
    network = background,
    responses(ChatItemReaction),
    check = checks::known_reaction,
)]
pub struct ApiChatItemReaction {
    pub chat_ref: ChatRef,
    pub chat_item_id: ChatItemId,
    /// True adds the reaction, false takes it back.
    pub add: bool,
    pub reaction: MsgReaction,
}
