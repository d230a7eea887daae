use std::fmt;

use tokio::sync::watch;

/// Tells a bot to stop, and its handlers that it does.
///
/// A clone is another handle to the same bot.
#[derive(Clone)]
pub struct Stop(watch::Sender<bool>);

impl Stop {
    pub(super) fn new() -> Self {
        Self(watch::Sender::new(false))
    }

    /// Lets the bot end: [`Bot::run`](super::Bot::run) takes no more events and returns when the handlers
    /// are through, or their time is over.
    pub fn stop(&self) {
        self.0.send_replace(true);
    }

    /// Whether the bot is about to end or has ended, whatever the reason; also if it was dropped.
    pub fn is_stopping(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until the bot is about to end: for handlers that would go on for long.
    pub async fn stopping(&self) {
        let mut stopping = self.0.subscribe();
        // The sender is here, so that it cannot be gone.
        let _ = stopping.wait_for(|stopping| *stopping).await;
    }
}

/// Lets a bot end when it is dropped.
pub(super) struct StopOnDrop(Stop);

impl StopOnDrop {
    pub(super) fn new(stop: &Stop) -> Self {
        Self(stop.clone())
    }
}

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        self.0.stop();
    }
}

impl fmt::Debug for Stop {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Stop")
            .field("is_stopping", &self.is_stopping())
            .finish()
    }
}
