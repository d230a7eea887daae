//! What a client does at a time.

use simplex_api::types::{ChatItemId, FileId};

use crate::network::endpoint::NodeId;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::transfer::TransferStep;

/// Something that is due at a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timer {
    pub(crate) client: NodeId,
    pub(crate) due: TimerAction,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimerAction {
    /// A message disappears.
    DeleteItem(ChatKey, ChatItemId),
    /// A transfer takes this step.
    AdvanceTransfer(FileId, TransferStep),
}
