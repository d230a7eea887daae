//! A contact of a user.

use simplex_api::types::{
    ChatErrorType, ChatInfo, ChatSettings, ConnStatus, ConnType, Connection, Contact, ContactId,
    ContactStatus, FeatureAllowed, LocalProfile, MsgFilter, Preferences, Profile,
    TimedMessagesPreference, User, UserId, UtcTime, VersionRange,
};

use crate::network::endpoint::{Endpoint, NodeId};
use crate::network::result::{NetworkResult, chat_error};
use crate::network::signal::Signal;
use crate::network::state::ids::readable_id;
use crate::network::state::items::ChatItems;
use crate::network::state::{preferences, profile};

/// A contact of a user, with its chat.
#[derive(Debug)]
pub(crate) struct ContactState {
    pub(crate) user_id: UserId,
    pub(crate) contact: Contact,
    /// The endpoint of the peer, while the two are connected.
    pub(crate) peer: Option<Endpoint>,
    /// The client of the peer, also after the connection has ended.
    pub(crate) peer_node: NodeId,
    /// The link that the user has connected by.
    pub(crate) via_link: Option<String>,
    /// The profile that the contact sees, if it is not the user's.
    pub(crate) custom_profile: Option<Box<Profile>>,
    pub(crate) chat_items: ChatItems,
}

impl ContactState {
    /// Whether messages can be sent in both directions.
    pub(crate) fn is_open(&self) -> bool {
        self.contact.contact_status == ContactStatus::Active && self.peer.is_some()
    }

    /// # Errors
    /// If nothing can be sent to the contact.
    pub(crate) fn check_open(&self) -> NetworkResult<()> {
        if self.is_open() {
            return Ok(());
        }
        // The same error for a contact whose connection has ended.
        let contact = self.contact.clone();
        Err(chat_error(ChatErrorType::contact_not_ready(contact)))
    }

    /// Ends the connection and keeps the chat.
    pub(crate) fn close(&mut self, status: ContactStatus) {
        self.contact.contact_status = status;
        self.set_connection_status(ConnStatus::deleted());
        self.peer = None;
    }

    /// Whether the contact has a connection that has not ended.
    pub(crate) fn has_connection(&self) -> bool {
        let connection = self.contact.active_conn.as_ref();
        connection.is_some_and(|c| !matches!(c.conn_status, ConnStatus::Deleted { .. }))
    }

    /// Takes over the time of disappearing messages that the contact has changed, where both sides allow them.
    pub(crate) fn adopt_ttl(&mut self, before: Option<&Preferences>) {
        let timed = |of: Option<&Preferences>| of.and_then(|of| of.timed_messages.clone());
        let (from, to) = (
            timed(before),
            timed(self.contact.profile.preferences.as_ref()),
        );
        let Some(to) = to.filter(|to| from.as_ref().map(|from| from.ttl) != Some(to.ttl)) else {
            return;
        };
        let own = self.contact.user_preferences.timed_messages.take();
        let allow = own.map_or(FeatureAllowed::Yes, |own| own.allow);
        let mut adopted = TimedMessagesPreference::new(allow);
        adopted.ttl = to.ttl;
        self.contact.user_preferences.timed_messages = Some(adopted);
    }

    /// Sets the status of the connection and returns the contact.
    pub(crate) fn set_connection_status(&mut self, status: ConnStatus) -> Contact {
        if let Some(connection) = &mut self.contact.active_conn {
            connection.conn_status = status;
        }
        self.contact.clone()
    }

    /// Updates the allowed features from the preferences of both sides. Returns whether they have changed.
    pub(crate) fn merge_preferences(&mut self, user: &User) -> bool {
        let merged = preferences::merge(
            &self.contact.user_preferences,
            &user.full_preferences,
            self.contact.profile.preferences.as_ref(),
            self.custom_profile.is_some(),
        );
        let changed = merged != self.contact.merged_preferences;
        self.contact.merged_preferences = merged;
        changed
    }

    /// The user's profile as the contact sees it.
    pub(crate) fn profile_of(&self, user: &User) -> Profile {
        let displayed = || profile::to_public(&user.profile);
        let mut displayed = self
            .custom_profile
            .as_deref()
            .cloned()
            .unwrap_or_else(displayed);
        let own = &self.contact.user_preferences;
        let seen = preferences::for_contact(&user.full_preferences, own);
        displayed.preferences = Some(seen);
        displayed
    }

    pub(crate) fn profile_signal(&self, user: &User) -> Signal {
        Signal::Profile(Box::new(self.profile_of(user)))
    }

    pub(crate) fn chat_info(&self) -> ChatInfo {
        ChatInfo::direct(self.contact.clone())
    }
}

/// A new contact of `user`.
pub(crate) fn new_contact(
    id: ContactId,
    name: String,
    profile: LocalProfile,
    user: &User,
    incognito: bool,
    now: UtcTime,
) -> Contact {
    let own = Preferences::new();
    let theirs = profile.preferences.as_ref();
    let merged = preferences::merge(&own, &user.full_preferences, theirs, incognito);
    Contact::new(
        id,
        name,
        profile,
        ContactStatus::Active,
        ChatSettings::new(MsgFilter::All),
        own,
        merged,
        now.clone(),
        now,
    )
}

/// A new connection of a contact or a member.
pub(crate) fn connection(id: i64, kind: ConnType, status: ConnStatus, now: UtcTime) -> Connection {
    Connection::new(
        id,
        readable_id("conn", id),
        16,
        VersionRange::new(1, 16),
        0,
        kind,
        status,
        "",
        0,
        0,
        now,
    )
}
