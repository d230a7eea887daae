//! What a server remembers of the wire.

use std::collections::VecDeque;

use tokio_tungstenite::tungstenite::Utf8Bytes;

use super::{Direction, Entry};

/// The newest entries, as many as there is room for.
#[derive(Debug)]
pub(super) struct Log {
    lines: VecDeque<(Direction, Utf8Bytes)>,
    /// How many older ones had to go.
    gone: u64,
    size: usize,
    limit: usize,
}

/// What a line takes beside its text.
const LINE: usize = size_of::<(Direction, Utf8Bytes)>();

impl Log {
    /// An empty log with room for texts of `limit` bytes together.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            lines: VecDeque::new(),
            gone: 0,
            size: 0,
            limit,
        }
    }

    /// Adds an entry. The newest stays, however large.
    pub(super) fn add(&mut self, direction: Direction, text: Utf8Bytes) {
        self.size += LINE + text.len();
        self.lines.push_back((direction, text));
        while self.size > self.limit
            && self.lines.len() > 1
            && let Some((_, text)) = self.lines.pop_front()
        {
            self.size -= LINE + text.len();
            self.gone += 1;
        }
    }

    /// The first entry of those from `position` on, and the position after it. If some of them are
    /// gone, that is said first.
    pub(super) fn entry(&self, position: u64) -> Option<(Entry, u64)> {
        if position < self.gone {
            return Some((Entry::gap(self.gone - position), self.gone));
        }
        let index = usize::try_from(position - self.gone).ok()?;
        let (direction, text) = self.lines.get(index)?;
        Some((Entry::new(*direction, text.as_str()), position + 1))
    }

    /// All entries from a position on.
    pub(super) fn entries(&self, mut position: u64) -> Vec<Entry> {
        let next = || {
            let (entry, next) = self.entry(position)?;
            position = next;
            Some(entry)
        };
        std::iter::from_fn(next).collect()
    }

    /// The last entries, so many.
    pub(super) fn last(&self, count: usize) -> Vec<Entry> {
        let lines = self.lines.len();
        let skipped = u64::try_from(lines.saturating_sub(count)).unwrap_or(u64::MAX);
        self.entries(self.gone + skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{FromServer, ToServer};

    #[test]
    fn the_oldest_go_and_it_is_said() {
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

    #[test]
    fn the_newest_stays_however_large() {
        let mut log = Log::new(0);
        log.add(ToServer, "a".into());
        log.add(ToServer, "long".into());
        assert_eq!(
            log.entries(0),
            [Entry::gap(1), Entry::new(ToServer, "long")]
        );
    }
}
