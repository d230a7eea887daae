//! What simulated people see.

use simplex_api::types::{
    ChatItemId, ChatRef, CiDeleted, GroupId, GroupMember, GroupMemberId, GroupMemberStatus,
    MsgReaction, Profile,
};

use crate::contact::message::{Attachment, Author, Message, Reaction};
use crate::network::Network;
use crate::network::endpoint::NodeId;
use crate::network::people::act::{PersonError, PersonResult};
use crate::network::state::group::{GroupState, is_current};
use crate::network::state::items::{Participant, StoredItem};
use crate::network::state::node::Node;
use crate::network::state::view::View;
use crate::network::state::{item, profile};

impl Network {
    /// The messages that `person` sees, the oldest first.
    pub(crate) fn messages(&self, person: NodeId, view: View) -> Vec<Message> {
        let node = &self.nodes[person.0];
        let chat_items = node.chat_items_in(view);
        chat_items.into_iter().map(|e| node.message(e)).collect()
    }

    /// The next received message that was not returned before.
    pub(crate) fn take_message(&mut self, person: NodeId, view: View) -> Option<Message> {
        let node = &mut self.nodes[person.0];
        let read = node.read.get(&view).copied();
        let chat_items = node.chat_items_in(view).into_iter();
        let mut ahead = chat_items.filter(|stored| Some(stored.item.meta.item_id) > read);
        let next = ahead.find(|stored| !item::is_sent(&stored.item))?;
        let (id, message) = (next.item.meta.item_id, node.message(next));
        node.read.insert(view, id);
        Some(message)
    }

    /// Whether `person` can send messages, as far as their client knows.
    pub(crate) fn is_connected(&self, person: NodeId, view: View) -> bool {
        self.nodes[person.0].chat_in(view).is_ok()
    }

    pub(crate) fn profile(&self, person: NodeId) -> Profile {
        let account = self.nodes[person.0].active();
        account.map_or_else(
            |_| Profile::new("", ""),
            crate::network::state::account::Account::profile,
        )
    }

    /// The profile of the peer as `person` sees it.
    pub(crate) fn peer_profile(&self, person: NodeId, client: NodeId) -> Option<Profile> {
        let node = &self.nodes[person.0];
        let mut contacts = node.contacts.values().filter(|c| c.peer_node == client);
        let contact = contacts.next_back().map(|c| &c.contact.profile);
        let host = node.business_with(client).and_then(|group_state| {
            let host = group_state.members.get(&group_state.host?)?;
            Some(&host.member.member_profile)
        });
        contact.or(host).map(profile::to_public)
    }

    /// The group of this name that `person` is in or invited to.
    pub(crate) fn group_named(&self, person: NodeId, name: &str) -> Option<GroupId> {
        let mut groups = self.nodes[person.0].groups.values();
        let found = groups.rfind(|group_state| {
            let status = &group_state.info.membership.member_status;
            let is_there =
                group_state.check_joined().is_ok() || *status == GroupMemberStatus::Invited;
            group_state.info.group_profile.display_name == name && is_there
        });
        found.map(GroupState::id)
    }

    /// The membership of `person` in a group.
    pub(crate) fn membership(&self, person: NodeId, group: GroupId) -> Option<GroupMember> {
        let group_state = self.nodes[person.0].groups.get(&group)?;
        Some(group_state.info.membership.clone())
    }

    /// The names of the other members of a group.
    pub(crate) fn member_names(&self, person: NodeId, group: GroupId) -> Vec<String> {
        let group_state = self.nodes[person.0].groups.get(&group);
        let members = group_state
            .into_iter()
            .flat_map(|group_state| group_state.members.values());
        let current = members.filter(|member_state| is_current(&member_state.member.member_status));
        current
            .map(|member_state| member_state.member.member_profile.display_name.clone())
            .collect()
    }
}

impl Node {
    /// The chat that a person sends to.
    pub(crate) fn chat_in(&self, view: View) -> PersonResult<ChatRef> {
        let client = match view {
            View::Group(group) => {
                let group_state = self.groups.get(&group).ok_or(PersonError::UnknownGroup)?;
                group_state.check_joined().map_err(PersonError::Failed)?;
                return Ok(group.into());
            }
            View::Client(client) => client,
        };
        let contacts = self.contacts.values();
        let mut open = contacts.filter(|c| c.peer_node == client && c.is_open());
        let contact = open.next_back().map(|c| c.contact.contact_id.into());
        let business = || {
            let group_state = self.business_with(client)?;
            group_state.is_current().then(|| group_state.id().into())
        };
        contact.or_else(business).ok_or(PersonError::NotConnected)
    }

    /// The chat with a business that is this client.
    fn business_with(&self, client: NodeId) -> Option<&GroupState> {
        let mut groups = self.groups.values();
        groups.rfind(|group_state| group_state.is_business_chat_with(client))
    }

    pub(crate) fn chat_items_in(&self, view: View) -> Vec<&StoredItem> {
        let mut chat_items: Vec<&StoredItem> = match view {
            View::Group(group) => {
                let group_state = self.groups.get(&group);
                group_state
                    .into_iter()
                    .flat_map(|group_state| group_state.chat_items.iter())
                    .collect()
            }
            View::Client(client) => {
                let contacts = self.contacts.values().filter(|c| c.peer_node == client);
                let groups = self.groups.values();
                let groups = groups.filter(|group_state| group_state.is_business_chat_with(client));
                let contacts = contacts.flat_map(|c| c.chat_items.iter());
                contacts
                    .chain(groups.flat_map(|group_state| group_state.chat_items.iter()))
                    .collect()
            }
        };
        chat_items.retain(|stored| item::message(&stored.item).is_some());
        chat_items.sort_by_key(|stored| stored.item.meta.item_id);
        chat_items
    }

    pub(crate) fn last_item(&self, view: View) -> Option<ChatItemId> {
        let chat_items = self.chat_items_in(view);
        chat_items.last().map(|stored| stored.item.meta.item_id)
    }

    pub(crate) fn item_in(&self, view: View, shared_id: &str) -> PersonResult<&StoredItem> {
        let chat_items = self.chat_items_in(view).into_iter();
        let matches = |stored: &&StoredItem| {
            stored.item.meta.item_shared_msg_id.as_deref() == Some(shared_id)
        };
        chat_items
            .rev()
            .find(matches)
            .ok_or(PersonError::UnknownMessage)
    }

    pub(crate) fn own_item(
        &self,
        view: View,
        shared_id: &str,
    ) -> PersonResult<(ChatRef, ChatItemId)> {
        let chat = self.chat_in(view)?;
        let item = &self.item_in(view, shared_id)?.item;
        if item::is_sent(item) && item.meta.item_deleted.is_none() {
            Ok((chat, item.meta.item_id))
        } else {
            Err(PersonError::UnknownMessage)
        }
    }

    pub(crate) fn message(&self, stored: &StoredItem) -> Message {
        let item = &stored.item;
        let own = || self.active().map(|account| account.profile().display_name);
        let from = match stored.author {
            Some(author) => self.name_of(author),
            None if item::is_sent(item) => own().ok(),
            None => self.sender_of(item.meta.item_id),
        };
        let deleted = item.meta.item_deleted.as_deref();
        Message {
            id: item.meta.item_shared_msg_id.clone().unwrap_or_default(),
            author: if item::is_sent(item) {
                Author::Contact
            } else {
                Author::Other
            },
            from: from.unwrap_or_default(),
            content: item::message(item).cloned().unwrap_or_else(|| "".into()),
            quoted: item.quoted_item.as_ref().map(|quote| quote.content.clone()),
            live: item.meta.item_live == Some(true),
            edited: item.meta.item_edited,
            deleted: matches!(
                deleted,
                Some(CiDeleted::Deleted { .. } | CiDeleted::Moderated { .. })
            ),
            hidden: matches!(deleted, Some(CiDeleted::BlockedByAdmin { .. })),
            reactions: self.reactions(stored),
            file: item.file.as_ref().map(|file| Attachment {
                name: file.file_name.clone(),
                size: file.file_size.try_into().unwrap_or(0),
                status: file.file_status.clone(),
            }),
        }
    }

    fn sender_of(&self, item: ChatItemId) -> Option<String> {
        let mut contacts = self.contacts.values();
        let contact = contacts.find(|c| c.chat_items.get(item).is_ok())?;
        Some(contact.contact.profile.display_name.clone())
    }

    fn name_of(&self, member: GroupMemberId) -> Option<String> {
        let mut groups = self.groups.values();
        let member = groups.find_map(|group_state| group_state.member(member).ok())?;
        Some(member.member_profile.display_name.clone())
    }

    fn reactions(&self, stored: &StoredItem) -> Vec<Reaction> {
        let reactions = stored
            .reactions
            .iter()
            .map(|(participant, reaction)| Reaction {
                author: match participant {
                    Participant::User => Author::Contact,
                    Participant::Contact | Participant::Member(_) => Author::Other,
                },
                from: match participant {
                    Participant::User => self.active().map(|a| a.profile().display_name).ok(),
                    Participant::Contact => self.sender_of(stored.item.meta.item_id),
                    Participant::Member(id) => self.name_of(*id),
                }
                .unwrap_or_default(),
                emoji: emoji(reaction),
            });
        reactions.collect()
    }
}

fn emoji(reaction: &MsgReaction) -> String {
    match reaction {
        MsgReaction::Emoji { emoji, .. } => emoji.clone(),
        _ => String::new(),
    }
}
