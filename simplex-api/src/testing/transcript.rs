use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use super::state::Shared;

/// What went over the wire, in order.
///
/// It begins with the start of the server and grows. Each clone reads on from where the original
/// stood.
#[derive(Clone)]
pub struct Transcript {
    shared: Arc<Shared>,
    changes: watch::Receiver<()>,
    position: usize,
}

/// One command or frame.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Which way it went.
    pub direction: Direction,
    /// Of a command its text, of everything else the frame as it was.
    pub text: String,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From a bot to the server.
    ToServer,
    /// From the server to a bot.
    FromServer,
}

impl Transcript {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self {
            changes: shared.hub.changes(),
            shared,
            position: 0,
        }
    }

    /// All entries so far.
    pub fn entries(&self) -> Vec<Entry> {
        self.shared.look(|port| port.transcript.clone())
    }

    /// The next entry, as soon as there is one. Returns `None` when the server has stopped.
    pub async fn next(&mut self) -> Option<Entry> {
        loop {
            self.changes.mark_unchanged();
            if let Some(entry) = self.read() {
                return Some(entry);
            }
            if self.shared.is_stopped() {
                return None;
            }
            self.changes.changed().await.ok()?;
        }
    }

    fn read(&mut self) -> Option<Entry> {
        let entry = self
            .shared
            .look(|port| port.transcript.get(self.position).cloned());
        self.position += usize::from(entry.is_some());
        entry
    }
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Transcript")
            .field("entries", &self.entries())
            .finish_non_exhaustive()
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let arrow = match self.direction {
            Direction::ToServer => '>',
            Direction::FromServer => '<',
        };
        write!(f, "{arrow} {}", self.text)
    }
}
