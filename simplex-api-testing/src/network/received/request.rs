//! Receives contact requests.

use simplex_api::events::ReceivedContactRequest;
use simplex_api::responses::AcceptingContactRequest;
use simplex_api::types::{
    Connection, ContactId, ContactRequestId, Profile, UserContactRequest, UserId, VersionRange,
};

use crate::network::commands::connect::unreachable_link;
use crate::network::commands::contact::NewContact;
use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::NetworkResult;
use crate::network::signal::SentMessage;
use crate::network::state::account::PendingRequest;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::ids::readable_id;
use crate::network::state::items::Participant;
use crate::network::state::profile;

/// The origin of a contact request: the address and the peer.
pub(crate) struct IncomingRequest {
    pub(crate) user_id: UserId,
    pub(crate) link: i64,
    pub(crate) by: Endpoint,
}

impl ClientContext<'_> {
    /// A peer sends a request to the address of a user, or to the link of a group.
    pub(crate) fn on_ask(
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
    pub(crate) fn accept(
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

    /// Adds a contact for a request with a message. The connection is not active yet; it is returned.
    fn on_first_message(
        &mut self,
        incoming: IncomingRequest,
        profile: Profile,
        message: SentMessage,
    ) -> NetworkResult<(ContactId, Box<Connection>)> {
        let contact = self.new_contact(NewContact {
            user_id: incoming.user_id,
            peer_node: incoming.by.node,
            via_link: None,
            address_link: Some(incoming.link),
            connection: None,
            custom_profile: None,
            profile,
        })?;
        let new = &mut self.node.contact_state(contact)?.contact;
        let connection = new.active_conn.take();
        let connection = connection.ok_or_else(unreachable_link)?;
        self.on_message(ChatKey::Contact(contact), Participant::Contact, message)?;
        Ok((contact, Box::new(connection)))
    }
}
