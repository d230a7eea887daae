//! Commands that answer contact requests.

use simplex_api::commands::{ApiAcceptContact, ApiRejectContact};
use simplex_api::responses::{AcceptingContactRequest, ContactRequestRejected};
use simplex_api::types::{ContactRequestId, StoreError, UserId};

use crate::network::context::ClientContext;
use crate::network::result::{NetworkResult, store_error};
use crate::network::state::account::PendingRequest;
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
}
