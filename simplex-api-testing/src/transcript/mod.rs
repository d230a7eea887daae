pub(crate) mod log;
pub(crate) mod report;

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use crate::server::hub::ServerHandle;
use crate::transcript::log::Entry;

/// What went over the wire, in order.
///
/// It begins with the start of the server and grows, up to the
/// [limit](crate::Builder::transcript_limit); then the oldest entries go, and one of the direction
/// [`Gap`](Direction::Gap) stands for them. Each clone reads on from where the original stood.
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

    /// The next entry, as soon as there is one. Returns `None` when the server has stopped.
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
