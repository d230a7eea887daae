//! Connections that do not belong to a contact or a group yet.

use simplex_api::types::{PendingContactConnection, Profile, UserId};

use crate::network::endpoint::Endpoint;
use crate::network::signal::SentMessage;

/// An invitation that nobody has used, or a link that the user has used and nobody has answered.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) user_id: UserId,
    pub(crate) connection: PendingContactConnection,
    /// The link that the user has used.
    pub(crate) via_link: Option<String>,
    /// The profile that the other side is to see, if it is not the user's.
    pub(crate) custom_profile: Option<Profile>,
    /// What the user has said with the request.
    pub(crate) first_message: Option<FirstMessage>,
}

/// What a user has said with a request, and how far that is.
#[derive(Debug)]
pub(crate) struct FirstMessage {
    pub(crate) message: SentMessage,
    /// Whether an answer waits until the user goes on.
    pub(crate) is_held: bool,
    pub(crate) answer: Option<(Endpoint, Profile)>,
}
