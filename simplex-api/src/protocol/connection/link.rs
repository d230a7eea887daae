//! The link of a connection: down, up, or ended.

use std::time::Instant;

use crate::protocol::keep_alive::{IdleAction, IdleTimer};
use crate::protocol::requests::Requests;

use super::interface::{Action, EndReason};

#[derive(Debug)]
pub(super) enum LinkState {
    Down {
        since: Option<Instant>,
        dial: DialState,
    },
    Up(Up),
    Ended(EndReason),
}

#[derive(Debug)]
pub(super) enum DialState {
    At(Instant),
    Due,
    InProgress,
}

#[derive(Debug)]
pub(super) struct Up {
    pub(super) since: Instant,
    pub(super) idle_timer: Option<IdleTimer>,
    pub(super) idle_action: Option<IdleAction>,
    pub(super) close_sent: bool,
}

impl Up {
    pub(super) fn poll_action(
        &mut self,
        requests: &mut Requests,
        writable: bool,
        closing: bool,
    ) -> Option<Action> {
        if self.idle_action == Some(IdleAction::DropLink) {
            self.idle_action = None;
            return Some(Action::DropLink);
        }
        if !writable {
            return None;
        }
        if self.idle_action.take() == Some(IdleAction::Ping) {
            return Some(Action::Ping);
        }
        if let Some((id, frame)) = requests.poll_transmit() {
            return Some(Action::Transmit { id, frame });
        }
        if closing && requests.is_idle() && !self.close_sent {
            self.close_sent = true;
            return Some(Action::Close);
        }
        None
    }
}
