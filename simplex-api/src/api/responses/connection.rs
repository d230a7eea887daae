//! Responses about connections.

use crate::api_type;
use crate::types::{
    self, Contact, CreatedConnLink, PendingContactConnection, Profile, SimplexNameInfo, User,
    UserContactRequest,
};

/// A link with which one person can become a contact.
#[api_type(response)]
pub struct Invitation {
    pub user: User,
    /// The link to share, for one use.
    pub conn_link_invitation: CreatedConnLink,
    /// The connection that waits for the other side.
    pub connection: PendingContactConnection,
}

/// What a link leads to, and the effect of connecting to it.
#[api_type(response)]
pub struct ConnectionPlan {
    pub user: User,
    /// The link in the form that `APIConnect` takes.
    pub conn_link: CreatedConnLink,
    /// The name that the plan is for, if one is known.
    #[api(since = "7.0.2")]
    pub plan_simplex_name: Option<SimplexNameInfo>,
    #[api(since = "7.0.2")]
    pub other_simplex_name: Option<SimplexNameInfo>,
    pub connection_plan: types::ConnectionPlan,
}

/// The user connects with an invitation;
/// [`ContactConnected`](crate::events::ContactConnected) follows when the other side is online.
#[api_type(response)]
pub struct SentConfirmation {
    pub user: User,
    pub connection: PendingContactConnection,
    /// The incognito profile shown to the other side; `None` if it is the user's own.
    pub custom_user_profile: Option<Profile>,
}

/// The link leads to an existing contact; nothing was sent.
#[api_type(response)]
pub struct ContactAlreadyExists {
    pub user: User,
    pub contact: Contact,
}

/// The user has sent a request to an address or group link. The other side decides about it.
#[api_type(response)]
pub struct SentInvitation {
    pub user: User,
    pub connection: PendingContactConnection,
    /// The incognito profile shown to the other side; `None` if it is the user's own.
    pub custom_user_profile: Option<Profile>,
}

/// A contact request was accepted, and the connection is in progress.
///
/// It is sent as an event if the address accepts requests automatically.
/// [`ContactConnected`](crate::events::ContactConnected) follows.
#[api_type(response, event)]
pub struct AcceptingContactRequest {
    pub user: User,
    pub contact: Contact,
}

/// The request was rejected; the other side is not notified.
#[api_type(response)]
pub struct ContactRequestRejected {
    pub user: User,
    pub contact_request: UserContactRequest,
    /// The contact that represented the request, if there was one.
    #[api(name = "contact_")]
    pub contact: Option<Contact>,
}
