//! Breadth-first search, and the budget of steps that bounds the analysis.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// The number of steps that the analysis of a syntax may take. A step is a state or a comparison of two states.
pub(crate) const MAX_STEPS: usize = 10_000_000;

/// The number of steps that are left.
#[derive(Debug)]
pub(super) struct Budget(usize);

/// The syntax is too large to be analyzed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TooLarge;

impl Budget {
    pub(super) fn new() -> Self {
        Self(MAX_STEPS)
    }

    pub(super) fn spend(&mut self, steps: usize) -> Result<(), TooLarge> {
        self.0 = self.0.checked_sub(steps).ok_or(TooLarge)?;
        Ok(())
    }

    #[cfg(test)]
    pub(super) fn of(steps: usize) -> Self {
        Self(steps)
    }

    #[cfg(test)]
    pub(super) fn spent(&self) -> usize {
        MAX_STEPS - self.0
    }
}

/// A set of state numbers, or of pairs of them. The numbers are not attacker-controlled, so a weak hash is enough; it is
/// chosen for speed, because macros are compiled without optimization.
pub(super) type Seen<K> = HashSet<K, BuildHasherDefault<MultiplyHasher>>;

/// A hash with one multiplication per number.
#[derive(Debug, Default)]
pub(super) struct MultiplyHasher(u64);

impl Hasher for MultiplyHasher {
    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.write_usize((*byte).into()));
    }

    fn write_usize(&mut self, number: usize) {
        self.0 = (self.0.rotate_left(5) ^ number as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The shortest path from one of `first` to a goal; of several, the first one found. Vertices with the same `key` are
/// the same vertex.
pub(super) fn breadth_first<V: Copy, K: Eq + Hash>(
    first: Vec<V>,
    key: impl Fn(V) -> K,
    mut next: impl FnMut(V) -> Result<Vec<V>, TooLarge>,
    is_goal: impl Fn(V) -> bool,
) -> Result<Option<Vec<V>>, TooLarge> {
    let mut seen = Seen::default();
    // Each vertex, and the index of its predecessor.
    let mut reached: Vec<(V, Option<usize>)> = Vec::new();
    let mut add = |reached: &mut Vec<_>, vertices: Vec<V>, predecessor| {
        let new = vertices.into_iter();
        let new = new.filter(|vertex| seen.insert(key(*vertex)));
        reached.extend(new.map(|vertex| (vertex, predecessor)));
    };
    add(&mut reached, first, None);
    let mut current = 0;
    while let Some((vertex, _)) = reached.get(current).copied() {
        if is_goal(vertex) {
            let predecessor = |(_, index): &(V, Option<usize>)| index.map(|index| reached[index]);
            let path = std::iter::successors(Some(reached[current]), predecessor);
            let mut path: Vec<_> = path.map(|(vertex, _)| vertex).collect();
            path.reverse();
            return Ok(Some(path));
        }
        add(&mut reached, next(vertex)?, Some(current));
        current += 1;
    }
    Ok(None)
}
