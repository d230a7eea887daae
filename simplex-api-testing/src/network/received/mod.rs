//! Processes received signals.

pub(crate) mod connect;
pub(crate) mod group_event;
pub(crate) mod join;
pub(crate) mod member_contact;
pub(crate) mod request;
pub(crate) mod review;
pub(crate) mod talk;

use simplex_api::events::ContactDeletedByContact;
use simplex_api::types::{
    CiContent, CiDirection, ContactId, ContactStatus, GroupId, RcvDirectEvent,
};

use crate::network::context::ClientContext;
use crate::network::endpoint::{Endpoint, EndpointKind};
use crate::network::result::NetworkResult;
use crate::network::signal::Envelope;
use crate::network::signal::{ChatSignal, Signal};
use crate::network::state::chat_key::ChatKey;
use crate::network::state::items::Participant;

impl ClientContext<'_> {
    /// Receives a signal. It is processed later if the client is paused.
    pub(crate) fn receive(&mut self, envelope: Envelope) {
        self.node.undelivered.push_back(envelope);
        self.receive_pending();
    }

    /// Processes received signals until the client is paused.
    pub(crate) fn receive_pending(&mut self) {
        while !self.node.is_paused()
            && let Some(envelope) = self.node.undelivered.pop_front()
        {
            self.dispatch(envelope);
        }
    }

    fn dispatch(&mut self, envelope: Envelope) {
        let Envelope { from, to, signal } = envelope;
        let taken = match signal {
            Signal::Connect(step) => self.on_connect_signal(from, to.kind, step),
            Signal::Invitation(invitation) => self.on_group_invitation(to.kind, *invitation),
            Signal::Chat(talk) => match self.receiving_chat(from, to.kind) {
                Some((chat, participant)) => self.on_chat_signal(chat, participant, talk),
                None => self.return_undelivered(from, to.kind, talk),
            },
            Signal::Profile(profile) => match self.receiving_chat(from, to.kind) {
                Some((ChatKey::Contact(id), _)) => self.on_profile(id, *profile),
                _ => Ok(()),
            },
            Signal::ConversationDeleted => match self.receiving_chat(from, to.kind) {
                Some((ChatKey::Contact(id), _)) => self.on_conversation_deleted(id),
                _ => Ok(()),
            },
            Signal::Group(event) => match to.kind {
                EndpointKind::Group(id) if self.node.groups.contains_key(&id) => {
                    self.on_group_event(id, from, *event)
                }
                _ => Ok(()),
            },
        };
        if let Err(error) = taken {
            self.emit_errors(&[error]);
        }
    }

    /// The chat of a signal, and its author; `None` if the two endpoints are no longer connected.
    fn receiving_chat(
        &mut self,
        from: Endpoint,
        to: EndpointKind,
    ) -> Option<(ChatKey, Participant)> {
        match to {
            EndpointKind::Contact(id) => self.contact_at(id, from),
            EndpointKind::Group(id) => self.group_at(id, from),
            EndpointKind::Link(_) | EndpointKind::Pending(_) => None,
        }
    }

    fn contact_at(&mut self, id: ContactId, from: Endpoint) -> Option<(ChatKey, Participant)> {
        let contact_state = self.node.contacts.get(&id)?;
        let is_it = contact_state.peer == Some(from);
        is_it.then_some((ChatKey::Contact(id), Participant::Contact))
    }

    fn group_at(&mut self, id: GroupId, from: Endpoint) -> Option<(ChatKey, Participant)> {
        let group_state = self.node.groups.get(&id)?;
        group_state.check_joined().ok()?;
        let member = group_state.member_at(from)?;
        Some((ChatKey::Group(id, None), Participant::Member(member)))
    }

    /// Messages that cannot be delivered are reported to their sender; other signals are ignored.
    fn return_undelivered(
        &mut self,
        from: Endpoint,
        to: EndpointKind,
        talk: ChatSignal,
    ) -> NetworkResult<()> {
        if let ChatSignal::Messages(messages) = talk {
            let ids = messages.into_iter().map(|message| message.id).collect();
            self.send_envelope(to, from, Signal::Chat(ChatSignal::Undelivered(ids)));
        }
        Ok(())
    }

    fn on_conversation_deleted(&mut self, id: ContactId) -> NetworkResult<()> {
        let user = self.node.chat_user(ChatKey::Contact(id))?;
        self.node.contact_state(id)?.close(ContactStatus::Deleted);
        let event = CiContent::rcv_direct_event(RcvDirectEvent::contact_deleted());
        self.add_event_item(ChatKey::Contact(id), CiDirection::direct_rcv(), event)?;
        let contact = self.node.contact_state(id)?.contact.clone();
        self.emit(&ContactDeletedByContact::new(user, contact));
        Ok(())
    }
}
