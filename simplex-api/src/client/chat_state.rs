//! Whether the chat on the server is stopped, according to its answers.

use crate::json::Tagged;
use crate::responses::{ChatRunning, ChatStarted, ChatStopped};

use super::error::CloseReason;

/// Whether the chat was stopped over this link.
#[derive(Debug, Default)]
pub(super) struct ChatState {
    is_stopped: bool,
}

impl ChatState {
    /// Records an answer with this tag.
    pub(super) fn on_answer(&mut self, tag: &str) {
        match tag {
            ChatStopped::TAG => self.is_stopped = true,
            ChatStarted::TAG | ChatRunning::TAG => self.is_stopped = false,
            _ => {}
        }
    }

    /// Why a link was lost. The process of the server ends when its chat is stopped.
    pub(super) fn refine(&self, reason: CloseReason) -> CloseReason {
        match reason {
            CloseReason::Lost(_) | CloseReason::Server { .. } if self.is_stopped => {
                CloseReason::Stopped
            }
            reason => reason,
        }
    }
}
