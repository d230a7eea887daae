//! The address of the user: a long-term link that anyone can use to ask for a connection.

use crate::api_type;
use crate::types::{CreatedConnLink, MsgContent};

/// The user's address. A profile has at most one, created by
/// [`ApiCreateMyAddress`](crate::commands::ApiCreateMyAddress).
#[api_type]
pub struct UserContactLink {
    /// Id in the table that the address shares with group links.
    pub user_contact_link_id: i64,
    pub conn_link_contact: CreatedConnLink,
    /// Whether the short link contains the profile.
    pub short_link_data_set: bool,
    pub short_link_large_data_set: bool,
    pub address_settings: AddressSettings,
}

/// How requests to an address are handled, set by
/// [`ApiSetAddressSettings`](crate::commands::ApiSetAddressSettings).
#[api_type]
pub struct AddressSettings {
    /// Whether each request opens a business chat: a group that colleagues can be added to. Such an address always accepts
    /// automatically, regardless of [`auto_accept`](Self::auto_accept): there is never a
    /// [`ReceivedContactRequest`](crate::events::ReceivedContactRequest).
    pub business_address: bool,
    /// `None` if requests are accepted manually, which is the default.
    pub auto_accept: Option<AutoAccept>,
    /// The welcome message for new contacts, also for those that are accepted by
    /// [`ApiAcceptContact`](crate::commands::ApiAcceptContact). It is not sent to contacts that already saw it in the short
    /// link.
    pub auto_reply: Option<MsgContent>,
}

/// The settings for automatic acceptance.
#[api_type]
pub struct AutoAccept {
    /// Whether a random profile is shown to each contact instead of the user's. Not allowed for business addresses and
    /// addresses with a short link.
    pub accept_incognito: bool,
}
