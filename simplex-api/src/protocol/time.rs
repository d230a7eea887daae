use std::time::{Duration, Instant};

/// The instant so long after another, or one so far away that nobody will see it.
pub(crate) fn later(instant: Instant, by: Duration) -> Instant {
    const CENTURY: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);
    instant + by.min(CENTURY)
}
