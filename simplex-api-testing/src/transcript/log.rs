//! The log of a server.

use std::fmt;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::bounded_log::{BoundedLog, HeapSize};

/// A command or a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Entry {
    /// The direction.
    pub direction: Direction,
    /// A command: its encoded form; anything else: the frame; a gap: what is missing.
    pub text: String,
}

/// The direction of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From a bot to the server.
    ToServer,
    /// From the server to a bot.
    FromServer,
    /// Neither: entries were dropped here.
    Gap,
}

/// The newest entries, up to a limit.
#[derive(Debug)]
pub(crate) struct Log(BoundedLog<Line>);

/// A command or a frame.
#[derive(Debug)]
struct Line(Direction, Utf8Bytes);

impl HeapSize for Line {
    fn heap_size(&self) -> usize {
        self.1.len()
    }
}

impl Log {
    /// An empty log of at most `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self(BoundedLog::new(limit))
    }

    /// Adds an entry.
    pub(crate) fn add(&mut self, direction: Direction, text: Utf8Bytes) {
        self.0.add(Line(direction, text));
    }

    /// The first entry at or after `position`, and the position after it. If entries were dropped there, it is a gap.
    pub(crate) fn entry(&self, position: u64) -> Option<(Entry, u64)> {
        let gone = self.0.dropped();
        if position < gone {
            return Some((Entry::gap(gone - position), gone));
        }
        let index = usize::try_from(position - gone).ok()?;
        let Line(direction, text) = self.0.items().get(index)?;
        Some((Entry::new(*direction, text.as_str()), position + 1))
    }

    /// The number of dropped entries.
    pub(crate) fn dropped(&self) -> u64 {
        self.0.dropped()
    }

    /// All entries from a position.
    pub(crate) fn entries(&self, mut position: u64) -> Vec<Entry> {
        let next = || {
            let (entry, next) = self.entry(position)?;
            position = next;
            Some(entry)
        };
        std::iter::from_fn(next).collect()
    }

    /// The last `count` entries.
    pub(crate) fn last(&self, count: usize) -> Vec<Entry> {
        let lines = self.0.items().len();
        let skipped = u64::try_from(lines.saturating_sub(count)).unwrap_or(u64::MAX);
        self.entries(self.0.dropped() + skipped)
    }
}

impl Entry {
    pub(crate) fn new(direction: Direction, text: &str) -> Self {
        let text = text.to_owned();
        Self { direction, text }
    }

    /// Represents entries that were dropped.
    pub(crate) fn gap(count: u64) -> Self {
        let text = format!("{count} older entries were dropped because of the transcript limit");
        Self::new(Direction::Gap, &text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{FromServer, ToServer};

    const LINE: usize = size_of::<Line>();

    #[test]
    fn a_gap_replaces_dropped_entries() {
        let mut log = Log::new(3 * (LINE + 1));
        for text in ["a", "b", "c"] {
            log.add(ToServer, text.into());
        }
        assert_eq!(
            log.entries(0),
            ["a", "b", "c"].map(|t| Entry::new(ToServer, t))
        );
        let (_, position) = log.entry(0).unwrap();
        log.add(FromServer, "dd".into());
        log.add(FromServer, "e".into());
        let rest = [Entry::new(FromServer, "dd"), Entry::new(FromServer, "e")];
        assert_eq!(log.entries(0)[0], Entry::gap(3));
        assert_eq!(log.entries(position)[0], Entry::gap(2));
        assert_eq!(log.entries(position)[1..], rest);
        assert_eq!(log.entries(3), rest);
        assert_eq!(log.last(1), rest[1..]);
        assert_eq!(log.last(9), rest);
        assert_eq!(log.entry(5), None);
    }
}
