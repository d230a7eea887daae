//! A user's conversation with a contact.

use simplex_api::types::{
    ChatErrorType, ChatInfo, ChatSettings, ConnStatus, ConnType, Connection, Contact, ContactId,
    ContactStatus, MsgFilter, Preferences, Profile, User, UserId, VersionRange,
};

use crate::network::outcome::{Outcome, refused};
use crate::network::signal::Signal;
use crate::network::state::ids::opaque;
use crate::network::state::items::Entries;
use crate::network::state::{preferences, profile};
use crate::network::turn::Turn;
use crate::network::world::{Address, NodeId};

/// A contact of a user, with all that was said.
#[derive(Debug)]
pub(crate) struct Conversation {
    pub(crate) user_id: UserId,
    pub(crate) contact: Contact,
    /// The other end, as soon as there is one and as long as the connection lasts.
    pub(crate) peer: Option<Address>,
    /// The client of the other end, also afterwards.
    pub(crate) with: NodeId,
    /// The link by which the two found each other, if the user has used it.
    pub(crate) via: Option<String>,
    /// The profile that the contact sees, if it is not the user's.
    pub(crate) custom: Option<Box<Profile>>,
    pub(crate) entries: Entries,
}

/// How a contact comes to be.
pub(crate) struct Beginning {
    pub(crate) user_id: UserId,
    pub(crate) with: NodeId,
    pub(crate) via: Option<String>,
    /// The id of the user's address, if the contact has come by it.
    pub(crate) link: Option<i64>,
    /// The connection that becomes the contact's, if there is one.
    pub(crate) connection: Option<i64>,
    pub(crate) custom: Option<(i64, Profile)>,
    pub(crate) shown: Profile,
}

impl Turn<'_> {
    /// Makes a contact of somebody.
    pub(crate) fn new_contact(&mut self, beginning: Beginning) -> Outcome<ContactId> {
        let Beginning { user_id, shown, .. } = beginning;
        let user = self.node.user(user_id)?;
        let name = self.node.free_name(user_id, &shown.display_name);
        self.node.account(user_id)?.take_name(&name);
        let ids = &mut self.node.ids;
        let id = ContactId(ids.contacts.next());
        let own = Preferences::new();
        let merged = preferences::merge(&own, &user.full_preferences, shown.preferences.as_ref());
        let stored = profile::stored(ids.profiles.next(), shown);
        let number = beginning
            .connection
            .unwrap_or_else(|| ids.connections.next());
        let now = self.world.now();
        let mut connection = connection(number, ConnType::Contact, now.clone());
        connection.via_user_contact_link = beginning.link;
        connection.entity_id = Some(id.0);
        let (custom_id, custom) = beginning.custom.unzip();
        connection.custom_user_profile_id = custom_id;
        let contact = Contact::new(
            id,
            name,
            stored,
            ContactStatus::Active,
            ChatSettings::new(MsgFilter::All),
            own,
            merged,
            now.clone(),
            now.clone(),
        );
        let contact = contact
            .active_conn(connection)
            .contact_used(true)
            .chat_ts(now);
        let conversation = Conversation {
            user_id,
            contact,
            peer: None,
            with: beginning.with,
            via: beginning.via,
            custom: custom.map(Box::new),
            entries: Entries::default(),
        };
        self.node.contacts.insert(id, conversation);
        Ok(id)
    }

    /// Forgets a contact with all that was said.
    pub(crate) fn drop_contact(&mut self, id: ContactId) {
        let Some(conversation) = self.node.contacts.remove(&id) else {
            return;
        };
        self.node.forget_files(&conversation.entries);
        if let Ok(account) = self.node.account(conversation.user_id) {
            account.release_name(&conversation.contact.local_display_name);
        }
    }
}

impl Conversation {
    /// Whether messages go from one side to the other.
    pub(crate) fn is_open(&self) -> bool {
        self.contact.contact_status == ContactStatus::Active && self.peer.is_some()
    }

    /// # Errors
    /// If nothing can be sent to the contact.
    pub(crate) fn check_open(&self) -> Outcome<()> {
        if self.is_open() {
            return Ok(());
        }
        // Also of one who is gone.
        let contact = self.contact.clone();
        Err(refused(ChatErrorType::contact_not_ready(contact)))
    }

    /// Ends the connection; what was said stays.
    pub(crate) fn close(&mut self, status: ContactStatus) {
        self.contact.contact_status = status;
        self.contact.active_conn = None;
        self.peer = None;
    }

    /// The contact with the connection at another step.
    pub(crate) fn step(&mut self, status: ConnStatus) -> Contact {
        if let Some(connection) = &mut self.contact.active_conn {
            connection.conn_status = status;
        }
        self.contact.clone()
    }

    /// Works out what the two sides allow; whether it is something else than before.
    pub(crate) fn merge_preferences(&mut self, user: &User) -> bool {
        let merged = preferences::merge(
            &self.contact.user_preferences,
            &user.full_preferences,
            self.contact.profile.preferences.as_ref(),
        );
        let changed = merged != self.contact.merged_preferences;
        self.contact.merged_preferences = merged;
        changed
    }

    /// The user's profile as the contact sees it.
    pub(crate) fn profile_of(&self, user: &User) -> Profile {
        let shown = || profile::shown(&user.profile);
        let mut shown = self.custom.as_deref().cloned().unwrap_or_else(shown);
        let own = &self.contact.user_preferences;
        let seen = preferences::for_contact(user.profile.preferences.as_ref(), own);
        shown.preferences = Some(seen);
        shown
    }

    pub(crate) fn profile_signal(&self, user: &User) -> Signal {
        Signal::Profile(Box::new(self.profile_of(user)))
    }

    pub(crate) fn info(&self) -> ChatInfo {
        ChatInfo::direct(self.contact.clone())
    }
}

/// A connection of a contact or of a member, accepted and not ready.
pub(crate) fn connection(id: i64, kind: ConnType, now: simplex_api::types::UtcTime) -> Connection {
    Connection::new(
        id,
        opaque("conn", id),
        16,
        VersionRange::new(1, 16),
        0,
        kind,
        ConnStatus::accepted(),
        "",
        0,
        0,
        now,
    )
}
