//! A user's conversation with a contact.

use std::collections::BTreeMap;

use crate::types::{
    AChatItem, ChatInfo, ChatItem, ChatItemId, ChatSettings, ConnStatus, ConnType, Connection,
    Contact, ContactId, ContactStatus, MsgFilter, Preferences, Profile, StoreError, User, UserId,
    VersionRange,
};

use super::clock::Clock;
use super::failure::{Failure, Outcome, store};
use super::ids::{Ids, opaque};
use super::peer::PeerId;
use super::{preferences, profile};

/// A contact of a user, with all that was said.
#[derive(Debug)]
pub(super) struct Conversation {
    pub(super) user_id: UserId,
    pub(super) peer: PeerId,
    pub(super) contact: Contact,
    pub(super) items: BTreeMap<ChatItemId, ChatItem>,
}

impl Conversation {
    /// The conversation of `user` with somebody who came by the address with the id `link`.
    pub(super) fn new(
        ids: &mut Ids,
        clock: &Clock,
        (user, link): (&User, i64),
        (peer, peer_profile): (PeerId, Profile),
        local_name: String,
    ) -> Self {
        let id = ContactId(ids.contacts.next());
        let own = Preferences::new();
        let merged = preferences::merge(
            &own,
            &user.full_preferences,
            peer_profile.preferences.as_ref(),
        );
        let stored = profile::stored(ids.profiles.next(), peer_profile);
        let settings = ChatSettings::new(MsgFilter::All);
        let status = ContactStatus::Active;
        let now = clock.now();
        let contact = Contact::new(
            id,
            local_name,
            stored,
            status,
            settings,
            own,
            merged,
            now.clone(),
            now.clone(),
        );
        let contact = contact
            .active_conn(connection(ids, clock, id, link))
            .contact_used(true)
            .chat_ts(now);
        Self {
            user_id: user.user_id,
            peer,
            contact,
            items: BTreeMap::new(),
        }
    }

    /// Whether messages go from one side to the other.
    pub(super) fn is_open(&self) -> bool {
        self.contact.contact_status == ContactStatus::Active && self.contact.active_conn.is_some()
    }

    /// Ends the connection; what was said stays.
    pub(super) fn close(&mut self, status: ContactStatus) {
        self.contact.contact_status = status;
        self.contact.active_conn = None;
    }

    pub(super) fn set_connection_status(&mut self, status: ConnStatus) {
        if let Some(connection) = &mut self.contact.active_conn {
            connection.conn_status = status;
        }
    }

    /// Works out what the two sides allow; whether it is something else than before.
    pub(super) fn merge_preferences(&mut self, user: &User) -> bool {
        let merged = preferences::merge(
            &self.contact.user_preferences,
            &user.full_preferences,
            self.contact.profile.preferences.as_ref(),
        );
        let changed = merged != self.contact.merged_preferences;
        self.contact.merged_preferences = merged;
        changed
    }

    pub(super) fn info(&self) -> ChatInfo {
        ChatInfo::direct(self.contact.clone())
    }

    /// An item as commands and events show it.
    pub(super) fn shown(&self, item: &ChatItem) -> AChatItem {
        AChatItem::new(self.info(), item.clone())
    }

    pub(super) fn item(&self, id: ChatItemId) -> Outcome<&ChatItem> {
        self.items.get(&id).ok_or_else(|| no_item(id))
    }

    pub(super) fn item_mut(&mut self, id: ChatItemId) -> Outcome<&mut ChatItem> {
        self.items.get_mut(&id).ok_or_else(|| no_item(id))
    }

    /// The item of the message that both sides know as `shared_id`.
    pub(super) fn item_of(&mut self, shared_id: &str) -> Option<&mut ChatItem> {
        self.items
            .values_mut()
            .find(|item| item.meta.item_shared_msg_id.as_deref() == Some(shared_id))
    }
}

fn no_item(id: ChatItemId) -> Failure {
    store(StoreError::chat_item_not_found(id))
}

fn connection(ids: &mut Ids, clock: &Clock, contact: ContactId, link: i64) -> Connection {
    let id = ids.connections.next();
    let mut connection = Connection::new(
        id,
        opaque("conn", id),
        16,
        VersionRange::new(1, 16),
        0,
        ConnType::Contact,
        ConnStatus::accepted(),
        "",
        0,
        0,
        clock.now(),
    );
    connection.via_user_contact_link = Some(link);
    connection.entity_id = Some(contact.0);
    connection
}
