//! What happens at a time: messages disappear, and files go on.

use simplex_api::events::ChatItemsDeleted;
use simplex_api::types::{ChatItemId, FileId};

use crate::network::commands::file::progress::Step;
use crate::network::state::node::{ChatKey, Node};
use crate::network::turn::Turn;
use crate::network::world::{NodeId, World};

/// Something that is due at a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Timer {
    pub(crate) client: NodeId,
    pub(crate) due: Due,
}

/// What is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Due {
    /// A message disappears.
    Message(ChatKey, ChatItemId),
    /// A transfer takes this step.
    Transfer(FileId, Step),
}

/// So many timers of what is no more do not matter.
const STALE: usize = 1024;

impl World {
    /// When something is due next, in seconds of the clock.
    pub(crate) fn first_due(&self) -> Option<i64> {
        self.timers.first().map(|(due, _)| *due)
    }

    /// Takes the next timer whose time has come.
    pub(crate) fn next_due(&mut self) -> Option<Timer> {
        let (due, timer) = *self.timers.first()?;
        if due > self.clock.seconds() {
            return None;
        }
        self.timers.pop_first();
        Some(timer)
    }

    /// Forgets the timers of what is no more, once they may be half of all.
    pub(crate) fn forget_timers(&mut self, nodes: &mut [Node]) {
        if self.timers.len() < self.most_timers.max(STALE) {
            return;
        }
        self.timers.retain(|(_, timer)| match timer.due {
            Due::Message(chat, item) => {
                let entries = nodes[timer.client.0].entries(chat);
                entries.is_ok_and(|entries| entries.get(item).is_ok())
            }
            Due::Transfer(file, _) => nodes[timer.client.0].files.contains_key(&file),
        });
        self.most_timers = 2 * self.timers.len();
    }
}

impl Turn<'_> {
    /// Lets a message disappear `ttl` seconds from now.
    pub(crate) fn set_timer(&mut self, chat: ChatKey, item: ChatItemId, ttl: Option<i64>) {
        if let Some(ttl) = ttl {
            self.set_due(ttl, Due::Message(chat, item));
        }
    }

    /// Lets something happen `seconds` from now.
    pub(crate) fn set_due(&mut self, seconds: i64, due: Due) {
        let client = self.node.id;
        let at = self.world.clock.seconds().saturating_add(seconds);
        self.world.timers.insert((at, Timer { client, due }));
    }

    /// Lets happen what is due.
    pub(crate) fn happen(&mut self, due: Due) {
        match due {
            Due::Message(chat, item) => self.disappear(chat, item),
            Due::Transfer(file, step) => {
                if let Err(error) = self.transfer_step(file, step) {
                    self.report(&[error]);
                }
            }
        }
    }

    /// Lets a message disappear now, if it is still there.
    fn disappear(&mut self, chat: ChatKey, item: ChatItemId) {
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
