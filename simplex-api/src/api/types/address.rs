//! The address of the user: a lasting link by which anybody can ask to connect.

use crate::api_type;
use crate::types::{CreatedConnLink, MsgContent};

/// The user's address. A profile has one at most, created by
/// [`ApiCreateMyAddress`](crate::commands::ApiCreateMyAddress).
#[api_type]
pub struct UserContactLink {
    /// Id in the table that the address shares with group links.
    pub user_contact_link_id: i64,
    pub conn_link_contact: CreatedConnLink,
    /// Whether the short link carries the profile.
    pub short_link_data_set: bool,
    pub short_link_large_data_set: bool,
    pub address_settings: AddressSettings,
}

/// How requests through an address are answered, set by
/// [`ApiSetAddressSettings`](crate::commands::ApiSetAddressSettings).
#[api_type]
pub struct AddressSettings {
    /// Whether each request opens a business chat: a group that colleagues can be added to. Such an address accepts at
    /// once, whatever [`auto_accept`](Self::auto_accept) says: there is never a
    /// [`ReceivedContactRequest`](crate::events::ReceivedContactRequest).
    pub business_address: bool,
    /// `None`, as in a new address, leaves requests to be accepted one by one.
    pub auto_accept: Option<AutoAccept>,
    /// The message that greets those who connect, also those who are accepted by
    /// [`ApiAcceptContact`](crate::commands::ApiAcceptContact). Whoever has seen it in the short link is not sent it
    /// again.
    pub auto_reply: Option<MsgContent>,
}

/// Requests are accepted at once.
#[api_type]
pub struct AutoAccept {
    /// Whether each contact gets a random profile instead of the user's. Refused for business
    /// addresses and those with a short link.
    pub accept_incognito: bool,
}
