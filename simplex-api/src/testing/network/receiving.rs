//! What a contact sends, as the user's side takes it: it changes the conversation and tells the bot.

use crate::events::{
    ChatItemUpdated, ChatItemsDeleted, ContactDeletedByContact, ContactUpdated, NewChatItems,
};
use crate::types::{
    ChatItemId, CiDirection, CiQuote, ContactId, ContactStatus, MsgContent, MsgReaction, Profile,
    User,
};

use super::Network;
use super::conversation::Conversation;
use super::deletion::delete;
use super::failure::Outcome;
use super::signal::{Quote, Signal};
use super::{item, profile, reaction};

impl Network {
    /// Takes a signal from a contact. What no longer makes sense is passed over, as it is in a real
    /// network, where the other side may not know yet.
    pub(super) fn receive(&mut self, contact: ContactId, signal: Signal) -> Outcome<()> {
        let user_id = self.known_conversation(contact)?.user_id;
        let user = self.user(user_id)?;
        match signal {
            Signal::New {
                id,
                content,
                quote,
                live,
                ttl,
            } => self.receive_message(user, contact, (id, content), quote, (live, ttl)),
            Signal::Edit { id, content, live } => {
                self.receive_edit(user, contact, &id, content, live)
            }
            Signal::Delete { id } => self.receive_deletion(user, contact, &id),
            Signal::React { id, reaction, add } => {
                self.receive_reaction(user, contact, &id, (add, &reaction))
            }
            Signal::Profile(profile) => self.receive_profile(user, contact, *profile),
            Signal::Gone => {
                let conversation = self.known_conversation(contact)?;
                conversation.close(ContactStatus::Deleted);
                let contact = conversation.contact.clone();
                self.emit(&ContactDeletedByContact::new(user, contact));
                Ok(())
            }
        }
    }

    fn receive_message(
        &mut self,
        user: User,
        contact: ContactId,
        (shared_id, content): (String, MsgContent),
        quote: Option<Quote>,
        (live, ttl): (bool, Option<i32>),
    ) -> Outcome<()> {
        let now = self.clock.now();
        let id = ChatItemId(self.ids.items.next());
        let mut item = item::received(id, shared_id, now.clone(), content);
        item.meta.item_live = live.then_some(true);
        item.meta.item_timed = ttl.map(|ttl| item::timed(ttl, self.clock.after(ttl)));
        let conversation = self.known_conversation(contact)?;
        item.quoted_item = quote.map(|quote| Box::new(quoted(conversation, quote, now.clone())));
        conversation.contact.chat_deleted = false;
        conversation.contact.chat_ts = Some(now);
        let shown = conversation.shown(&item);
        conversation.items.insert(id, item);
        self.emit(&NewChatItems::new(user).chat_items(vec![shown]));
        Ok(())
    }

    fn receive_edit(
        &mut self,
        user: User,
        contact: ContactId,
        shared_id: &str,
        content: MsgContent,
        live: bool,
    ) -> Outcome<()> {
        let now = self.clock.now();
        let conversation = self.known_conversation(contact)?;
        let Some(item) = conversation.item_of(shared_id) else {
            return Ok(());
        };
        item::edit(item, content, live, now);
        let item = item.clone();
        let shown = conversation.shown(&item);
        self.emit(&ChatItemUpdated::new(user, shown));
        Ok(())
    }

    fn receive_deletion(&mut self, user: User, contact: ContactId, shared_id: &str) -> Outcome<()> {
        let now = self.clock.now();
        let conversation = self.known_conversation(contact)?;
        let Some(item) = conversation.item_of(shared_id) else {
            return Ok(());
        };
        let id = item.meta.item_id;
        let full_delete = &conversation.contact.merged_preferences.full_delete;
        let mark = !full_delete.enabled.for_contact;
        let deletion = delete(conversation, id, mark, now)?;
        self.emit(&ChatItemsDeleted::new(user).chat_item_deletions(vec![deletion]));
        Ok(())
    }

    fn receive_reaction(
        &mut self,
        user: User,
        contact: ContactId,
        shared_id: &str,
        (add, reaction): (bool, &MsgReaction),
    ) -> Outcome<()> {
        let now = self.clock.now();
        let conversation = self.known_conversation(contact)?;
        let Some(item) = conversation.item_of(shared_id) else {
            return Ok(());
        };
        if item::react(item, reaction, false, add).is_err() {
            return Ok(());
        }
        let item = item.clone();
        let by = CiDirection::direct_rcv();
        let event = reaction::shown(user, conversation, by, &item, (add, reaction), now);
        self.emit(&event);
        Ok(())
    }

    fn receive_profile(&mut self, user: User, contact: ContactId, new: Profile) -> Outcome<()> {
        let conversation = self.known_conversation(contact)?;
        let from = conversation.contact.clone();
        conversation.contact.profile = profile::stored(from.profile.profile_id, new);
        conversation.merge_preferences(&user);
        let to = conversation.contact.clone();
        if from != to {
            self.emit(&ContactUpdated::new(user, from, to));
        }
        Ok(())
    }
}

/// A quote with the item it is of, if the conversation has it.
fn quoted(conversation: &mut Conversation, quote: Quote, now: crate::types::UtcTime) -> CiQuote {
    let item = quote.id.as_deref().and_then(|id| conversation.item_of(id));
    let found = item.and_then(|item| item::quote(item));
    let mut quoted = found.unwrap_or_else(|| CiQuote::new(now, quote.content.clone()));
    quoted.content = quote.content;
    quoted.shared_msg_id = quote.id;
    quoted
}
