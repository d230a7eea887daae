//! How much may wait in the queues of a bot.

use std::future::pending;
use std::sync::Arc;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::bot::run::inbox::Inbox;

/// How many jobs are taken beyond the limits while handlers wait for a message or a file, which may be behind what
/// fills the queues.
pub(crate) const RESERVE: usize = 1024;

/// The limits of all queues together.
pub(crate) struct Room {
    places: Arc<Semaphore>,
    reserve: Arc<Semaphore>,
}

/// The place of a job that waits, which is free again when this is dropped. A bot that ends needs none.
#[derive(Default)]
pub(crate) struct Place {
    _permits: [Option<OwnedSemaphorePermit>; 2],
}

impl Room {
    /// Room for so many jobs.
    pub(crate) fn new(places: usize) -> Self {
        Self {
            places: Arc::new(Semaphore::new(places)),
            reserve: Arc::new(Semaphore::new(RESERVE)),
        }
    }

    /// A place in a queue, as soon as there is one; never if there is no queue. Cancel safe.
    ///
    /// If somebody waits for something that may be behind, there is a reserve.
    pub(crate) async fn place(&self, inbox: Option<&Inbox>, is_awaited: bool) -> Place {
        let Some(inbox) = inbox else {
            return pending().await;
        };
        // None of them is ever closed.
        let within_limits = async {
            let of_all = Arc::clone(&self.places).acquire_owned().await.ok();
            [of_all, inbox.limit().acquire_owned().await.ok()]
        };
        let of_reserve = async {
            if !is_awaited {
                pending::<()>().await;
            }
            [Arc::clone(&self.reserve).acquire_owned().await.ok(), None]
        };
        let permits = tokio::select! {
            biased;
            permits = within_limits => permits,
            permits = of_reserve => permits,
        };
        Place { _permits: permits }
    }
}
