use std::time::{Duration, Instant};

/// `instant + duration`, where a duration above 100 years counts as 100 years, so that the sum cannot overflow.
pub(crate) fn saturating_add(instant: Instant, duration: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    instant + duration.min(CENTURY)
}
