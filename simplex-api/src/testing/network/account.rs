//! A user of a client: the profile and the address.

use std::collections::BTreeMap;

use crate::types::{
    Connection, ContactId, ContactRequestId, Profile, User, UserContactLink, UserContactRequest,
    UserId,
};

use super::ids::Ids;
use super::shelf::Shelf;
use super::world::Address;
use super::{preferences, profile};

/// A user and what belongs to it alone; contacts and groups are the client's.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) user: User,
    pub(super) address: Option<UserContactLink>,
    pub(super) requests: Shelf<ContactRequestId, Request>,
    /// The names under which the user and all contacts and groups are shown, and how often.
    pub(super) names: BTreeMap<String, usize>,
    /// The password of a hidden profile.
    pub(super) password: Option<String>,
}

/// Somebody who waits to be accepted.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) by: Address,
    pub(super) request: UserContactRequest,
    /// The contact who was made for a message that came with the request, and the connection to be.
    pub(super) contact: Option<(ContactId, Box<Connection>)>,
}

impl Account {
    pub(super) fn new(ids: &mut Ids, shown: Profile) -> Self {
        let id = ids.users.next();
        let name = shown.display_name.clone();
        let preferences = preferences::full(shown.preferences.as_ref());
        let stored = profile::stored(ids.profiles.next(), shown);
        let names = BTreeMap::from([(name.clone(), 1)]);
        let user = User::new(id, id, ids.contacts.next(), name, stored, preferences, 0)
            .show_ntfs(true)
            .send_rcpts_contacts(true)
            .send_rcpts_small_groups(true);
        Self {
            user,
            address: None,
            requests: Shelf::default(),
            names,
            password: None,
        }
    }

    pub(super) fn id(&self) -> UserId {
        self.user.user_id
    }

    pub(super) fn profile(&self) -> Profile {
        profile::shown(&self.user.profile)
    }

    pub(super) fn set_profile(&mut self, profile: Profile) {
        self.release_name(&self.user.local_display_name.clone());
        self.take_name(&profile.display_name);
        self.user
            .local_display_name
            .clone_from(&profile.display_name);
        self.user.full_preferences = preferences::full(profile.preferences.as_ref());
        self.user.profile = profile::stored(self.user.profile.profile_id, profile);
    }

    pub(super) fn take_name(&mut self, name: &str) {
        *self.names.entry(name.to_owned()).or_default() += 1;
    }

    pub(super) fn release_name(&mut self, name: &str) {
        if let Some(count) = self.names.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.names.remove(name);
            }
        }
    }
}
