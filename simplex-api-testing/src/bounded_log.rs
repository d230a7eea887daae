//! Lists that forget.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;

/// What takes room in a list.
pub(crate) trait Bulk {
    /// How much it has beside itself, in bytes.
    fn text_len(&self) -> usize;
}

/// How many bytes of each thing are kept if nothing else is said.
pub(crate) const ROOM: usize = 16 << 20;

/// The newest of what was added, as much as there is room for.
#[derive(Debug)]
pub(crate) struct Kept<T> {
    items: VecDeque<T>,
    forgotten: u64,
    size: usize,
    limit: usize,
    /// So many are kept, however large.
    least: usize,
}

impl<T: Bulk> Kept<T> {
    /// An empty list with room for `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            items: VecDeque::new(),
            forgotten: 0,
            size: 0,
            limit,
            least: 1,
        }
    }

    /// The same list, in which so many stay, however large.
    pub(crate) fn with_least(self, least: usize) -> Self {
        Self { least, ..self }
    }

    /// Adds an item, for which the oldest go if there is no room. The newest stays, however large.
    pub(crate) fn add(&mut self, item: T) {
        self.size += size(&item);
        self.items.push_back(item);
        while self.size > self.limit && self.items.len() > self.least && self.take_first().is_some()
        {
            self.forgotten += 1;
        }
    }

    /// Takes the oldest.
    pub(crate) fn take_first(&mut self) -> Option<T> {
        let item = self.items.pop_front()?;
        self.size -= size(&item);
        Some(item)
    }

    /// Puts the oldest back.
    pub(crate) fn put_first(&mut self, item: T) {
        self.size += size(&item);
        self.items.push_front(item);
    }

    /// Takes out what is not to be kept. It is not forgotten.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
        self.size = self.items.iter().map(size).sum();
    }

    /// Takes all, oldest first.
    pub(crate) fn take_all(&mut self) -> VecDeque<T> {
        self.size = 0;
        std::mem::take(&mut self.items)
    }

    /// How many had to go.
    pub(crate) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    pub(crate) fn items(&self) -> &VecDeque<T> {
        &self.items
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.items.iter()
    }
}

fn size<T: Bulk>(item: &T) -> usize {
    size_of::<T>() + item.text_len()
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Bulk for &str {
        fn text_len(&self) -> usize {
            self.len()
        }
    }

    const ITEM: usize = size_of::<&str>();

    #[test]
    fn the_oldest_go() {
        let mut kept = Kept::new(3 * (ITEM + 1));
        for text in ["a", "b", "c"] {
            kept.add(text);
        }
        assert_eq!((kept.items().len(), kept.forgotten()), (3, 0));
        for text in ["dd", "e"] {
            kept.add(text);
        }
        let left: Vec<_> = kept.iter().copied().collect();
        assert_eq!((left, kept.forgotten()), (vec!["dd", "e"], 3));
    }

    #[test]
    fn the_newest_stays_however_large() {
        let mut kept = Kept::new(0);
        kept.add("a");
        kept.add("long");
        let left: Vec<_> = kept.iter().copied().collect();
        assert_eq!((left, kept.forgotten()), (vec!["long"], 1));
    }

    #[test]
    fn what_is_taken_makes_room() {
        let mut kept = Kept::new(2 * (ITEM + 1)).with_least(2);
        for text in ["long", "longer", "a"] {
            kept.add(text);
        }
        assert_eq!((kept.take_first(), kept.forgotten()), (Some("longer"), 1));
        kept.put_first("b");
        kept.add("c");
        assert_eq!(kept.take_all(), ["a", "c"]);
        kept.add("d");
        assert_eq!((kept.take_first(), kept.forgotten()), (Some("d"), 2));
    }
}
