//! A user of a client.

use std::collections::BTreeMap;

use simplex_api::types::{
    ContactId, ContactRequestId, Profile, User, UserContactLink, UserContactRequest, UserId,
    UtcTime,
};

use crate::network::endpoint::Endpoint;
use crate::network::state::boxed_map::BoxedMap;
use crate::network::state::ids::Ids;
use crate::network::state::{preferences, profile};

/// A user with its address. Contacts and groups belong to the client.
#[derive(Debug)]
pub(crate) struct Account {
    pub(crate) user: User,
    pub(crate) address: Option<UserContactLink>,
    pub(crate) requests: BoxedMap<ContactRequestId, PendingRequest>,
    /// The local names of the user and of all contacts and groups, and how often each is used.
    pub(crate) names: BTreeMap<String, usize>,
    /// The password of a hidden user.
    pub(crate) password: Option<String>,
}

/// A contact request. Its contact exists before the request is accepted.
#[derive(Debug)]
pub(crate) struct PendingRequest {
    pub(crate) by: Endpoint,
    pub(crate) request: UserContactRequest,
    pub(crate) contact: ContactId,
    pub(crate) accepted: bool,
}

impl Account {
    pub(crate) fn new(ids: &mut Ids, displayed: Profile) -> Self {
        let id = ids.users.next();
        let name = displayed.display_name.clone();
        let preferences = preferences::full(displayed.preferences.as_ref());
        let stored = profile::to_local(ids.profiles.next(), displayed);
        let names = BTreeMap::from([(name.clone(), 1)]);
        let user = User::new(id, id, ids.contacts.next(), name, stored, preferences, 0)
            .show_ntfs(true)
            .send_rcpts_contacts(true)
            .send_rcpts_small_groups(true);
        Self {
            user,
            address: None,
            requests: BoxedMap::default(),
            names,
            password: None,
        }
    }

    pub(crate) fn id(&self) -> UserId {
        self.user.user_id
    }

    pub(crate) fn profile(&self) -> Profile {
        profile::to_public(&self.user.profile)
    }

    /// The profile as other users see it, with all preferences.
    pub(crate) fn shared_profile(&self) -> Profile {
        profile::shared(&self.user)
    }

    pub(crate) fn set_profile(&mut self, profile: Profile, now: UtcTime) {
        if shown_to_members(&self.profile()) != shown_to_members(&profile) {
            self.user.user_member_profile_updated_at = Some(now);
        }
        self.release_name(&self.user.local_display_name.clone());
        self.take_name(&profile.display_name);
        self.user
            .local_display_name
            .clone_from(&profile.display_name);
        self.user.full_preferences = preferences::full(profile.preferences.as_ref());
        self.user.profile = profile::to_local(self.user.profile.profile_id, profile);
    }

    pub(crate) fn take_name(&mut self, name: &str) {
        *self.names.entry(name.to_owned()).or_default() += 1;
    }

    pub(crate) fn release_name(&mut self, name: &str) {
        if let Some(count) = self.names.get_mut(name) {
            *count -= 1;
            if *count == 0 {
                self.names.remove(name);
            }
        }
    }
}

/// The part of a profile that members of groups see.
fn shown_to_members(profile: &Profile) -> (&str, &str, Option<&str>, Option<&str>) {
    (
        &profile.display_name,
        &profile.full_name,
        profile.short_descr.as_deref(),
        profile.image.as_deref(),
    )
}
