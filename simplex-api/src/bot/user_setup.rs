//! What a bot needs to be reached: a user and an address. What is there stays as it is, but for what the
//! bot asks for.

use crate::client::{Client, Error};
use crate::commands::{
    ApiCreateMyAddress, ApiSetAddressSettings, ApiShowMyAddress, ApiUpdateProfile,
    CreateActiveUser, ShowActiveUser,
};
use crate::types::{
    AddressSettings, AutoAccept, ChatBotCommand, ChatErrorType, ChatPeerType, CreatedConnLink,
    MsgContent, NewUser, Preferences, Profile, StoreError, User, UserId,
};

use crate::bot::error::StartError;

/// What the bot asks for.
#[derive(Debug, Default)]
pub(super) struct Setup {
    pub(super) profile: Option<Profile>,
    pub(super) update_profile: bool,
    pub(super) menu: Option<Vec<ChatBotCommand>>,
    pub(super) no_address: bool,
    pub(super) auto_accept: Option<bool>,
    pub(super) business: Option<bool>,
    pub(super) welcome: Option<MsgContent>,
}

impl Setup {
    /// Makes it so. Returns the user and the address.
    pub(super) async fn ensure(
        mut self,
        client: &Client,
    ) -> Result<(User, Option<CreatedConnLink>), StartError> {
        let user = match client.send(&ShowActiveUser::new()).await {
            Ok(active) => self.keep_user(client, active.user).await?,
            Err(error) if has_no_user(&error) => self.create_user(client).await?,
            Err(error) => return Err(error.into()),
        };
        let address = if self.no_address {
            None
        } else {
            Some(self.address(client, user.user_id).await?)
        };
        Ok((user, address))
    }

    /// A user that is there gets what was asked for, and no more.
    async fn keep_user(&mut self, client: &Client, user: User) -> Result<User, Error> {
        let present = Profile::from(&user.profile);
        let mut profile = present.clone();
        if let Some(wanted) = self.profile.take().filter(|_| self.update_profile) {
            update(&mut profile, wanted);
        }
        self.add_menu(&mut profile);
        if profile == present {
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

    /// Apps show the menu of bots only.
    fn add_menu(&mut self, profile: &mut Profile) {
        if let Some(menu) = self.menu.take() {
            let preferences = profile.preferences.get_or_insert_with(Preferences::new);
            preferences.commands = Some(menu);
            profile.peer_type = Some(ChatPeerType::Bot);
        }
    }

    /// The address of the user, which is created if there is none.
    async fn address(&self, client: &Client, user: UserId) -> Result<CreatedConnLink, Error> {
        let (link, present) = match client.send(&ApiShowMyAddress::new(user)).await {
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
        let settings = self.settings(&present);
        if settings != present {
            let set = ApiSetAddressSettings::new(user, settings);
            client.send(&set).await?;
        }
        Ok(link)
    }

    fn settings(&self, present: &AddressSettings) -> AddressSettings {
        let mut settings = present.clone();
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

/// Takes over what is wanted; what is not said stays.
fn update(profile: &mut Profile, wanted: Profile) {
    fn keep<T>(present: &mut Option<T>, wanted: Option<T>) {
        if wanted.is_some() {
            *present = wanted;
        }
    }
    profile.display_name = wanted.display_name;
    profile.full_name = wanted.full_name;
    keep(&mut profile.short_descr, wanted.short_descr);
    keep(&mut profile.description, wanted.description);
    keep(&mut profile.image, wanted.image);
    keep(&mut profile.contact_link, wanted.contact_link);
    keep(&mut profile.preferences, wanted.preferences);
    keep(&mut profile.peer_type, wanted.peer_type);
    keep(&mut profile.badge, wanted.badge);
    keep(&mut profile.contact_domain, wanted.contact_domain);
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
