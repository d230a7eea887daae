//! A turn of a client: it acts, on a command or on what has come, and the world is at hand.

use simplex_api::json::Tagged;
use simplex_api::types::{ChatError, ChatItem, ChatItemId, CiContent, CiDirection, GroupMemberId};

use simplex_api::events::{ChatErrors, NewChatItems};

use crate::network::outcome::{Failure, Outcome};
use crate::network::signal::{GroupEvent, Signal};
use crate::network::state::item;
use crate::network::state::items::{Entry, Scope, Who};
use crate::network::state::node::{ChatKey, Node};
use crate::network::world::{Address, Letter, Place, World};

/// One client while it acts.
pub(crate) struct Turn<'a> {
    pub(crate) node: &'a mut Node,
    pub(crate) world: &'a mut World,
}

impl Turn<'_> {
    /// Tells the client's bot.
    pub(crate) fn emit(&mut self, event: &impl Tagged) {
        if self.node.is_heard {
            self.node.events.push(event.encode());
        }
    }

    /// Tells of errors that are not the answer to the command.
    pub(crate) fn report(&mut self, errors: &[Failure]) {
        let errors: Vec<ChatError> = errors.iter().map(|error| (**error).clone()).collect();
        self.emit(&ChatErrors::new().chat_errors(errors));
    }

    pub(crate) fn address(&self, place: Place) -> Address {
        Address {
            node: self.node.id,
            place,
        }
    }

    pub(crate) fn post(&mut self, from: Place, to: Address, signal: Signal) {
        let from = self.address(from);
        self.world.post(Letter { from, to, signal });
    }

    /// Sends a signal to the other side of a conversation, or to all members of a group who are to
    /// get it.
    pub(crate) fn tell(&mut self, chat: ChatKey, signal: &Signal) -> Outcome<()> {
        let to = match chat {
            ChatKey::Contact(id) => self.node.conversation(id)?.peer.into_iter().collect(),
            ChatKey::Group(id, scope) => self.node.room(id)?.audience(scope),
        };
        for to in to {
            self.post(chat.place(), to, signal.clone());
        }
        Ok(())
    }

    /// Tells members about the group.
    pub(crate) fn announce(
        &mut self,
        group: simplex_api::types::GroupId,
        event: GroupEvent,
    ) -> Outcome<()> {
        let signal = Signal::Group(Box::new(event));
        for to in self.node.room(group)?.everybody() {
            self.post(Place::Group(group), to, signal.clone());
        }
        Ok(())
    }

    /// Puts a new item in a chat.
    pub(crate) fn store(&mut self, chat: ChatKey, item: ChatItem) -> Outcome<ChatItemId> {
        let id = item.meta.item_id;
        let now = self.world.now();
        match chat {
            ChatKey::Contact(contact) => {
                let contact = &mut self.node.conversation(contact)?.contact;
                contact.chat_deleted = false;
                contact.chat_ts = Some(now);
            }
            ChatKey::Group(group, _) => self.node.room(group)?.info.chat_ts = Some(now),
        }
        let mut entry = Entry::new(item);
        if let ChatKey::Group(_, scope) = chat {
            entry.scope = scope;
        }
        self.node.entries(chat)?.add(entry);
        Ok(id)
    }

    /// Notes in a chat what happened, and tells the bot.
    pub(crate) fn note(
        &mut self,
        chat: ChatKey,
        direction: CiDirection,
        content: CiContent,
    ) -> Outcome<()> {
        let id = ChatItemId(self.node.ids.items.next());
        let item = item::note(id, self.world.now(), content, direction);
        self.store(chat, item)?;
        let user = self.node.chat_user(chat)?;
        let shown = self.node.shown(chat, id)?;
        self.emit(&NewChatItems::new(user).chat_items(vec![shown]));
        Ok(())
    }

    /// The direction of what somebody else says.
    pub(crate) fn direction(&mut self, chat: ChatKey, who: Who) -> Outcome<CiDirection> {
        Ok(match (chat, who) {
            (ChatKey::Contact(_), Who::User) => CiDirection::direct_snd(),
            (ChatKey::Contact(_), _) => CiDirection::direct_rcv(),
            (ChatKey::Group(id, _), Who::Member(member)) => {
                CiDirection::group_rcv(self.node.room(id)?.member(member)?.clone())
            }
            (ChatKey::Group(..), _) => CiDirection::group_snd(),
        })
    }

    /// The support chat that a message of this member is in, from the id that all know.
    pub(crate) fn scope_of(
        &mut self,
        chat: ChatKey,
        support: Option<&str>,
    ) -> Outcome<Option<Scope>> {
        let (ChatKey::Group(id, _), Some(member_id)) = (chat, support) else {
            return Ok(None);
        };
        let room = self.node.room(id)?;
        if room.info.membership.member_id == member_id {
            return Ok(Some(Scope::Own));
        }
        let found: Option<GroupMemberId> = room.find(member_id);
        Ok(found.map(Scope::Member))
    }
}
