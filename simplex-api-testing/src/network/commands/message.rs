//! Commands that send messages and change them.

use std::collections::BTreeMap;

use simplex_api::commands::{ApiSendMessages, ApiUpdateChatItem};
use simplex_api::events::ChatItemsStatusesUpdated;
use simplex_api::responses::{ChatItemNotChanged, ChatItemUpdated, NewChatItems};
use simplex_api::types::{
    AChatItem, ChatErrorType, ChatItem, ChatItemId, ChatType, CiContent, CiDirection, CiMention,
    CiQuote, CiStatus, ComposedMessage, GroupMemberRole, MsgContent, SndCiStatusProgress,
    StoreError,
};

use crate::network::commands::file::send::Source;
use crate::network::commands::mention;
use crate::network::commands::{Answer, answer};
use crate::network::outcome::{Outcome, command, refused, store, unparsable};
use crate::network::signal::{FileOffer, Quote, Said, Signal, Talk};
use crate::network::state::content::{Enclosed, check_size};
use crate::network::state::group::{Room, is_pending};
use crate::network::state::items::{Scope, Who};
use crate::network::state::node::ChatKey;
use crate::network::state::{content, item};
use crate::network::turn::Turn;

/// How a message is sent, the same for all of a command.
#[derive(Clone, Copy, Default)]
pub(crate) struct Manner {
    pub(crate) live: bool,
    pub(crate) ttl: Option<i64>,
}

/// A message that can be sent.
struct Draft {
    content: MsgContent,
    quote: Option<CiQuote>,
    mentions: BTreeMap<String, CiMention>,
    file: Option<Source>,
}

impl Turn<'_> {
    pub(crate) fn send_messages(&mut self, command: &ApiSendMessages) -> Outcome<NewChatItems> {
        if command.send_ref.chat_type == ChatType::Local || command.composed_messages.is_empty() {
            return Err(unparsable());
        }
        let (user, chat) = self.node.chat(&command.send_ref)?;
        check_send(command, chat)?;
        self.check_can_send(chat)?;
        let manner = Manner {
            live: command.live_message,
            ttl: command.ttl,
        };
        let (mut sent, mut said, mut errors) = (Vec::new(), Vec::new(), Vec::new());
        for message in &command.composed_messages {
            match self.compose(chat, message, manner) {
                Ok((item, message)) => {
                    sent.push(item);
                    said.push(message);
                }
                Err(error) => errors.push(error),
            }
        }
        if !errors.is_empty() && command.composed_messages.len() > 1 {
            self.report(&errors);
        }
        match errors.into_iter().next() {
            Some(error) if sent.is_empty() => Err(error),
            _ => {
                self.deliver(chat, said)?;
                Ok(NewChatItems::new(user).chat_items(sent))
            }
        }
    }

    /// Makes an item of a message; nothing of it remains on error.
    fn compose(
        &mut self,
        chat: ChatKey,
        message: &ComposedMessage,
        manner: Manner,
    ) -> Outcome<(AChatItem, Said)> {
        let quote = message.quoted_item_id;
        let quote = quote.map(|id| self.quote_of(chat, id)).transpose()?;
        self.check_features(chat, message)?;
        let text = message.msg_content.as_text().unwrap_or_default();
        let draft = Draft {
            content: message.msg_content.clone(),
            quote,
            mentions: self.mentions(chat, text, &message.mentions)?,
            file: match &message.file_source {
                Some(file) => Some(self.open_source(file)?),
                None => None,
            },
        };
        self.write(chat, draft, manner)
    }

    /// A plain message of the client's own, without a command.
    pub(crate) fn greet(
        &mut self,
        chat: ChatKey,
        content: MsgContent,
    ) -> Outcome<(AChatItem, Said)> {
        let draft = Draft {
            content,
            quote: None,
            mentions: BTreeMap::new(),
            file: None,
        };
        self.write(chat, draft, Manner::default())
    }

    fn write(&mut self, chat: ChatKey, draft: Draft, manner: Manner) -> Outcome<(AChatItem, Said)> {
        let enclosed = Enclosed {
            quoted: draft.quote.as_ref().map(|quote| &quote.content),
            mentions: Some(&draft.mentions),
            file: draft.file.as_ref().map(Source::described),
        };
        check_size(&draft.content, &enclosed)?;
        let id = ChatItemId(self.node.ids.items.next());
        let shared_id = self.world.message_id();
        let direction = self.direction(chat, Who::User)?;
        let content = draft.content.clone();
        let mut item = item::sent(id, &shared_id, self.world.now(), content, direction);
        let ttl = manner.ttl.filter(|ttl| *ttl > 0);
        item.meta.item_timed = ttl.map(|ttl| item::timed(ttl, self.world.clock.after(ttl)));
        item.meta.item_live = manner.live.then_some(true);
        item.quoted_item = draft.quote.clone().map(Box::new);
        item.mentions.clone_from(&draft.mentions);
        let file = draft.file.map(|source| self.offer(chat, id, source));
        item.file = file.as_ref().map(|(file, _)| Box::new(file.clone()));
        self.store(chat, item)?;
        self.set_timer(chat, id, ttl);
        let said = Said {
            id: shared_id,
            content: draft.content,
            quote: draft
                .quote
                .map(|quote| self.said_quote(chat, quote))
                .transpose()?,
            mentions: mention::shared(&draft.mentions),
            live: manner.live,
            ttl,
            support: self.support_id(chat)?,
            file: file.map(|(_, offer): (_, FileOffer)| offer),
        };
        Ok((self.node.shown(chat, id)?, said))
    }

    /// Sends messages on, and tells that they are sent.
    pub(crate) fn deliver(&mut self, chat: ChatKey, said: Vec<Said>) -> Outcome<()> {
        let ids: Vec<_> = said.iter().map(|said| said.id.clone()).collect();
        let files: Vec<_> = said.iter().filter_map(|said| said.file.clone()).collect();
        self.tell(chat, &Signal::Chat(Talk::Say(said)))?;
        self.set_statuses(
            chat,
            &ids,
            &CiStatus::snd_sent(SndCiStatusProgress::Complete),
        )?;
        for file in files {
            self.upload(file.source)?;
        }
        Ok(())
    }

    /// Tells how messages get on.
    pub(crate) fn set_statuses(
        &mut self,
        chat: ChatKey,
        shared_ids: &[String],
        status: &CiStatus,
    ) -> Outcome<()> {
        let mut items = Vec::new();
        for shared_id in shared_ids {
            let entries = self.node.entries(chat)?;
            let Some(id) = entries.find(shared_id).map(|entry| entry.item.meta.item_id) else {
                continue;
            };
            entries.get_mut(id)?.item.meta.item_status = status.clone();
            items.push(self.node.shown(chat, id)?);
        }
        if !items.is_empty() {
            let user = self.node.chat_user(chat)?;
            self.emit(&ChatItemsStatusesUpdated::new(user).chat_items(items));
        }
        Ok(())
    }

    pub(crate) fn update_item(&mut self, update: &ApiUpdateChatItem) -> Outcome<Answer> {
        let (user, chat) = self.node.chat(&update.chat_ref)?;
        let content = &update.updated_message.msg_content;
        let text = content.as_text().unwrap_or_default();
        let mentions = self.mentions(chat, text, &update.updated_message.mentions)?;
        self.check_can_send(chat)?;
        let now = self.world.now();
        let item = &mut self.node.entries(chat)?.get_mut(update.chat_item_id)?.item;
        let enclosed = Enclosed {
            mentions: Some(&mentions),
            ..Enclosed::default()
        };
        check_size(content, &enclosed)?;
        let is_same = editable(item)? == content
            && item.mentions == mentions
            && item.meta.item_live != Some(true);
        if !is_same {
            item::edit(item, content.clone(), update.live_message, now);
            item.mentions.clone_from(&mentions);
        }
        let id = item.meta.item_shared_msg_id.clone().unwrap_or_default();
        let shown = self.node.shown(chat, update.chat_item_id)?;
        if is_same {
            return Ok(answer(ChatItemNotChanged::new(user, shown)));
        }
        let edit = Talk::Edit {
            id,
            content: content.clone(),
            mentions: mention::shared(&mentions),
            live: update.live_message,
        };
        self.tell(chat, &Signal::Chat(edit))?;
        Ok(answer(ChatItemUpdated::new(user, shown)))
    }

    /// # Errors
    /// If nothing can be sent to the chat.
    pub(crate) fn check_can_send(&mut self, chat: ChatKey) -> Outcome<()> {
        let (id, scope) = match chat {
            ChatKey::Contact(id) => return self.node.conversation(id)?.check_open(),
            ChatKey::Group(id, scope) => (id, scope),
        };
        let room = self.node.room(id)?;
        match scope {
            None => room.check_role(GroupMemberRole::Member),
            Some(Scope::Member(_)) => room.check_role(GroupMemberRole::Moderator),
            Some(Scope::Own) if is_pending(&room.info.membership.member_status) => Ok(()),
            Some(Scope::Own) => room.check_role(GroupMemberRole::Observer),
        }
    }

    /// # Errors
    /// If the chat does not allow what is in a message.
    fn check_features(&mut self, chat: ChatKey, message: &ComposedMessage) -> Outcome<()> {
        let is_voice = matches!(message.msg_content, MsgContent::Voice { .. });
        let has_file = message.file_source.is_some();
        let (voice, files, links) = match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.conversation(id)?.contact.merged_preferences;
                let (voice, files) = (&preferences.voice, &preferences.files);
                (voice.enabled.for_user, files.enabled.for_user, true)
            }
            ChatKey::Group(_, Some(_)) => (true, true, true),
            ChatKey::Group(id, None) => {
                let info = &self.node.room(id)?.info;
                let (all, role) = (&info.full_group_preferences, &info.membership.member_role);
                let allows = |feature| Room::allows(feature, role);
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
        Err(command(&format!("feature not allowed {feature}")))
    }

    fn quote_of(&mut self, chat: ChatKey, id: ChatItemId) -> Outcome<CiQuote> {
        let item = self.node.item(chat, id)?;
        let is_there = item.meta.item_deleted.is_none();
        let quote = item::quote(&item).filter(|_| is_there);
        quote.ok_or_else(|| store(StoreError::invalid_quote()))
    }

    /// What the others are told of what a message replies to.
    fn said_quote(&mut self, chat: ChatKey, quote: CiQuote) -> Outcome<Quote> {
        let author = match (chat, quote.chat_dir) {
            (_, Some(CiDirection::GroupRcv { group_member, .. })) => Some(group_member.member_id),
            (ChatKey::Group(id, _), _) => {
                Some(self.node.room(id)?.info.membership.member_id.clone())
            }
            _ => None,
        };
        Ok(Quote {
            id: quote.shared_msg_id,
            author,
            content: quote.content,
        })
    }

    /// The id by which all know the member in whose support chat something is said.
    fn support_id(&mut self, chat: ChatKey) -> Outcome<Option<String>> {
        let ChatKey::Group(id, Some(scope)) = chat else {
            return Ok(None);
        };
        let room = self.node.room(id)?;
        let member = match scope {
            Scope::Own => &room.info.membership,
            Scope::Member(id) => room.member(id)?,
        };
        Ok(Some(member.member_id.clone()))
    }
}

fn check_send(send: &ApiSendMessages, chat: ChatKey) -> Outcome<()> {
    let messages = &send.composed_messages;
    let quotes = messages.iter().filter(|m| m.quoted_item_id.is_some());
    let mentions = messages.iter().any(|m| !m.mentions.is_empty());
    let message = if (send.live_message && messages.len() > 1) || quotes.count() > 1 {
        "invalid multi send: live and more than one quote are not supported"
    } else if mentions && matches!(chat, ChatKey::Contact(_)) {
        "mentions are not supported in this chat"
    } else if messages
        .iter()
        .any(|m| matches!(m.msg_content, MsgContent::Report { .. }))
    {
        "sending reports is not supported"
    } else {
        return Ok(());
    };
    Err(command(message))
}

/// What an item says that the user may edit.
fn editable(item: &ChatItem) -> Outcome<&MsgContent> {
    match &item.content {
        CiContent::SndMsgContent { msg_content, .. } if item.meta.editable => Ok(msg_content),
        _ => Err(refused(ChatErrorType::invalid_chat_item_update())),
    }
}
