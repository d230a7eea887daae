//! The chat network in memory: what happens, without saying how it is transported.
//!
//! Commands of the server come in through [`Network::run`], what people outside of it do through
//! the methods in `acting`. Both leave [events](Network::take_events) for whoever is connected.
//! Between the two sides of a conversation go only [signals](signal::Signal).

mod account;
mod acting;
mod address;
mod chat;
mod clock;
pub(super) mod content;
mod conversation;
mod deletion;
mod failure;
mod ids;
mod item;
mod message;
mod peer;
mod preferences;
mod profile;
mod reaction;
mod receiving;
mod requests;
mod run;
mod signal;
mod user;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::json::Tagged;
use crate::types::{ChatErrorType, ContactId, Profile, StoreError, User, UserId};

use account::Account;
use clock::Clock;
use conversation::Conversation;
use failure::{Outcome, refused, store};
use ids::Ids;

pub(super) use acting::Refusal;
pub(super) use failure::{Failure, invalid_request, unparsable};
pub(super) use peer::{Peer, PeerId};

/// Users of the server, the people outside, and what they have said to each other.
#[derive(Debug, Default)]
pub(super) struct Network {
    clock: Clock,
    ids: Ids,
    active: Option<UserId>,
    accounts: BTreeMap<UserId, Account>,
    conversations: BTreeMap<ContactId, Conversation>,
    peers: Vec<Peer>,
    events: Vec<String>,
}

impl Network {
    /// A network whose server has no user yet, or one.
    pub(super) fn new(user: Option<&str>) -> Self {
        let mut network = Self::default();
        if let Some(name) = user {
            network.add_user(Profile::new(name, ""));
        }
        network
    }

    /// The events since this was last asked, oldest first: whole `resp` objects.
    pub(super) fn take_events(&mut self) -> Vec<String> {
        std::mem::take(&mut self.events)
    }

    /// The person outside of this name, who comes into being when first asked for.
    pub(super) fn peer_named(&mut self, name: &str) -> PeerId {
        let named = |peer: &Peer| peer.profile.display_name == name;
        let place = self.peers.iter().position(named).unwrap_or_else(|| {
            self.peers.push(Peer::new(name));
            self.peers.len() - 1
        });
        PeerId(place)
    }

    pub(super) fn peer(&mut self, id: PeerId) -> &mut Peer {
        &mut self.peers[id.0]
    }

    fn emit(&mut self, event: &impl Tagged) {
        self.events.push(event.encode());
    }

    fn active(&self) -> Outcome<&Account> {
        self.active
            .and_then(|id| self.accounts.get(&id))
            .ok_or_else(|| refused(ChatErrorType::no_active_user()))
    }

    fn account(&mut self, id: UserId) -> Outcome<&mut Account> {
        self.accounts
            .get_mut(&id)
            .ok_or_else(|| store(StoreError::user_not_found(id)))
    }

    /// The account that a command names, which must be the active one.
    fn own_account(&mut self, id: UserId) -> Outcome<&mut Account> {
        let active = self.active()?.id();
        if active != id {
            return Err(refused(ChatErrorType::different_active_user(id, active)));
        }
        self.account(id)
    }

    fn user(&mut self, id: UserId) -> Outcome<User> {
        Ok(self.account(id)?.user.clone())
    }

    /// The conversation with a contact of the active user, and that user.
    fn conversation(&mut self, id: ContactId) -> Outcome<(User, &mut Conversation)> {
        let user = self.active()?.user.clone();
        self.conversations
            .get_mut(&id)
            .filter(|conversation| conversation.user_id == user.user_id)
            .map(|conversation| (user, conversation))
            .ok_or_else(|| store(StoreError::contact_not_found(id)))
    }

    fn conversations_of(&self, user: UserId) -> impl Iterator<Item = &Conversation> {
        self.conversations
            .values()
            .filter(move |conversation| conversation.user_id == user)
    }
}
