//! Commands that make contact: invitations, links to follow, and requests to answer.
//!
//! Most bots need none of them: people connect by the address of the bot, which accepts by itself
//! once [`ApiSetAddressSettings`](crate::commands::ApiSetAddressSettings) says so.

use crate::api::checks;
use crate::command;
use crate::responses::{
    AcceptingContactRequest, ConnectionPlan, ContactAlreadyExists, ContactRequestRejected,
    Invitation, SentConfirmation, SentInvitation,
};
use crate::types::{ContactRequestId, CreatedConnLink, LinkOwnerSig, PlanResolveMode, UserId};

/// Creates an invitation: a link by which one person can become a contact.
///
/// Hand it out by other means. [`ContactConnected`](crate::events::ContactConnected) comes when the
/// person has followed it. For a link that anybody can use, see
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
    /// Whether to show the contact a random profile instead of the user's own.
    pub incognito: bool,
}

/// Finds out what a link or a name leads to, and whether the user is connected to it already.
///
/// Nothing is sent to the other side. Of a full link the server tells only what its own database says, without
/// the data that a short link leads to; a short link that is gone or out of reach is an error. The response holds the link in the form that [`ApiConnect`]
/// takes, so this is the first step of connecting. Text that is no link fails with
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
    /// A link, full or short, or from version 7.0 on a name such as `@alice.simplex`. It has no
    /// blanks.
    #[param(alias = "connectionLink")]
    pub connect_target: String,
    /// Whether to ask the network. `None` asks only about what is not known here, as
    /// [`PlanResolveMode::Unknown`] does, for which the syntax has no word.
    ///
    /// Servers from 6.5 to 7.0.0.6 read ` resolve=on` in this place, which is [`PlanResolveMode::AllGroups`], and
    /// ` resolve=off`, which is as if it were left out. They do not read the words: for them a value is refused.
    #[param(since = "7.0.2")]
    pub resolve_mode: Option<PlanResolveMode>,
    /// The signature of an owner that came along with the link, as in
    /// [`MsgContent::Chat`](crate::types::MsgContent::Chat). The plan then says whether it is right:
    /// [`OwnerVerification`](crate::types::OwnerVerification).
    #[param(since = "6.5")]
    pub link_owner_sig: Option<LinkOwnerSig>,
}

/// Connects by a link that [`ApiConnectPlan`] has looked at.
///
/// The link can be an invitation, an address or the link of a group. The link of a channel (`…/c#…`) is
/// read, and the command fails: its members come in by relays.
#[command(
    name = "APIConnect",
    syntax = "/_connect <userId>[ incognito=on] <str(preparedLink_)>",
    documented = "/_connect <userId>[ <str(preparedLink_)>]",
    correction = "The documented syntax has no place for `incognito`, and without a link it would be that of `APIAddContact`.",
    network = interactive,
    responses(SentConfirmation, ContactAlreadyExists, SentInvitation),
    refuse = checks::full_link,
)]
pub struct ApiConnect {
    /// Must be the active user.
    pub user_id: UserId,
    /// Whether to show the other side a random profile instead of the user's own.
    pub incognito: bool,
    /// Take it from the plan. A short link without its full one is refused: the server answers it with
    /// [`InvalidConnReq`](crate::types::ChatErrorType::InvalidConnReq).
    pub prepared_link: CreatedConnLink,
}

/// Connects the active user by a link, in one step.
///
/// The link can be an invitation, an address or the link of a group. If it leads to a contact, to a group that the user
/// has joined, or was used before, the answer is [`ConnectionPlan`], which the API documentation does not list;
/// [`ContactAlreadyExists`] is the answer of [`ApiConnect`] there. From 7.0 on there are more, which come as
/// `Undocumented`: `startedConnectionToGroup` for the link of a channel, for one.
#[command(
    name = "Connect",
    syntax = "/connect[ incognito] <connTarget_>",
    documented = "/connect[ <connTarget_>]",
    correction = "The documented syntax has no place for `incognito`, and without a link the server would create an invitation. The server also answers `connectionPlan`, which is not listed.",
    network = interactive,
    responses(SentConfirmation, ContactAlreadyExists, SentInvitation, ConnectionPlan),
    check = checks::one_target,
)]
pub struct Connect {
    /// Whether to show the other side a random profile instead of the user's own.
    pub incognito: bool,
    /// A link, full or short, or from version 7.0 on a name such as `@alice.simplex`. It has no
    /// blanks, and does not begin with `i`, which the server reads as `incognito`.
    #[param(alias = "connLink_")]
    pub conn_target: String,
}

/// Accepts the request of a person to be a contact.
///
/// It is needed only while the address does not accept by itself. The person gets to see the
/// profile of the user, and is sent the automatic reply of the address.
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

/// Rejects the request of a person to be a contact.
///
/// The person is not told.
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
