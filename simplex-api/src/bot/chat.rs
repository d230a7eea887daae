use std::sync::Arc;

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

use crate::bot::files::transfers::Transfers;
use crate::bot::files::upload::Upload;
use crate::bot::live_message::Live;
use crate::bot::split;
use crate::bot::split::split_text;

/// A chat to write to: with a contact, or of a group.
///
/// If nobody is there any more, what writes here fails. For a contact who has deleted the conversation that is
/// [`ContactNotReady`](ChatErrorType::ContactNotReady), as for one who is not connected yet, or
/// [`ContactNotActive`](ChatErrorType::ContactNotActive). For a group that the bot has left or was removed from it is
/// [`CommandError`](ChatErrorType::CommandError) ("not current member"), and to change a message
/// [`GroupMemberUserRemoved`](ChatErrorType::GroupMemberUserRemoved).
#[derive(Debug, Clone)]
pub struct Chat {
    pub(super) client: Client,
    pub(super) transfers: Arc<Transfers>,
    chat: ChatRef,
    /// Whether texts that are too long are sent in parts.
    splits: bool,
}

/// A message in a chat, sent or received, by its id.
#[derive(Debug, Clone)]
pub struct Item {
    chat: Chat,
    id: ChatItemId,
}

impl Chat {
    pub(super) fn new(
        client: Client,
        transfers: Arc<Transfers>,
        chat: ChatRef,
        splits: bool,
    ) -> Self {
        Self {
            client,
            transfers,
            chat,
            splits,
        }
    }

    /// The chat as commands name it.
    pub fn chat_ref(&self) -> &ChatRef {
        &self.chat
    }

    /// Sends a message: a text, or content of another kind. Of a text that the bot sends
    /// [in parts](crate::bot::Builder::split_long_answers), this returns the first.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn send(&self, message: impl Into<ComposedMessage>) -> Result<Item, Error> {
        let (first, rest) = self.parts(message.into());
        let first = self.sent(self.deliver(first, false).await)?;
        self.send_all(rest).await?;
        Ok(first)
    }

    /// A message as it is sent: whole, or in parts.
    fn parts(&self, mut message: ComposedMessage) -> (ComposedMessage, Vec<ComposedMessage>) {
        let MsgContent::Text { text, .. } = &mut message.msg_content else {
            return (message, Vec::new());
        };
        if !self.splits || split::in_json(text) <= split::LONGEST_PART {
            return (message, Vec::new());
        }
        let mut parts = split_text(text, split::LONGEST_PART).into_iter();
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
            self.deliver(message, false).await?;
        }
        Ok(())
    }

    /// Sends a file with a text, which can be empty. The path is one of the server's machine, and relative
    /// ones start at the server's files folder.
    ///
    /// This returns when the server has taken the message. The file is uploaded after that and has to stay in
    /// its place until then: to wait for that, [upload](Self::upload) it.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn send_file(
        &self,
        path: impl Into<String>,
        text: impl Into<String>,
    ) -> Result<Item, Error> {
        self.send(file(path.into(), text.into())).await
    }

    /// Sends a file as [`send_file`](Self::send_file) does, and waits until it is uploaded, when that is
    /// awaited.
    ///
    /// In the meantime nothing else is handled of the chat that the handler is about; other chats go on. How
    /// long is waited, and whether the [progress](Upload::begin) is told, can be said before.
    pub fn upload(&self, path: impl Into<String>, text: impl Into<String>) -> Upload {
        Upload::new(self.clone(), file(path.into(), text.into()))
    }

    /// Begins a message that grows while it is written.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn send_live(&self, text: impl Into<String>) -> Result<Live, Error> {
        let item = self.sent(self.deliver(text.into().into(), true).await)?;
        Ok(Live::new(item))
    }

    /// The message of this id.
    pub fn item(&self, id: ChatItemId) -> Item {
        let chat = self.clone();
        Item { chat, id }
    }

    fn sent(&self, sent: Result<AChatItem, Error>) -> Result<Item, Error> {
        Ok(self.item(sent?.chat_item.meta.item_id))
    }

    pub(super) async fn deliver(
        &self,
        message: ComposedMessage,
        live: bool,
    ) -> Result<AChatItem, Error> {
        let command = ApiSendMessages::new(self.chat.clone(), [message]).live_message(live);
        let mut sent = self.client.send(&command).await?;
        match sent.chat_items.pop() {
            Some(item) => Ok(item),
            // The server answers with what it has sent.
            None => Err(Error::Answer {
                command: ApiSendMessages::SPEC.name,
                error: ResponseError::unexpected(&[], NewChatItems::TAG, &sent.encode()),
            }),
        }
    }
}

fn file(path: String, text: String) -> ComposedMessage {
    let message = ComposedMessage::new(MsgContent::file(text));
    message.file_source(CryptoFile::new(path))
}

/// Whether a message was not sent because of its quote, and nothing else.
fn cannot_be_quoted(error: &Error) -> bool {
    use StoreError::{ChatItemNotFound, InvalidQuote, LargeMsg};
    let error = error.store_error();
    matches!(
        error,
        Some(InvalidQuote { .. } | ChatItemNotFound { .. } | LargeMsg { .. })
    )
}

/// Whether a message got no reaction because it has been deleted.
fn is_deleted(error: &Error) -> bool {
    /// What the server says if the message is shown as deleted.
    const NO_CONTENT: &str = "reaction not allowed - chat item has no content";
    let is_gone = matches!(
        error.store_error(),
        Some(StoreError::ChatItemNotFound { .. })
    );
    let is_shown = matches!(
        error.chat_error_type(),
        Some(ChatErrorType::CommandError { message, .. }) if message == NO_CONTENT
    );
    is_gone || is_shown
}

/// Whether a text mentions somebody by this name.
fn is_mentioned(name: &str, text: &str) -> bool {
    let mut mentions = text
        .match_indices('@')
        .map(|(at, mark)| &text[at + mark.len()..]);
    mentions.any(|mention| mention.trim_start_matches('\'').starts_with(name))
}

impl Item {
    /// The chat that the message is in.
    pub fn chat(&self) -> &Chat {
        &self.chat
    }

    /// The id of the message.
    pub fn id(&self) -> ChatItemId {
        self.id
    }

    /// Sends a message that quotes this one, if it can be quoted: otherwise the message is sent without the quote. This
    /// one can have been deleted in the meantime, or be so long that there is no room for both.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn quote(&self, message: impl Into<ComposedMessage>) -> Result<Item, Error> {
        let (first, rest) = self.chat.parts(message.into());
        let quoting = first.clone().quoted_item_id(self.id);
        let sent = match self.chat.deliver(quoting, false).await {
            Err(error) if cannot_be_quoted(&error) => self.chat.deliver(first, false).await,
            sent => sent,
        };
        let first = self.chat.sent(sent)?;
        self.chat.send_all(rest).await?;
        Ok(first)
    }

    /// Adds a reaction to the message. Returns whether the message is there: false if it has been deleted in the
    /// meantime.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn react(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.set_reaction(reaction.into(), true).await
    }

    /// Takes a reaction of the bot's back. Returns whether the message is there, as [`react`](Self::react) does.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn unreact(&self, reaction: impl Into<MsgReaction>) -> Result<bool, Error> {
        self.set_reaction(reaction.into(), false).await
    }

    /// Changes the content of the message, which must be the bot's own. If it is the same, nothing happens.
    ///
    /// # Errors
    /// As [`Client::send`] does; if the message was deleted in the meantime, [`StoreError::ChatItemNotFound`] or
    /// [`ChatErrorType::InvalidChatItemUpdate`].
    pub async fn edit(&self, content: impl Into<MsgContent>) -> Result<(), Error> {
        self.update(content.into(), false).await
    }

    /// Deletes the message for everybody. It must be the bot's own.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn delete(&self) -> Result<(), Error> {
        self.delete_by(CiDeleteMode::Broadcast).await
    }

    /// Deletes the message on the bot's side only.
    ///
    /// # Errors
    /// As [`Client::send`] does.
    pub async fn delete_for_me(&self) -> Result<(), Error> {
        self.delete_by(CiDeleteMode::Internal).await
    }

    /// Deletes the message for everybody in the group, whoever wrote it. The bot must be a moderator, or more,
    /// of the group.
    ///
    /// # Errors
    /// As [`Client::send`] does; [`Error::Encode`] in a direct conversation, where nobody can.
    pub async fn moderate(&self) -> Result<(), Error> {
        let ChatRef {
            chat_type: ChatType::Group,
            chat_id,
            ..
        } = self.chat.chat
        else {
            let remedy = "only messages of a group are moderated: delete one's own with `delete`";
            return Err(Error::Encode {
                command: ApiDeleteMemberChatItem::SPEC.name,
                error: EncodeError::invalid("groupId", remedy),
            });
        };
        let command = ApiDeleteMemberChatItem::new(GroupId(chat_id), [self.id]);
        self.deleted_by(&command).await
    }

    async fn delete_by(&self, mode: CiDeleteMode) -> Result<(), Error> {
        let command = ApiDeleteChatItem::new(self.chat.chat.clone(), vec![self.id], mode);
        self.deleted_by(&command).await
    }

    /// Nobody waits for the file of a message that is deleted.
    async fn deleted_by(&self, command: &impl Command) -> Result<(), Error> {
        self.chat.client.send(command).await?;
        self.chat.transfers.item_deleted(self.id);
        Ok(())
    }

    async fn set_reaction(&self, reaction: MsgReaction, add: bool) -> Result<bool, Error> {
        let command = ApiChatItemReaction::new(self.chat.chat.clone(), self.id, add, reaction);
        match self.chat.client.send(&command).await {
            Ok(_) => Ok(true),
            Err(error) if is_deleted(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn update(&self, content: MsgContent, live: bool) -> Result<(), Error> {
        let message = UpdatedMessage::new(content);
        let command = ApiUpdateChatItem::new(self.chat.chat.clone(), self.id, message);
        let command = command.live_message(live);
        self.chat.client.send(&command).await.map(drop)
    }
}
