//! Responses about the address of the user.

use crate::api_type;
use crate::types::{self, CreatedConnLink, Profile, User, UserProfileUpdateSummary};

/// The user has a new address.
#[api_type(response)]
pub struct UserContactLinkCreated {
    pub user: User,
    /// The address to publish.
    pub conn_link_contact: CreatedConnLink,
}

/// The address was deleted; its contacts are kept.
#[api_type(response)]
pub struct UserContactLinkDeleted {
    pub user: User,
}

/// The address of the user and its settings.
#[api_type(response)]
pub struct UserContactLink {
    pub user: User,
    pub contact_link: types::UserContactLink,
}

/// The profile has changed, and contacts are notified.
#[api_type(response)]
pub struct UserProfileUpdated {
    pub user: User,
    pub from_profile: Profile,
    pub to_profile: Profile,
    /// The number of contacts that could be notified.
    pub update_summary: UserProfileUpdateSummary,
}

/// The settings of the address have changed.
#[api_type(response)]
pub struct UserContactLinkUpdated {
    pub user: User,
    pub contact_link: types::UserContactLink,
}
