//! Responses about the profiles on the server.

use crate::api_type;
use crate::types::{Contact, User, UserInfo};

/// The active profile, which commands are for.
#[api_type(response)]
pub struct ActiveUser {
    pub user: User,
}

/// The profiles on the server, with their counts of unread messages.
#[api_type(response)]
pub struct UsersList {
    pub users: Vec<UserInfo>,
}

/// The new profile is equal to the old one; nothing was sent.
#[api_type(response)]
pub struct UserProfileNoChange {
    pub user: User,
}

/// The preferences for one contact have changed, and the contact is notified.
#[api_type(response)]
pub struct ContactPrefsUpdated {
    pub user: User,
    /// The contact before the change.
    pub from_contact: Contact,
    pub to_contact: Contact,
}
