//! Lists that forget.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;

/// What takes room in a list.
pub(super) trait Bulk {
    /// How much it has beside itself, in bytes.
    fn text_len(&self) -> usize;
}

/// The newest of what was added, as much as there is room for.
#[derive(Debug)]
pub(super) struct Kept<T> {
    items: VecDeque<T>,
    forgotten: u64,
    size: usize,
    limit: usize,
}

impl<T: Bulk> Kept<T> {
    /// An empty list with room for `limit` bytes.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            items: VecDeque::new(),
            forgotten: 0,
            size: 0,
            limit,
        }
    }

    /// Adds an item, for which the oldest go if there is no room. The newest stays, however large.
    pub(super) fn add(&mut self, item: T) {
        self.size += size(&item);
        self.items.push_back(item);
        while self.size > self.limit
            && self.items.len() > 1
            && let Some(item) = self.items.pop_front()
        {
            self.size -= size(&item);
            self.forgotten += 1;
        }
    }

    /// How many had to go.
    pub(super) fn forgotten(&self) -> u64 {
        self.forgotten
    }

    pub(super) fn items(&self) -> &VecDeque<T> {
        &self.items
    }

    pub(super) fn iter(&self) -> Iter<'_, T> {
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
}
