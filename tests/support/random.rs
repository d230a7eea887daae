//! Repeatable random numbers.

/// Random numbers, the same for the same seed: SplitMix64.
#[derive(Debug)]
pub struct Random(u64);

impl Random {
    /// The numbers of a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// Any number.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`.
    ///
    /// # Panics
    /// If `end` is 0.
    pub fn below(&mut self, end: u64) -> u64 {
        self.number() % end
    }

    /// An index of a list of this length.
    ///
    /// # Panics
    /// If the list is empty.
    pub fn place(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).expect("a list in memory");
        usize::try_from(self.below(length)).expect("less than its length")
    }

    /// `true` once in `times` on average.
    ///
    /// # Panics
    /// If `times` is 0.
    pub fn once_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }
}
