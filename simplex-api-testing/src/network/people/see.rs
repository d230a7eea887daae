//! What the people see whom a test plays.

use simplex_api::types::{
    ChatItemId, ChatRef, CiDeleted, GroupId, GroupMember, GroupMemberId, GroupMemberStatus, Profile,
};

use crate::contact::message::{Attachment, Author, Message, Reaction};
use crate::network::Network;
use crate::network::people::act::{Acted, Refusal, View};
use crate::network::state::group::{Room, is_current};
use crate::network::state::items::{Entry, Who};
use crate::network::state::node::Node;
use crate::network::state::{content, item, profile};
use crate::network::world::NodeId;

impl Network {
    /// The messages that `person` sees, the oldest first.
    pub(crate) fn messages(&self, person: NodeId, view: View) -> Vec<Message> {
        let node = &self.nodes[person.0];
        let entries = node.entries_in(view);
        entries.into_iter().map(|e| node.message(e)).collect()
    }

    /// The next message from somebody else that was not taken before.
    pub(crate) fn take_message(&mut self, person: NodeId, view: View) -> Option<Message> {
        let node = &mut self.nodes[person.0];
        let read = node.read.get(&view).copied();
        let entries = node.entries_in(view).into_iter();
        let mut ahead = entries.filter(|entry| Some(entry.item.meta.item_id) > read);
        let next = ahead.find(|entry| !item::is_sent(&entry.item))?;
        let (id, message) = (next.item.meta.item_id, node.message(next));
        node.read.insert(view, id);
        Some(message)
    }

    /// Whether messages of `person` reach the other side, as far as `person` knows.
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

    /// The profile of the other side as `person` sees it.
    pub(crate) fn sees(&self, person: NodeId, client: NodeId) -> Option<Profile> {
        let node = &self.nodes[person.0];
        let mut contacts = node.contacts.values().filter(|c| c.with == client);
        let contact = contacts.next_back().map(|c| &c.contact.profile);
        let host = node.business_with(client).and_then(|room| {
            let host = room.members.get(&room.host?)?;
            Some(&host.member.member_profile)
        });
        contact.or(host).map(profile::shown)
    }

    /// The group of this name that `person` is in, or is invited to.
    pub(crate) fn group_named(&self, person: NodeId, name: &str) -> Option<GroupId> {
        let mut rooms = self.nodes[person.0].rooms.values();
        let found = rooms.rfind(|room| {
            let status = &room.info.membership.member_status;
            let is_there = room.check_joined().is_ok() || *status == GroupMemberStatus::Invited;
            room.info.group_profile.display_name == name && is_there
        });
        found.map(Room::id)
    }

    /// The status of `person` in a group.
    pub(crate) fn membership(&self, person: NodeId, group: GroupId) -> Option<GroupMember> {
        let room = self.nodes[person.0].rooms.get(&group)?;
        Some(room.info.membership.clone())
    }

    /// The names of the others in a group.
    pub(crate) fn member_names(&self, person: NodeId, group: GroupId) -> Vec<String> {
        let room = self.nodes[person.0].rooms.get(&group);
        let members = room.into_iter().flat_map(|room| room.members.values());
        let current = members.filter(|seat| is_current(&seat.member.member_status));
        current
            .map(|seat| seat.member.member_profile.display_name.clone())
            .collect()
    }
}

impl Node {
    /// Where a person writes to.
    pub(crate) fn chat_in(&self, view: View) -> Acted<ChatRef> {
        let client = match view {
            View::In(group) => {
                let room = self.rooms.get(&group).ok_or(Refusal::UnknownGroup)?;
                room.check_joined().map_err(Refusal::Failed)?;
                return Ok(group.into());
            }
            View::With(client) => client,
        };
        let contacts = self.contacts.values();
        let mut open = contacts.filter(|c| c.with == client && c.is_open());
        let contact = open.next_back().map(|c| c.contact.contact_id.into());
        let business = || {
            let room = self.business_with(client)?;
            room.is_current().then(|| room.id().into())
        };
        contact.or_else(business).ok_or(Refusal::NotConnected)
    }

    /// The chat with a business that is a client.
    fn business_with(&self, client: NodeId) -> Option<&Room> {
        let mut rooms = self.rooms.values();
        rooms.rfind(|room| room.is_business_of(client))
    }

    pub(crate) fn entries_in(&self, view: View) -> Vec<&Entry> {
        let mut entries: Vec<&Entry> = match view {
            View::In(group) => {
                let room = self.rooms.get(&group);
                room.into_iter()
                    .flat_map(|room| room.entries.iter())
                    .collect()
            }
            View::With(client) => {
                let contacts = self.contacts.values().filter(|c| c.with == client);
                let rooms = self.rooms.values();
                let rooms = rooms.filter(|room| room.is_business_of(client));
                let contacts = contacts.flat_map(|c| c.entries.iter());
                contacts
                    .chain(rooms.flat_map(|room| room.entries.iter()))
                    .collect()
            }
        };
        entries.retain(|entry| item::message(&entry.item).is_some());
        entries.sort_by_key(|entry| entry.item.meta.item_id);
        entries
    }

    pub(crate) fn last_item(&self, view: View) -> Option<ChatItemId> {
        let entries = self.entries_in(view);
        entries.last().map(|entry| entry.item.meta.item_id)
    }

    pub(crate) fn item_in(&self, view: View, shared_id: &str) -> Acted<&Entry> {
        let entries = self.entries_in(view).into_iter();
        let is = |entry: &&Entry| entry.item.meta.item_shared_msg_id.as_deref() == Some(shared_id);
        entries.rev().find(is).ok_or(Refusal::UnknownMessage)
    }

    pub(crate) fn own_item(&self, view: View, shared_id: &str) -> Acted<(ChatRef, ChatItemId)> {
        let chat = self.chat_in(view)?;
        let item = &self.item_in(view, shared_id)?.item;
        if item::is_sent(item) && item.meta.item_deleted.is_none() {
            Ok((chat, item.meta.item_id))
        } else {
            Err(Refusal::UnknownMessage)
        }
    }

    pub(crate) fn message(&self, entry: &Entry) -> Message {
        let item = &entry.item;
        let own = || self.active().map(|account| account.profile().display_name);
        let from = match entry.author {
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
            reactions: self.reactions(entry),
            file: item.file.as_ref().map(|file| Attachment {
                name: file.file_name.clone(),
                size: file.file_size.try_into().unwrap_or(0),
                status: file.file_status.clone(),
            }),
        }
    }

    fn sender_of(&self, item: ChatItemId) -> Option<String> {
        let mut contacts = self.contacts.values();
        let contact = contacts.find(|c| c.entries.get(item).is_ok())?;
        Some(contact.contact.profile.display_name.clone())
    }

    fn name_of(&self, member: GroupMemberId) -> Option<String> {
        let mut rooms = self.rooms.values();
        let member = rooms.find_map(|room| room.member(member).ok())?;
        Some(member.member_profile.display_name.clone())
    }

    fn reactions(&self, entry: &Entry) -> Vec<Reaction> {
        let reactions = entry.reactions.iter().map(|(who, reaction)| Reaction {
            author: match who {
                Who::User => Author::Contact,
                Who::Contact | Who::Member(_) => Author::Other,
            },
            from: match who {
                Who::User => self.active().map(|a| a.profile().display_name).ok(),
                Who::Contact => self.sender_of(entry.item.meta.item_id),
                Who::Member(id) => self.name_of(*id),
            }
            .unwrap_or_default(),
            emoji: content::emoji(reaction).unwrap_or_default().to_owned(),
        });
        reactions.collect()
    }
}
