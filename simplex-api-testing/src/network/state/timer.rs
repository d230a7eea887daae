//! The timers of clients.

use simplex_api::types::{ChatItemId, FileId};

use crate::network::endpoint::NodeId;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::transfer::TransferStep;

/// A timer of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timer {
    pub(crate) client: NodeId,
    pub(crate) due: TimerAction,
}

/// The action of a timer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum TimerAction {
    /// Deletes a disappearing message.
    DeleteItem(ChatKey, ChatItemId),
    /// Takes this step of a file transfer.
    AdvanceTransfer(FileId, TransferStep),
}
