//! Processes messages and other signals in a chat.

use std::collections::BTreeMap;

use simplex_api::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactUpdated, MessageError, NewChatItems,
};
use simplex_api::types::{
    ChatItemId, CiContent, CiDeleted, CiDirection, CiQuote, CiStatus, CiTimed, ContactId,
    GroupFeatureEnabled, GroupMemberRole, MsgContent, MsgReaction, Profile, RcvDirectEvent,
};

use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::NetworkResult;
use crate::network::signal::{ChatSignal, Quote, SentMessage, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::group::rank;
use crate::network::state::items::Participant;
use crate::network::state::{features, item, profile};

impl ClientContext<'_> {
    /// Processes a signal. One that no longer applies is ignored, because in a real network the peer may not know it
    /// yet.
    pub(crate) fn on_chat_signal(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        talk: ChatSignal,
    ) -> NetworkResult<()> {
        match talk {
            ChatSignal::Messages(messages) => self.on_messages(chat, participant, messages),
            ChatSignal::Edit {
                id,
                content,
                mentions,
                live,
            } => self.on_edit(chat, participant, &id, content, mentions, live),
            ChatSignal::Delete { ids, moderated } => {
                self.on_deletion(chat, participant, &ids, moderated)
            }
            ChatSignal::React { id, reaction, add } => {
                self.on_reaction(chat, participant, &id, (add, &reaction))
            }
            ChatSignal::Received(ids) => self.on_receipts(chat, &ids),
            ChatSignal::Undelivered(ids) => {
                self.set_statuses(chat, &ids, &CiStatus::snd_error_auth())
            }
            ChatSignal::FileReady { id } => self.on_file_ready(chat, &id),
            ChatSignal::FileCancelled { id } => self.on_file_cancelled(chat, &id),
        }
    }

    fn on_messages(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        messages: Vec<SentMessage>,
    ) -> NetworkResult<()> {
        let ids: Vec<_> = messages.iter().map(|message| message.id.clone()).collect();
        for message in messages {
            let chat = chat.in_scope(self.support_scope(chat, message.support.as_deref())?);
            self.on_message(chat, participant, message)?;
        }
        if let Some(peer) = self.receipt_to(chat, participant)? {
            self.send_envelope(
                chat.endpoint_kind(),
                peer,
                Signal::Chat(ChatSignal::Received(ids)),
            );
        }
        Ok(())
    }

    /// Where the receipt of a message goes, if the user sends receipts. There are none in large groups.
    fn receipt_to(
        &mut self,
        chat: ChatKey,
        participant: Participant,
    ) -> NetworkResult<Option<Endpoint>> {
        const MAX_MEMBERS: i64 = 20;
        let user = self.node.chat_user(chat)?;
        Ok(match (chat, participant) {
            (ChatKey::Contact(id), _) if user.send_rcpts_contacts => {
                self.node.contact_state(id)?.peer
            }
            (ChatKey::Group(id, _), Participant::Member(member))
                if user.send_rcpts_small_groups =>
            {
                let group_state = self.node.group_state(id)?;
                let summary = group_state.info.group_summary.as_ref();
                let is_small =
                    summary.is_some_and(|summary| summary.current_members <= MAX_MEMBERS);
                group_state
                    .member_state(member)?
                    .endpoint
                    .filter(|_| is_small)
            }
            _ => None,
        })
    }

    pub(crate) fn on_message(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        message: SentMessage,
    ) -> NetworkResult<()> {
        let id = self.store_message(chat, participant, message)?;
        self.emit_received_message(chat, participant, id)?;
        self.announce_file(chat, id)
    }

    /// Adds an item for a received message.
    fn store_message(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        message: SentMessage,
    ) -> NetworkResult<ChatItemId> {
        let now = self.shared.now();
        let id = ChatItemId(self.node.ids.items.next());
        let direction = self.direction(chat, participant)?;
        let text = message.content.as_text().unwrap_or_default();
        let mentions = self.received_mentions(chat, text, message.mentions)?;
        let mut item = item::received(id, &message.id, now.clone(), message.content, direction);
        item.meta.item_live = message.live.then_some(true);
        let ttl = message.ttl;
        // The time starts when the item is read. Simulated people read at once.
        let reads = !self.node.has_listener;
        item.meta.item_timed = ttl.map(|ttl| {
            if reads {
                item::timed(ttl, self.shared.clock.after(ttl))
            } else {
                CiTimed::new(ttl)
            }
        });
        let author = message
            .quote
            .as_ref()
            .and_then(|quote| quote.author.as_deref());
        item.meta.user_mention = self.concerns_user(chat, &mentions, author)?;
        item.mentions = mentions;
        if self.is_blocked(chat, participant)? {
            let blocked = CiDeleted::blocked_by_admin(now.clone());
            item.meta.item_deleted = Some(Box::new(blocked));
        }
        let quoted = message.quote.map(|quote| self.quoted(chat, quote, now));
        item.quoted_item = quoted.transpose()?.map(Box::new);
        if let Some(offer) = message.file {
            item.file = Some(Box::new(self.on_file_offer(
                chat,
                participant,
                id,
                offer,
            )?));
        }
        self.add_item(chat, item)?;
        if reads {
            self.schedule_deletion(chat, id, ttl);
        }
        Ok(id)
    }

    /// Reports a received message. A support chat counts it already, but its author is shown as before.
    fn emit_received_message(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        id: ChatItemId,
    ) -> NetworkResult<()> {
        let ChatKey::Group(group, Some(scope)) = chat else {
            return self.emit_new_items(chat, &[id]);
        };
        let now = self.shared.now();
        let user = self.node.chat_user(chat)?;
        let mut displayed = self.node.displayed_new_item(chat, id)?;
        let mentions_user = displayed.chat_item.meta.user_mention;
        let group_state = self.node.group_state(group)?;
        group_state.count_unread_in_support(scope, participant, mentions_user, &now);
        group_state.set_last_support_message(scope, participant, now);
        displayed.chat_info = self.node.chat_info(chat)?;
        self.emit(&NewChatItems::new(user).chat_items(vec![displayed]));
        Ok(())
    }

    fn on_edit(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        shared_id: &str,
        content: MsgContent,
        mentions: BTreeMap<String, String>,
        live: bool,
    ) -> NetworkResult<()> {
        let now = self.shared.now();
        let Some(id) = self.item_by(chat, participant, shared_id)? else {
            let is_known = self.node.chat_items(chat)?.find(shared_id).is_some();
            if is_known || !matches!(chat, ChatKey::Contact(_)) {
                return Ok(());
            }
            // The edit of a message that the user has deleted brings it back.
            let message = SentMessage {
                id: shared_id.to_owned(),
                content,
                quote: None,
                mentions,
                live,
                ttl: None,
                support: None,
                file: None,
            };
            let id = self.store_message(chat, participant, message)?;
            return self.emit_updated(chat, id);
        };
        let text = content.as_text().unwrap_or_default();
        let mentions = self.received_mentions(chat, text, mentions)?;
        let has_names = self.node.version.has_names();
        let item = &mut self.node.chat_items(chat)?.get_mut(id)?.item;
        item::edit(item, content, live, now);
        item::set_formats(item, has_names);
        item.mentions = mentions;
        self.emit_updated(chat, id)
    }

    fn emit_updated(&mut self, chat: ChatKey, id: ChatItemId) -> NetworkResult<()> {
        let user = self.node.chat_user(chat)?;
        let displayed = self.node.displayed_item(chat, id)?;
        self.emit(&ChatItemUpdated::new(user, displayed));
        Ok(())
    }

    fn on_deletion(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        shared_ids: &[String],
        moderated: bool,
    ) -> NetworkResult<()> {
        let moderator = match (chat, participant) {
            (ChatKey::Group(id, _), Participant::Member(member)) if moderated => {
                let member = self.node.group_state(id)?.member(member)?.clone();
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
                    let stored = self.node.chat_items(chat)?.find(shared_id);
                    stored.map(|stored| stored.item.meta.item_id)
                }
                None => self.item_by(chat, participant, shared_id)?,
            });
        }
        let mark = !self.deletes_received_fully(chat)?;
        let user = self.node.chat_user(chat)?;
        if matches!(chat, ChatKey::Contact(_)) {
            let chat_items = self.node.chat_items(chat)?;
            let is_marked = |id: &ChatItemId| {
                let stored = chat_items.get(*id);
                stored.is_ok_and(|stored| stored.item.meta.item_deleted.is_some())
            };
            let (marked, others): (Vec<_>, Vec<_>) = ids.into_iter().partition(is_marked);
            ids = others;
            for _ in marked {
                let error = "x.msg.del: contact attempted invalid message delete";
                self.emit(&MessageError::new(user.clone(), "error", error));
            }
        }
        for deletion in self.delete_locally(chat, &ids, mark, moderator.as_ref())? {
            let deleted = ChatItemsDeleted::new(user.clone());
            self.emit(&deleted.chat_item_deletions(vec![deletion]));
        }
        Ok(())
    }

    /// Whether messages that others delete are removed completely.
    fn deletes_received_fully(&mut self, chat: ChatKey) -> NetworkResult<bool> {
        Ok(match chat {
            ChatKey::Contact(id) => {
                let preferences = &self.node.contact_state(id)?.contact.merged_preferences;
                preferences.full_delete.enabled.for_contact
            }
            ChatKey::Group(id, _) => {
                let preferences = &self.node.group_state(id)?.info.full_group_preferences;
                preferences.full_delete.enable == GroupFeatureEnabled::On
            }
        })
    }

    fn on_reaction(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        shared_id: &str,
        (add, reaction): (bool, &MsgReaction),
    ) -> NetworkResult<()> {
        let Some(stored) = self.node.chat_items(chat)?.find(shared_id) else {
            return Ok(());
        };
        let id = stored.item.meta.item_id;
        let stored = self.node.chat_items(chat)?.get_mut(id)?;
        if stored.react(participant, reaction, add).is_err() {
            return Ok(());
        }
        let event = self.reaction(chat, participant, id, (add, reaction))?;
        self.emit(&event);
        Ok(())
    }

    /// The contact has changed its profile.
    pub(crate) fn on_profile(&mut self, contact: ContactId, new: Profile) -> NetworkResult<()> {
        let contact_state = self.node.contact_state(contact)?;
        let from = contact_state.contact.clone();
        let user_id = contact_state.user_id;
        let user = self.node.user(user_id)?;
        let contact_state = self.node.contact_state(contact)?;
        contact_state.contact.profile = profile::to_local(from.profile.profile_id, new.clone());
        contact_state.adopt_ttl(from.profile.preferences.as_ref());
        contact_state.merge_preferences(&user);
        if from == contact_state.contact {
            return Ok(());
        }
        if from.profile.display_name != new.display_name {
            let name =
                self.node
                    .change_name(user_id, &from.local_display_name, &new.display_name)?;
            self.node.contact_state(contact)?.contact.local_display_name = name;
        }
        let chat = ChatKey::Contact(contact);
        let direction = CiDirection::direct_rcv();
        let old = profile::to_public(&from.profile);
        if profile::shown_to_contacts(&old) != profile::shown_to_contacts(&new) {
            let event = RcvDirectEvent::profile_updated(old, new);
            self.add_event_item(chat, direction.clone(), CiContent::rcv_direct_event(event))?;
        }
        let to = self.node.contact_state(contact)?.contact.clone();
        self.node.update_member_profiles(&to);
        let changes = features::received_changes(&from.merged_preferences, &to.merged_preferences);
        self.add_event_items(chat, &direction, changes)?;
        self.emit(&ContactUpdated::new(user, from, to));
        Ok(())
    }

    /// The item of a message, if this participant has sent it.
    fn item_by(
        &mut self,
        chat: ChatKey,
        participant: Participant,
        shared_id: &str,
    ) -> NetworkResult<Option<ChatItemId>> {
        let Some(stored) = self.node.chat_items(chat)?.find(shared_id) else {
            return Ok(None);
        };
        let is_theirs = match participant {
            Participant::User => false,
            Participant::Contact => !item::is_sent(&stored.item),
            Participant::Member(id) => stored.author == Some(id),
        };
        Ok(is_theirs.then_some(stored.item.meta.item_id))
    }

    /// A quote, linked to the quoted item if the chat contains it.
    fn quoted(
        &mut self,
        chat: ChatKey,
        quote: Quote,
        now: simplex_api::types::UtcTime,
    ) -> NetworkResult<CiQuote> {
        let chat_items = self.node.chat_items(chat)?;
        let stored = quote.id.as_deref().and_then(|id| chat_items.find(id));
        let known = stored.map(|stored| stored.item.meta.item_id);
        let known = known.map(|id| self.node.full_item(chat, id)).transpose()?;
        let found = known.and_then(|item| item::quote(&item));
        // A quote names its author in a direct chat, even if the quoted item is not there.
        let direction = match chat {
            ChatKey::Contact(_) if quote.is_own => Some(CiDirection::direct_rcv()),
            ChatKey::Contact(_) => Some(CiDirection::direct_snd()),
            ChatKey::Group(..) => None,
        };
        let mut quoted = found.unwrap_or_else(|| {
            let mut unknown = CiQuote::new(now, quote.content.clone());
            unknown.chat_dir = direction;
            unknown
        });
        quoted.content = quote.content;
        quoted.shared_msg_id = quote.id;
        Ok(quoted)
    }

    fn is_blocked(&mut self, chat: ChatKey, participant: Participant) -> NetworkResult<bool> {
        match (chat, participant) {
            (ChatKey::Group(id, _), Participant::Member(member)) => {
                Ok(self.node.group_state(id)?.member(member)?.blocked_by_admin)
            }
            _ => Ok(false),
        }
    }
}
