//! Responses about the profiles of this server.

use crate::api_type;
use crate::types::{Contact, User, UserInfo};

/// The active profile: the one that commands act for.
#[api_type(response)]
pub struct ActiveUser {
    pub user: User,
}

/// The profiles of this server, with their counts of unread messages.
#[api_type(response)]
pub struct UsersList {
    pub users: Vec<UserInfo>,
}

/// The new profile equals the old one; nothing was sent.
#[api_type(response)]
pub struct UserProfileNoChange {
    pub user: User,
}

/// The preferences for one contact have changed, and the contact is told.
#[api_type(response)]
pub struct ContactPrefsUpdated {
    pub user: User,
    /// The contact before the change.
    pub from_contact: Contact,
    pub to_contact: Contact,
}
