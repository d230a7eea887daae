//! Commands that answer contact requests.

use simplex_api::commands::{ApiAcceptContact, ApiRejectContact};
use simplex_api::responses::{AcceptingContactRequest, ContactRequestRejected};
use simplex_api::types::{
    AgentErrorType, ChatError, CommandErrorType, ConnStatus, ContactRequestId, User,
};

use crate::network::context::ClientContext;
use crate::network::received::request::no_request;
use crate::network::result::{NetworkResult, command_error};
use crate::network::state::account::PendingRequest;

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
        let (user, request) = self.own_request(id)?;
        if request.accepted {
            let error = AgentErrorType::cmd(CommandErrorType::prohibited(), "acceptContact");
            return Err(Box::new(ChatError::error_agent(
                error,
                Some(String::new()),
                None,
            )));
        }
        let by = request.by;
        let has_address = self.node.account(user.user_id)?.address.is_some();
        if incognito && has_address {
            return Err(command_error(
                "incognito not allowed for address with short link data",
            ));
        }
        let custom_profile = incognito.then(|| self.incognito());
        let contact = self.accept(user.user_id, id, ConnStatus::snd_ready(), custom_profile)?;
        self.send_profile(contact, by)?;
        let contact = self.node.contact_state(contact)?.contact.clone();
        Ok(AcceptingContactRequest::new(user, contact))
    }

    /// Deletes a request and its contact.
    pub(crate) fn reject_request(
        &mut self,
        command: &ApiRejectContact,
    ) -> NetworkResult<ContactRequestRejected> {
        let id = command.contact_req_id;
        let (user, request) = self.own_request(id)?;
        let contact = request.contact;
        let known = self.node.contacts.get(&contact);
        let rejected_contact = known.map(|known| known.contact.clone());
        let request = self.node.account(user.user_id)?.requests.remove(&id);
        let request = request.ok_or_else(|| no_request(id))?.request;
        self.drop_contact(contact);
        let mut rejected = ContactRequestRejected::new(user, request);
        rejected.contact = rejected_contact;
        Ok(rejected)
    }

    fn own_request(&mut self, id: ContactRequestId) -> NetworkResult<(User, &PendingRequest)> {
        let user = self.node.active_user()?;
        let request = self.node.account(user.user_id)?.requests.get(&id);
        Ok((user, request.ok_or_else(|| no_request(id))?))
    }
}
