//! The steps of connecting.

use simplex_api::events::{ContactConnected, ContactConnecting, ContactSndReady, NewChatItems};
use simplex_api::types::{AddressSettings, ConnStatus, ContactId, MsgContent, Profile, UserId};

use crate::network::commands::contact::NewContact;
use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::NetworkResult;
use crate::network::signal::{ConnectSignal, Signal};
use crate::network::state::chat_key::ChatKey;

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
