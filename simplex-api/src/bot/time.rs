use std::future::pending;

use tokio::time::Instant;

/// Waits for a time that may be too far to be told.
pub(crate) async fn sleep_until(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => pending().await,
    }
}
