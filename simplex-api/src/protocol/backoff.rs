use std::time::Duration;

use super::random::Random;

/// Delays that grow, with full jitter: each is random between nothing and a ceiling that doubles.
///
/// Clients that lost their server at the same moment so come back spread out.
///
/// ```
/// use std::time::Duration;
/// use simplex_api::protocol::Backoff;
///
/// let mut backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(10), 7);
/// assert!(backoff.next_delay() <= Duration::from_millis(100));
/// assert!(backoff.next_delay() <= Duration::from_millis(200));
/// ```
#[derive(Debug, Clone)]
pub struct Backoff {
    first: Duration,
    longest: Duration,
    ceiling: Duration,
    random: Random,
}

impl Backoff {
    /// The first delay is at most `first`, no delay is more than `longest`. The same seed gives the same
    /// delays.
    pub fn new(first: Duration, longest: Duration, seed: u64) -> Self {
        Self {
            first,
            longest,
            ceiling: first.min(longest),
            random: Random::new(seed),
        }
    }

    /// How long to wait before the next attempt.
    pub fn next_delay(&mut self) -> Duration {
        let ceiling = self.ceiling;
        self.ceiling = ceiling.saturating_mul(2).min(self.longest);
        let fraction = self.random.next_fraction();
        Duration::try_from_secs_f64(ceiling.as_secs_f64() * fraction)
            .map_or(ceiling, |delay| delay.min(ceiling))
    }

    /// Begins again with the shortest ceiling.
    pub fn reset(&mut self) {
        self.ceiling = self.first.min(self.longest);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: Duration = Duration::from_millis(100);
    const LONGEST: Duration = Duration::from_secs(10);

    fn ceilings(backoff: &mut Backoff, n: usize) -> Vec<u128> {
        let step = |backoff: &mut Backoff| {
            let ceiling = backoff.ceiling;
            assert!(backoff.next_delay() <= ceiling);
            ceiling.as_millis()
        };
        (0..n).map(|_| step(backoff)).collect()
    }

    #[test]
    fn ceilings_double_up_to_the_longest() {
        let mut backoff = Backoff::new(FIRST, LONGEST, 1);
        let expected = [100, 200, 400, 800, 1600, 3200, 6400, 10_000, 10_000];
        assert_eq!(ceilings(&mut backoff, 9), expected);
        backoff.reset();
        assert_eq!(ceilings(&mut backoff, 2), [100, 200]);
    }

    #[test]
    fn delays_spread_over_the_whole_range() {
        let delays: Vec<_> = (0..1000)
            .map(|seed| Backoff::new(FIRST, LONGEST, seed).next_delay())
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
    fn a_seed_repeats_itself() {
        let delays = |seed| {
            let mut backoff = Backoff::new(FIRST, LONGEST, seed);
            [(); 5].map(|()| backoff.next_delay())
        };
        assert_eq!(delays(3), delays(3));
        assert_ne!(delays(3), delays(4));
    }

    #[test]
    fn extremes_are_no_overflow() {
        let mut endless = Backoff::new(Duration::MAX, Duration::MAX, 1);
        ceilings(&mut endless, 100);
        let mut none = Backoff::new(Duration::ZERO, LONGEST, 1);
        assert_eq!(none.next_delay(), Duration::ZERO);
        let mut short = Backoff::new(LONGEST, FIRST, 1);
        assert_eq!(ceilings(&mut short, 2), [100, 100]);
    }
}
