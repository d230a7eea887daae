//! Creates or updates the user and the address of a bot. Settings that the bot does not set stay unchanged.

use crate::bot::error::StartError;
use crate::client::{Client, Error};
use crate::commands::{
    ApiCreateMyAddress, ApiSetAddressSettings, ApiShowMyAddress, ApiUpdateProfile,
    CreateActiveUser, ShowActiveUser,
};
use crate::types::{
    AddressSettings, AutoAccept, ChatBotCommand, ChatErrorType, ChatPeerType, CreatedConnLink,
    MsgContent, NewUser, Preferences, Profile, StoreError, User, UserId,
};

/// The settings that the bot asks for.
#[derive(Debug)]
pub(super) struct UserSetup {
    pub(super) profile: Option<Profile>,
    pub(super) update_profile: bool,
    pub(super) menu: Option<Vec<ChatBotCommand>>,
    pub(super) address: bool,
    pub(super) auto_accept: Option<bool>,
    pub(super) business: Option<bool>,
    pub(super) welcome: Option<MsgContent>,
}

impl Default for UserSetup {
    fn default() -> Self {
        Self {
            profile: None,
            update_profile: false,
            menu: None,
            address: true,
            auto_accept: None,
            business: None,
            welcome: None,
        }
    }
}

impl UserSetup {
    /// Applies the settings. Returns the user and the address.
    pub(super) async fn apply(
        mut self,
        client: &Client,
    ) -> Result<(User, Option<CreatedConnLink>), StartError> {
        let user = match client.send(&ShowActiveUser::new()).await {
            Ok(active) => self.update_user(client, active.user).await?,
            Err(error) if has_no_user(&error) => self.create_user(client).await?,
            Err(error) => return Err(error.into()),
        };
        let address = if self.address {
            Some(self.set_up_address(client, user.user_id).await?)
        } else {
            None
        };
        Ok((user, address))
    }

    /// Changes the settings of an existing user that the bot asks for.
    async fn update_user(&mut self, client: &Client, user: User) -> Result<User, Error> {
        let current = Profile::from(&user.profile);
        let mut profile = current.clone();
        if let Some(wanted) = self.profile.take().filter(|_| self.update_profile) {
            update_profile(&mut profile, wanted);
        }
        self.add_menu(&mut profile);
        if profile == current {
            return Ok(user);
        }
        let update = ApiUpdateProfile::new(user.user_id, profile);
        client.send(&update).await?;
        Ok(client.send(&ShowActiveUser::new()).await?.user)
    }

    async fn create_user(&mut self, client: &Client) -> Result<User, StartError> {
        let mut profile = self.profile.take().ok_or(StartError::NoUser)?;
        profile.peer_type.get_or_insert(ChatPeerType::Bot);
        self.add_menu(&mut profile);
        let create = CreateActiveUser::new(NewUser::new().profile(profile));
        Ok(client.send(&create).await?.user)
    }

    /// Apps show a menu only for bots, so the profile becomes the profile of a bot.
    fn add_menu(&mut self, profile: &mut Profile) {
        if let Some(menu) = self.menu.take() {
            let preferences = profile.preferences.get_or_insert_with(Preferences::new);
            preferences.commands = Some(menu);
            profile.peer_type = Some(ChatPeerType::Bot);
        }
    }

    /// Creates the address if the user has none, and changes its settings. Returns its link.
    async fn set_up_address(
        &self,
        client: &Client,
        user: UserId,
    ) -> Result<CreatedConnLink, Error> {
        let (link, current) = match client.send(&ApiShowMyAddress::new(user)).await {
            Ok(shown) => {
                let link = shown.contact_link;
                (link.conn_link_contact, link.address_settings)
            }
            Err(error) if has_no_address(&error) => {
                let created = client.send(&ApiCreateMyAddress::new(user)).await?;
                (created.conn_link_contact, AddressSettings::new())
            }
            Err(error) => return Err(error),
        };
        let settings = self.address_settings(&current);
        if settings != current {
            let set = ApiSetAddressSettings::new(user, settings);
            client.send(&set).await?;
        }
        Ok(link)
    }

    fn address_settings(&self, current: &AddressSettings) -> AddressSettings {
        let mut settings = current.clone();
        match self.auto_accept {
            Some(true) => {
                settings.auto_accept.get_or_insert_with(AutoAccept::new);
            }
            Some(false) => settings.auto_accept = None,
            None => {}
        }
        if let Some(business) = self.business {
            settings.business_address = business;
        }
        if let Some(welcome) = &self.welcome {
            settings.auto_reply = Some(welcome.clone());
        }
        settings
    }
}

/// Updates a profile with the wanted fields. Optional fields that are `None` stay unchanged.
fn update_profile(profile: &mut Profile, wanted: Profile) {
    fn update<T>(current: &mut Option<T>, wanted: Option<T>) {
        if wanted.is_some() {
            *current = wanted;
        }
    }
    profile.display_name = wanted.display_name;
    profile.full_name = wanted.full_name;
    update(&mut profile.short_descr, wanted.short_descr);
    update(&mut profile.description, wanted.description);
    update(&mut profile.image, wanted.image);
    update(&mut profile.contact_link, wanted.contact_link);
    update(&mut profile.preferences, wanted.preferences);
    update(&mut profile.peer_type, wanted.peer_type);
    update(&mut profile.badge, wanted.badge);
    update(&mut profile.contact_domain, wanted.contact_domain);
}

fn has_no_user(error: &Error) -> bool {
    matches!(
        error.chat_error_type(),
        Some(ChatErrorType::NoActiveUser { .. })
    )
}

fn has_no_address(error: &Error) -> bool {
    matches!(
        error.store_error(),
        Some(StoreError::UserContactLinkNotFound { .. })
    )
}
