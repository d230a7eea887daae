//! Commands of the real server that the API does not document, as far as the network runs them: documented commands
//! without a part, or with a parameter that is not documented.

use simplex_api::types::{ChatDeleteMode, ContactRequestId};
use simplex_api::{command, command_set};

/// Creates an invitation of the active user: [`Connect`](simplex_api::commands::Connect) without a link.
#[command(syntax = "/connect[ incognito]", network = interactive)]
pub(crate) struct AddContact {
    pub(crate) incognito: bool,
}

/// [`ApiAcceptContact`](simplex_api::commands::ApiAcceptContact) with an undocumented parameter.
#[command(syntax = "/_accept incognito=on <contactReqId>", network = interactive)]
pub(crate) struct AcceptIncognito {
    pub(crate) contact_req_id: ContactRequestId,
}

/// [`ApiDeleteChat`](simplex_api::commands::ApiDeleteChat) for a link that is not used yet.
#[command(syntax = "/_delete :<connId> <str(chatDeleteMode)>", network = background)]
pub(crate) struct DeleteConnection {
    pub(crate) conn_id: i64,
    pub(crate) chat_delete_mode: ChatDeleteMode,
}

command_set! {
    /// Any undocumented command.
    pub(crate) enum Undocumented { AddContact, AcceptIncognito, DeleteConnection }
}
