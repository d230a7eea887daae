use std::time::Duration;

use super::backoff::Backoff;

/// When to dial again after a link was lost or an attempt failed.
///
/// ```
/// use std::time::Duration;
/// use simplex_api::protocol::Reconnect;
///
/// let slow = Reconnect::endless().delays(Duration::from_secs(1), Duration::from_secs(60));
/// let bounded = Reconnect::attempts(5);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Reconnect {
    /// `None` is endless.
    max_attempts: Option<u32>,
    first_delay: Duration,
    max_delay: Duration,
    healthy_after: Duration,
}

impl Reconnect {
    /// Any number of attempts.
    pub const fn endless() -> Self {
        Self {
            max_attempts: None,
            first_delay: Duration::from_millis(100),
            max_delay: Duration::from_secs(10),
            healthy_after: Duration::from_secs(10),
        }
    }

    /// At most `attempts` in a row. A link that was not [healthy](Self::healthy_after) does not end the row.
    pub const fn attempts(attempts: u32) -> Self {
        Self {
            max_attempts: Some(attempts),
            ..Self::endless()
        }
    }

    /// No attempt.
    pub const fn never() -> Self {
        Self::attempts(0)
    }

    /// The delays between attempts. Each is random between zero and a ceiling that starts at `first` and doubles up to
    /// `max`. The defaults are 100 ms and 10 s. After an attempt that the server
    /// [refused](super::Connection::handle_dial_refused), the delay is `max`.
    pub const fn delays(mut self, first: Duration, max: Duration) -> Self {
        self.first_delay = first;
        self.max_delay = max;
        self
    }

    /// How long a link must stay up to count as healthy, which ends the row of attempts. The default is 10 s. A server
    /// that accepts links and closes them at once is dialled less and less often.
    pub const fn healthy_after(mut self, uptime: Duration) -> Self {
        self.healthy_after = uptime;
        self
    }
}

/// The row of attempts since the last healthy link.
#[derive(Debug)]
pub(crate) struct Redial {
    policy: Reconnect,
    attempts: u32,
    backoff: Backoff,
}

impl Redial {
    pub(crate) fn new(policy: Reconnect, seed: u64) -> Self {
        Self {
            policy,
            attempts: 0,
            backoff: Backoff::new(policy.first_delay, policy.max_delay, seed),
        }
    }

    /// The delay before the next attempt; `None` if no attempt is left.
    pub(crate) fn next_delay(&mut self) -> Option<Duration> {
        if self
            .policy
            .max_attempts
            .is_some_and(|max| self.attempts >= max)
        {
            return None;
        }
        self.attempts = self.attempts.saturating_add(1);
        Some(self.backoff.next_delay())
    }

    /// Like [`next_delay`](Self::next_delay), for a server that refuses: that takes longer than a restart.
    pub(crate) fn max_delay(&mut self) -> Option<Duration> {
        self.next_delay().map(|_| self.policy.max_delay)
    }

    /// A link was lost after this uptime.
    pub(crate) fn record_uptime(&mut self, uptime: Duration) {
        if uptime >= self.policy.healthy_after {
            self.attempts = 0;
            self.backoff.reset();
        }
    }

    /// The number of attempts in this row.
    pub(crate) fn attempts(&self) -> u32 {
        self.attempts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count_delays(redial: &mut Redial) -> usize {
        std::iter::from_fn(|| redial.next_delay()).take(100).count()
    }

    #[test]
    fn attempts_are_counted_until_a_healthy_link() {
        let mut redial = Redial::new(Reconnect::attempts(3), 1);
        assert_eq!((count_delays(&mut redial), redial.attempts()), (3, 3));
        redial.record_uptime(Duration::from_secs(9));
        assert_eq!(count_delays(&mut redial), 0);
        redial.record_uptime(Duration::from_secs(10));
        assert_eq!(count_delays(&mut redial), 3);
    }

    #[test]
    fn never_has_no_attempt_and_endless_has_no_limit() {
        assert_eq!(count_delays(&mut Redial::new(Reconnect::never(), 1)), 0);
        assert_eq!(count_delays(&mut Redial::new(Reconnect::endless(), 1)), 100);
    }

    #[test]
    fn only_a_healthy_link_resets_the_delays() {
        let max_of_20 = |redial: &mut Redial| {
            let delays = (0..20).map(|_| redial.next_delay());
            delays.flatten().max().expect("a delay")
        };
        let policy =
            Reconnect::endless().delays(Duration::from_millis(1), Duration::from_secs(100));
        let mut redial = Redial::new(policy, 1);
        assert!(max_of_20(&mut redial) > Duration::from_secs(10));
        redial.record_uptime(Duration::ZERO);
        assert!(max_of_20(&mut redial) > Duration::from_secs(10));
        redial.record_uptime(Duration::from_secs(10));
        assert!(redial.next_delay() <= Some(Duration::from_millis(1)));
    }
}
