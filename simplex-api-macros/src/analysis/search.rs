//! The shortest way to a goal, in a bounded number of steps.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, Hash, Hasher};

/// The number of steps that the analysis of a syntax may take: each is a state or a comparison of two.
pub(crate) const MAX_STEPS: usize = 10_000_000;

/// The steps that are left.
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

/// A set of numbers of states, or of pairs of them. Nobody chooses these, so the hash need not be a good one, and macros
/// are not optimized.
pub(super) type Seen<K> = HashSet<K, BuildHasherDefault<Product>>;

/// A hash that takes one multiplication for each number.
#[derive(Debug, Default)]
pub(super) struct Product(u64);

impl Hasher for Product {
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

/// The shortest way from one of `first` to a goal, breadth first: of equally short ones the first. Places with the same
/// `key` are the same.
pub(super) fn shortest<P: Copy, K: Eq + Hash>(
    first: Vec<P>,
    key: impl Fn(P) -> K,
    mut next: impl FnMut(P) -> Result<Vec<P>, TooLarge>,
    is_goal: impl Fn(P) -> bool,
) -> Result<Option<Vec<P>>, TooLarge> {
    let mut seen = Seen::default();
    // Each place, and the number of the one before.
    let mut reached: Vec<(P, Option<usize>)> = Vec::new();
    let mut add = |reached: &mut Vec<_>, places: Vec<P>, before| {
        let new = places.into_iter().filter(|place| seen.insert(key(*place)));
        reached.extend(new.map(|place| (place, before)));
    };
    add(&mut reached, first, None);
    let mut current = 0;
    while let Some((place, _)) = reached.get(current).copied() {
        if is_goal(place) {
            let before = |(_, before): &(P, Option<usize>)| before.map(|before| reached[before]);
            let way = std::iter::successors(Some(reached[current]), before);
            let mut way: Vec<_> = way.map(|(place, _)| place).collect();
            way.reverse();
            return Ok(Some(way));
        }
        add(&mut reached, next(place)?, Some(current));
        current += 1;
    }
    Ok(None)
}
