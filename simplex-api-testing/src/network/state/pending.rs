//! Connections that do not belong to a contact or a group yet.

use simplex_api::types::{PendingContactConnection, Profile, UserId};

use crate::network::endpoint::Endpoint;
use crate::network::signal::SentMessage;

/// An unused invitation of the user, or an unanswered request of the user.
#[derive(Debug)]
pub(crate) struct Pending {
    pub(crate) user_id: UserId,
    pub(crate) connection: PendingContactConnection,
    /// The link that the user has used.
    pub(crate) via_link: Option<String>,
    /// The profile that the peer sees, if it is not the user's.
    pub(crate) custom_profile: Option<Profile>,
    /// The message that the user has sent with the request.
    pub(crate) first_message: Option<FirstMessage>,
}

/// A message that was sent with a request, and the state of the request.
#[derive(Debug)]
pub(crate) struct FirstMessage {
    pub(crate) message: SentMessage,
    /// Whether an answer is held back until the user continues.
    pub(crate) is_held: bool,
    pub(crate) answer: Option<(Endpoint, Profile)>,
}
