//! Messages that are sent with a contact request: they arrive before the connection is ready.

use std::collections::BTreeMap;

use simplex_api::events::NewChatItems;
use simplex_api::types::{ChatItemId, CiDirection, ContactId, MsgContent, Profile};

use crate::network::commands::connect;
use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::NetworkResult;
use crate::network::signal::SentMessage;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::directory::LinkData;
use crate::network::state::item;
use crate::network::state::pending::FirstMessage;

impl ClientContext<'_> {
    pub(crate) fn request_with_message(
        &mut self,
        target: &str,
        content: MsgContent,
    ) -> NetworkResult<bool> {
        let user = self.node.active()?.id();
        let found = self.shared.directory.find(target).cloned();
        let published = found.ok_or_else(connect::unreachable_link)?;
        let is_address = matches!(&published.data, LinkData::Address(data) if !data.business);
        let full = &published.link.conn_full_link;
        if !is_address || self.has_used_link(user, full) {
            return Ok(false);
        }
        let message = SentMessage {
            id: self.shared.message_id(),
            content,
            quote: None,
            mentions: BTreeMap::new(),
            live: false,
            ttl: None,
            support: None,
            file: None,
        };
        let id = self.new_pending(user, false, None, Some(full));
        if let Some(pending) = self.node.pending.get_mut(&id) {
            pending.first_message = Some(FirstMessage {
                message: message.clone(),
                is_held: true,
                answer: None,
            });
        }
        self.send_request(id, published.owner, true, Some(Box::new(message)))?;
        Ok(true)
    }

    pub(crate) fn finish_connecting(&mut self) -> NetworkResult<()> {
        let first = |pending: &mut crate::network::state::pending::Pending| {
            let first = pending.first_message.as_mut()?;
            first.is_held = false;
            first.answer.take()
        };
        let ids: Vec<i64> = self.node.pending.iter().map(|(id, _)| *id).collect();
        for id in ids {
            let answer = self.node.pending.get_mut(&id).and_then(first);
            if let Some((from, profile)) = answer {
                self.on_accepted(from, id, profile)?;
            }
        }
        Ok(())
    }

    /// Returns the profile in the answer to a request, unless the answer is held back.
    pub(crate) fn hold_answer(
        &mut self,
        from: Endpoint,
        pending: i64,
        profile: Profile,
    ) -> Option<Profile> {
        let pending = self.node.pending.get_mut(&pending);
        match pending.and_then(|pending| pending.first_message.as_mut()) {
            Some(first) if first.is_held => {
                first.answer = Some((from, profile));
                None
            }
            _ => Some(profile),
        }
    }

    /// The message that the user has sent with a request.
    pub(crate) fn first_message_of(&self, pending: i64) -> Option<SentMessage> {
        let first = self.node.pending.get(&pending)?.first_message.as_ref()?;
        Some(first.message.clone())
    }

    /// Adds the message that the user has sent with a request to the chat of the new contact.
    pub(crate) fn store_first_message(
        &mut self,
        contact: ContactId,
        message: SentMessage,
    ) -> NetworkResult<()> {
        let chat = ChatKey::Contact(contact);
        let id = ChatItemId(self.node.ids.items.next());
        let now = self.shared.now();
        let sent = item::sent(
            id,
            &message.id,
            now,
            message.content,
            CiDirection::direct_snd(),
        );
        self.add_item(chat, sent)?;
        let user = self.node.chat_user(chat)?;
        let profile = self.node.displayed_item(chat, id)?;
        self.emit(&NewChatItems::new(user).chat_items(vec![profile]));
        Ok(())
    }
}
