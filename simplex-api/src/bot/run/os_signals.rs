//! The signals that end a bot, for bots that are to hear them.

use std::future::pending;
use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

use crate::bot::error::EndReason;

/// Hears signals, without a gap between one and the next.
pub(crate) struct Signals(Option<Heard>);

impl Signals {
    /// From now on, or never.
    pub(crate) fn new(wanted: bool) -> Self {
        let heard = wanted.then(Heard::new).transpose();
        Self(heard.unwrap_or_else(|error| {
            tracing::warn!("signals cannot be listened to: {error}");
            None
        }))
    }

    /// Waits for the next one. Cancel safe.
    pub(crate) async fn next(&mut self) -> EndReason {
        match &mut self.0 {
            Some(heard) => heard.next().await,
            None => pending().await,
        }
    }
}

#[cfg(unix)]
struct Heard {
    interrupt: Signal,
    terminate: Signal,
}

#[cfg(unix)]
impl Heard {
    fn new() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    async fn next(&mut self) -> EndReason {
        tokio::select! {
            Some(()) = self.interrupt.recv() => EndReason::CtrlC,
            Some(()) = self.terminate.recv() => EndReason::Terminated,
            else => pending().await,
        }
    }
}

#[cfg(windows)]
struct Heard(CtrlC);

#[cfg(windows)]
impl Heard {
    fn new() -> io::Result<Self> {
        ctrl_c().map(Self)
    }

    async fn next(&mut self) -> EndReason {
        match self.0.recv().await {
            Some(()) => EndReason::CtrlC,
            None => pending().await,
        }
    }
}
