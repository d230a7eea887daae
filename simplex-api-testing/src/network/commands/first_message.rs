//! Messages that come with a request to connect, as apps send them: they are there before the connection.

use std::collections::BTreeMap;

use simplex_api::events::NewChatItems;
use simplex_api::types::{
    ChatItemId, CiDirection, Connection, ContactId, MsgContent, Profile, UserId,
};

use crate::network::Network;
use crate::network::commands::connect;
use crate::network::commands::contact::Beginning;
use crate::network::outcome::Outcome;
use crate::network::people::act::{Acted, Refusal};
use crate::network::signal::Said;
use crate::network::state::directory::LinkData;
use crate::network::state::item;
use crate::network::state::items::Who;
use crate::network::state::node::ChatKey;
use crate::network::turn::Turn;
use crate::network::world::{Address, NodeId};

/// What a user has said with a request, and how far that is.
#[derive(Debug)]
pub(crate) struct FirstMessage {
    said: Said,
    /// Whether an answer waits until the user goes on.
    held: bool,
    answer: Option<(Address, Profile)>,
}

/// Who asks whom, by which address.
pub(crate) struct Asking {
    pub(crate) user_id: UserId,
    pub(crate) link: i64,
    pub(crate) by: Address,
}

impl Network {
    /// `person` asks to connect by an address and says something with it; the connection is made when the person
    /// [goes on](Self::go_on_connecting). Whether the link is one for that.
    pub(crate) fn ask_with_message(
        &mut self,
        person: NodeId,
        link: &str,
        content: MsgContent,
    ) -> Acted<bool> {
        let asked = self.act(person, |turn| turn.ask_with_message(link, content));
        asked.map_err(Refusal::Failed)
    }

    /// `person` takes the answers to their requests.
    pub(crate) fn go_on_connecting(&mut self, person: NodeId) -> Acted {
        let gone_on = self.act(person, |turn| turn.go_on_connecting());
        gone_on.map_err(Refusal::Failed)
    }
}

impl Turn<'_> {
    fn ask_with_message(&mut self, target: &str, content: MsgContent) -> Outcome<bool> {
        let user = self.node.active()?.id();
        let found = self.world.directory.find(target).cloned();
        let listing = found.ok_or_else(connect::nobody)?;
        let is_address = matches!(&listing.data, LinkData::Address(data) if !data.business);
        let full = &listing.link.conn_full_link;
        if !is_address || self.knows(user, full) {
            return Ok(false);
        }
        let said = Said {
            id: self.world.message_id(),
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
            pending.first = Some(FirstMessage {
                said: said.clone(),
                held: true,
                answer: None,
            });
        }
        self.ask(id, listing.owner, true, Some(Box::new(said)))?;
        Ok(true)
    }

    fn go_on_connecting(&mut self) -> Outcome<()> {
        let first = |pending: &mut crate::network::commands::pending::Pending| {
            let first = pending.first.as_mut()?;
            first.held = false;
            first.answer.take()
        };
        let ids: Vec<i64> = self.node.pending.iter().map(|(id, _)| *id).collect();
        for id in ids {
            let answer = self.node.pending.get_mut(&id).and_then(first);
            if let Some((from, shown)) = answer {
                self.accepted(from, id, shown)?;
            }
        }
        Ok(())
    }

    /// The profile in an answer to a request, unless the answer has to wait.
    pub(crate) fn hold_answer(
        &mut self,
        from: Address,
        pending: i64,
        shown: Profile,
    ) -> Option<Profile> {
        let pending = self.node.pending.get_mut(&pending);
        match pending.and_then(|pending| pending.first.as_mut()) {
            Some(first) if first.held => {
                first.answer = Some((from, shown));
                None
            }
            _ => Some(shown),
        }
    }

    /// What the user has said with a request.
    pub(crate) fn first_said(&self, pending: i64) -> Option<Said> {
        let first = self.node.pending.get(&pending)?.first.as_ref()?;
        Some(first.said.clone())
    }

    /// Puts what the user has said with the request into the chat that comes of it.
    pub(crate) fn keep_first(&mut self, contact: ContactId, said: Said) -> Outcome<()> {
        let chat = ChatKey::Contact(contact);
        let id = ChatItemId(self.node.ids.items.next());
        let now = self.world.now();
        let sent = item::sent(id, &said.id, now, said.content, CiDirection::direct_snd());
        self.store(chat, sent)?;
        let user = self.node.chat_user(chat)?;
        let shown = self.node.shown(chat, id)?;
        self.emit(&NewChatItems::new(user).chat_items(vec![shown]));
        Ok(())
    }

    /// Makes a contact of somebody who asks and says something with it. There is no connection so far: the one that is
    /// to be is returned.
    pub(crate) fn hear_first(
        &mut self,
        asking: Asking,
        shown: Profile,
        said: Said,
    ) -> Outcome<(ContactId, Box<Connection>)> {
        let contact = self.new_contact(Beginning {
            user_id: asking.user_id,
            with: asking.by.node,
            via: None,
            link: Some(asking.link),
            connection: None,
            custom: None,
            shown,
        })?;
        let new = &mut self.node.conversation(contact)?.contact;
        let connection = new.active_conn.take();
        let connection = connection.ok_or_else(connect::nobody)?;
        self.hear_message(ChatKey::Contact(contact), Who::Contact, said)?;
        Ok((contact, Box::new(connection)))
    }
}
