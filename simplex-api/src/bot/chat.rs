use std::sync::Arc;

use crate::bot::files::transfers::Transfers;
use crate::bot::split::json_len::json_len;
use crate::bot::split::{MAX_PART, split_text};
use crate::client::{Client, Error};
use crate::command::{Command, EncodeError, ResponseError};
use crate::commands::{
    ApiChatItemReaction, ApiDeleteChatItem, ApiDeleteMemberChatItem, ApiSendMessages,
    ApiUpdateChatItem,
};
use crate::json::Tagged;
use crate::responses::NewChatItems;
use crate::types::{
    AChatItem, ChatErrorType, ChatItemId, ChatRef, ChatType, CiDeleteMode, ComposedMessage,
    CryptoFile, GroupId, MsgContent, MsgReaction, StoreError, UpdatedMessage,
};

/// A chat with a contact or of a group, to send messages to.
///
/// Sending fails if the other side is gone. If the contact has deleted the conversation, the error is
/// [`ContactNotReady`](ChatErrorType::ContactNotReady), as for a contact who is not connected yet, or
/// [`ContactNotActive`](ChatErrorType::ContactNotActive). If the bot has left the group or was removed from it, the error
/// is [`CommandError`](ChatErrorType::CommandError) ("not current member"), or
/// [`GroupMemberUserRemoved`](ChatErrorType::GroupMemberUserRemoved) when a message is changed.
#[derive(Debug, Clone)]
pub struct Chat {
    pub(super) client: Client,
    pub(super) transfers: Arc<Transfers>,
    chat_ref: ChatRef,
    splits_long_texts: bool,
}

/// The id of a sent or received message and its chat, to change the message or react to it.
#[derive(Debug, Clone)]
pub struct MessageHandle {
    chat: Chat,
    id: ChatItemId,
}

impl Chat {
    pub(super) fn new(
        client: Client,
        transfers: Arc<Transfers>,
        chat_ref: ChatRef,
        splits_long_texts: bool,
    ) -> Self {
        Self {
            client,
            transfers,
            chat_ref,
            splits_long_texts,
        }
    }

    /// The reference to the chat in commands.
    pub fn chat_ref(&self) -> &ChatRef {
        &self.chat_ref
    }

    /// Sends a message: a text, or content of another kind. If a text is sent
    /// [in parts](crate::bot::Builder::split_long_replies), this returns the first part.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn send(&self, message: impl Into<ComposedMessage>) -> Result<MessageHandle, Error> {
        let (first, rest) = self.split(message.into());
        let first = self.message_of(self.send_one(first, false).await?);
        self.send_all(rest).await?;
        Ok(first)
    }

    /// Splits a message into the parts that are sent: the first, and the rest if the text is too long.
    fn split(&self, mut message: ComposedMessage) -> (ComposedMessage, Vec<ComposedMessage>) {
        let MsgContent::Text { text, .. } = &mut message.msg_content else {
            return (message, Vec::new());
        };
        if !self.splits_long_texts || json_len(text) <= MAX_PART {
            return (message, Vec::new());
        }
        let mut parts = split_text(text, MAX_PART).into_iter();
        let Some(first) = parts.next() else {
            return (message, Vec::new());
        };
        *text = first;
        let mentions = std::mem::take(&mut message.mentions);
        let of_part = |text: &str| {
            let mut mentions = mentions.clone();
            mentions.retain(|name, _| is_mentioned(name, text));
            mentions
        };
        message.mentions = of_part(message.msg_content.as_text().unwrap_or_default());
        let rest = parts.map(|part| {
            let mentions = of_part(&part);
            ComposedMessage::from(part).mentions(mentions)
        });
        let rest = rest.collect();
        (message, rest)
    }

    async fn send_all(&self, messages: Vec<ComposedMessage>) -> Result<(), Error> {
        for message in messages {
            self.send_one(message, false).await?;
        }
        Ok(())
    }

    /// Sends a file with a text, which can be empty. The path is a path on the server's machine. A relative path starts
    /// at the server's files folder.
    ///
    /// This returns when the server has accepted the message. The server uploads the file later, and the file must exist
    /// until then. To wait for this, use [`upload`](Self::upload).
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn send_file(
        &self,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<MessageHandle, Error> {
        self.send(file_message(path.into(), text.into())).await
    }

    /// The message with this id.
    pub fn message(&self, id: ChatItemId) -> MessageHandle {
        let chat = self.clone();
        MessageHandle { chat, id }
    }

    pub(super) fn message_of(&self, sent: AChatItem) -> MessageHandle {
        self.message(sent.chat_item.meta.item_id)
    }

    pub(super) async fn send_one(
        &self,
        message: ComposedMessage,
        live: bool,
    ) -> Result<AChatItem, Error> {
        let command = ApiSendMessages::new(self.chat_ref.clone(), [message]).live_message(live);
        let mut sent = self.client.send(&command).await?;
        match sent.chat_items.pop() {
            Some(item) => Ok(item),
            // The response contains the sent messages.
            None => Err(Error::Answer {
                command: ApiSendMessages::SPEC.name,
                error: ResponseError::unexpected(&[], NewChatItems::TAG, &sent.encode()),
            }),
        }
    }
}

pub(super) fn file_message(path: String, text: String) -> ComposedMessage {
    let message = ComposedMessage::new(MsgContent::file(text));
    message.file_source(CryptoFile::new(path))
}

/// Whether the quote is the reason why a message was not sent.
fn cannot_be_quoted(error: &Error) -> bool {
    use StoreError::{ChatItemNotFound, InvalidQuote, LargeMsg};
    let error = error.store_error();
    matches!(
        error,
        Some(InvalidQuote { .. } | ChatItemNotFound { .. } | LargeMsg { .. })
    )
}

/// Whether a reaction failed because the message is deleted.
fn is_deleted(error: &Error) -> bool {
    /// The error for a message that is shown as deleted.
    const NO_CONTENT: &str = "reaction not allowed - chat item has no content";
    let is_unknown = matches!(
        error.store_error(),
        Some(StoreError::ChatItemNotFound { .. })
    );
    let is_marked_deleted = matches!(
        error.chat_error_type(),
        Some(ChatErrorType::CommandError { message, .. }) if message == NO_CONTENT
    );
    is_unknown || is_marked_deleted
}

/// Whether a text mentions a member by this name.
fn is_mentioned(name: &str, text: &str) -> bool {
    let mut mentions = text
        .match_indices('@')
        .map(|(at, mark)| &text[at + mark.len()..]);
    mentions.any(|mention| mention.trim_start_matches('\'').starts_with(name))
}

impl MessageHandle {
    /// The chat that the message is in.
    pub fn chat(&self) -> &Chat {
        &self.chat
    }

    /// The id of the message.
    pub fn id(&self) -> ChatItemId {
        self.id
    }

    /// Sends a message that quotes this one. If this message cannot be quoted, the new message is sent without the quote:
    /// this message may be deleted, or too long to fit with the quote.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn quote(&self, message: impl Into<ComposedMessage>) -> Result<MessageHandle, Error> {
        let (first, rest) = self.chat.split(message.into());
        let quoting = first.clone().quoted_item_id(self.id);
        let sent = match self.chat.send_one(quoting, false).await {
            Err(error) if cannot_be_quoted(&error) => self.chat.send_one(first, false).await,
            sent => sent,
        };
        let first = self.chat.message_of(sent?);
        self.chat.send_all(rest).await?;
        Ok(first)
    }

    /// Adds a reaction to the message. Returns `false` if the message has been deleted in the meantime.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn react(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.set_reaction(reaction.into(), true).await
    }

    /// Removes a reaction of the bot. Returns `false` if the message has been deleted in the meantime.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn unreact(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.set_reaction(reaction.into(), false).await
    }

    /// Changes the content of the message, which must be a message of the bot. The same content again has no effect.
    ///
    /// # Errors
    /// As for [`Client::send`]; if the message was deleted in the meantime, [`StoreError::ChatItemNotFound`] or
    /// [`ChatErrorType::InvalidChatItemUpdate`].
    pub async fn edit(&self, content: impl Into<MsgContent>) -> Result<(), Error> {
        self.update(content.into(), false).await
    }

    /// Deletes the message for everyone. It must be a message of the bot.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn delete(&self) -> Result<(), Error> {
        self.delete_with(CiDeleteMode::Broadcast).await
    }

    /// Deletes the message in the chat of the bot only.
    ///
    /// # Errors
    /// As for [`Client::send`].
    pub async fn delete_for_me(&self) -> Result<(), Error> {
        self.delete_with(CiDeleteMode::Internal).await
    }

    /// Deletes the message for everyone in the group. It can be a message of any member. The bot must be at least a
    /// moderator of the group.
    ///
    /// # Errors
    /// As for [`Client::send`]; [`Error::Encode`] in a direct chat, where this is not possible.
    pub async fn moderate(&self) -> Result<(), Error> {
        let ChatRef {
            chat_type: ChatType::Group,
            chat_id,
            ..
        } = self.chat.chat_ref
        else {
            let remedy = "only messages in a group can be moderated: to delete a message of the bot, use `delete`";
            return Err(Error::Encode {
                command: ApiDeleteMemberChatItem::SPEC.name,
                error: EncodeError::invalid("groupId", remedy),
            });
        };
        let command = ApiDeleteMemberChatItem::new(GroupId(chat_id), [self.id]);
        self.send_deletion(&command).await
    }

    async fn delete_with(&self, mode: CiDeleteMode) -> Result<(), Error> {
        let command = ApiDeleteChatItem::new(self.chat.chat_ref.clone(), vec![self.id], mode);
        self.send_deletion(&command).await
    }

    /// Sends a command that deletes the message, and ends the transfer of its file.
    async fn send_deletion(&self, command: &impl Command) -> Result<(), Error> {
        self.chat.client.send(command).await?;
        self.chat.transfers.message_deleted(self.id);
        Ok(())
    }

    async fn set_reaction(&self, reaction: MsgReaction, add: bool) -> Result<bool, Error> {
        let command = ApiChatItemReaction::new(self.chat.chat_ref.clone(), self.id, add, reaction);
        match self.chat.client.send(&command).await {
            Ok(_) => Ok(true),
            Err(error) if is_deleted(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn update(&self, content: MsgContent, live: bool) -> Result<(), Error> {
        let message = UpdatedMessage::new(content);
        let command = ApiUpdateChatItem::new(self.chat.chat_ref.clone(), self.id, message);
        let command = command.live_message(live);
        self.chat.client.send(&command).await.map(drop)
    }
}
