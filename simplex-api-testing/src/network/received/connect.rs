//! Contact requests, and the steps of connecting.

use simplex_api::commands::{ApiAcceptContact, ApiRejectContact};
use simplex_api::events::{
    ContactConnected, ContactConnecting, ContactSndReady, NewChatItems, ReceivedContactRequest,
};
use simplex_api::responses::{AcceptingContactRequest, ContactRequestRejected};
use simplex_api::types::{
    AddressSettings, ConnStatus, Connection, ContactId, ContactRequestId, MsgContent, Profile,
    StoreError, UserContactRequest, UserId, VersionRange,
};

use crate::network::commands::contact::NewContact;
use crate::network::commands::first_message::IncomingRequest;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::{NetworkResult, store_error};
use crate::network::signal::{ConnectSignal, SentMessage, Signal};
use crate::network::state::account::PendingRequest;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::ids::readable_id;
use crate::network::state::profile;

impl ClientContext<'_> {
    pub(crate) fn accept_request(
        &mut self,
        command: &ApiAcceptContact,
    ) -> NetworkResult<AcceptingContactRequest> {
        self.accept_as(command.contact_req_id, false)
    }

    /// Accepts a request with an incognito profile.
    pub(crate) fn accept_incognito(
        &mut self,
        id: ContactRequestId,
    ) -> NetworkResult<AcceptingContactRequest> {
        self.accept_as(id, true)
    }

    fn accept_as(
        &mut self,
        id: ContactRequestId,
        incognito: bool,
    ) -> NetworkResult<AcceptingContactRequest> {
        let (user_id, request) = self.take_request(id)?;
        let link = request.request.user_contact_link_id;
        let contact = match request.contact {
            Some((contact, connection)) => {
                self.node.contact_state(contact)?.contact.active_conn = Some(*connection);
                self.send_profile(contact, request.by)?;
                contact
            }
            None => {
                let profile = profile::without_local_fields(request.request.profile);
                let custom_profile = incognito.then(|| self.incognito());
                self.accept(user_id, link, request.by, profile, custom_profile)?
            }
        };
        let user = self.node.user(user_id)?;
        let contact = self.node.contact_state(contact)?.contact.clone();
        Ok(AcceptingContactRequest::new(user, contact))
    }

    pub(crate) fn reject_request(
        &mut self,
        command: &ApiRejectContact,
    ) -> NetworkResult<ContactRequestRejected> {
        let (user_id, request) = self.take_request(command.contact_req_id)?;
        if let Some((contact, _)) = request.contact {
            self.drop_contact(contact);
        }
        let user = self.node.user(user_id)?;
        Ok(ContactRequestRejected::new(user, request.request))
    }

    /// A request is answered once. A business that does not accept requests automatically gets no customers, because
    /// the behaviour of the real server is not documented.
    fn take_request(&mut self, id: ContactRequestId) -> NetworkResult<(UserId, PendingRequest)> {
        let account = self.node.active()?;
        let user_id = account.id();
        let address = account.address.as_ref();
        if address.is_some_and(|address| address.address_settings.business_address) {
            return Err(store_error(
                StoreError::invalid_business_chat_contact_request(),
            ));
        }
        let account = self.node.account(user_id)?;
        let request = account.requests.remove(&id);
        let request =
            request.ok_or_else(|| store_error(StoreError::contact_request_not_found(id)))?;
        // The contact of a request with a message keeps its name.
        if request.contact.is_none() {
            let name = request.request.local_display_name.clone();
            account.release_name(&name);
        }
        Ok((user_id, request))
    }

    /// Processes a step of connecting.
    pub(crate) fn on_connect_signal(
        &mut self,
        from: Endpoint,
        to: EndpointKind,
        step: ConnectSignal,
    ) -> NetworkResult<()> {
        match (step, to) {
            (ConnectSignal::Ask { profile, message }, EndpointKind::Link(link)) => {
                self.on_ask(from, link, *profile, message)
            }
            (ConnectSignal::Ask { profile, .. }, EndpointKind::Pending(id)) => {
                self.on_invitation_used(from, id, *profile)
            }
            (ConnectSignal::Accept { profile }, EndpointKind::Pending(id)) => {
                self.on_accepted(from, id, *profile)
            }
            (ConnectSignal::Ask { profile, .. }, EndpointKind::Group(id)) => {
                self.on_member_contact_request(from, id, &profile)
            }
            (ConnectSignal::Accept { .. }, EndpointKind::Contact(id)) => {
                self.on_member_contact_accepted(from, id)
            }
            (ConnectSignal::Hello, EndpointKind::Contact(id)) => self.on_hello(from, id),
            (ConnectSignal::Ready, EndpointKind::Contact(id)) => self.on_ready(id),
            _ => Ok(()),
        }
    }

    /// A peer sends a request to the address of a user, or to the link of a group.
    fn on_ask(
        &mut self,
        from: Endpoint,
        link: i64,
        profile: Profile,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<()> {
        let mut groups = self.node.groups.values();
        let matches = |group_state: &&crate::network::state::group::GroupState| {
            let link_of = group_state
                .link
                .as_ref()
                .map(|link| link.user_contact_link_id);
            link_of == Some(link)
        };
        if let Some(group) = groups
            .find(matches)
            .map(crate::network::state::group::GroupState::id)
        {
            return self.admit_by_link(group, from, profile);
        }
        let mut accounts = self.node.accounts.values();
        let found = accounts.find_map(|account| {
            let address = account.address.as_ref()?;
            let matches = address.user_contact_link_id == link;
            matches.then(|| (account.id(), address.address_settings.clone()))
        });
        let Some((user_id, settings)) = found else {
            return Ok(());
        };
        match &settings.auto_accept {
            Some(_) if settings.business_address => {
                self.create_business_chat(user_id, from, profile)
            }
            Some(_) => self.accept_automatically(user_id, link, from, profile, message),
            None => self.keep_request(user_id, link, from, profile, message),
        }
    }

    fn accept_automatically(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Endpoint,
        profile: Profile,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<()> {
        let requests = &mut self.node.account(user_id)?.requests;
        requests.retain(|_, request| request.by != by);
        let contact = match message {
            Some(message) => {
                let incoming = IncomingRequest { user_id, link, by };
                let (contact, connection) = self.on_first_message(incoming, profile, *message)?;
                self.node.contact_state(contact)?.contact.active_conn = Some(*connection);
                self.send_profile(contact, by)?;
                contact
            }
            None => self.accept(user_id, Some(link), by, profile, None)?,
        };
        let user = self.node.user(user_id)?;
        let contact = self.node.contact_state(contact)?.contact.clone();
        self.emit(&AcceptingContactRequest::new(user, contact));
        Ok(())
    }

    /// Keeps a request until the bot answers it. A repeated request is the same one.
    fn keep_request(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Endpoint,
        profile: Profile,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<()> {
        let requests = &self.node.account(user_id)?.requests;
        let known = requests.values().find(|request| request.by == by);
        let request = match (known, message) {
            (Some(known), _) => known.request.clone(),
            (None, None) => self.new_request(user_id, link, by, profile, None)?,
            (None, Some(message)) => {
                let incoming = IncomingRequest { user_id, link, by };
                let contact = self.on_first_message(incoming, profile.clone(), *message)?;
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
        by: Endpoint,
        profile: Profile,
        contact: Option<(ContactId, Box<Connection>)>,
    ) -> NetworkResult<UserContactRequest> {
        let id = self.node.ids.requests.next();
        let contact_id = contact.as_ref().map(|(id, _)| *id);
        let name = match contact_id {
            Some(contact) => {
                let contact = &mut self.node.contact_state(contact)?.contact;
                contact.contact_request_id = Some(ContactRequestId(id));
                contact.local_display_name.clone()
            }
            None => {
                let name = self.node.unused_name(user_id, &profile.display_name);
                self.node.account(user_id)?.take_name(&name);
                name
            }
        };
        let profile_id = self.node.ids.profiles.next();
        let now = self.shared.now();
        let mut request = UserContactRequest::new(
            ContactRequestId(id),
            readable_id("inv", id),
            VersionRange::new(1, 16),
            name,
            profile_id,
            profile::with_local_fields(profile_id, profile),
            now.clone(),
            now,
        )
        .user_contact_link_id(link)
        .x_contact_id(readable_id("xcontact", id));
        request.contact_id = contact_id;
        let waiting = PendingRequest {
            by,
            request: request.clone(),
            contact,
        };
        let requests = &mut self.node.account(user_id)?.requests;
        requests.insert(request.contact_request_id, waiting);
        Ok(request)
    }

    /// Adds a contact for a request and notifies the peer.
    fn accept(
        &mut self,
        user_id: UserId,
        link: Option<i64>,
        by: Endpoint,
        profile: Profile,
        custom_profile: Option<(i64, Profile)>,
    ) -> NetworkResult<ContactId> {
        let contact = self.new_contact(NewContact {
            user_id,
            peer_node: by.node,
            via_link: None,
            address_link: link,
            connection: None,
            custom_profile,
            profile,
        })?;
        self.send_profile(contact, by)?;
        Ok(contact)
    }

    pub(crate) fn send_profile(&mut self, contact: ContactId, to: Endpoint) -> NetworkResult<()> {
        let chat = ChatKey::Contact(contact);
        let user = self.node.chat_user(chat)?;
        let profile = self.node.contact_state(contact)?.profile_of(&user);
        let accept = ConnectSignal::Accept {
            profile: Box::new(profile),
        };
        self.send_envelope(chat.endpoint_kind(), to, Signal::Connect(accept));
        Ok(())
    }

    /// A peer uses an invitation of the user.
    fn on_invitation_used(
        &mut self,
        from: Endpoint,
        pending: i64,
        profile: Profile,
    ) -> NetworkResult<()> {
        let Some(contact) = self.promote_pending(from, pending, profile)? else {
            return Ok(());
        };
        let connecting = self.advance_connection(contact, ConnStatus::accepted())?;
        self.emit(&connecting);
        self.send_profile(contact, from)
    }

    /// A peer has accepted a request of the user.
    pub(crate) fn on_accepted(
        &mut self,
        from: Endpoint,
        pending: i64,
        profile: Profile,
    ) -> NetworkResult<()> {
        let Some(profile) = self.hold_answer(from, pending, profile) else {
            return Ok(());
        };
        let message = self.first_message_of(pending);
        let request = self.node.pending.get(&pending);
        let by_address = request.is_some_and(|pending| pending.connection.via_contact_uri);
        let Some(contact) = self.promote_pending(from, pending, profile)? else {
            return Ok(());
        };
        self.node.contact_state(contact)?.peer = Some(from);
        if let Some(message) = message {
            self.store_first_message(contact, message)?;
        }
        if by_address {
            let connecting = self.advance_connection(contact, ConnStatus::accepted())?;
            self.emit(&connecting);
        } else {
            self.send_ready(contact)?;
        }
        self.send_envelope(
            EndpointKind::Contact(contact),
            from,
            Signal::Connect(ConnectSignal::Hello),
        );
        Ok(())
    }

    /// Replaces a pending connection by a contact.
    fn promote_pending(
        &mut self,
        from: Endpoint,
        pending: i64,
        profile: Profile,
    ) -> NetworkResult<Option<ContactId>> {
        let Some(request) = self.node.pending.remove(&pending) else {
            return Ok(None);
        };
        let custom_id = request.connection.custom_user_profile_id;
        let contact = self.new_contact(NewContact {
            user_id: request.user_id,
            peer_node: from.node,
            via_link: request.via_link,
            address_link: None,
            connection: Some(pending),
            custom_profile: custom_id.zip(request.custom_profile),
            profile,
        })?;
        Ok(Some(contact))
    }

    fn advance_connection(
        &mut self,
        contact: ContactId,
        status: ConnStatus,
    ) -> NetworkResult<ContactConnecting> {
        let user = self.node.chat_user(ChatKey::Contact(contact))?;
        let contact = self
            .node
            .contact_state(contact)?
            .set_connection_status(status);
        Ok(ContactConnecting::new(user, contact))
    }

    fn send_ready(&mut self, contact: ContactId) -> NetworkResult<()> {
        let step = self.advance_connection(contact, ConnStatus::snd_ready())?;
        self.emit(&ContactSndReady::new(step.user, step.contact));
        Ok(())
    }

    /// The peer has created its endpoint.
    fn on_hello(&mut self, from: Endpoint, id: ContactId) -> NetworkResult<()> {
        let contact_state = self.node.contact_state(id)?;
        contact_state.peer = Some(from);
        let connection = contact_state.contact.active_conn.as_ref();
        let link = connection.and_then(|connection| connection.via_user_contact_link);
        let user_id = contact_state.user_id;
        if link.is_some() {
            self.send_ready(id)?;
        }
        let chat = ChatKey::Contact(id);
        let user = self.node.user(user_id)?;
        let mut messages = Vec::new();
        match self
            .greeting(user_id, link)?
            .map(|greeting| self.greet(chat, greeting))
        {
            Some(Ok((item, greeting))) => {
                self.emit(&NewChatItems::new(user).chat_items(vec![item]));
                messages.push(greeting);
            }
            // The contact is connected nevertheless.
            Some(Err(error)) => self.emit_errors(&[error]),
            None => {}
        }
        self.send_envelope(
            chat.endpoint_kind(),
            from,
            Signal::Connect(ConnectSignal::Ready),
        );
        self.on_ready(id)?;
        if messages.is_empty() {
            Ok(())
        } else {
            self.deliver(chat, messages)
        }
    }

    /// The automatic reply of an address that accepts requests automatically.
    fn greeting(
        &mut self,
        user_id: UserId,
        link: Option<i64>,
    ) -> NetworkResult<Option<MsgContent>> {
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

    fn on_ready(&mut self, id: ContactId) -> NetworkResult<()> {
        let step = self.advance_connection(id, ConnStatus::ready())?;
        let mut connected = ContactConnected::new(step.user, step.contact);
        connected.user_custom_profile = self
            .node
            .contact_state(id)?
            .custom_profile
            .as_deref()
            .cloned();
        self.emit(&connected);
        Ok(())
    }
}
