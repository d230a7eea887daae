//! How contacts come to be: requests by an address, and the steps of connecting.

use simplex_api::commands::{ApiAcceptContact, ApiRejectContact};
use simplex_api::events::{
    ContactConnected, ContactConnecting, ContactSndReady, NewChatItems, ReceivedContactRequest,
};
use simplex_api::responses::{AcceptingContactRequest, ContactRequestRejected};
use simplex_api::types::{
    AddressSettings, ConnStatus, Connection, ContactId, ContactRequestId, MsgContent, Profile,
    StoreError, UserContactRequest, UserId, VersionRange,
};

use crate::network::commands::contact::Beginning;
use crate::network::commands::first_message::Asking;
use crate::network::outcome::{Outcome, store};
use crate::network::signal::{Connect, Said, Signal};
use crate::network::state::account::Request;
use crate::network::state::ids::opaque;
use crate::network::state::node::ChatKey;
use crate::network::state::profile;
use crate::network::turn::Turn;
use crate::network::world::{Address, Place};

impl Turn<'_> {
    pub(crate) fn accept_request(
        &mut self,
        command: &ApiAcceptContact,
    ) -> Outcome<AcceptingContactRequest> {
        self.accept_as(command.contact_req_id, false)
    }

    /// The same with a profile made up for the contact.
    pub(crate) fn accept_incognito(
        &mut self,
        id: ContactRequestId,
    ) -> Outcome<AcceptingContactRequest> {
        self.accept_as(id, true)
    }

    fn accept_as(
        &mut self,
        id: ContactRequestId,
        incognito: bool,
    ) -> Outcome<AcceptingContactRequest> {
        let (user_id, request) = self.take_request(id)?;
        let link = request.request.user_contact_link_id;
        let contact = match request.contact {
            Some((contact, connection)) => {
                self.node.conversation(contact)?.contact.active_conn = Some(*connection);
                self.send_profile(contact, request.by)?;
                contact
            }
            None => {
                let profile = profile::requested(request.request.profile);
                let custom = incognito.then(|| self.incognito());
                self.accept(user_id, link, request.by, profile, custom)?
            }
        };
        let user = self.node.user(user_id)?;
        let contact = self.node.conversation(contact)?.contact.clone();
        Ok(AcceptingContactRequest::new(user, contact))
    }

    pub(crate) fn reject_request(
        &mut self,
        command: &ApiRejectContact,
    ) -> Outcome<ContactRequestRejected> {
        let (user_id, request) = self.take_request(command.contact_req_id)?;
        if let Some((contact, _)) = request.contact {
            self.drop_contact(contact);
        }
        let user = self.node.user(user_id)?;
        Ok(ContactRequestRejected::new(user, request.request))
    }

    /// A request is answered once. A business that does not accept by itself gets no customers: how
    /// the real server goes on from there is not known.
    fn take_request(&mut self, id: ContactRequestId) -> Outcome<(UserId, Request)> {
        let account = self.node.active()?;
        let user_id = account.id();
        let address = account.address.as_ref();
        if address.is_some_and(|address| address.address_settings.business_address) {
            return Err(store(StoreError::invalid_business_chat_contact_request()));
        }
        let account = self.node.account(user_id)?;
        let request = account.requests.remove(&id);
        let request = request.ok_or_else(|| store(StoreError::contact_request_not_found(id)))?;
        // A contact keeps it.
        if request.contact.is_none() {
            let name = request.request.local_display_name.clone();
            account.release_name(&name);
        }
        Ok((user_id, request))
    }

    /// A step of connecting.
    pub(crate) fn hear_connect(&mut self, from: Address, to: Place, step: Connect) -> Outcome<()> {
        match (step, to) {
            (Connect::Ask { profile, said }, Place::Link(link)) => {
                self.hear_ask(from, link, *profile, said)
            }
            (Connect::Ask { profile, .. }, Place::Pending(id)) => self.invited(from, id, *profile),
            (Connect::Accept { profile }, Place::Pending(id)) => self.accepted(from, id, *profile),
            (Connect::Ask { profile, .. }, Place::Group(id)) => self.approached(from, id, &profile),
            (Connect::Accept { .. }, Place::Contact(id)) => self.received_by_member(from, id),
            (Connect::Hello, Place::Contact(id)) => self.hello(from, id),
            (Connect::Ready, Place::Contact(id)) => self.ready(id),
            _ => Ok(()),
        }
    }

    /// Somebody asks to connect by the address of a user, or by the link of a group.
    fn hear_ask(
        &mut self,
        from: Address,
        link: i64,
        profile: Profile,
        said: Option<Box<Said>>,
    ) -> Outcome<()> {
        let mut rooms = self.node.rooms.values();
        let is = |room: &&crate::network::state::group::Room| {
            let link_of = room.link.as_ref().map(|link| link.user_contact_link_id);
            link_of == Some(link)
        };
        if let Some(group) = rooms.find(is).map(crate::network::state::group::Room::id) {
            return self.let_in(group, from, profile);
        }
        let mut accounts = self.node.accounts.values();
        let found = accounts.find_map(|account| {
            let address = account.address.as_ref()?;
            let is = address.user_contact_link_id == link;
            is.then(|| (account.id(), address.address_settings.clone()))
        });
        let Some((user_id, settings)) = found else {
            return Ok(());
        };
        match &settings.auto_accept {
            Some(_) if settings.business_address => self.open_business(user_id, from, profile),
            Some(_) => self.accept_at_once(user_id, link, from, profile, said),
            None => self.keep_request(user_id, link, from, profile, said),
        }
    }

    fn accept_at_once(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Address,
        profile: Profile,
        said: Option<Box<Said>>,
    ) -> Outcome<()> {
        let requests = &mut self.node.account(user_id)?.requests;
        requests.retain(|_, request| request.by != by);
        let contact = match said {
            Some(said) => {
                let asking = Asking { user_id, link, by };
                let (contact, connection) = self.hear_first(asking, profile, *said)?;
                self.node.conversation(contact)?.contact.active_conn = Some(*connection);
                self.send_profile(contact, by)?;
                contact
            }
            None => self.accept(user_id, Some(link), by, profile, None)?,
        };
        let user = self.node.user(user_id)?;
        let contact = self.node.conversation(contact)?.contact.clone();
        self.emit(&AcceptingContactRequest::new(user, contact));
        Ok(())
    }

    /// The request waits; asking again is no second one.
    fn keep_request(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Address,
        profile: Profile,
        said: Option<Box<Said>>,
    ) -> Outcome<()> {
        let requests = &self.node.account(user_id)?.requests;
        let known = requests.values().find(|request| request.by == by);
        let request = match (known, said) {
            (Some(known), _) => known.request.clone(),
            (None, None) => self.new_request(user_id, link, by, profile, None)?,
            (None, Some(said)) => {
                let asking = Asking { user_id, link, by };
                let contact = self.hear_first(asking, profile.clone(), *said)?;
                self.new_request(user_id, link, by, profile, Some(contact))?
            }
        };
        let user = self.node.user(user_id)?;
        self.emit(&ReceivedContactRequest::new(user, request));
        Ok(())
    }

    fn new_request(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Address,
        shown: Profile,
        contact: Option<(ContactId, Box<Connection>)>,
    ) -> Outcome<UserContactRequest> {
        let id = self.node.ids.requests.next();
        let contact_id = contact.as_ref().map(|(id, _)| *id);
        let name = match contact_id {
            Some(contact) => {
                let contact = &mut self.node.conversation(contact)?.contact;
                contact.contact_request_id = Some(ContactRequestId(id));
                contact.local_display_name.clone()
            }
            None => {
                let name = self.node.free_name(user_id, &shown.display_name);
                self.node.account(user_id)?.take_name(&name);
                name
            }
        };
        let profile_id = self.node.ids.profiles.next();
        let now = self.world.now();
        let mut request = UserContactRequest::new(
            ContactRequestId(id),
            opaque("inv", id),
            VersionRange::new(1, 16),
            name,
            profile_id,
            profile::requesting(profile_id, shown),
            now.clone(),
            now,
        )
        .user_contact_link_id(link)
        .x_contact_id(opaque("xcontact", id));
        request.contact_id = contact_id;
        let waiting = Request {
            by,
            request: request.clone(),
            contact,
        };
        let requests = &mut self.node.account(user_id)?.requests;
        requests.insert(request.contact_request_id, waiting);
        Ok(request)
    }

    /// Makes a contact of somebody who has asked, and tells them.
    fn accept(
        &mut self,
        user_id: UserId,
        link: Option<i64>,
        by: Address,
        shown: Profile,
        custom: Option<(i64, Profile)>,
    ) -> Outcome<ContactId> {
        let contact = self.new_contact(Beginning {
            user_id,
            with: by.node,
            via: None,
            link,
            connection: None,
            custom,
            shown,
        })?;
        self.send_profile(contact, by)?;
        Ok(contact)
    }

    pub(crate) fn send_profile(&mut self, contact: ContactId, to: Address) -> Outcome<()> {
        let chat = ChatKey::Contact(contact);
        let user = self.node.chat_user(chat)?;
        let profile = self.node.conversation(contact)?.profile_of(&user);
        let accept = Connect::Accept {
            profile: Box::new(profile),
        };
        self.post(chat.place(), to, Signal::Connect(accept));
        Ok(())
    }

    /// Somebody uses an invitation of the user.
    fn invited(&mut self, from: Address, pending: i64, shown: Profile) -> Outcome<()> {
        let Some(contact) = self.settle(from, pending, shown)? else {
            return Ok(());
        };
        let connecting = self.step(contact, ConnStatus::accepted())?;
        self.emit(&connecting);
        self.send_profile(contact, from)
    }

    /// Somebody has accepted the user, who has asked.
    pub(crate) fn accepted(&mut self, from: Address, pending: i64, shown: Profile) -> Outcome<()> {
        let Some(shown) = self.hold_answer(from, pending, shown) else {
            return Ok(());
        };
        let said = self.first_said(pending);
        let was = self.node.pending.get(&pending);
        let by_address = was.is_some_and(|pending| pending.connection.via_contact_uri);
        let Some(contact) = self.settle(from, pending, shown)? else {
            return Ok(());
        };
        self.node.conversation(contact)?.peer = Some(from);
        if let Some(said) = said {
            self.keep_first(contact, said)?;
        }
        if by_address {
            let connecting = self.step(contact, ConnStatus::accepted())?;
            self.emit(&connecting);
        } else {
            self.send_ready(contact)?;
        }
        self.post(
            Place::Contact(contact),
            from,
            Signal::Connect(Connect::Hello),
        );
        Ok(())
    }

    /// Makes a contact of a connection that had none.
    fn settle(
        &mut self,
        from: Address,
        pending: i64,
        shown: Profile,
    ) -> Outcome<Option<ContactId>> {
        let Some(was) = self.node.pending.remove(&pending) else {
            return Ok(None);
        };
        let custom_id = was.connection.custom_user_profile_id;
        let contact = self.new_contact(Beginning {
            user_id: was.user_id,
            with: from.node,
            via: was.via,
            link: None,
            connection: Some(pending),
            custom: custom_id.zip(was.custom),
            shown,
        })?;
        Ok(Some(contact))
    }

    fn step(&mut self, contact: ContactId, status: ConnStatus) -> Outcome<ContactConnecting> {
        let user = self.node.chat_user(ChatKey::Contact(contact))?;
        let contact = self.node.conversation(contact)?.step(status);
        Ok(ContactConnecting::new(user, contact))
    }

    fn send_ready(&mut self, contact: ContactId) -> Outcome<()> {
        let step = self.step(contact, ConnStatus::snd_ready())?;
        self.emit(&ContactSndReady::new(step.user, step.contact));
        Ok(())
    }

    /// The other side has its end.
    fn hello(&mut self, from: Address, id: ContactId) -> Outcome<()> {
        let conversation = self.node.conversation(id)?;
        conversation.peer = Some(from);
        let connection = conversation.contact.active_conn.as_ref();
        let link = connection.and_then(|connection| connection.via_user_contact_link);
        let user_id = conversation.user_id;
        if link.is_some() {
            self.send_ready(id)?;
        }
        let chat = ChatKey::Contact(id);
        let user = self.node.user(user_id)?;
        let mut said = Vec::new();
        match self
            .greeting(user_id, link)?
            .map(|greeting| self.greet(chat, greeting))
        {
            Some(Ok((item, greeting))) => {
                self.emit(&NewChatItems::new(user).chat_items(vec![item]));
                said.push(greeting);
            }
            // They are connected all the same.
            Some(Err(error)) => self.report(&[error]),
            None => {}
        }
        self.post(chat.place(), from, Signal::Connect(Connect::Ready));
        self.ready(id)?;
        if said.is_empty() {
            Ok(())
        } else {
            self.deliver(chat, said)
        }
    }

    /// What an address that accepts by itself says to those who come by it.
    fn greeting(&mut self, user_id: UserId, link: Option<i64>) -> Outcome<Option<MsgContent>> {
        let Some(address) = &self.node.account(user_id)?.address else {
            return Ok(None);
        };
        let AddressSettings {
            auto_accept,
            auto_reply,
            ..
        } = &address.address_settings;
        let is_it = link == Some(address.user_contact_link_id) && auto_accept.is_some();
        Ok(auto_reply.clone().filter(|_| is_it))
    }

    fn ready(&mut self, id: ContactId) -> Outcome<()> {
        let step = self.step(id, ConnStatus::ready())?;
        let mut connected = ContactConnected::new(step.user, step.contact);
        connected.user_custom_profile = self.node.conversation(id)?.custom.as_deref().cloned();
        self.emit(&connected);
        Ok(())
    }
}
