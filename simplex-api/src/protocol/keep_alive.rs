use std::time::{Duration, Instant};

use super::time::later;

/// How an idle link is watched: after so much silence it is pinged, and after so much more it is dead.
///
/// Any byte from the server is a sign of life. While three commands or more are outstanding no ping is sent: the server
/// does not read then. Commands that were given up count as well, until it has been silent for 10 minutes.
///
/// ```
/// use std::time::Duration;
/// use simplex_api::protocol::KeepAlive;
///
/// let keep_alive = KeepAlive::default().patience(Duration::from_secs(60));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct KeepAlive {
    idle: Duration,
    patience: Duration,
}

impl KeepAlive {
    /// No time is shorter: a ping needs some to be sent and to be answered.
    pub const SHORTEST: Duration = Duration::from_millis(10);

    /// How long the server may be silent before it is pinged: 30 s if not set, at least
    /// [`SHORTEST`](Self::SHORTEST).
    pub fn idle(mut self, idle: Duration) -> Self {
        self.idle = idle.max(Self::SHORTEST);
        self
    }

    /// How long it may take to answer the ping: 20 s if not set, at least [`SHORTEST`](Self::SHORTEST).
    pub fn patience(mut self, patience: Duration) -> Self {
        self.patience = patience.max(Self::SHORTEST);
        self
    }

    /// What is said of a link that is dead.
    #[cfg(feature = "client")]
    pub(crate) fn allowance(&self) -> Duration {
        self.patience
    }
}

impl Default for KeepAlive {
    fn default() -> Self {
        Self {
            idle: Duration::from_secs(30),
            patience: Duration::from_secs(20),
        }
    }
}

/// What to do about a silent link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    Ping,
    Dead,
}

/// The watch over one link.
#[derive(Debug)]
pub(super) struct Watch {
    keep_alive: KeepAlive,
    heard: Instant,
    pinged: Option<Instant>,
}

impl Watch {
    pub(super) fn new(keep_alive: KeepAlive, now: Instant) -> Self {
        Self {
            keep_alive,
            heard: now,
            pinged: None,
        }
    }

    /// Something came from the server.
    pub(super) fn heard(&mut self, now: Instant) {
        self.heard = now;
        self.pinged = None;
    }

    /// When something came last.
    pub(super) fn last_heard(&self) -> Instant {
        self.heard
    }

    /// Whether a ping was sent, and nothing came since.
    pub(super) fn is_pinged(&self) -> bool {
        self.pinged.is_some()
    }

    /// A ping that was sent counts no more: there is a reason not to answer it.
    pub(super) fn excuse(&mut self) {
        self.pinged = None;
    }

    /// When to [`judge`](Self::judge), unless there is an excuse until then.
    pub(super) fn deadline(&self) -> Instant {
        match self.pinged {
            None => later(self.heard, self.keep_alive.idle),
            Some(pinged) => later(pinged, self.keep_alive.patience),
        }
    }

    pub(super) fn judge(&mut self, now: Instant) -> Option<Verdict> {
        if now < self.deadline() {
            return None;
        }
        Some(match self.pinged.replace(now) {
            None => Verdict::Ping,
            Some(_) => Verdict::Dead,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn watch() -> (Watch, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        let watch = Watch::new(KeepAlive::default(), start);
        (watch, move |seconds| start + Duration::from_secs(seconds))
    }

    #[test]
    fn silence_is_pinged_then_dead() {
        let (mut watch, at) = watch();
        assert_eq!(watch.judge(at(29)), None);
        assert_eq!(watch.judge(at(30)), Some(Verdict::Ping));
        assert_eq!(watch.judge(at(49)), None);
        assert_eq!(watch.judge(at(50)), Some(Verdict::Dead));
    }

    #[test]
    fn any_sign_of_life_starts_over() {
        let (mut watch, at) = watch();
        watch.heard(at(20));
        assert_eq!(watch.deadline(), at(50));
        assert_eq!(watch.judge(at(50)), Some(Verdict::Ping));
        watch.heard(at(69));
        assert_eq!(watch.judge(at(98)), None);
        assert_eq!(watch.judge(at(99)), Some(Verdict::Ping));
    }

    #[test]
    fn a_ping_is_sent_before_a_link_is_dead() {
        let start = Instant::now();
        let none = KeepAlive::default().idle(Duration::ZERO);
        let mut watch = Watch::new(none.patience(Duration::ZERO), start);
        assert_eq!(watch.judge(start), None);
        let pinged = start + KeepAlive::SHORTEST;
        assert_eq!(watch.judge(pinged), Some(Verdict::Ping));
        assert_eq!(watch.judge(pinged), None);
        assert_eq!(
            watch.judge(pinged + KeepAlive::SHORTEST),
            Some(Verdict::Dead)
        );
    }

    #[test]
    fn an_excused_ping_is_sent_again() {
        let (mut watch, at) = watch();
        assert_eq!(watch.judge(at(30)), Some(Verdict::Ping));
        watch.excuse();
        assert_eq!(watch.judge(at(300)), Some(Verdict::Ping));
        assert_eq!(watch.judge(at(320)), Some(Verdict::Dead));
    }
}
