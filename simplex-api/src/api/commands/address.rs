//! Commands for the address of the user: a link that anyone can use to ask for a connection.

use crate::command;
use crate::responses::{
    UserContactLink, UserContactLinkCreated, UserContactLinkDeleted, UserContactLinkUpdated,
    UserProfileNoChange, UserProfileUpdated,
};
use crate::types::{AddressSettings, UserId};

/// Creates the long-term address of the user.
///
/// A user can have one address. A second one fails with
/// [`DuplicateContactLink`](crate::types::StoreError::DuplicateContactLink): check with
/// [`ApiShowMyAddress`] first. A new address does not accept contacts automatically;
/// [`ApiSetAddressSettings`] turns this on.
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
/// Its contacts are kept. If there is no address, the error is
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
/// If there is no address, the error is
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

/// Adds the address to the profile that contacts see, or removes it.
///
/// If this changes nothing, the response is [`UserProfileNoChange`], which the API documentation
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
    /// True adds the address, false removes it.
    pub enable: bool,
}

/// Sets how the address handles requests: whether it accepts them automatically, with which message, and whether it is a
/// business address.
///
/// The new settings replace the current ones. A business address always accepts automatically. The automatic reply is also
/// sent to contacts that are accepted manually. The server stores an `auto_reply` that is too large for a message, but
/// cannot send it: [`ChatErrors`](crate::events::ChatErrors) reports `largeMsg` each time. Incognito acceptance cannot be
/// combined with a business address or an address with short link data.
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
