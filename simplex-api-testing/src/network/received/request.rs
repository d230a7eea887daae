//! Receives contact requests.

use simplex_api::events::ReceivedContactRequest;
use simplex_api::responses::AcceptingContactRequest;
use simplex_api::types::{
    AChat, ChatItemId, ChatStats, ConnStatus, ConnType, ContactId, ContactRequestId, Profile,
    StoreError, UserContactRequest, UserId, VersionRange,
};

use crate::network::commands::contact::NewContact;
use crate::network::context::ClientContext;
use crate::network::endpoint::Endpoint;
use crate::network::result::{Failure, NetworkResult, store_error};
use crate::network::signal::SentMessage;
use crate::network::state::account::PendingRequest;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::ids::readable_id;
use crate::network::state::items::Participant;
use crate::network::state::profile;
use crate::network::version::NetworkVersion;

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
        // A business address accepts at once.
        if settings.business_address {
            return self.create_business_chat(user_id, from, profile);
        }
        match &settings.auto_accept {
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
        let id = self.request_of(user_id, link, by, profile, message)?;
        let contact = self.accept(user_id, id, ConnStatus::new(), None)?;
        let user = self.node.user(user_id)?;
        let accepted = self.node.contact_state(contact)?.contact.clone();
        self.emit(&AcceptingContactRequest::new(user, accepted));
        self.send_profile(contact, by)
    }

    /// Keeps a request until the bot answers it.
    fn keep_request(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Endpoint,
        profile: Profile,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<()> {
        let id = self.request_of(user_id, link, by, profile, message)?;
        let user = self.node.user(user_id)?;
        let request = self.node.account(user_id)?.requests.get(&id);
        let request = request.ok_or_else(|| no_request(id))?;
        let (contact, request) = (request.contact, request.request.clone());
        let contact_state = self.node.contact_state(contact)?;
        let unread = contact_state.chat_items.unread().count();
        let stats = ChatStats::new(
            i64::try_from(unread).unwrap_or(i64::MAX),
            0,
            0,
            ChatItemId(0),
        );
        let chat = AChat::new(contact_state.chat_info(), stats);
        let mut received = ReceivedContactRequest::new(user, request);
        received.chat = Some(chat);
        self.emit(&received);
        Ok(())
    }

    /// The request of a peer. A repeated request is the same one.
    fn request_of(
        &mut self,
        user_id: UserId,
        link: i64,
        by: Endpoint,
        profile: Profile,
        message: Option<Box<SentMessage>>,
    ) -> NetworkResult<ContactRequestId> {
        let requests = &mut self.node.account(user_id)?.requests;
        let known = requests
            .values_mut()
            .find(|request| request.by.node == by.node);
        if let Some(known) = known.filter(|known| !known.accepted) {
            known.by = by;
            return Ok(known.request.contact_request_id);
        }
        let id = ContactRequestId(self.node.ids.requests.next());
        let contact = self.new_contact(NewContact {
            user_id,
            peer_node: by.node,
            via_link: None,
            connection: None,
            custom_profile: None,
            profile: profile.clone(),
        })?;
        let contact_state = self.node.contact_state(contact)?;
        contact_state.contact.contact_request_id = Some(id);
        let name = contact_state.contact.local_display_name.clone();
        let profile_id = contact_state.contact.profile.profile_id;
        let displayed = if self.node.version >= NetworkVersion::V7_0 {
            profile::with_local_fields(profile_id, profile)
        } else {
            profile
        };
        let now = self.shared.now();
        let mut request = UserContactRequest::new(
            id,
            readable_id("inv", id.0),
            VersionRange::new(1, 16),
            name,
            profile_id,
            displayed,
            now.clone(),
            now,
        )
        .user_contact_link_id(link)
        .x_contact_id(readable_id("xcontact", id.0));
        request.contact_id = Some(contact);
        let waiting = PendingRequest {
            by,
            request,
            contact,
            accepted: false,
        };
        self.node.account(user_id)?.requests.insert(id, waiting);
        let chat = ChatKey::Contact(contact);
        self.store_first_items(chat)?;
        if let Some(message) = message {
            self.on_message(chat, Participant::Contact, *message)?;
        }
        Ok(id)
    }

    /// Connects the contact of a request.
    pub(crate) fn accept(
        &mut self,
        user_id: UserId,
        id: ContactRequestId,
        status: ConnStatus,
        custom_profile: Option<(i64, Profile)>,
    ) -> NetworkResult<ContactId> {
        let mut connection = self.new_connection(ConnType::Contact, status);
        let account = self.node.account(user_id)?;
        let address = account.address.as_ref();
        let link = address.map(|address| address.user_contact_link_id);
        let request = account
            .requests
            .get_mut(&id)
            .ok_or_else(|| no_request(id))?;
        request.accepted = true;
        let contact = request.contact;
        // The address may be deleted.
        connection.via_user_contact_link = request
            .request
            .user_contact_link_id
            .filter(|of| link == Some(*of));
        connection.entity_id = Some(contact.0);
        let (profile_id, custom_profile) = custom_profile.unzip();
        connection.custom_user_profile_id = profile_id;
        let contact_state = self.node.contact_state(contact)?;
        contact_state.contact.active_conn = Some(connection);
        contact_state.custom_profile = custom_profile.map(Box::new);
        Ok(contact)
    }
}

pub(crate) fn no_request(id: ContactRequestId) -> Failure {
    store_error(StoreError::contact_request_not_found(id))
}
