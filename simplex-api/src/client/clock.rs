use std::time::Instant;

/// The current time; with tokio's clock paused, the time of the test.
pub(super) fn now() -> Instant {
    tokio::time::Instant::now().into_std()
}
