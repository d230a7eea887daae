//! Commands that send and edit messages.

use std::collections::BTreeMap;

use simplex_api::commands::{ApiSendMessages, ApiUpdateChatItem};
use simplex_api::events::ChatItemsStatusesUpdated;
use simplex_api::responses::{ChatItemNotChanged, ChatItemUpdated, NewChatItems};
use simplex_api::types::{
    AChatItem, ChatError, ChatErrorType, ChatItem, ChatItemId, ChatType, CiContent, CiDirection,
    CiMention, CiQuote, CiStatus, ComposedMessage, GroupFeatureEnabled, GroupMemberRole,
    MsgContent, MsgReceiptStatus, SndCiStatusProgress, StoreError,
};

use crate::network::commands::file::send::FileSource;
use crate::network::commands::mention;
use crate::network::context::ClientContext;
use crate::network::file_offer::FileOffer;
use crate::network::result::{Answer, answer};
use crate::network::result::{
    Failure, NetworkResult, chat_error, command_error, store_error, unparsable,
};
use crate::network::signal::{ChatSignal, Quote, SentMessage, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::content::{MessageExtras, check_size};
use crate::network::state::group::{GroupState, is_pending};
use crate::network::state::items::{Participant, SupportScope};
use crate::network::state::{content, item};

/// The options of all messages of a command.
#[derive(Clone, Copy, Default)]
pub(crate) struct SendOptions {
    pub(crate) live: bool,
    pub(crate) ttl: Option<i64>,
}

/// A validated message.
struct Draft {
    content: MsgContent,
    quote: Option<CiQuote>,
    mentions: BTreeMap<String, CiMention>,
    file: Option<FileSource>,
}

impl ClientContext<'_> {
    pub(crate) fn send_messages(
        &mut self,
        command: &ApiSendMessages,
    ) -> NetworkResult<NewChatItems> {
        if command.send_ref.chat_type == ChatType::Local || command.composed_messages.is_empty() {
            return Err(unparsable());
        }
        let (user, chat) = self.node.chat(&command.send_ref)?;
        check_send(command, chat)?;
        self.check_can_send(chat)?;
        let options = SendOptions {
            live: command.live_message,
            ttl: self.ttl_of(chat, command.ttl)?,
        };
        let (mut sent, mut messages, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        // A message that is not valid fails all of them; only a large one fails alone.
        let mut drafts = Vec::new();
        for message in &command.composed_messages {
            drafts.push(self.draft(chat, message)?);
        }
        for draft in drafts {
            match self.build_message(chat, draft, options) {
                Ok((item, message)) => {
                    sent.push(item);
                    messages.push(message);
                }
                Err(error) if is_large(&error) => errors.push(error),
                Err(error) => return Err(error),
            }
        }
        if !errors.is_empty() && command.composed_messages.len() > 1 {
            self.emit_errors(&errors);
        }
        match errors.into_iter().next() {
            Some(error) if sent.is_empty() => Err(error),
            _ => {
                if let ChatKey::Group(group, Some(scope)) = chat {
                    let now = self.shared.now();
                    self.node.group_state(group)?.open_support_chat(scope, now);
                }
                self.deliver(chat, messages)?;
                Ok(NewChatItems::new(user).chat_items(sent))
            }
        }
    }

    /// The time until a message disappears: as given or as the chat has it, if the chat allows it.
    fn ttl_of(&mut self, chat: ChatKey, given: Option<i64>) -> NetworkResult<Option<i64>> {
        let (is_on, default) = match chat {
            ChatKey::Contact(id) => {
                let timed = &self.node.contact_state(id)?.contact;
                let enabled = &timed.merged_preferences.timed_messages.enabled;
                let own = timed.user_preferences.timed_messages.as_ref();
                (
                    enabled.for_user && enabled.for_contact,
                    own.and_then(|own| own.ttl),
                )
            }
            ChatKey::Group(id, _) => {
                let timed = &self
                    .node
                    .group_state(id)?
                    .info
                    .full_group_preferences
                    .timed_messages;
                (timed.enable == GroupFeatureEnabled::On, timed.ttl)
            }
        };
        Ok(given.or(default).filter(|_| is_on))
    }

    /// Validates a message.
    ///
    /// # Errors
    /// If the quoted item or the file does not exist, or the chat does not allow a feature or a mention.
    fn draft(&mut self, chat: ChatKey, message: &ComposedMessage) -> NetworkResult<Draft> {
        let quote = message.quoted_item_id;
        let quote = quote.map(|id| self.quote_of(chat, id)).transpose()?;
        self.check_features(chat, message)?;
        let text = message.msg_content.as_text().unwrap_or_default();
        let mentions = self.mentions(chat, text, &message.mentions)?;
        let file = message.file_source.as_ref();
        Ok(Draft {
            content: message.msg_content.clone(),
            quote,
            mentions,
            file: file.map(|file| self.open_source(file)).transpose()?,
        })
    }

    /// A plain message that the client sends without a command.
    pub(crate) fn greet(
        &mut self,
        chat: ChatKey,
        content: MsgContent,
    ) -> NetworkResult<(AChatItem, SentMessage)> {
        let draft = Draft {
            content,
            quote: None,
            mentions: BTreeMap::new(),
            file: None,
        };
        self.build_message(chat, draft, SendOptions::default())
    }

    fn build_message(
        &mut self,
        chat: ChatKey,
        draft: Draft,
        options: SendOptions,
    ) -> NetworkResult<(AChatItem, SentMessage)> {
        let extras = MessageExtras {
            quoted: draft.quote.as_ref().map(|quote| &quote.content),
            mentions: Some(&draft.mentions),
            file: draft.file.as_ref().map(FileSource::name_and_size),
        };
        check_size(&draft.content, &extras)?;
        let id = ChatItemId(self.node.ids.items.next());
        let shared_id = self.shared.message_id();
        let direction = self.direction(chat, Participant::User)?;
        let content = draft.content.clone();
        let mut item = item::sent(id, &shared_id, self.shared.now(), content, direction);
        let ttl = options.ttl;
        item.meta.item_timed = ttl.map(|ttl| item::timed(ttl, self.shared.clock.after(ttl)));
        item.meta.item_live = options.live.then_some(true);
        item.quoted_item = draft.quote.clone().map(Box::new);
        item.mentions.clone_from(&draft.mentions);
        let file = draft.file.map(|source| self.offer(chat, id, source));
        item.file = file.as_ref().map(|(file, _)| Box::new(file.clone()));
        self.add_item(chat, item)?;
        self.schedule_deletion(chat, id, ttl);
        let message = SentMessage {
            id: shared_id,
            content: draft.content,
            quote: draft
                .quote
                .map(|quote| self.quote_signal(chat, quote))
                .transpose()?,
            mentions: mention::shared(&draft.mentions),
            live: options.live,
            ttl,
            support: self.support_id(chat)?,
            file: file.map(|(_, offer): (_, FileOffer)| offer),
        };
        Ok((self.node.displayed_item(chat, id)?, message))
    }

    /// Sends messages and reports them as sent.
    pub(crate) fn deliver(
        &mut self,
        chat: ChatKey,
        messages: Vec<SentMessage>,
    ) -> NetworkResult<()> {
        if let ChatKey::Group(group, _) = chat {
            self.send_changed_profile(group)?;
        }
        let ids: Vec<_> = messages.iter().map(|message| message.id.clone()).collect();
        let files: Vec<_> = messages
            .iter()
            .filter_map(|message| message.file.clone())
            .collect();
        self.send_signal(chat, &Signal::Chat(ChatSignal::Messages(messages)))?;
        let receivers = match chat {
            ChatKey::Contact(_) => 1,
            ChatKey::Group(id, scope) => self.node.group_state(id)?.receivers(scope).len(),
        };
        for id in &ids {
            if let Some(stored) = self.node.chat_items(chat)?.find_mut(id) {
                stored.receivers = receivers;
            }
        }
        // A message is sent to one receiver after the other.
        if receivers > 1 {
            self.set_statuses(
                chat,
                &ids,
                &CiStatus::snd_sent(SndCiStatusProgress::Partial),
            )?;
        }
        if receivers > 0 {
            self.set_statuses(
                chat,
                &ids,
                &CiStatus::snd_sent(SndCiStatusProgress::Complete),
            )?;
        }
        for file in files {
            self.upload(file.source)?;
        }
        Ok(())
    }

    /// A receiver has received messages. A status changes with the first and with the last receiver.
    pub(crate) fn on_receipts(
        &mut self,
        chat: ChatKey,
        shared_ids: &[String],
    ) -> NetworkResult<()> {
        let chat_items = self.node.chat_items(chat)?;
        let (mut partial, mut complete) = (Vec::new(), Vec::new());
        for id in shared_ids {
            match chat_items.add_receipt(id) {
                Some(SndCiStatusProgress::Partial) => partial.push(id.clone()),
                Some(_) => complete.push(id.clone()),
                None => {}
            }
        }
        for (ids, progress) in [
            (partial, SndCiStatusProgress::Partial),
            (complete, SndCiStatusProgress::Complete),
        ] {
            let status = CiStatus::snd_rcvd(MsgReceiptStatus::Ok, progress);
            self.set_statuses(chat, &ids, &status)?;
        }
        Ok(())
    }

    /// Reports a new status of messages.
    pub(crate) fn set_statuses(
        &mut self,
        chat: ChatKey,
        shared_ids: &[String],
        status: &CiStatus,
    ) -> NetworkResult<()> {
        let mut items = Vec::new();
        for shared_id in shared_ids {
            let chat_items = self.node.chat_items(chat)?;
            let Some(id) = chat_items
                .find(shared_id)
                .map(|stored| stored.item.meta.item_id)
            else {
                continue;
            };
            chat_items.get_mut(id)?.item.meta.item_status = status.clone();
            items.push(self.node.displayed_item(chat, id)?);
        }
        if !items.is_empty() {
            let user = self.node.chat_user(chat)?;
            self.emit(&ChatItemsStatusesUpdated::new(user).chat_items(items));
        }
        Ok(())
    }

    pub(crate) fn update_item(&mut self, update: &ApiUpdateChatItem) -> NetworkResult<Answer> {
        let (user, chat) = self.node.chat(&update.chat_ref)?;
        let content = &update.updated_message.msg_content;
        let text = content.as_text().unwrap_or_default();
        let mentions = self.mentions(chat, text, &update.updated_message.mentions)?;
        if let ChatKey::Group(id, _) = chat {
            self.node.group_state(id)?.check_joined()?;
        }
        self.check_can_send(chat)?;
        let now = self.shared.now();
        let has_names = self.node.version.has_names();
        let item = &mut self
            .node
            .chat_items(chat)?
            .get_mut(update.chat_item_id)?
            .item;
        let extras = MessageExtras {
            mentions: Some(&mentions),
            ..MessageExtras::default()
        };
        check_size(content, &extras)?;
        let is_same = editable(item)? == content
            && item.mentions == mentions
            && item.meta.item_live != Some(true);
        if !is_same {
            item::edit(item, content.clone(), update.live_message, now);
            item::set_formats(item, has_names);
            item.mentions.clone_from(&mentions);
        }
        let id = item.meta.item_shared_msg_id.clone().unwrap_or_default();
        let displayed = self.node.displayed_item(chat, update.chat_item_id)?;
        if is_same {
            return Ok(answer(ChatItemNotChanged::new(user, displayed)));
        }
        let edit = ChatSignal::Edit {
            id,
            content: content.clone(),
            mentions: mention::shared(&mentions),
            live: update.live_message,
        };
        self.send_signal(chat, &Signal::Chat(edit))?;
        Ok(answer(ChatItemUpdated::new(user, displayed)))
    }

    /// # Errors
    /// If the user cannot send to the chat.
    pub(crate) fn check_can_send(&mut self, chat: ChatKey) -> NetworkResult<()> {
        let (id, scope) = match chat {
            ChatKey::Contact(id) => return self.node.contact_state(id)?.check_open(),
            ChatKey::Group(id, scope) => (id, scope),
        };
        let group_state = self.node.group_state(id)?;
        let is_pending = is_pending(&group_state.info.membership.member_status);
        let has_own_scope = is_pending && scope == Some(SupportScope::Own);
        if !(group_state.is_current() || has_own_scope) {
            return Err(command_error("not current member"));
        }
        match scope {
            None => group_state.check_role(GroupMemberRole::Author),
            Some(SupportScope::Member(_)) => group_state.check_role(GroupMemberRole::Moderator),
            Some(SupportScope::Own) if is_pending => Ok(()),
            Some(SupportScope::Own) => group_state.check_role(GroupMemberRole::Observer),
        }
    }

    /// # Errors
    /// If the chat does not allow a feature that the message uses.
    fn check_features(&mut self, chat: ChatKey, message: &ComposedMessage) -> NetworkResult<()> {
        let is_voice = matches!(message.msg_content, MsgContent::Voice { .. });
        let has_file = message.file_source.is_some();
        let (voice, files, links) = match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.contact_state(id)?.contact.merged_preferences;
                let (voice, files) = (&preferences.voice, &preferences.files);
                (voice.enabled.for_user, files.enabled.for_user, true)
            }
            ChatKey::Group(_, Some(_)) => (true, true, true),
            ChatKey::Group(id, None) => {
                let info = &self.node.group_state(id)?.info;
                let (all, role) = (&info.full_group_preferences, &info.membership.member_role);
                let allows = |feature| GroupState::allows(feature, role);
                (
                    allows(&all.voice),
                    allows(&all.files),
                    allows(&all.simplex_links),
                )
            }
        };
        let text = message.msg_content.as_text().unwrap_or_default();
        let feature = match () {
            () if is_voice && !voice => "Voice messages",
            () if has_file && !is_voice && !files => "Files and media",
            () if !links && content::has_simplex_link(text) => "SimpleX links",
            () => return Ok(()),
        };
        Err(command_error(&format!("feature not allowed {feature}")))
    }

    fn quote_of(&mut self, chat: ChatKey, id: ChatItemId) -> NetworkResult<CiQuote> {
        let item = self.node.full_item(chat, id)?;
        let is_there = item.meta.item_deleted.is_none();
        let quote = item::quote(&item).filter(|_| is_there);
        quote.ok_or_else(|| store_error(StoreError::invalid_quote()))
    }

    /// The quote of a message, as its receivers get it.
    fn quote_signal(&mut self, chat: ChatKey, quote: CiQuote) -> NetworkResult<Quote> {
        let is_own = quote.chat_dir.as_ref().is_some_and(item::is_sent_direction);
        let author = match (chat, quote.chat_dir) {
            (_, Some(CiDirection::GroupRcv { group_member, .. })) => Some(group_member.member_id),
            (ChatKey::Group(id, _), _) => {
                Some(self.node.group_state(id)?.info.membership.member_id.clone())
            }
            _ => None,
        };
        Ok(Quote {
            id: quote.shared_msg_id,
            author,
            is_own,
            content: quote.content,
        })
    }

    /// The shared id of the member whose support chat this is.
    fn support_id(&mut self, chat: ChatKey) -> NetworkResult<Option<String>> {
        let ChatKey::Group(id, Some(scope)) = chat else {
            return Ok(None);
        };
        let group_state = self.node.group_state(id)?;
        let member = match scope {
            SupportScope::Own => &group_state.info.membership,
            SupportScope::Member(id) => group_state.member(id)?,
        };
        Ok(Some(member.member_id.clone()))
    }
}

/// Whether a message is too large.
fn is_large(error: &Failure) -> bool {
    let ChatError::ErrorStore { store_error, .. } = &**error else {
        return false;
    };
    matches!(store_error, StoreError::LargeMsg { .. })
}

fn check_send(send: &ApiSendMessages, chat: ChatKey) -> NetworkResult<()> {
    let messages = &send.composed_messages;
    let quotes = messages.iter().filter(|m| m.quoted_item_id.is_some());
    let mentions = messages.iter().any(|m| !m.mentions.is_empty());
    let message = if (send.live_message && messages.len() > 1) || quotes.count() > 1 {
        "invalid multi send: live and more than one quote not supported"
    } else if mentions && matches!(chat, ChatKey::Contact(_)) {
        "mentions are not supported in this chat"
    } else if messages
        .iter()
        .any(|m| matches!(m.msg_content, MsgContent::Report { .. }))
    {
        "sending reports via this API is not supported"
    } else {
        return Ok(());
    };
    Err(command_error(message))
}

/// The content of an item that the user can edit.
fn editable(item: &ChatItem) -> NetworkResult<&MsgContent> {
    match &item.content {
        CiContent::SndMsgContent { msg_content, .. } if item.meta.editable => Ok(msg_content),
        _ => Err(chat_error(ChatErrorType::invalid_chat_item_update())),
    }
}
