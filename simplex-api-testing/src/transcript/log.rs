//! What a server remembers of the wire.

use tokio_tungstenite::tungstenite::Utf8Bytes;

use crate::bounded_log::{Bulk, Kept};
use crate::transcript::{Direction, Entry};

/// The newest entries, as many as there is room for.
#[derive(Debug)]
pub(crate) struct Log(Kept<Line>);

/// Something that went over the wire.
#[derive(Debug)]
struct Line(Direction, Utf8Bytes);

impl Bulk for Line {
    fn text_len(&self) -> usize {
        self.1.len()
    }
}

impl Log {
    /// An empty log with room for `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self(Kept::new(limit))
    }

    /// Adds an entry.
    pub(crate) fn add(&mut self, direction: Direction, text: Utf8Bytes) {
        self.0.add(Line(direction, text));
    }

    /// The first entry of those from `position` on, and the position after it. If some of them are
    /// gone, that is said first.
    pub(crate) fn entry(&self, position: u64) -> Option<(Entry, u64)> {
        let gone = self.0.forgotten();
        if position < gone {
            return Some((Entry::gap(gone - position), gone));
        }
        let index = usize::try_from(position - gone).ok()?;
        let Line(direction, text) = self.0.items().get(index)?;
        Some((Entry::new(*direction, text.as_str()), position + 1))
    }

    /// How many entries had to go.
    pub(crate) fn forgotten(&self) -> u64 {
        self.0.forgotten()
    }

    /// All entries from a position on.
    pub(crate) fn entries(&self, mut position: u64) -> Vec<Entry> {
        let next = || {
            let (entry, next) = self.entry(position)?;
            position = next;
            Some(entry)
        };
        std::iter::from_fn(next).collect()
    }

    /// The last entries, so many.
    pub(crate) fn last(&self, count: usize) -> Vec<Entry> {
        let lines = self.0.items().len();
        let skipped = u64::try_from(lines.saturating_sub(count)).unwrap_or(u64::MAX);
        self.entries(self.0.forgotten() + skipped)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use Direction::{FromServer, ToServer};

    const LINE: usize = size_of::<Line>();

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
}
