//! Runs timers: disappearing messages and file transfers.

use simplex_api::events::ChatItemsDeleted;
use simplex_api::types::{ChatItemDeletion, ChatItemId};

use crate::network::context::ClientContext;
use crate::network::shared_state::SharedState;
use crate::network::state::chat_key::ChatKey;
use crate::network::state::item;
use crate::network::state::node::Node;
use crate::network::state::timer::Timer;
use crate::network::state::timer::TimerAction;

/// The minimum number of timers at which stale ones are dropped.
const MIN_STALE_CHECK: usize = 1024;

impl SharedState {
    /// The time of the next timer, in seconds of the clock.
    pub(crate) fn next_timer_at(&self) -> Option<i64> {
        self.timers.first().map(|(due, _)| *due)
    }

    /// Removes and returns the next timer whose time has come.
    pub(crate) fn take_due_timer(&mut self) -> Option<Timer> {
        let (due, timer) = *self.timers.first()?;
        if due > self.clock.seconds() {
            return None;
        }
        self.timers.pop_first();
        Some(timer)
    }

    /// Drops the timers of removed items and files, when they may be half of all timers.
    pub(crate) fn drop_stale_timers(&mut self, nodes: &mut [Node]) {
        if self.timers.len() < self.stale_check_at.max(MIN_STALE_CHECK) {
            return;
        }
        self.timers.retain(|(_, timer)| match timer.due {
            TimerAction::DeleteItem(chat, item) => {
                let chat_items = nodes[timer.client.0].chat_items(chat);
                chat_items.is_ok_and(|chat_items| chat_items.get(item).is_ok())
            }
            TimerAction::AdvanceTransfer(file, _) => {
                nodes[timer.client.0].files.contains_key(&file)
            }
        });
        self.stale_check_at = 2 * self.timers.len();
    }
}

impl ClientContext<'_> {
    /// Schedules the deletion of a message in `ttl` seconds.
    pub(crate) fn schedule_deletion(&mut self, chat: ChatKey, item: ChatItemId, ttl: Option<i64>) {
        if let Some(ttl) = ttl {
            self.schedule(ttl, TimerAction::DeleteItem(chat, item));
        }
    }

    /// Schedules an action in `seconds` seconds.
    pub(crate) fn schedule(&mut self, seconds: i64, due: TimerAction) {
        let client = self.node.id;
        let at = self.shared.clock.seconds().saturating_add(seconds);
        self.shared.timers.insert((at, Timer { client, due }));
    }

    /// Runs the action of a timer.
    pub(crate) fn run_timer(&mut self, due: TimerAction) {
        match due {
            TimerAction::DeleteItem(chat, item) => self.delete_disappearing(chat, item),
            TimerAction::AdvanceTransfer(file, step) => {
                if let Err(error) = self.transfer_step(file, step) {
                    self.emit_errors(&[error]);
                }
            }
        }
    }

    /// Deletes a disappearing message, if it still exists.
    fn delete_disappearing(&mut self, chat: ChatKey, item: ChatItemId) {
        let Ok(user) = self.node.chat_user(chat) else {
            return;
        };
        let deletions = self.delete_locally(chat, &[item], false, None);
        if let Ok(deletions) = deletions {
            let is_sent =
                |deletion: &ChatItemDeletion| item::is_sent(&deletion.deleted_chat_item.chat_item);
            let by_user = deletions.iter().any(is_sent);
            let deleted = ChatItemsDeleted::new(user).chat_item_deletions(deletions);
            self.emit(&deleted.by_user(by_user).timed(true));
        }
    }
}
