//! Commands that the real server has beside the documented ones, as far as the network runs them: what a documented
//! command is when a part of it is missing, or is one that its documentation does not show.

use crate::types::{ChatDeleteMode, ContactRequestId};
use crate::{command, command_set};

/// An invitation by the active user: what [`Connect`](crate::commands::Connect) is without a link.
#[command(syntax = "/connect[ incognito]", network = interactive)]
pub(super) struct AddContact {
    pub(super) incognito: bool,
}

/// What [`ApiAcceptContact`](crate::commands::ApiAcceptContact) is with a parameter that its documentation hides.
#[command(syntax = "/_accept incognito=on <contactReqId>", network = interactive)]
pub(super) struct AcceptIncognito {
    pub(super) contact_req_id: ContactRequestId,
}

/// What [`ApiDeleteChat`](crate::commands::ApiDeleteChat) is for a link that nobody has used yet.
#[command(syntax = "/_delete :<connId> <str(chatDeleteMode)>", network = background)]
pub(super) struct DeleteConnection {
    pub(super) conn_id: i64,
    pub(super) chat_delete_mode: ChatDeleteMode,
}

command_set! {
    /// Any of them.
    pub(super) enum Undocumented { AddContact, AcceptIncognito, DeleteConnection }
}
