//! The steps of connecting.

use simplex_api::events::{ContactConnected, ContactConnecting, ContactSndReady, NewChatItems};
use simplex_api::types::{
    CiContent, CiDirection, ConnStatus, ConnType, ContactId, E2eInfo, MsgContent, Profile, UserId,
};

use crate::network::commands::contact::NewContact;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::NetworkResult;
use crate::network::signal::{ConnectSignal, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::features::{self, ChatFeatureState};
use crate::network::state::ids::readable_id;

impl ClientContext<'_> {
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
        let connecting = self.advance_connection(contact, ConnStatus::requested())?;
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
        let status = if by_address {
            ConnStatus::requested()
        } else {
            ConnStatus::snd_ready()
        };
        let connecting = self.advance_connection(contact, status)?;
        self.emit(&connecting);
        if by_address {
            self.advance_connection(contact, ConnStatus::accepted())?;
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
        let mut connection = self.new_connection(ConnType::Contact, ConnStatus::new());
        connection.conn_id = pending;
        let by_address = request.connection.via_contact_uri;
        connection.x_contact_id = by_address.then(|| readable_id("xcontact", pending));
        connection.contact_conn_initiated = by_address || request.via_link.is_none();
        let contact = self.new_contact(NewContact {
            user_id: request.user_id,
            peer_node: from.node,
            via_link: request.via_link,
            connection: Some(connection),
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
        let status = connection.map(|connection| &connection.conn_status);
        // Only of requests that are accepted automatically.
        let is_accepted = matches!(
            status,
            Some(ConnStatus::New { .. } | ConnStatus::Joined { .. })
        );
        let user_id = contact_state.user_id;
        if is_accepted {
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
        if !messages.is_empty() {
            self.deliver(chat, messages)?;
        }
        self.send_envelope(
            chat.endpoint_kind(),
            from,
            Signal::Connect(ConnectSignal::Ready),
        );
        self.on_ready(id)
    }

    /// The automatic reply of an address, as long as it exists.
    fn greeting(
        &mut self,
        user_id: UserId,
        link: Option<i64>,
    ) -> NetworkResult<Option<MsgContent>> {
        let Some(address) = &self.node.account(user_id)?.address else {
            return Ok(None);
        };
        let is_it = link == Some(address.user_contact_link_id);
        Ok(address
            .address_settings
            .auto_reply
            .clone()
            .filter(|_| is_it))
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
        self.add_first_items(id)
    }

    /// Adds the items that each chat starts with, and reports them. The contact of a request already has them.
    fn add_first_items(&mut self, id: ContactId) -> NetworkResult<()> {
        let chat = ChatKey::Contact(id);
        let contact_state = self.node.contact_state(id)?;
        if contact_state.contact.contact_request_id.is_some() {
            return Ok(());
        }
        let is_empty = contact_state.chat_items.last().is_none();
        for (direction, contents) in self.first_items(id)? {
            if is_empty || !matches!(contents[0], CiContent::ChatBanner { .. }) {
                self.add_event_items(chat, &direction, contents)?;
            }
        }
        if let Some(connection) = &mut self.node.contact_state(id)?.contact.active_conn {
            connection.contact_conn_initiated = false;
        }
        Ok(())
    }

    /// Adds the items that each chat starts with, without reporting them.
    pub(crate) fn store_first_items(&mut self, chat: ChatKey) -> NetworkResult<()> {
        let ChatKey::Contact(id) = chat else {
            return Ok(());
        };
        for (direction, contents) in self.first_items(id)? {
            self.store_event_items(chat, &direction, contents)?;
        }
        Ok(())
    }

    /// A banner, a note about encryption, and the features of the chat.
    fn first_items(&mut self, id: ContactId) -> NetworkResult<[(CiDirection, Vec<CiContent>); 3]> {
        let contact = &self.node.contact_state(id)?.contact;
        let features = features::of_contact(&contact.merged_preferences);
        let features = features.into_iter().map(ChatFeatureState::received);
        let encryption = CiContent::rcv_direct_e2ee_info(E2eInfo::new().pq_enabled(true));
        Ok([
            (CiDirection::direct_snd(), vec![CiContent::chat_banner()]),
            (CiDirection::direct_rcv(), vec![encryption]),
            (CiDirection::direct_rcv(), features.collect()),
        ])
    }
}
