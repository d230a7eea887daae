//! What belongs to requests, by their ids.

use std::collections::VecDeque;

use super::RequestId;

/// Capacity below which nothing is given back.
const SMALL: usize = 64;

/// Values of requests, in the order of their ids, which is that in which they are made.
///
/// They mostly end in that order too, so that few are missing between those that are left.
#[derive(Debug)]
pub(crate) struct InOrder<T> {
    items: VecDeque<(RequestId, T)>,
}

impl<T> InOrder<T> {
    /// Adds the value of a request that is younger than all others.
    pub(crate) fn push(&mut self, id: RequestId, value: T) {
        debug_assert!(self.items.back().is_none_or(|(last, _)| *last < id));
        self.items.push_back((id, value));
    }

    pub(crate) fn pop_first(&mut self) -> Option<(RequestId, T)> {
        let first = self.items.pop_front();
        self.give_back();
        first
    }

    pub(crate) fn remove(&mut self, id: RequestId) -> Option<T> {
        let (_, value) = self.items.remove(self.find(id)?)?;
        self.give_back();
        Some(value)
    }

    #[cfg(test)]
    pub(crate) fn get(&self, id: RequestId) -> Option<&T> {
        Some(&self.items.get(self.find(id)?)?.1)
    }

    pub(crate) fn get_mut(&mut self, id: RequestId) -> Option<&mut T> {
        let index = self.find(id)?;
        Some(&mut self.items.get_mut(index)?.1)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (RequestId, &T)> {
        self.items.iter().map(|(id, value)| (*id, value))
    }

    /// Takes all of them.
    pub(crate) fn take(&mut self) -> impl Iterator<Item = (RequestId, T)> + use<T> {
        std::mem::take(&mut self.items).into_iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    fn find(&self, id: RequestId) -> Option<usize> {
        let (first, _) = self.items.front()?;
        // Where it is if none between has gone.
        let index = usize::try_from(id.0.checked_sub(first.0)?).ok()?;
        match self.items.get(index) {
            Some((found, _)) if *found == id => Some(index),
            _ => self.items.binary_search_by_key(&id, |(id, _)| *id).ok(),
        }
    }

    /// Keeps the memory in proportion to what is there.
    fn give_back(&mut self) {
        let capacity = self.items.capacity();
        if capacity > SMALL && self.items.len() < capacity / 4 {
            self.items.shrink_to(capacity / 2);
        }
    }
}

impl<T> Default for InOrder<T> {
    fn default() -> Self {
        Self {
            items: VecDeque::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    use super::*;

    proptest! {
        #[test]
        fn it_holds_what_a_map_would(removed in vec(0_usize..400, 0..400), popped in 0_usize..200) {
            let mut items = InOrder::default();
            let mut map = BTreeMap::new();
            for n in 0..400 {
                items.push(RequestId(n), n);
                map.insert(RequestId(n), n);
            }
            for _ in 0..popped {
                prop_assert_eq!(items.pop_first(), map.pop_first());
            }
            for index in removed {
                let id = RequestId(index as u64);
                prop_assert_eq!(items.get(id), map.get(&id));
                prop_assert_eq!(items.get_mut(id), map.get_mut(&id));
                prop_assert_eq!(items.remove(id), map.remove(&id));
                prop_assert_eq!(items.len(), map.len());
            }
            prop_assert!(items.items.capacity() <= (4 * map.len()).max(SMALL));
            prop_assert!(items.take().eq(map));
            prop_assert!(items.is_empty());
        }
    }
}
