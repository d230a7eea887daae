//! Commands that send messages and change them.

use crate::commands::{ApiSendMessages, ApiUpdateChatItem};
use crate::events::{ChatErrors, ChatItemsStatusesUpdated};
use crate::responses::{ChatItemNotChanged, ChatItemUpdated, NewChatItems};
use crate::types::{
    AChatItem, ChatErrorType, ChatItem, ChatItemId, ChatType, CiContent, CiQuote, CiStatus,
    ComposedMessage, Contact, ContactId, ContactStatus, MsgContent, MsgReceiptStatus,
    SndCiStatusProgress, StoreError,
};

use super::chat::direct;
use super::conversation::Conversation;
use super::failure::{Failure, Outcome, command, refused, store, unparsable};
use super::ids::opaque;
use super::run::{Answer, answer};
use super::signal::{Quote, Signal};
use super::{Network, content, item};

/// How a message is sent, the same for all of a command.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub(super) live: bool,
    pub(super) ttl: Option<i32>,
}

impl Network {
    pub(super) fn send_messages(&mut self, command: &ApiSendMessages) -> Outcome<NewChatItems> {
        if command.send_ref.chat_type == ChatType::Local || command.composed_messages.is_empty() {
            return Err(unparsable());
        }
        let contact = direct(&command.send_ref)?;
        check_send(command)?;
        let (user, conversation) = self.conversation(contact)?;
        check_open(conversation)?;
        let manner = Manner {
            live: command.live_message,
            ttl: command.ttl,
        };
        let (mut sent, mut errors) = (Vec::new(), Vec::new());
        for message in &command.composed_messages {
            match self.send(contact, message, manner) {
                Ok(item) => sent.push(item),
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() && command.composed_messages.len() > 1 {
            self.report(&errors);
        }
        match errors.into_iter().next() {
            Some(error) if sent.is_empty() => Err(error),
            _ => {
                self.deliver(contact, &sent)?;
                Ok(NewChatItems::new(user).chat_items(sent))
            }
        }
    }

    /// Sends one message to a contact; nothing of it remains on error.
    pub(super) fn send(
        &mut self,
        contact: ContactId,
        message: &ComposedMessage,
        manner: Manner,
    ) -> Outcome<AChatItem> {
        let (_, conversation) = self.conversation(contact)?;
        let quote = message.quoted_item_id;
        let quote = quote.map(|id| quote_of(conversation, id)).transpose()?;
        check_size(
            &message.msg_content,
            quote.as_ref().map(|quote| &quote.content),
        )?;
        self.store(contact, message.msg_content.clone(), quote, manner)
    }

    /// Stores a message of the user and sends it on.
    pub(super) fn store(
        &mut self,
        contact: ContactId,
        content: MsgContent,
        quote: Option<CiQuote>,
        manner: Manner,
    ) -> Outcome<AChatItem> {
        let now = self.clock.now();
        let id = ChatItemId(self.ids.items.next());
        let shared_id = opaque("msg", self.ids.messages.next());
        let mut item = item::sent(id, shared_id.clone(), now.clone(), content.clone());
        let ttl = manner.ttl.filter(|ttl| *ttl > 0);
        item.meta.item_timed = ttl.map(|ttl| item::timed(ttl, self.clock.after(ttl)));
        item.meta.item_live = manner.live.then_some(true);
        item.quoted_item = quote.clone().map(Box::new);

        let conversation = self.known_conversation(contact)?;
        conversation.contact.chat_deleted = false;
        conversation.contact.chat_ts = Some(now);
        let shown = conversation.shown(&item);
        conversation.items.insert(id, item);
        let signal = Signal::New {
            id: shared_id,
            content,
            quote: quote.as_ref().map(Quote::from),
            live: manner.live,
            ttl,
        };
        self.signal(contact, &signal);
        Ok(shown)
    }

    /// Tells how messages get on: they are sent, and the contact's client has them.
    pub(super) fn deliver(&mut self, contact: ContactId, sent: &[AChatItem]) -> Outcome<()> {
        let complete = || SndCiStatusProgress::Complete;
        let states = [
            CiStatus::snd_sent(complete()),
            CiStatus::snd_rcvd(MsgReceiptStatus::Ok, complete()),
        ];
        for status in states {
            let conversation = self.known_conversation(contact)?;
            let user_id = conversation.user_id;
            let mut items = Vec::new();
            for sent in sent {
                let id = sent.chat_item.meta.item_id;
                conversation.item_mut(id)?.meta.item_status = status.clone();
                items.push(conversation.shown(conversation.item(id)?));
            }
            let user = self.user(user_id)?;
            self.emit(&ChatItemsStatusesUpdated::new(user).chat_items(items));
        }
        Ok(())
    }

    pub(super) fn update_item(&mut self, update: &ApiUpdateChatItem) -> Outcome<Answer> {
        let contact = direct(&update.chat_ref)?;
        let content = &update.updated_message.msg_content;
        if !update.updated_message.mentions.is_empty() {
            return Err(command("mentions are not supported in this chat"));
        }
        let now = self.clock.now();
        let (user, conversation) = self.conversation(contact)?;
        check_open(conversation)?;
        let item = conversation.item_mut(update.chat_item_id)?;
        check_size(content, None)?;
        let is_same = editable(item)? == content && item.meta.item_live != Some(true);
        if !is_same {
            item::edit(item, content.clone(), update.live_message, now);
        }
        let id = item.meta.item_shared_msg_id.clone().unwrap_or_default();
        let shown = conversation.shown(conversation.item(update.chat_item_id)?);
        if is_same {
            return Ok(answer(ChatItemNotChanged::new(user, shown)));
        }
        let signal = Signal::Edit {
            id,
            content: content.clone(),
            live: update.live_message,
        };
        self.signal(contact, &signal);
        Ok(answer(ChatItemUpdated::new(user, shown)))
    }

    /// Tells of errors that are not the answer to the command.
    pub(super) fn report(&mut self, errors: &[Failure]) {
        let errors: Vec<_> = errors.iter().map(|error| (**error).clone()).collect();
        self.emit(&ChatErrors::new().chat_errors(errors));
    }

    /// A conversation of any user.
    pub(super) fn known_conversation(&mut self, id: ContactId) -> Outcome<&mut Conversation> {
        self.conversations
            .get_mut(&id)
            .ok_or_else(|| store(StoreError::contact_not_found(id)))
    }
}

fn check_send(send: &ApiSendMessages) -> Outcome<()> {
    let messages = &send.composed_messages;
    let quotes = messages.iter().filter(|m| m.quoted_item_id.is_some());
    let message = if (send.live_message && messages.len() > 1) || quotes.count() > 1 {
        "invalid multi send: live and more than one quote are not supported"
    } else if messages.iter().any(|m| !m.mentions.is_empty()) {
        "mentions are not supported in this chat"
    } else if messages
        .iter()
        .any(|m| matches!(m.msg_content, MsgContent::Report { .. }))
    {
        "sending reports is not supported"
    } else if messages.iter().any(|m| m.file_source.is_some()) {
        "sending files is not supported by the embedded server"
    } else {
        return Ok(());
    };
    Err(command(message))
}

/// Whether something can be sent to the contact.
pub(super) fn check_open(conversation: &Conversation) -> Outcome<()> {
    if conversation.is_open() {
        return Ok(());
    }
    let contact: Contact = conversation.contact.clone();
    Err(refused(match contact.contact_status {
        ContactStatus::Active => ChatErrorType::contact_not_ready(contact),
        _ => ChatErrorType::contact_not_active(contact),
    }))
}

/// What an item says that the user may edit.
fn editable(item: &ChatItem) -> Outcome<&MsgContent> {
    match &item.content {
        CiContent::SndMsgContent { msg_content, .. } if item.meta.editable => Ok(msg_content),
        _ => Err(refused(ChatErrorType::invalid_chat_item_update())),
    }
}

fn check_size(content: &MsgContent, quoted: Option<&MsgContent>) -> Outcome<()> {
    if content::is_too_large(content, quoted) {
        return Err(store(StoreError::large_msg()));
    }
    Ok(())
}

fn quote_of(conversation: &Conversation, id: ChatItemId) -> Outcome<CiQuote> {
    let quote = item::quote(conversation.item(id)?);
    quote.ok_or_else(|| store(StoreError::invalid_quote()))
}
