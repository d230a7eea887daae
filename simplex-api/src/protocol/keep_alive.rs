use std::time::{Duration, Instant};

use super::time::saturating_add;

/// When an idle link is pinged, and when it counts as dead.
///
/// Any byte from the server counts as activity. While three or more commands are outstanding no ping is sent, because
/// the server does not read then. Commands that timed out count as outstanding too, until the server has been silent
/// for 10 minutes.
///
/// ```
/// use std::time::Duration;
/// use simplex_api::protocol::KeepAlive;
///
/// let keep_alive = KeepAlive::default().ping_timeout(Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct KeepAlive {
    ping_after: Duration,
    pub(crate) ping_timeout: Duration,
}

impl KeepAlive {
    /// The minimum for both durations.
    pub const MIN: Duration = Duration::from_millis(10);

    /// How long the server may be silent before it is pinged. The default is 30 s, the minimum [`MIN`](Self::MIN).
    pub fn ping_after(mut self, silence: Duration) -> Self {
        self.ping_after = silence.max(Self::MIN);
        self
    }

    /// How long the answer to a ping may take. The default is 20 s, the minimum [`MIN`](Self::MIN).
    pub fn ping_timeout(mut self, timeout: Duration) -> Self {
        self.ping_timeout = timeout.max(Self::MIN);
        self
    }
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self {
            ping_after: Duration::from_secs(30),
            ping_timeout: Duration::from_secs(20),
        }
    }
}

/// What to do about a silent link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum IdleAction {
    Ping,
    DropLink,
}

/// The keep-alive state of one link.
#[derive(Debug)]
pub(super) struct IdleTimer {
    keep_alive: KeepAlive,
    last_activity: Instant,
    /// When the ping was sent that is not answered yet.
    ping_sent_at: Option<Instant>,
}

impl IdleTimer {
    pub(super) fn new(keep_alive: KeepAlive, now: Instant) -> Self {
        Self {
            keep_alive,
            last_activity: now,
            ping_sent_at: None,
        }
    }

    /// Something was received from the server.
    pub(super) fn on_activity(&mut self, now: Instant) {
        self.last_activity = now;
        self.ping_sent_at = None;
    }

    pub(super) fn last_activity(&self) -> Instant {
        self.last_activity
    }

    /// Whether a ping was sent and nothing was received since.
    pub(super) fn awaits_pong(&self) -> bool {
        self.ping_sent_at.is_some()
    }

    /// Ignores a ping that was sent, because there is a reason why it may not be answered.
    pub(super) fn forgive_ping(&mut self) {
        self.ping_sent_at = None;
    }

    /// When to call [`poll`](Self::poll).
    pub(super) fn deadline(&self) -> Instant {
        match self.ping_sent_at {
            None => saturating_add(self.last_activity, self.keep_alive.ping_after),
            Some(sent_at) => saturating_add(sent_at, self.keep_alive.ping_timeout),
        }
    }

    pub(super) fn poll(&mut self, now: Instant) -> Option<IdleAction> {
        if now < self.deadline() {
            return None;
        }
        Some(match self.ping_sent_at.replace(now) {
            None => IdleAction::Ping,
            Some(_) => IdleAction::DropLink,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timer() -> (IdleTimer, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        let timer = IdleTimer::new(KeepAlive::default(), start);
        (timer, move |seconds| start + Duration::from_secs(seconds))
    }

    #[test]
    fn a_silent_link_is_pinged_then_dropped() {
        let (mut timer, at) = timer();
        assert_eq!(timer.poll(at(29)), None);
        assert_eq!(timer.poll(at(30)), Some(IdleAction::Ping));
        assert_eq!(timer.poll(at(49)), None);
        assert_eq!(timer.poll(at(50)), Some(IdleAction::DropLink));
    }

    #[test]
    fn any_activity_restarts_the_timer() {
        let (mut timer, at) = timer();
        timer.on_activity(at(20));
        assert_eq!(timer.deadline(), at(50));
        assert_eq!(timer.poll(at(50)), Some(IdleAction::Ping));
        timer.on_activity(at(69));
        assert_eq!(timer.poll(at(98)), None);
        assert_eq!(timer.poll(at(99)), Some(IdleAction::Ping));
    }

    #[test]
    fn a_link_is_pinged_before_it_is_dropped_even_with_zero_durations() {
        let start = Instant::now();
        let keep_alive = KeepAlive::default().ping_after(Duration::ZERO);
        let mut timer = IdleTimer::new(keep_alive.ping_timeout(Duration::ZERO), start);
        assert_eq!(timer.poll(start), None);
        let ping_at = start + KeepAlive::MIN;
        assert_eq!(timer.poll(ping_at), Some(IdleAction::Ping));
        assert_eq!(timer.poll(ping_at), None);
        assert_eq!(
            timer.poll(ping_at + KeepAlive::MIN),
            Some(IdleAction::DropLink)
        );
    }

    #[test]
    fn a_forgiven_ping_is_sent_again() {
        let (mut timer, at) = timer();
        assert_eq!(timer.poll(at(30)), Some(IdleAction::Ping));
        timer.forgive_ping();
        assert_eq!(timer.poll(at(300)), Some(IdleAction::Ping));
        assert_eq!(timer.poll(at(320)), Some(IdleAction::DropLink));
    }
}
