//! Messages that disappear.

use crate::events::ChatItemsDeleted;
use crate::types::ChatItemId;

use super::node::ChatKey;
use super::turn::Turn;
use super::world::{NodeId, World};

/// A message that is to disappear from a chat of a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Timer {
    pub(super) client: NodeId,
    chat: ChatKey,
    item: ChatItemId,
}

impl World {
    /// Takes the next message whose time has come.
    pub(super) fn next_due(&mut self) -> Option<Timer> {
        let (due, timer) = *self.timers.first()?;
        if due > self.clock.seconds() {
            return None;
        }
        self.timers.pop_first();
        Some(timer)
    }
}

impl Turn<'_> {
    /// Lets a message disappear `ttl` seconds from now.
    pub(super) fn set_timer(&mut self, chat: ChatKey, item: ChatItemId, ttl: Option<i64>) {
        let Some(ttl) = ttl else {
            return;
        };
        let timer = Timer {
            client: self.node.id,
            chat,
            item,
        };
        let due = self.world.clock.seconds().saturating_add(ttl);
        self.world.timers.insert((due, timer));
    }

    /// Lets a message disappear now, if it is still there.
    pub(super) fn disappear(&mut self, timer: Timer) {
        let Timer { chat, item, .. } = timer;
        let Ok(user) = self.node.chat_user(chat) else {
            return;
        };
        let deletions = self.delete_here(chat, &[item], false, None);
        if let Ok(deletions) = deletions {
            let deleted = ChatItemsDeleted::new(user).chat_item_deletions(deletions);
            self.emit(&deleted.timed(true));
        }
    }
}
