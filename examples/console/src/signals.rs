//! Signals that ask the program to stop.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

/// Receives Ctrl-C from its creation on.
#[cfg(unix)]
pub(crate) struct Interrupts(Signal);

/// Receives Ctrl-C from its creation on.
#[cfg(windows)]
pub(crate) struct Interrupts(CtrlC);

impl Interrupts {
    #[cfg(unix)]
    pub(crate) fn new() -> io::Result<Self> {
        signal(SignalKind::interrupt()).map(Self)
    }

    #[cfg(windows)]
    pub(crate) fn new() -> io::Result<Self> {
        ctrl_c().map(Self)
    }

    /// Waits for the next one. Cancel safe.
    pub(crate) async fn next(&mut self) {
        self.0.recv().await;
    }
}

/// Waits for SIGTERM; forever on Windows, which does not have it.
pub(crate) async fn terminated() -> io::Result<()> {
    #[cfg(unix)]
    signal(SignalKind::terminate())?.recv().await;
    #[cfg(windows)]
    std::future::pending::<()>().await;
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn stop_requested() -> io::Result<()> {
    let mut interrupts = Interrupts::new()?;
    tokio::select! {
        () = interrupts.next() => Ok(()),
        result = terminated() => result,
    }
}
