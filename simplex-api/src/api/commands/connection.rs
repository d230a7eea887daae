//! Commands for connections: invitations, connecting to links, and requests.
//!
//! Most bots do not need these commands: people connect to the address of the bot, which accepts requests automatically if
//! [`ApiSetAddressSettings`](crate::commands::ApiSetAddressSettings) turned this on.

use crate::api::checks;
use crate::command;
use crate::responses::{
    AcceptingContactRequest, ConnectionPlan, ContactAlreadyExists, ContactRequestRejected,
    Invitation, SentConfirmation, SentInvitation,
};
use crate::types::{ContactRequestId, CreatedConnLink, LinkOwnerSig, PlanResolveMode, UserId};

/// Creates an invitation: a link with which one person can become a contact.
///
/// Send it by other means. The event [`ContactConnected`](crate::events::ContactConnected) follows when the person has
/// connected. For a link that anyone can use, see
/// [`ApiCreateMyAddress`](crate::commands::ApiCreateMyAddress).
#[command(
    name = "APIAddContact",
    syntax = "/_connect <userId>[ incognito=on]",
    network = interactive,
    responses(Invitation),
)]
pub struct ApiAddContact {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to show a random profile to the contact instead of the user's own.
    pub incognito: bool,
}

/// Determines what a link or a name leads to, and whether the user is already connected to it.
///
/// Nothing is sent to the other side. For a full link the server only searches its own database, without the data behind a
/// short link. A short link that was deleted or cannot be reached is an error. The response contains the link in the form
/// for [`ApiConnect`], so this is the first step of connecting. Text that is not a link fails with
/// [`InvalidConnReq`](crate::types::ChatErrorType::InvalidConnReq).
#[command(
    name = "APIConnectPlan",
    syntax = "/_connect plan <userId> <connectTarget>[ resolve=allGroups|never][ sig=<json(linkOwnerSig)>]",
    documented = "/_connect plan <userId> <connectTarget>",
    correction = "The documented syntax has no place for `resolveMode` and `linkOwnerSig`, and always prints `connectTarget`, though it is optional.",
    network = interactive,
    responses(ConnectionPlan),
)]
pub struct ApiConnectPlan {
    /// Must be the active user.
    pub user_id: UserId,
    /// A full or short link, or since version 7.0 a name such as `@alice.simplex`. It cannot contain spaces.
    #[param(alias = "connectionLink")]
    pub connect_target: String,
    /// Whether to query the network. `None` queries it only for unknown targets, like
    /// [`PlanResolveMode::Unknown`], for which the syntax has no keyword.
    ///
    /// Servers from 6.5 to 7.0.0.6 accept ` resolve=on` here, which is [`PlanResolveMode::AllGroups`], and
    /// ` resolve=off`, which has no effect. They do not accept the keywords, so that a value is rejected for these servers.
    #[param(since = "7.0.2")]
    pub resolve_mode: Option<PlanResolveMode>,
    /// The signature of an owner that was received with the link, as in
    /// [`MsgContent::Chat`](crate::types::MsgContent::Chat). The plan then reports whether it is valid:
    /// [`OwnerVerification`](crate::types::OwnerVerification).
    #[param(since = "6.5")]
    pub link_owner_sig: Option<LinkOwnerSig>,
}

/// Connects with a link from [`ApiConnectPlan`].
///
/// The link can be an invitation, an address or the link of a group. With the link of a channel (`…/c#…`) the command
/// fails, because members join a channel through relays.
#[command(
    name = "APIConnect",
    syntax = "/_connect <userId>[ incognito=on] <str(preparedLink_)>",
    documented = "/_connect <userId>[ <str(preparedLink_)>]",
    correction = "The documented syntax has no place for `incognito`, and without a link it would be that of `APIAddContact`.",
    network = interactive,
    responses(SentConfirmation, ContactAlreadyExists, SentInvitation),
    refuse = checks::full_link_present,
)]
pub struct ApiConnect {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to show a random profile to the other side instead of the user's own.
    pub incognito: bool,
    /// The link from the plan. A short link without its full link is rejected, because the server would respond with
    /// [`InvalidConnReq`](crate::types::ChatErrorType::InvalidConnReq).
    pub prepared_link: CreatedConnLink,
}

/// Connects the active user with a link, in one step.
///
/// The link can be an invitation, an address or the link of a group. If it leads to a contact or to a group that the user
/// has joined, or if it was used before, the response is [`ConnectionPlan`], which the API documentation does not list;
/// [`ApiConnect`] responds with [`ContactAlreadyExists`] in this case. Since 7.0 there are more responses, which are
/// `Undocumented`, for example `startedConnectionToGroup` for the link of a channel.
#[command(
    name = "Connect",
    syntax = "/connect[ incognito] <connTarget_>",
    documented = "/connect[ <connTarget_>]",
    correction = "The documented syntax has no place for `incognito`, and without a link the server would create an invitation. The server also answers `connectionPlan`, which is not listed.",
    network = interactive,
    responses(SentConfirmation, ContactAlreadyExists, SentInvitation, ConnectionPlan),
    check = checks::single_target,
)]
pub struct Connect {
    /// Whether to show a random profile to the other side instead of the user's own.
    pub incognito: bool,
    /// A full or short link, or since version 7.0 a name such as `@alice.simplex`. It cannot contain spaces, and it cannot
    /// start with `i`, which the server reads as `incognito`.
    #[param(alias = "connLink_")]
    pub conn_target: String,
}

/// Accepts a contact request.
///
/// It is only needed if the address does not accept requests automatically. The new contact receives the profile of the user
/// and the automatic reply of the address.
#[command(
    name = "APIAcceptContact",
    syntax = "/_accept <contactReqId>",
    network = interactive,
    responses(AcceptingContactRequest),
)]
pub struct ApiAcceptContact {
    /// From [`ReceivedContactRequest`](crate::events::ReceivedContactRequest).
    pub contact_req_id: ContactRequestId,
}

/// Rejects a contact request.
///
/// The other side is not notified.
#[command(
    name = "APIRejectContact",
    syntax = "/_reject <contactReqId>",
    network = no,
    responses(ContactRequestRejected),
)]
pub struct ApiRejectContact {
    /// From [`ReceivedContactRequest`](crate::events::ReceivedContactRequest).
    pub contact_req_id: ContactRequestId,
}
