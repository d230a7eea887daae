//! Commands about the address of the user, by which anybody can ask to connect.

use crate::command;
use crate::responses::{
    UserContactLink, UserContactLinkCreated, UserContactLinkDeleted, UserContactLinkUpdated,
    UserProfileNoChange, UserProfileUpdated,
};
use crate::types::{AddressSettings, UserId};

/// Creates the long-term address of the user.
///
/// A user has one address: a second one is refused with
/// [`DuplicateContactLink`](crate::types::StoreError::DuplicateContactLink), so ask with
/// [`ApiShowMyAddress`] first. A new address does not accept contacts by itself;
/// [`ApiSetAddressSettings`] switches that on.
#[command(
    name = "APICreateMyAddress",
    syntax = "/_address <userId>",
    network = interactive,
    responses(UserContactLinkCreated),
)]
pub struct ApiCreateMyAddress {
    /// Must be the active user.
    pub user_id: UserId,
}

/// Deletes the address of the user.
///
/// Contacts made through it remain. Without an address the error is
/// [`UserContactLinkNotFound`](crate::types::StoreError::UserContactLinkNotFound).
#[command(
    name = "APIDeleteMyAddress",
    syntax = "/_delete_address <userId>",
    network = background,
    responses(UserContactLinkDeleted),
)]
pub struct ApiDeleteMyAddress {
    /// Must be the active user.
    pub user_id: UserId,
}

/// Gets the address of the user and its settings.
///
/// Without an address the error is
/// [`UserContactLinkNotFound`](crate::types::StoreError::UserContactLinkNotFound).
#[command(
    name = "APIShowMyAddress",
    syntax = "/_show_address <userId>",
    network = no,
    responses(UserContactLink),
)]
pub struct ApiShowMyAddress {
    /// Must be the active user.
    pub user_id: UserId,
}

/// Adds the address to the profile that contacts see, or takes it out.
///
/// If the profile is so already, the answer is [`UserProfileNoChange`], which the API documentation
/// does not list.
#[command(
    name = "APISetProfileAddress",
    syntax = "/_profile_address <userId> on|off",
    correction = "The server also answers `userProfileNoChange`, which is not listed.",
    network = interactive,
    responses(UserProfileUpdated, UserProfileNoChange),
)]
pub struct ApiSetProfileAddress {
    /// Must be the active user.
    pub user_id: UserId,
    /// True adds the address, false takes it out.
    pub enable: bool,
}

/// Sets how the address answers: whether it accepts by itself, with what message, and whether it is
/// a business address.
///
/// The settings replace the present ones. A business address accepts at once, whatever they say about accepting; and the
/// automatic reply is sent to those who are accepted by hand as well. An `auto_reply` that is too large for a message is
/// taken, and nobody gets it: each time [`ChatErrors`](crate::events::ChatErrors) reports `largeMsg`. Accepting incognito
/// does not go together with a business
/// address or an address with short link data.
#[command(
    name = "APISetAddressSettings",
    syntax = "/_address_settings <userId> <json(settings)>",
    network = interactive,
    responses(UserContactLinkUpdated),
)]
pub struct ApiSetAddressSettings {
    /// Must be the active user.
    pub user_id: UserId,
    pub settings: AddressSettings,
}
