//! Commands that the real server has beside the documented ones, as far as the network runs them: what a documented
//! command is when a part of it is missing, or is one that its documentation does not show.

use simplex_api::types::{ChatDeleteMode, ContactRequestId};
use simplex_api::{command, command_set};

/// An invitation by the active user: what [`Connect`](simplex_api::commands::Connect) is without a link.
#[command(syntax = "/connect[ incognito]", network = interactive)]
pub(crate) struct AddContact {
    pub(crate) incognito: bool,
}

/// What [`ApiAcceptContact`](simplex_api::commands::ApiAcceptContact) is with a parameter that its documentation hides.
#[command(syntax = "/_accept incognito=on <contactReqId>", network = interactive)]
pub(crate) struct AcceptIncognito {
    pub(crate) contact_req_id: ContactRequestId,
}

/// What [`ApiDeleteChat`](simplex_api::commands::ApiDeleteChat) is for a link that nobody has used yet.
#[command(syntax = "/_delete :<connId> <str(chatDeleteMode)>", network = background)]
pub(crate) struct DeleteConnection {
    pub(crate) conn_id: i64,
    pub(crate) chat_delete_mode: ChatDeleteMode,
}

command_set! {
    /// Any of them.
    pub(crate) enum Undocumented { AddContact, AcceptIncognito, DeleteConnection }
}
