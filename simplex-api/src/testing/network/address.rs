//! Commands about the address of the user.

use crate::commands::{
    ApiCreateMyAddress, ApiDeleteMyAddress, ApiSetAddressSettings, ApiSetProfileAddress,
    ApiShowMyAddress,
};
use crate::responses::{
    self, UserContactLinkCreated, UserContactLinkDeleted, UserContactLinkUpdated,
};
use crate::types::{AddressSettings, CreatedConnLink, StoreError, UserContactLink, UserId};

use super::Network;
use super::account::Account;
use super::failure::{Failure, Outcome, command, store};
use super::ids::opaque;
use super::run::Answer;

impl Network {
    pub(super) fn create_address(
        &mut self,
        command: &ApiCreateMyAddress,
    ) -> Outcome<UserContactLinkCreated> {
        if self.own_account(command.user_id)?.address.is_some() {
            return Err(store(StoreError::duplicate_contact_link()));
        }
        let id = self.ids.links.next();
        let link = link(id);
        let address = UserContactLink::new(id, link.clone(), AddressSettings::new())
            .short_link_data_set(true);
        let account = self.own_account(command.user_id)?;
        account.address = Some(address);
        Ok(UserContactLinkCreated::new(account.user.clone(), link))
    }

    /// The address goes out of the profile too.
    pub(super) fn delete_address(
        &mut self,
        command: &ApiDeleteMyAddress,
    ) -> Outcome<UserContactLinkDeleted> {
        let account = self.own_account(command.user_id)?;
        account.address.take().ok_or_else(no_address)?;
        account.requests.clear();
        let mut profile = account.profile();
        if profile.contact_link.take().is_some() {
            self.change_profile(command.user_id, profile)?;
        }
        let user = self.user(command.user_id)?;
        Ok(UserContactLinkDeleted::new(user))
    }

    pub(super) fn show_address(
        &mut self,
        command: &ApiShowMyAddress,
    ) -> Outcome<responses::UserContactLink> {
        let account = self.own_account(command.user_id)?;
        let address = address(account)?.clone();
        Ok(responses::UserContactLink::new(
            account.user.clone(),
            address,
        ))
    }

    pub(super) fn set_profile_address(
        &mut self,
        command: &ApiSetProfileAddress,
    ) -> Outcome<Answer> {
        let account = self.own_account(command.user_id)?;
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

    pub(super) fn set_address_settings(
        &mut self,
        command: &ApiSetAddressSettings,
    ) -> Outcome<UserContactLinkUpdated> {
        let account = self.own_account(command.user_id)?;
        let user = account.user.clone();
        let address = address(account)?;
        check_settings(&command.settings, &address.conn_link_contact)?;
        address.address_settings = command.settings.clone();
        Ok(UserContactLinkUpdated::new(user, address.clone()))
    }

    /// The user whose address a link leads to.
    pub(super) fn owner_of(&self, link: &str) -> Option<UserId> {
        let owner = self.accounts.values().find(|account| {
            let address = account.address.as_ref();
            address.is_some_and(|address| leads_to(link, &address.conn_link_contact))
        });
        owner.map(Account::id)
    }
}

/// The link of an address. It has the form of a real one and leads nowhere.
fn link(id: i64) -> CreatedConnLink {
    let name = opaque("address", id);
    CreatedConnLink::new(format!(
        "simplex:/contact#/?v=2-7&smp=smp%3A%2F%2F{name}%40smp.example.com%2F{name}"
    ))
    .conn_short_link(format!("https://smp.example.com/a#{name}"))
}

/// Whether `link` is one of the two spellings, or both as commands have them.
fn leads_to(link: &str, address: &CreatedConnLink) -> bool {
    let known = |link: &str| {
        link == address.conn_full_link || Some(link) == address.conn_short_link.as_deref()
    };
    let mut links = link.split(' ');
    links.clone().next().is_some() && links.all(known)
}

fn address(account: &mut Account) -> Outcome<&mut UserContactLink> {
    account.address.as_mut().ok_or_else(no_address)
}

fn no_address() -> Failure {
    store(StoreError::user_contact_link_not_found())
}

fn check_settings(settings: &AddressSettings, link: &CreatedConnLink) -> Outcome<()> {
    let incognito = settings
        .auto_accept
        .as_ref()
        .is_some_and(|accept| accept.accept_incognito);
    if incognito && settings.business_address {
        return Err(command(
            "requests to business address cannot be accepted incognito",
        ));
    }
    if incognito && link.conn_short_link.is_some() {
        return Err(command("incognito not allowed for address with short link"));
    }
    Ok(())
}
