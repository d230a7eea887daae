//! A file on its way, and how long to wait for it.

use std::fmt;
use std::pin::Pin;
use std::time::Duration;

use tokio::time::Instant;

use crate::client::Client;
use crate::commands::CancelFile;

use crate::bot::chat::Chat;
use crate::bot::files::error::TransferError;
use crate::bot::files::file_events::End;
use crate::bot::files::progress::Progress;
use crate::bot::files::transfers::{State, Wait};
use crate::bot::stop::Stop;
use crate::bot::time::sleep_until;

/// How long is waited for a file if nothing else is said.
pub(crate) const TIMEOUT: Duration = Duration::from_secs(600);

/// How long is waited for the reason of a refusal, which comes right behind it or not at all.
const REASON: Duration = Duration::from_secs(1);

/// What a file gives that is awaited.
pub(crate) type Boxed<T> = Pin<Box<dyn Future<Output = Result<T, TransferError>> + Send>>;

/// A file on its way.
pub(crate) struct Underway {
    client: Client,
    wait: Wait,
    patience: Patience,
}

/// How long to wait.
struct Patience {
    stop: Stop,
    timeout: Duration,
    /// `None` if it is too far to be told.
    deadline: Option<Instant>,
}

impl Underway {
    pub(crate) fn new(chat: &Chat, wait: Wait, timeout: Duration) -> Self {
        Self {
            client: chat.client.clone(),
            wait,
            patience: Patience {
                stop: chat.transfers.stop().clone(),
                timeout,
                deadline: Instant::now().checked_add(timeout),
            },
        }
    }

    /// How far it is, as soon as that is told; `None` at its end, or that of the time.
    pub(crate) async fn progress(&mut self) -> Option<Progress> {
        while self.ended().is_none() {
            let changed = self.wait.state.changed();
            // The sender is there as long as somebody waits.
            let _ = self.patience.until(changed).await.ok()?;
            let state = self.wait.state.borrow_and_update();
            if let State::Going { progress, .. } = &*state
                && progress.is_some()
            {
                return *progress;
            }
        }
        None
    }

    /// What becomes of it. If that is not known in time, it is cancelled; so it is if who sends or receives it is
    /// gone, as the server may go on with it.
    pub(crate) async fn end(mut self) -> Result<End, TransferError> {
        let has_ended = |state: &State| matches!(state, State::Ended(_));
        let ended = async {
            let _ = self.wait.state.wait_for(has_ended).await;
        };
        let waited = self.patience.until(ended).await;
        let has_reason = |state: &State| !matches!(state, State::Ended(End::NotApproved(servers)) if servers.is_empty());
        if waited.is_ok() {
            let reason = self.wait.state.wait_for(has_reason);
            let _ = tokio::time::timeout(REASON, reason).await;
        }
        if waited.is_err() || matches!(self.ended(), Some(End::Gone)) {
            let cancel = CancelFile::new(self.wait.file);
            if let Err(error) = self.client.send(&cancel).await {
                tracing::debug!("a file that is not waited for was not cancelled: {error}");
            }
        }
        // It may have come at the last moment, which is why it cannot be cancelled.
        match (&*self.wait.state.borrow(), waited) {
            (State::Ended(end), _) => Ok(end.clone()),
            (
                State::Going {
                    warning: Some(warning),
                    ..
                },
                Err(TransferError::TimedOut(timeout)),
            ) => Err(TransferError::TimedOutAfter {
                timeout,
                warning: warning.clone(),
            }),
            (State::Going { .. }, waited) => Err(waited.err().unwrap_or(TransferError::Stopping)),
        }
    }

    fn ended(&self) -> Option<End> {
        match &*self.wait.state.borrow() {
            State::Ended(end) => Some(end.clone()),
            State::Going { .. } => None,
        }
    }
}

impl Patience {
    async fn until<T>(&self, what: impl Future<Output = T>) -> Result<T, TransferError> {
        tokio::select! {
            biased;
            what = what => Ok(what),
            () = self.stop.stopping() => Err(TransferError::Stopping),
            () = sleep_until(self.deadline) => Err(TransferError::TimedOut(self.timeout)),
        }
    }
}

impl fmt::Debug for Underway {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Underway")
            .field("file", &self.wait.file)
            .field("state", &*self.wait.state.borrow())
            .finish_non_exhaustive()
    }
}
