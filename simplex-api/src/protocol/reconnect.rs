use std::time::Duration;

use super::backoff::Backoff;

/// When to dial again after a link was lost or could not be made.
///
/// ```
/// use std::time::Duration;
/// use simplex_api::protocol::Reconnect;
///
/// let patient = Reconnect::endless().delays(Duration::from_secs(1), Duration::from_secs(60));
/// let bounded = Reconnect::attempts(5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Reconnect {
    /// `None` is endless.
    attempts: Option<u32>,
    first: Duration,
    longest: Duration,
    healthy_after: Duration,
}

impl Reconnect {
    /// As often as it takes.
    pub const fn endless() -> Self {
        Self {
            attempts: None,
            first: Duration::from_millis(100),
            longest: Duration::from_secs(10),
            healthy_after: Duration::from_secs(10),
        }
    }

    /// At most so many attempts in a row; links that were not [healthy](Self::healthy_after) count.
    pub const fn attempts(attempts: u32) -> Self {
        Self {
            attempts: Some(attempts),
            ..Self::endless()
        }
    }

    /// Not at all.
    pub const fn never() -> Self {
        Self::attempts(0)
    }

    /// The bounds of the [delays](Backoff) between attempts: 100 ms and 10 s if not set. After an attempt that a server
    /// [rejected](super::Connection::handle_rejected), the longest one is waited for.
    pub const fn delays(mut self, first: Duration, longest: Duration) -> Self {
        self.first = first;
        self.longest = longest;
        self
    }

    /// How long a link has to live to end the row of attempts, 10 s if not set. A server that accepts and
    /// hangs up at once is dialled less and less often.
    pub const fn healthy_after(mut self, time: Duration) -> Self {
        self.healthy_after = time;
        self
    }
}

/// The attempts in a row.
#[derive(Debug)]
pub(crate) struct Redial {
    policy: Reconnect,
    tried: u32,
    backoff: Backoff,
}

impl Redial {
    pub(crate) fn new(policy: Reconnect, seed: u64) -> Self {
        Self {
            policy,
            tried: 0,
            backoff: Backoff::new(policy.first, policy.longest, seed),
        }
    }

    /// The delay before the next attempt; `None` if it was the last.
    pub(crate) fn next_delay(&mut self) -> Option<Duration> {
        if self.policy.attempts.is_some_and(|most| self.tried >= most) {
            return None;
        }
        self.tried = self.tried.saturating_add(1);
        Some(self.backoff.next_delay())
    }

    /// The same for a server that refuses: that will take longer than a restart.
    pub(crate) fn longest_delay(&mut self) -> Option<Duration> {
        self.next_delay().map(|_| self.policy.longest)
    }

    /// A link was lost that lived so long.
    pub(crate) fn lived(&mut self, time: Duration) {
        if time >= self.policy.healthy_after {
            self.tried = 0;
            self.backoff.reset();
        }
    }

    /// How many attempts were made in a row.
    pub(crate) fn tried(&self) -> u32 {
        self.tried
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attempts(redial: &mut Redial) -> usize {
        std::iter::from_fn(|| redial.next_delay()).take(100).count()
    }

    #[test]
    fn attempts_are_counted_in_a_row() {
        let mut redial = Redial::new(Reconnect::attempts(3), 1);
        assert_eq!((attempts(&mut redial), redial.tried()), (3, 3));
        redial.lived(Duration::from_secs(9));
        assert_eq!(attempts(&mut redial), 0);
        redial.lived(Duration::from_secs(10));
        assert_eq!(attempts(&mut redial), 3);
    }

    #[test]
    fn policies_are_what_they_say() {
        assert_eq!(attempts(&mut Redial::new(Reconnect::never(), 1)), 0);
        assert_eq!(attempts(&mut Redial::new(Reconnect::endless(), 1)), 100);
    }

    #[test]
    fn delays_start_over_after_a_healthy_link_only() {
        let longest = |redial: &mut Redial| {
            let delays = (0..20).map(|_| redial.next_delay());
            delays.flatten().max().expect("a delay")
        };
        let policy =
            Reconnect::endless().delays(Duration::from_millis(1), Duration::from_secs(100));
        let mut redial = Redial::new(policy, 1);
        assert!(longest(&mut redial) > Duration::from_secs(10));
        redial.lived(Duration::ZERO);
        assert!(longest(&mut redial) > Duration::from_secs(10));
        redial.lived(Duration::from_secs(10));
        assert!(redial.next_delay() <= Some(Duration::from_millis(1)));
    }
}
