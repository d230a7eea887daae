//! Whether the chat of the server runs, as far as its answers tell.

use crate::json::Tagged;
use crate::responses::{ChatRunning, ChatStarted, ChatStopped};

use super::CloseReason;

/// Whether the chat was stopped over this link.
#[derive(Debug, Default)]
pub(super) struct ChatState {
    is_stopped: bool,
}

impl ChatState {
    /// Takes note of an answer of this type.
    pub(super) fn note(&mut self, tag: &str) {
        match tag {
            ChatStopped::TAG => self.is_stopped = true,
            ChatStarted::TAG | ChatRunning::TAG => self.is_stopped = false,
            _ => {}
        }
    }

    /// Why a link was lost: the server ends with its chat.
    pub(super) fn reason(&self, reason: CloseReason) -> CloseReason {
        match reason {
            CloseReason::Lost(_) | CloseReason::Server { .. } if self.is_stopped => {
                CloseReason::Stopped
            }
            reason => reason,
        }
    }
}
