//! Responses about making contact.

use crate::api_type;
use crate::types::{
    self, Contact, CreatedConnLink, PendingContactConnection, Profile, SimplexNameInfo, User,
    UserContactRequest,
};

/// A link that one other person can use to become a contact.
#[api_type(response)]
pub struct Invitation {
    pub user: User,
    /// The link to pass on, for one use.
    pub conn_link_invitation: CreatedConnLink,
    /// The connection that waits for the other side.
    pub connection: PendingContactConnection,
}

/// What a link leads to and what connecting by it would do.
#[api_type(response)]
pub struct ConnectionPlan {
    pub user: User,
    /// The link in the form that `APIConnect` takes.
    pub conn_link: CreatedConnLink,
    /// The name that the plan was made for, if one is known.
    #[api(since = "7.0.2")]
    pub plan_simplex_name: Option<SimplexNameInfo>,
    #[api(since = "7.0.2")]
    pub other_simplex_name: Option<SimplexNameInfo>,
    pub connection_plan: types::ConnectionPlan,
}

/// The user has joined by an invitation for one use;
/// [`ContactConnected`](crate::events::ContactConnected) follows when the other side is online.
#[api_type(response)]
pub struct SentConfirmation {
    pub user: User,
    pub connection: PendingContactConnection,
    /// The incognito profile shown to the other side; `None` if it is the user's own.
    pub custom_user_profile: Option<Profile>,
}

/// The link is of somebody who is a contact already; nothing was sent.
#[api_type(response)]
pub struct ContactAlreadyExists {
    pub user: User,
    pub contact: Contact,
}

/// The user has asked to be connected by an address or group link; how it goes on depends on the
/// other side.
#[api_type(response)]
pub struct SentInvitation {
    pub user: User,
    pub connection: PendingContactConnection,
    /// The incognito profile shown to the other side; `None` if it is the user's own.
    pub custom_user_profile: Option<Profile>,
}

/// The request of a contact is accepted and the connection is being made.
///
/// As an event it comes when the address accepts requests by itself.
/// [`ContactConnected`](crate::events::ContactConnected) follows.
#[api_type(response, event)]
pub struct AcceptingContactRequest {
    pub user: User,
    pub contact: Contact,
}

/// The request is gone; the other side is not told.
#[api_type(response)]
pub struct ContactRequestRejected {
    pub user: User,
    pub contact_request: UserContactRequest,
    /// The contact that stood for the request, if there was one.
    #[api(name = "contact_")]
    pub contact: Option<Contact>,
}
