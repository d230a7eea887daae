//! The profile and the address of a bot.

use std::fmt::Display;

use super::Builder;
use crate::types::{ChatBotCommand, MsgContent, Profile};

/// The profile and the address. Settings of the server that are not set here stay unchanged.
impl<S, E> Builder<S, E>
where
    S: Send + Sync + 'static,
    E: Display + Send + 'static,
{
    /// The profile of the user that is created if the server has none. It is marked as the profile of a bot, unless
    /// its `peer_type` is set. An existing user keeps its profile, unless
    /// [`update_profile`](Self::update_profile) is used.
    pub fn profile(mut self, profile: Profile) -> Self {
        self.user_setup.profile = Some(profile);
        self
    }

    /// Like [`profile`](Self::profile), and also updates the profile of an existing user. Fields that are `None` here,
    /// such as the picture, stay unchanged.
    pub fn update_profile(mut self, profile: Profile) -> Self {
        self.user_setup.update_profile = true;
        self.profile(profile)
    }

    /// The commands that apps show as a menu. Apps show a menu only for bots, so the profile is marked as the profile
    /// of a bot.
    pub fn menu(mut self, menu: impl Into<Vec<ChatBotCommand>>) -> Self {
        self.user_setup.menu = Some(menu.into());
        self
    }

    /// Whether the bot has an address, `true` by default. With `false`, the bot neither creates nor changes an address,
    /// and the other settings of the address have no effect.
    pub fn address(mut self, address: bool) -> Self {
        self.user_setup.address = address;
        self
    }

    /// Whether the address accepts every contact request. By default, a new address does not: each request is a
    /// [`ReceivedContactRequest`](crate::events::ReceivedContactRequest), and waits for
    /// [`ApiAcceptContact`](crate::commands::ApiAcceptContact). By default, an existing address is not changed.
    pub fn auto_accept(mut self, accept: bool) -> Self {
        self.user_setup.auto_accept = Some(accept);
        self
    }

    /// The message that the address sends to new contacts. By default, a new address sends none, and an existing
    /// address is not changed.
    pub fn welcome(mut self, content: impl Into<MsgContent>) -> Self {
        self.user_setup.welcome = Some(content.into());
        self
    }

    /// Whether each request through the address opens a group, to which colleagues can be added. By default, a new
    /// address does not: requests create contacts. By default, an existing address is not changed.
    pub fn business(mut self, business: bool) -> Self {
        self.user_setup.business = Some(business);
        self
    }
}
