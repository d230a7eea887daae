pub(crate) mod log;
pub(crate) mod report;

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use crate::server::hub::ServerHandle;
use crate::transcript::log::Entry;

/// The commands and frames between bots and a server, in order.
///
/// It starts with the server and grows up to a [limit](crate::Builder::transcript_limit); beyond it the oldest entries
/// are dropped, and replaced by an entry with the direction [`Gap`](crate::Direction::Gap). A clone continues from the
/// position of the original.
#[derive(Clone)]
pub struct Transcript {
    server: Arc<ServerHandle>,
    changes: watch::Receiver<()>,
    position: u64,
}

impl Transcript {
    pub(crate) fn new(server: Arc<ServerHandle>) -> Self {
        Self {
            changes: server.hub.changes(),
            server,
            position: 0,
        }
    }

    /// All entries so far.
    pub fn entries(&self) -> Vec<Entry> {
        self.server.with(|state| state.log.entries(0))
    }

    /// Waits for the next entry. Returns `None` when the server has stopped.
    pub async fn next(&mut self) -> Option<Entry> {
        loop {
            self.changes.mark_unchanged();
            if let Some(entry) = self.read() {
                return Some(entry);
            }
            if self.server.is_stopped() {
                return None;
            }
            self.changes.changed().await.ok()?;
        }
    }

    fn read(&mut self) -> Option<Entry> {
        let (entry, next) = self.server.with(|state| state.log.entry(self.position))?;
        self.position = next;
        Some(entry)
    }
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transcript")
            .field("entries", &self.entries())
            .finish_non_exhaustive()
    }
}
