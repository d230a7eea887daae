use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
use std::time::Duration;

/// Exponential backoff with full jitter: each delay is random between zero and a ceiling, and the ceiling doubles.
///
/// The jitter keeps clients that lost their server at the same moment from reconnecting at the same moment.
#[derive(Debug, Clone)]
pub(super) struct Backoff {
    first: Duration,
    max: Duration,
    ceiling: Duration,
    seed: u64,
    /// The number of delays so far.
    count: u64,
}

impl Backoff {
    /// The first delay is at most `first`, and no delay exceeds `max`. The same seed gives the same delays.
    pub(super) fn new(first: Duration, max: Duration, seed: u64) -> Self {
        Self {
            first,
            max,
            ceiling: first.min(max),
            seed,
            count: 0,
        }
    }

    /// The delay before the next attempt.
    pub(super) fn next_delay(&mut self) -> Duration {
        let ceiling = self.ceiling;
        self.ceiling = ceiling.saturating_mul(2).min(self.max);
        let fraction = self.next_fraction();
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * fraction)
            .map_or(ceiling, |delay| delay.min(ceiling))
    }

    /// A pseudo-random number from 0 (inclusive) to 1 (exclusive).
    fn next_fraction(&mut self) -> f64 {
        self.count += 1;
        let hasher = BuildHasherDefault::<DefaultHasher>::default();
        let hash = hasher.hash_one((self.seed, self.count));
        // The upper 53 bits, as a fraction of 2^53.
        (hash >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Resets the ceiling to its start value.
    pub(super) fn reset(&mut self) {
        self.ceiling = self.first.min(self.max);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(100);
    const MAX: Duration = Duration::from_secs(10);

    fn ceilings(backoff: &mut Backoff, n: usize) -> Vec<u128> {
        let next = |backoff: &mut Backoff| {
            let ceiling = backoff.ceiling;
            assert!(backoff.next_delay() <= ceiling);
            ceiling.as_millis()
        };
        (0..n).map(|_| next(backoff)).collect()
    }

    #[test]
    fn ceilings_double_up_to_the_maximum() {
        let mut backoff = Backoff::new(FIRST, MAX, 1);
        let expected = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000];
        assert_eq!(ceilings(&mut backoff, 9), expected);
        backoff.reset();
        assert_eq!(ceilings(&mut backoff, 2), [100, 200]);
    }

    #[test]
    fn delays_spread_over_the_whole_range() {
        let delays: Vec<_> = (0..1000)
            .map(|seed| Backoff::new(FIRST, MAX, seed).next_delay())
            .collect();
        for tenth in 0..10 {
            let range = FIRST * tenth / 10..FIRST * (tenth + 1) / 10;
            let count = delays
                .iter()
                .filter(|delay| range.contains::<Duration>(delay))
                .count();
            assert!((50..200).contains(&count), "{count} of 1000 in {range:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_delays() {
        let delays = |seed| {
            let mut backoff = Backoff::new(FIRST, MAX, seed);
            [(); 5].map(|()| backoff.next_delay())
        };
        assert_eq!(delays(3), delays(3));
        assert_ne!(delays(3), delays(4));
    }

    #[test]
    fn extreme_durations_do_not_overflow() {
        let mut endless = Backoff::new(Duration::MAX, Duration::MAX, 1);
        ceilings(&mut endless, 100);
        let mut zero = Backoff::new(Duration::ZERO, MAX, 1);
        assert_eq!(zero.next_delay(), Duration::ZERO);
        let mut first_above_max = Backoff::new(MAX, FIRST, 1);
        assert_eq!(ceilings(&mut first_above_max, 2), [100, 100]);
    }
}
