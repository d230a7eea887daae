//! Requests to connect that come by an address.

use crate::events::{
    AcceptingContactRequest, ContactConnected, ContactSndReady, NewChatItems,
    ReceivedContactRequest,
};
use crate::types::{
    ConnStatus, ContactId, ContactRequestId, MsgContent, UserContactRequest, UserId, VersionRange,
};

use super::account::Request;
use super::conversation::Conversation;
use super::failure::Outcome;
use super::ids::opaque;
use super::message::Manner;
use super::peer::PeerId;
use super::signal::Signal;
use super::{Network, profile};

impl Network {
    /// Somebody asks to connect by the address of a user, which `link` is the id of.
    pub(super) fn ask(&mut self, user_id: UserId, link: i64, peer: PeerId) -> Outcome<()> {
        let account = self.account(user_id)?;
        let Some(settings) = account.address.as_ref().map(|a| a.address_settings.clone()) else {
            return Ok(());
        };
        match settings.auto_accept {
            Some(_) => {
                account.requests.retain(|_, request| request.peer != peer);
                self.accept(user_id, link, peer, settings.auto_reply)
            }
            None => self.keep_request(user_id, link, peer),
        }
    }

    /// The request waits; asking again is no second one.
    fn keep_request(&mut self, user_id: UserId, link: i64, peer: PeerId) -> Outcome<()> {
        let requests = &self.account(user_id)?.requests;
        let known = requests.values().find(|request| request.peer == peer);
        let request = match known {
            Some(known) => known.request.clone(),
            None => self.new_request(user_id, link, peer)?,
        };
        let user = self.user(user_id)?;
        self.emit(&ReceivedContactRequest::new(user, request));
        Ok(())
    }

    fn new_request(
        &mut self,
        user_id: UserId,
        link: i64,
        peer: PeerId,
    ) -> Outcome<UserContactRequest> {
        let id = self.ids.requests.next();
        let shown = self.peer(peer).profile.clone();
        let name = self.free_name(user_id, &shown.display_name);
        let profile_id = self.ids.profiles.next();
        let now = self.clock.now();
        let request = UserContactRequest::new(
            ContactRequestId(id),
            opaque("inv", id),
            VersionRange::new(1, 16),
            name,
            profile_id,
            shown,
            now.clone(),
            now,
        )
        .user_contact_link_id(link)
        .x_contact_id(opaque("xcontact", id));
        let waiting = Request {
            peer,
            request: request.clone(),
        };
        let requests = &mut self.account(user_id)?.requests;
        requests.insert(request.contact_request_id, waiting);
        Ok(request)
    }

    /// Makes a contact of somebody, in the steps that the server reports.
    fn accept(
        &mut self,
        user_id: UserId,
        link: i64,
        peer: PeerId,
        greeting: Option<MsgContent>,
    ) -> Outcome<()> {
        let contact = self.add_contact(user_id, link, peer)?;
        let user = self.user(user_id)?;
        let accepting = self.known_conversation(contact)?.contact.clone();
        self.emit(&AcceptingContactRequest::new(user.clone(), accepting));

        let ready = self.step(contact, ConnStatus::snd_ready())?;
        self.emit(&ContactSndReady::new(user.clone(), ready));
        let greeted = match greeting {
            Some(greeting) => Some(self.greet(contact, greeting)?),
            None => None,
        };
        if let Some(greeted) = &greeted {
            self.emit(&NewChatItems::new(user.clone()).chat_items(vec![greeted.clone()]));
        }

        let connected = self.step(contact, ConnStatus::ready())?;
        self.emit(&ContactConnected::new(user, connected));
        match greeted {
            Some(greeted) => self.deliver(contact, &[greeted]),
            None => Ok(()),
        }
    }

    fn add_contact(&mut self, user_id: UserId, link: i64, peer: PeerId) -> Outcome<ContactId> {
        let user = self.user(user_id)?;
        let shown = self.peer(peer).profile.clone();
        let name = self.free_name(user_id, &shown.display_name);
        let theirs = (peer, shown);
        let conversation =
            Conversation::new(&mut self.ids, &self.clock, (&user, link), theirs, name);
        let contact = conversation.contact.contact_id;
        let signal = super::user::profile_for(&user, &conversation);
        self.conversations.insert(contact, conversation);
        self.peer(peer).contact = Some(contact);
        self.tell_peer(peer, &signal);
        Ok(contact)
    }

    fn step(&mut self, id: ContactId, status: ConnStatus) -> Outcome<crate::types::Contact> {
        let conversation = self.known_conversation(id)?;
        conversation.set_connection_status(status);
        Ok(conversation.contact.clone())
    }

    fn greet(&mut self, id: ContactId, greeting: MsgContent) -> Outcome<crate::types::AChatItem> {
        let manner = Manner {
            live: false,
            ttl: None,
        };
        self.store(id, greeting, None, manner)
    }

    /// A name that none of the user's contacts is shown under, and not the user.
    fn free_name(&self, user_id: UserId, name: &str) -> String {
        profile::unique_name(name, |name| {
            let own = self.accounts.get(&user_id);
            own.is_some_and(|account| account.user.local_display_name == name)
                || self
                    .conversations_of(user_id)
                    .any(|conversation| conversation.contact.local_display_name == name)
        })
    }

    /// Sends a signal of the server's side to somebody outside.
    pub(super) fn tell_peer(&mut self, peer: PeerId, signal: &Signal) {
        self.peer(peer)
            .see(super::super::message::Author::Bot, signal);
    }
}
