//! The signals by which people and supervisors end a program.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlC, ctrl_c};

/// Receives Ctrl-C, from when it is made.
#[cfg(unix)]
pub(crate) struct Interrupts(Signal);

/// Receives Ctrl-C, from when it is made.
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

/// Waits until the program is asked to end: by SIGTERM, which Windows does not have.
pub(crate) async fn terminated() -> io::Result<()> {
    #[cfg(unix)]
    signal(SignalKind::terminate())?.recv().await;
    #[cfg(windows)]
    std::future::pending::<()>().await;
    Ok(())
}

/// Waits for Ctrl-C or SIGTERM.
pub(crate) async fn stopped() -> io::Result<()> {
    let mut interrupts = Interrupts::new()?;
    tokio::select! {
        () = interrupts.next() => Ok(()),
        result = terminated() => result,
    }
}
