//! Commands for the address of the user.

use simplex_api::commands::{
    ApiCreateMyAddress, ApiDeleteMyAddress, ApiSetAddressSettings, ApiSetProfileAddress,
    ApiShowMyAddress,
};
use simplex_api::responses::{
    self, UserContactLinkCreated, UserContactLinkDeleted, UserContactLinkUpdated,
};
use simplex_api::types::{
    AddressSettings, ContactShortLinkData, CreatedConnLink, StoreError, UserContactLink, UserId,
};

use crate::network::Network;
use crate::network::context::ClientContext;
use crate::network::endpoint::{EndpointKind, NodeId};
use crate::network::result::Answer;
use crate::network::result::{Failure, NetworkResult, command_error, store_error};
use crate::network::state::account::Account;
use crate::network::state::directory::{LinkData, LinkKind, PublishedLink};

impl Network {
    /// The address of the active user of a client.
    pub(crate) fn address_of(&self, client: NodeId) -> Option<UserContactLink> {
        self.nodes[client.0].active().ok()?.address.clone()
    }
}

impl ClientContext<'_> {
    pub(crate) fn create_address(
        &mut self,
        command: &ApiCreateMyAddress,
    ) -> NetworkResult<UserContactLinkCreated> {
        let account = self.node.own_account(command.user_id)?;
        if account.address.is_some() {
            return Err(store_error(StoreError::duplicate_contact_link()));
        }
        let kind = if account.user.user_chat_relay {
            LinkKind::Relay
        } else {
            LinkKind::Address
        };
        let id = self.node.ids.links.next();
        let link = self.shared.directory.new_link(kind);
        let address = UserContactLink::new(id, link.clone(), AddressSettings::new())
            .short_link_data_set(true);
        let account = self.node.own_account(command.user_id)?;
        account.address = Some(address);
        let user = account.user.clone();
        self.publish_address(command.user_id)?;
        Ok(UserContactLinkCreated::new(user, link))
    }

    /// Publishes the current data of the address link.
    pub(crate) fn publish_address(&mut self, user_id: UserId) -> NetworkResult<()> {
        let account = self.node.account(user_id)?;
        let Some(address) = &account.address else {
            return Ok(());
        };
        let settings = &address.address_settings;
        let mut data = ContactShortLinkData::new(account.shared_profile());
        data.business = settings.business_address;
        data.message.clone_from(&settings.auto_reply);
        let kind = EndpointKind::Link(address.user_contact_link_id);
        let link = address.conn_link_contact.clone();
        let published = PublishedLink {
            link,
            owner: self.endpoint(kind),
            user_id,
            group_link_id: None,
            data: LinkData::Address(data),
        };
        self.shared.directory.publish(published);
        Ok(())
    }

    /// Also removes the address from the profile.
    pub(crate) fn delete_address(
        &mut self,
        command: &ApiDeleteMyAddress,
    ) -> NetworkResult<UserContactLinkDeleted> {
        let account = self.node.own_account(command.user_id)?;
        let address = account.address.take().ok_or_else(no_address)?;
        let mut profile = account.profile();
        self.shared.directory.unpublish(&address.conn_link_contact);
        if profile.contact_link.take().is_some() {
            self.change_profile(command.user_id, profile)?;
        }
        let user = self.node.user(command.user_id)?;
        Ok(UserContactLinkDeleted::new(user))
    }

    pub(crate) fn show_address(
        &mut self,
        command: &ApiShowMyAddress,
    ) -> NetworkResult<responses::UserContactLink> {
        let account = self.node.own_account(command.user_id)?;
        let address = address(account)?.clone();
        Ok(responses::UserContactLink::new(
            account.user.clone(),
            address,
        ))
    }

    pub(crate) fn set_profile_address(
        &mut self,
        command: &ApiSetProfileAddress,
    ) -> NetworkResult<Answer> {
        let account = self.node.own_account(command.user_id)?;
        let CreatedConnLink {
            conn_full_link,
            conn_short_link,
            ..
        } = address(account)?.conn_link_contact.clone();
        let link = conn_short_link.unwrap_or(conn_full_link);
        let mut profile = account.profile();
        profile.contact_link = command.enable.then_some(link);
        self.change_profile(command.user_id, profile)
    }

    pub(crate) fn set_address_settings(
        &mut self,
        command: &ApiSetAddressSettings,
    ) -> NetworkResult<UserContactLinkUpdated> {
        let account = self.node.own_account(command.user_id)?;
        let user = account.user.clone();
        let address = address(account)?;
        check_settings(&command.settings, &address.conn_link_contact)?;
        address.address_settings = command.settings.clone();
        let address = address.clone();
        self.publish_address(command.user_id)?;
        Ok(UserContactLinkUpdated::new(user, address))
    }
}

fn address(account: &mut Account) -> NetworkResult<&mut UserContactLink> {
    account.address.as_mut().ok_or_else(no_address)
}

fn no_address() -> Failure {
    store_error(StoreError::user_contact_link_not_found())
}

fn check_settings(settings: &AddressSettings, link: &CreatedConnLink) -> NetworkResult<()> {
    let incognito = settings
        .auto_accept
        .as_ref()
        .is_some_and(|accept| accept.accept_incognito);
    if incognito && link.conn_short_link.is_some() {
        return Err(command_error(
            "incognito not allowed for address with short link data",
        ));
    }
    if incognito && settings.business_address {
        return Err(command_error(
            "requests to business address cannot be accepted incognito",
        ));
    }
    Ok(())
}
