//! A user of the server: the profile and the address.

use std::collections::BTreeMap;

use crate::types::{ContactRequestId, Profile, User, UserContactLink, UserContactRequest, UserId};

use super::ids::Ids;
use super::peer::PeerId;
use super::{preferences, profile};

/// A user and what belongs to it alone; the conversations are the network's.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) user: User,
    pub(super) address: Option<UserContactLink>,
    pub(super) requests: BTreeMap<ContactRequestId, Request>,
}

/// Somebody who waits to be accepted.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) peer: PeerId,
    pub(super) request: UserContactRequest,
}

impl Account {
    pub(super) fn new(ids: &mut Ids, shown: Profile) -> Self {
        let id = ids.users.next();
        let name = shown.display_name.clone();
        let preferences = preferences::full(shown.preferences.as_ref());
        let stored = profile::stored(ids.profiles.next(), shown);
        let user = User::new(id, id, ids.contacts.next(), name, stored, preferences, 0)
            .show_ntfs(true)
            .send_rcpts_contacts(true)
            .send_rcpts_small_groups(true);
        Self {
            user,
            address: None,
            requests: BTreeMap::new(),
        }
    }

    pub(super) fn id(&self) -> UserId {
        self.user.user_id
    }

    pub(super) fn profile(&self) -> Profile {
        profile::shown(&self.user.profile)
    }

    pub(super) fn set_profile(&mut self, profile: Profile) {
        self.user
            .local_display_name
            .clone_from(&profile.display_name);
        self.user.full_preferences = preferences::full(profile.preferences.as_ref());
        self.user.profile = profile::stored(self.user.profile.profile_id, profile);
    }
}
