use std::future::pending;

use tokio::time::Instant;

/// Waits until a time; forever if it is `None`, which means that it is too far in the future for an `Instant`.
pub(crate) async fn sleep_until(time: Option<Instant>) {
    match time {
        Some(time) => tokio::time::sleep_until(time).await,
        None => pending().await,
    }
}
