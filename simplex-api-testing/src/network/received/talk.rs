//! What somebody says, as the client takes it: it changes the chat and tells the bot.

use std::collections::BTreeMap;

use simplex_api::events::{ChatItemUpdated, ChatItemsDeleted, ContactUpdated, NewChatItems};
use simplex_api::types::{
    ChatItemId, CiDeleted, CiQuote, CiStatus, ContactId, GroupFeatureEnabled, GroupMemberRole,
    MsgContent, MsgReaction, MsgReceiptStatus, Profile, SndCiStatusProgress,
};

use crate::network::outcome::Outcome;
use crate::network::signal::{Quote, Said, Signal, Talk};
use crate::network::state::group::rank;
use crate::network::state::items::Who;
use crate::network::state::node::ChatKey;
use crate::network::state::{item, profile};
use crate::network::turn::Turn;

impl Turn<'_> {
    /// Takes what `who` says. What no longer makes sense is passed over, as it is in a real network,
    /// where the other side may not know yet.
    pub(crate) fn hear(&mut self, chat: ChatKey, who: Who, talk: Talk) -> Outcome<()> {
        match talk {
            Talk::Say(messages) => self.hear_messages(chat, who, messages),
            Talk::Edit {
                id,
                content,
                mentions,
                live,
            } => self.hear_edit(chat, who, &id, content, mentions, live),
            Talk::Delete { ids, moderated } => self.hear_deletion(chat, who, &ids, moderated),
            Talk::React { id, reaction, add } => {
                self.hear_reaction(chat, who, &id, (add, &reaction))
            }
            Talk::Received(ids) => {
                let complete = SndCiStatusProgress::Complete;
                let status = CiStatus::snd_rcvd(MsgReceiptStatus::Ok, complete);
                self.set_statuses(chat, &ids, &status)
            }
            Talk::Lost(ids) => self.set_statuses(chat, &ids, &CiStatus::snd_error_auth()),
            Talk::FileReady { id } => self.file_ready(chat, &id),
            Talk::FileGone { id } => self.file_gone(chat, &id),
        }
    }

    fn hear_messages(&mut self, chat: ChatKey, who: Who, messages: Vec<Said>) -> Outcome<()> {
        let ids: Vec<_> = messages.iter().map(|said| said.id.clone()).collect();
        for said in messages {
            let chat = chat.in_scope(self.scope_of(chat, said.support.as_deref())?);
            self.hear_message(chat, who, said)?;
        }
        let ChatKey::Contact(id) = chat else {
            return Ok(());
        };
        let receipts = self.node.chat_user(chat)?.send_rcpts_contacts;
        let peer = self.node.conversation(id)?.peer;
        if let Some(peer) = peer.filter(|_| receipts) {
            self.post(chat.place(), peer, Signal::Chat(Talk::Received(ids)));
        }
        Ok(())
    }

    pub(crate) fn hear_message(&mut self, chat: ChatKey, who: Who, said: Said) -> Outcome<()> {
        let user = self.node.chat_user(chat)?;
        let now = self.world.now();
        let id = ChatItemId(self.node.ids.items.next());
        let direction = self.direction(chat, who)?;
        let text = said.content.as_text().unwrap_or_default();
        let mentions = self.heard_mentions(chat, text, said.mentions)?;
        let mut item = item::received(id, &said.id, now.clone(), said.content, direction);
        item.meta.item_live = said.live.then_some(true);
        let ttl = said.ttl;
        item.meta.item_timed = ttl.map(|ttl| item::timed(ttl, self.world.clock.after(ttl)));
        let author = said
            .quote
            .as_ref()
            .and_then(|quote| quote.author.as_deref());
        item.meta.user_mention = self.is_for_user(chat, &mentions, author)?;
        item.mentions = mentions;
        if self.is_blocked(chat, who)? {
            let blocked = CiDeleted::blocked_by_admin(now.clone());
            item.meta.item_deleted = Some(Box::new(blocked));
        }
        let quoted = said.quote.map(|quote| self.quoted(chat, quote, now));
        item.quoted_item = quoted.transpose()?.map(Box::new);
        if let Some(offer) = said.file {
            item.file = Some(Box::new(self.offered(chat, who, id, offer)?));
        }
        self.store(chat, item)?;
        self.set_timer(chat, id, ttl);
        let shown = self.node.shown(chat, id)?;
        self.emit(&NewChatItems::new(user).chat_items(vec![shown]));
        self.describe_file(chat, id)
    }

    fn hear_edit(
        &mut self,
        chat: ChatKey,
        who: Who,
        shared_id: &str,
        content: MsgContent,
        mentions: BTreeMap<String, String>,
        live: bool,
    ) -> Outcome<()> {
        let now = self.world.now();
        let Some(id) = self.item_by(chat, who, shared_id)? else {
            return Ok(());
        };
        let text = content.as_text().unwrap_or_default();
        let mentions = self.heard_mentions(chat, text, mentions)?;
        let item = &mut self.node.entries(chat)?.get_mut(id)?.item;
        item::edit(item, content, live, now);
        item.mentions = mentions;
        let user = self.node.chat_user(chat)?;
        let shown = self.node.shown(chat, id)?;
        self.emit(&ChatItemUpdated::new(user, shown));
        Ok(())
    }

    fn hear_deletion(
        &mut self,
        chat: ChatKey,
        who: Who,
        shared_ids: &[String],
        moderated: bool,
    ) -> Outcome<()> {
        let moderator = match (chat, who) {
            (ChatKey::Group(id, _), Who::Member(member)) if moderated => {
                let member = self.node.room(id)?.member(member)?.clone();
                if rank(&member.member_role) < rank(&GroupMemberRole::Moderator) {
                    return Ok(());
                }
                Some(member)
            }
            _ => None,
        };
        let mut ids = Vec::new();
        for shared_id in shared_ids {
            ids.extend(match moderator {
                Some(_) => {
                    let entry = self.node.entries(chat)?.find(shared_id);
                    entry.map(|entry| entry.item.meta.item_id)
                }
                None => self.item_by(chat, who, shared_id)?,
            });
        }
        let mark = !self.lets_delete(chat)?;
        let deletions = self.delete_here(chat, &ids, mark, moderator.as_ref())?;
        if !deletions.is_empty() {
            let user = self.node.chat_user(chat)?;
            self.emit(&ChatItemsDeleted::new(user).chat_item_deletions(deletions));
        }
        Ok(())
    }

    /// Whether what others delete is to leave no trace.
    fn lets_delete(&mut self, chat: ChatKey) -> Outcome<bool> {
        Ok(match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.conversation(id)?.contact.merged_preferences;
                preferences.full_delete.enabled.for_contact
            }
            ChatKey::Group(id, _) => {
                let preferences = &self.node.room(id)?.info.full_group_preferences;
                preferences.full_delete.enable == GroupFeatureEnabled::On
            }
        })
    }

    fn hear_reaction(
        &mut self,
        chat: ChatKey,
        who: Who,
        shared_id: &str,
        (add, reaction): (bool, &MsgReaction),
    ) -> Outcome<()> {
        let Some(entry) = self.node.entries(chat)?.find(shared_id) else {
            return Ok(());
        };
        let id = entry.item.meta.item_id;
        let entry = self.node.entries(chat)?.get_mut(id)?;
        if entry.react(who, reaction, add).is_err() {
            return Ok(());
        }
        let event = self.reaction(chat, who, id, (add, reaction))?;
        self.emit(&event);
        Ok(())
    }

    /// The contact shows another profile.
    pub(crate) fn hear_profile(&mut self, contact: ContactId, new: Profile) -> Outcome<()> {
        let conversation = self.node.conversation(contact)?;
        let from = conversation.contact.clone();
        let user_id = conversation.user_id;
        let user = self.node.user(user_id)?;
        let conversation = self.node.conversation(contact)?;
        conversation.contact.profile = profile::stored(from.profile.profile_id, new);
        conversation.merge_preferences(&user);
        let to = conversation.contact.clone();
        if from != to {
            self.emit(&ContactUpdated::new(user, from, to));
        }
        Ok(())
    }

    /// The item of a message that `who` has sent.
    fn item_by(&mut self, chat: ChatKey, who: Who, shared_id: &str) -> Outcome<Option<ChatItemId>> {
        let Some(entry) = self.node.entries(chat)?.find(shared_id) else {
            return Ok(None);
        };
        let is_theirs = match who {
            Who::User => false,
            Who::Contact => !item::is_sent(&entry.item),
            Who::Member(id) => entry.author == Some(id),
        };
        Ok(is_theirs.then_some(entry.item.meta.item_id))
    }

    /// A quote with the item it is of, if the chat has it.
    fn quoted(
        &mut self,
        chat: ChatKey,
        quote: Quote,
        now: simplex_api::types::UtcTime,
    ) -> Outcome<CiQuote> {
        let entries = self.node.entries(chat)?;
        let entry = quote.id.as_deref().and_then(|id| entries.find(id));
        let known = entry.map(|entry| entry.item.meta.item_id);
        let known = known.map(|id| self.node.item(chat, id)).transpose()?;
        let found = known.and_then(|item| item::quote(&item));
        let mut quoted = found.unwrap_or_else(|| CiQuote::new(now, quote.content.clone()));
        quoted.content = quote.content;
        quoted.shared_msg_id = quote.id;
        Ok(quoted)
    }

    fn is_blocked(&mut self, chat: ChatKey, who: Who) -> Outcome<bool> {
        match (chat, who) {
            (ChatKey::Group(id, _), Who::Member(member)) => {
                Ok(self.node.room(id)?.member(member)?.blocked_by_admin)
            }
            _ => Ok(false),
        }
    }
}
