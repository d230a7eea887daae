pub(crate) mod log;
pub(crate) mod report;

use std::fmt;
use std::sync::Arc;

use tokio::sync::watch;

use crate::server::hub::Shared;

/// What went over the wire, in order.
///
/// It begins with the start of the server and grows, up to the
/// [limit](crate::Builder::transcript_limit); then the oldest entries go, and one of the direction
/// [`Gap`](Direction::Gap) stands for them. Each clone reads on from where the original stood.
#[derive(Clone)]
pub struct Transcript {
    shared: Arc<Shared>,
    changes: watch::Receiver<()>,
    position: u64,
}

/// One command or frame.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// Which way it went.
    pub direction: Direction,
    /// Of a command its text, of everything else the frame as it was; of a gap what is missing.
    pub text: String,
}

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From a bot to the server.
    ToServer,
    /// From the server to a bot.
    FromServer,
    /// Neither: here were entries that had to go.
    Gap,
}

impl Transcript {
    pub(crate) fn new(shared: Arc<Shared>) -> Self {
        Self {
            changes: shared.hub.changes(),
            shared,
            position: 0,
        }
    }

    /// All entries so far.
    pub fn entries(&self) -> Vec<Entry> {
        self.shared.look(|port| port.log.entries(0))
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
        let (entry, next) = self.shared.look(|port| port.log.entry(self.position))?;
        self.position = next;
        Some(entry)
    }
}

impl Entry {
    pub(crate) fn new(direction: Direction, text: &str) -> Self {
        let text = text.to_owned();
        Self { direction, text }
    }

    /// Stands for entries that had to go.
    pub(crate) fn gap(count: u64) -> Self {
        let text =
            format!("{count} older entries are gone, the limit of the transcript is reached");
        Self::new(Direction::Gap, &text)
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
            Direction::Gap => '…',
        };
        write!(f, "{arrow} {}", self.text)
    }
}
