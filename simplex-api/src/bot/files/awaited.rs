//! A transfer that a handler waits for, and how long it waits.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::Instant;

use crate::bot::chat::Chat;
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::TransferEnd;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::{TransferState, TransferWatch};
use crate::bot::stop::StopHandle;
use crate::bot::time::sleep_until;
use crate::client::Client;
use crate::commands::CancelFile;

/// The timeout of a transfer if none is set.
pub(crate) const DEFAULT_TIMEOUT: Duration = Duration::from_secs(600);

/// How long to wait for the reason of a rejection. It follows immediately, or not at all.
const REASON_TIMEOUT: Duration = Duration::from_secs(1);

/// The future of an awaited download or upload.
pub(crate) type TransferFuture<T> = Pin<Box<dyn Future<Output = Result<T, TransferError>> + Send>>;

/// A transfer that a handler waits for.
pub(crate) struct AwaitedTransfer {
    client: Client,
    watch: TransferWatch,
    deadline: Deadline,
}

/// When a wait ends: at a time, or when the bot stops.
struct Deadline {
    stop: StopHandle,
    timeout: Duration,
    /// `None` if it is too far in the future.
    at: Option<Instant>,
}

impl AwaitedTransfer {
    pub(crate) fn new(chat: &Chat, watch: TransferWatch, timeout: Duration) -> Self {
        Self {
            client: chat.client.clone(),
            watch,
            deadline: Deadline {
                stop: chat.transfers.stop().clone(),
                timeout,
                at: Instant::now().checked_add(timeout),
            },
        }
    }

    /// Waits for the next progress; `None` when the transfer has ended or at the deadline.
    pub(crate) async fn progress(&mut self) -> Option<Progress> {
        while !self.watch.state.borrow().has_ended() {
            let changed = self.watch.state.changed();
            // Cannot fail: the sender exists while there is a watch.
            let _ = self.deadline.limit(changed).await.ok()?;
            let state = self.watch.state.borrow_and_update();
            if let TransferState::InProgress { progress, .. } = &*state
                && progress.is_some()
            {
                return *progress;
            }
        }
        None
    }

    /// Waits for the end. At the deadline the transfer is cancelled. It is also cancelled if the peer is gone, because the
    /// server may continue it.
    pub(crate) async fn end(mut self) -> Result<TransferEnd, TransferError> {
        let ended = async {
            let _ = self.watch.state.wait_for(TransferState::has_ended).await;
        };
        let waited = self.deadline.limit(ended).await;
        if waited.is_ok() {
            let has_reason = |state: &TransferState| !state.lacks_reason();
            let reason = self.watch.state.wait_for(has_reason);
            let _ = tokio::time::timeout(REASON_TIMEOUT, reason).await;
        }
        if waited.is_err() || self.is_peer_gone() {
            let cancel = CancelFile::new(self.watch.file);
            if let Err(error) = self.client.send(&cancel).await {
                tracing::debug!("could not cancel an abandoned file transfer: {error}");
            }
        }
        // The transfer may have ended just before it was cancelled.
        match (&*self.watch.state.borrow(), waited) {
            (TransferState::Ended(end), _) => Ok(end.clone()),
            (
                TransferState::InProgress {
                    warning: Some(warning),
                    ..
                },
                Err(TransferError::TimedOut(timeout)),
            ) => Err(TransferError::TimedOutAfterWarning {
                timeout,
                warning: warning.clone(),
            }),
            (TransferState::InProgress { .. }, waited) => {
                Err(waited.err().unwrap_or(TransferError::Stopping))
            }
        }
    }

    fn is_peer_gone(&self) -> bool {
        let state = self.watch.state.borrow();
        matches!(*state, TransferState::Ended(TransferEnd::PeerGone))
    }
}

impl Deadline {
    /// Runs a future until the deadline.
    async fn limit<T>(&self, future: impl Future<Output = T>) -> Result<T, TransferError> {
        tokio::select! {
            biased;
            output = future => Ok(output),
            () = self.stop.stopping() => Err(TransferError::Stopping),
            () = sleep_until(self.at) => Err(TransferError::TimedOut(self.timeout)),
        }
    }
}

impl fmt::Debug for AwaitedTransfer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AwaitedTransfer")
            .field("file", &self.watch.file)
            .field("state", &*self.watch.state.borrow())
            .finish_non_exhaustive()
    }
}
