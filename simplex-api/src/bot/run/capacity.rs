//! The capacity of the queues of a bot.

use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// How many jobs can exceed the limits while a handler waits for a message or a file: it may be behind the jobs that fill
/// the queues.
pub(crate) const RESERVE: usize = 1024;

/// How many messages and events the queues hold.
#[derive(Debug)]
pub(crate) struct QueueLimits {
    /// For each chat; `None` if only the total is limited.
    pub(crate) per_chat: Option<usize>,
    /// For all chats together.
    pub(crate) total: usize,
}

impl Default for QueueLimits {
    fn default() -> Self {
        Self {
            per_chat: None,
            total: 16_384,
        }
    }
}

/// The permits of all queues together.
pub(crate) struct QueueCapacity {
    total: Arc<Semaphore>,
    reserve: Arc<Semaphore>,
}

/// The right of a job to be in a queue. Released on drop. The default is no permit, for a bot that is stopping.
#[derive(Default)]
pub(crate) struct Permit {
    _permits: [Option<OwnedSemaphorePermit>; 2],
}

impl QueueCapacity {
    /// A capacity for the given number of jobs.
    pub(crate) fn new(total: usize) -> Self {
        Self {
            total: Arc::new(Semaphore::new(total)),
            reserve: Arc::new(Semaphore::new(RESERVE)),
        }
    }

    /// Waits for a permit for the queue of a chat with its own limit. With `use_reserve`, the limits can be exceeded by
    /// [`RESERVE`]. Cancel safe.
    pub(crate) async fn acquire(&self, chat_limit: Arc<Semaphore>, use_reserve: bool) -> Permit {
        // The semaphores are never closed.
        let within_limits = async {
            let of_total = Arc::clone(&self.total).acquire_owned().await.ok();
            [of_total, chat_limit.acquire_owned().await.ok()]
        };
        let from_reserve = async { [Arc::clone(&self.reserve).acquire_owned().await.ok(), None] };
        let permits = tokio::select! {
            biased;
            permits = within_limits => permits,
            permits = from_reserve, if use_reserve => permits,
        };
        Permit { _permits: permits }
    }
}
