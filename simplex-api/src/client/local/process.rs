//! A running server process.

use tokio::process::Child;

use super::error::Exit;
use super::output::Output;

/// A process that is killed when it is dropped.
pub(super) struct Process {
    child: Child,
    pub(super) stdout: Output,
    pub(super) stderr: Output,
}

impl Process {
    pub(super) fn new(mut child: Child) -> Self {
        let stdout = Output::capture(child.stdout.take());
        let stderr = Output::capture(child.stderr.take());
        Self {
            child,
            stdout,
            stderr,
        }
    }

    pub(super) fn id(&self) -> Option<u32> {
        self.child.id()
    }

    /// Waits until it has exited.
    pub(super) async fn exited(&mut self) -> Exit {
        let status = self.child.wait().await.ok();
        let stdout = self.stdout.finish().await;
        let stderr = self.stderr.finish().await;
        Exit {
            status,
            stdout,
            stderr,
        }
    }

    /// Whether it is running, as far as the system reports.
    pub(super) fn is_running(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Kills it, and waits until it has exited.
    pub(super) async fn kill(&mut self) {
        // It may have exited already.
        let _ = self.child.kill().await;
    }
}

/// The URL of a server on this port.
pub(super) fn url(port: u16) -> String {
    format!("ws://127.0.0.1:{port}")
}
