//! A list bounded by bytes: the oldest items are dropped.

use std::collections::VecDeque;
use std::collections::vec_deque::Iter;

/// A type whose values own memory on the heap.
pub(crate) trait HeapSize {
    /// The bytes that the value owns on the heap.
    fn heap_size(&self) -> usize;
}

/// The default limit of each log, in bytes.
pub(crate) const DEFAULT_LIMIT: usize = 16 << 20;

/// The newest items that were added, up to a limit in bytes.
#[derive(Debug)]
pub(crate) struct BoundedLog<T> {
    items: VecDeque<T>,
    dropped: u64,
    size: usize,
    limit: usize,
    /// This number of items is kept, whatever their size.
    min_items: usize,
}

impl<T: HeapSize> BoundedLog<T> {
    /// An empty log of at most `limit` bytes.
    pub(crate) fn new(limit: usize) -> Self {
        Self {
            items: VecDeque::new(),
            dropped: 0,
            size: 0,
            limit,
            min_items: 1,
        }
    }

    /// The same log, which keeps at least this number of items, whatever their size.
    pub(crate) fn with_min_items(self, min_items: usize) -> Self {
        Self { min_items, ..self }
    }

    /// Adds an item and drops the oldest ones beyond the limit. The newest item is always kept.
    pub(crate) fn add(&mut self, item: T) {
        self.size += size(&item);
        self.items.push_back(item);
        while self.size > self.limit
            && self.items.len() > self.min_items
            && self.pop_first().is_some()
        {
            self.dropped += 1;
        }
    }

    /// Removes the oldest item.
    pub(crate) fn pop_first(&mut self) -> Option<T> {
        let item = self.items.pop_front()?;
        self.size -= size(&item);
        Some(item)
    }

    /// Puts an item back as the oldest one.
    pub(crate) fn push_first(&mut self, item: T) {
        self.size += size(&item);
        self.items.push_front(item);
    }

    /// Keeps only the items for which `keep` returns `true`. The others do not count as dropped.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
        self.size = self.items.iter().map(size).sum();
    }

    /// Removes all items, oldest first.
    pub(crate) fn take_all(&mut self) -> VecDeque<T> {
        self.size = 0;
        std::mem::take(&mut self.items)
    }

    /// The number of items dropped because of the limit.
    pub(crate) fn dropped(&self) -> u64 {
        self.dropped
    }

    pub(crate) fn items(&self) -> &VecDeque<T> {
        &self.items
    }

    pub(crate) fn iter(&self) -> Iter<'_, T> {
        self.items.iter()
    }
}

fn size<T: HeapSize>(item: &T) -> usize {
    size_of::<T>() + item.heap_size()
}

#[cfg(test)]
mod tests {
    use super::*;

    impl HeapSize for &str {
        fn heap_size(&self) -> usize {
            self.len()
        }
    }

    const ITEM: usize = size_of::<&str>();

    #[test]
    fn the_oldest_items_are_dropped() {
        let mut log = BoundedLog::new(3 * (ITEM + 1));
        for text in ["a", "b", "c"] {
            log.add(text);
        }
        assert_eq!((log.items().len(), log.dropped()), (3, 0));
        for text in ["dd", "e"] {
            log.add(text);
        }
        let left: Vec<_> = log.iter().copied().collect();
        assert_eq!((left, log.dropped()), (vec!["dd", "e"], 3));
    }

    #[test]
    fn the_newest_item_is_always_kept() {
        let mut log = BoundedLog::new(0);
        log.add("a");
        log.add("long");
        let left: Vec<_> = log.iter().copied().collect();
        assert_eq!((left, log.dropped()), (vec!["long"], 1));
    }

    #[test]
    fn removed_items_free_capacity() {
        let mut log = BoundedLog::new(2 * (ITEM + 1)).with_min_items(2);
        for text in ["long", "longer", "a"] {
            log.add(text);
        }
        assert_eq!((log.pop_first(), log.dropped()), (Some("longer"), 1));
        log.push_first("b");
        log.add("c");
        assert_eq!(log.take_all(), ["a", "c"]);
        log.add("d");
        assert_eq!((log.pop_first(), log.dropped()), (Some("d"), 2));
    }
}
