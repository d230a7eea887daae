//! Signals of the operating system that stop a bot.

use std::future::pending;
use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::bot::error::ExitReason;

/// Receives the signals that stop a bot; `None` if the bot ignores them. No signal is missed between two calls of
/// [`next`](Self::next).
pub(crate) struct StopSignals(Option<SignalStream>);

impl StopSignals {
    pub(crate) fn new(enabled: bool) -> Self {
        let stream = enabled.then(SignalStream::new).transpose();
        Self(stream.unwrap_or_else(|error| {
            tracing::warn!("cannot listen for signals: {error}");
            None
        }))
    }

    /// Waits for the next signal. Cancel safe.
    pub(crate) async fn next(&mut self) -> ExitReason {
        match &mut self.0 {
            Some(stream) => stream.next().await,
            None => pending().await,
        }
    }
}

#[cfg(unix)]
struct SignalStream {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl SignalStream {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> ExitReason {
        tokio::select! {
            Some(()) = self.interrupt.recv() => ExitReason::CtrlC,
            Some(()) = self.terminate.recv() => ExitReason::Terminated,
            else => pending().await,
        }
    }
}

#[cfg(windows)]
struct SignalStream(CtrlC);

#[cfg(windows)]
impl SignalStream {
    fn new() -> io::Result<Self> {
        ctrl_c().map(Self)
    }

    async fn next(&mut self) -> ExitReason {
        match self.0.recv().await {
            Some(()) => ExitReason::CtrlC,
            None => pending().await,
        }
    }
}
