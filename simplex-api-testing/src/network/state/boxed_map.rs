//! A map for few and large values.

use std::collections::BTreeMap;
use std::collections::btree_map::Values;
use std::iter::Map;

/// A sorted map with boxed values.
///
/// The nodes of a `BTreeMap` allocate space for eleven values, but most people have one user, one contact and a few
/// messages. With thousands of people, ten elevenths of the memory would be unused.
#[derive(Debug)]
pub(crate) struct BoxedMap<K, V>(BTreeMap<K, Box<V>>);

/// The iterator over values. A named type has no hidden lifetime that extends the borrow.
type BoxedValues<'a, K, V> = Map<Values<'a, K, Box<V>>, fn(&Box<V>) -> &V>;

impl<K, V> Default for BoxedMap<K, V> {
    fn default() -> Self {
        Self(BTreeMap::new())
    }
}

impl<K: Ord, V> BoxedMap<K, V> {
    pub(crate) fn insert(&mut self, key: K, value: V) {
        self.0.insert(key, Box::new(value));
    }

    pub(crate) fn get(&self, key: &K) -> Option<&V> {
        self.0.get(key).map(|value| &**value)
    }

    pub(crate) fn get_mut(&mut self, key: &K) -> Option<&mut V> {
        self.0.get_mut(key).map(|value| &mut **value)
    }

    pub(crate) fn contains_key(&self, key: &K) -> bool {
        self.0.contains_key(key)
    }

    pub(crate) fn remove(&mut self, key: &K) -> Option<V> {
        self.0.remove(key).map(|value| *value)
    }

    pub(crate) fn retain(&mut self, mut keep: impl FnMut(&K, &mut V) -> bool) {
        self.0.retain(|key, value| keep(key, value));
    }
}

impl<K, V> BoxedMap<K, V> {
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (&K, &V)> {
        self.0.iter().map(|(key, value)| (key, &**value))
    }

    pub(crate) fn values(&self) -> BoxedValues<'_, K, V> {
        self.0.values().map(|value| &**value)
    }

    pub(crate) fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.values_mut().map(|value| &mut **value)
    }
}
