//! The context in which a client runs a command or processes a signal.

use simplex_api::json::Tagged;
use simplex_api::types::{ChatError, ChatItem, ChatItemId, CiContent, CiDirection, GroupMemberId};

use simplex_api::events::{ChatErrors, NewChatItems};

use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{Failure, NetworkResult};
use crate::network::shared_state::SharedState;
use crate::network::signal::Envelope;
use crate::network::signal::{GroupEvent, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::item;
use crate::network::state::items::{Participant, StoredItem, SupportScope};
use crate::network::state::node::Node;

/// A client, and the state that it shares with others.
pub(crate) struct ClientContext<'a> {
    pub(crate) node: &'a mut Node,
    pub(crate) shared: &'a mut SharedState,
}

impl ClientContext<'_> {
    /// Queues an event for the client's bot.
    pub(crate) fn emit(&mut self, event: &impl Tagged) {
        if self.node.has_listener {
            self.node.events.push(event.encode());
        }
    }

    /// Reports errors in an event, when they are not the answer to the command.
    pub(crate) fn emit_errors(&mut self, errors: &[Failure]) {
        let errors: Vec<ChatError> = errors.iter().map(|error| (**error).clone()).collect();
        self.emit(&ChatErrors::new().chat_errors(errors));
    }

    pub(crate) fn endpoint(&self, kind: EndpointKind) -> Endpoint {
        Endpoint {
            node: self.node.id,
            kind,
        }
    }

    pub(crate) fn send_envelope(&mut self, from: EndpointKind, to: Endpoint, signal: Signal) {
        let from = self.endpoint(from);
        self.shared.enqueue(Envelope { from, to, signal });
    }

    /// Sends a signal to the contact, or to the members of the group that receive messages of this chat.
    pub(crate) fn send_signal(&mut self, chat: ChatKey, signal: &Signal) -> NetworkResult<()> {
        let to = match chat {
            ChatKey::Contact(id) => self.node.contact_state(id)?.peer.into_iter().collect(),
            ChatKey::Group(id, scope) => self.node.group_state(id)?.receivers(scope),
        };
        for to in to {
            self.send_envelope(chat.endpoint_kind(), to, signal.clone());
        }
        Ok(())
    }

    /// Sends a group event to all members.
    pub(crate) fn broadcast(
        &mut self,
        group: simplex_api::types::GroupId,
        event: GroupEvent,
    ) -> NetworkResult<()> {
        let signal = Signal::Group(Box::new(event));
        for to in self.node.group_state(group)?.all_members() {
            self.send_envelope(EndpointKind::Group(group), to, signal.clone());
        }
        Ok(())
    }

    /// Adds an item to a chat.
    pub(crate) fn add_item(&mut self, chat: ChatKey, item: ChatItem) -> NetworkResult<ChatItemId> {
        let id = item.meta.item_id;
        let now = self.shared.now();
        match chat {
            ChatKey::Contact(contact) => {
                let contact = &mut self.node.contact_state(contact)?.contact;
                contact.chat_deleted = false;
                contact.chat_ts = Some(now);
            }
            ChatKey::Group(group, _) => self.node.group_state(group)?.info.chat_ts = Some(now),
        }
        let mut item = item;
        item::set_formats(&mut item, self.node.version.has_names());
        let mut stored = StoredItem::new(item);
        if let ChatKey::Group(_, scope) = chat {
            stored.scope = scope;
        }
        self.node.chat_items(chat)?.add(stored);
        Ok(id)
    }

    /// Adds an item about an event in a chat and reports it to the bot.
    pub(crate) fn add_event_item(
        &mut self,
        chat: ChatKey,
        direction: CiDirection,
        content: CiContent,
    ) -> NetworkResult<()> {
        self.add_event_items(chat, &direction, vec![content])
    }

    /// Adds items about events in a chat and reports them to the bot together.
    pub(crate) fn add_event_items(
        &mut self,
        chat: ChatKey,
        direction: &CiDirection,
        contents: Vec<CiContent>,
    ) -> NetworkResult<()> {
        let ids = self.store_event_items(chat, direction, contents)?;
        self.emit_new_items(chat, &ids)
    }

    /// Adds items about events in a chat without reporting them.
    pub(crate) fn store_event_items(
        &mut self,
        chat: ChatKey,
        direction: &CiDirection,
        contents: Vec<CiContent>,
    ) -> NetworkResult<Vec<ChatItemId>> {
        let now = self.shared.now();
        let store = |content| {
            let id = ChatItemId(self.node.ids.items.next());
            let item = item::event(id, now.clone(), content, direction.clone());
            self.add_item(chat, item)
        };
        contents.into_iter().map(store).collect()
    }

    /// Reports new items of a chat together.
    pub(crate) fn emit_new_items(
        &mut self,
        chat: ChatKey,
        ids: &[ChatItemId],
    ) -> NetworkResult<()> {
        if !self.node.has_listener {
            return Ok(());
        }
        let user = self.node.chat_user(chat)?;
        let displayed = ids.iter().map(|id| self.node.displayed_new_item(chat, *id));
        let displayed = displayed.collect::<NetworkResult<Vec<_>>>()?;
        self.emit(&NewChatItems::new(user).chat_items(displayed));
        Ok(())
    }

    /// The direction of an item of this author.
    pub(crate) fn direction(
        &mut self,
        chat: ChatKey,
        participant: Participant,
    ) -> NetworkResult<CiDirection> {
        Ok(match (chat, participant) {
            (ChatKey::Contact(_), Participant::User) => CiDirection::direct_snd(),
            (ChatKey::Contact(_), _) => CiDirection::direct_rcv(),
            (ChatKey::Group(id, _), Participant::Member(member)) => {
                CiDirection::group_rcv(self.node.group_state(id)?.member(member)?.clone())
            }
            (ChatKey::Group(..), _) => CiDirection::group_snd(),
        })
    }

    /// The support chat of the member with this shared id.
    pub(crate) fn support_scope(
        &mut self,
        chat: ChatKey,
        support: Option<&str>,
    ) -> NetworkResult<Option<SupportScope>> {
        let (ChatKey::Group(id, _), Some(member_id)) = (chat, support) else {
            return Ok(None);
        };
        let group_state = self.node.group_state(id)?;
        if group_state.info.membership.member_id == member_id {
            return Ok(Some(SupportScope::Own));
        }
        let found: Option<GroupMemberId> = group_state.find(member_id);
        Ok(found.map(SupportScope::Member))
    }
}
