//! The end of what a process says on stderr.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::AsyncReadExt;
use tokio::process::ChildStderr;
use tokio::task::JoinHandle;

/// How many bytes are kept.
const KEPT: usize = 2 << 10;

/// How long to wait for the rest when the process has ended: one of its own children can hold the pipe.
const REST: Duration = Duration::from_secs(1);

/// Reads all the time, so that the process is never blocked.
pub(super) struct Tail {
    kept: Arc<Mutex<Vec<u8>>>,
    reader: JoinHandle<()>,
}

impl Tail {
    pub(super) fn of(stderr: Option<ChildStderr>) -> Self {
        let kept = Arc::default();
        let reader = tokio::spawn(read(stderr, Arc::clone(&kept)));
        Self { kept, reader }
    }

    /// The last lines of a process that has ended.
    pub(super) async fn text(&mut self) -> String {
        if !self.reader.is_finished() {
            // What is there by then has to do.
            let _ = tokio::time::timeout(REST, &mut self.reader).await;
        }
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let text = String::from_utf8_lossy(&kept);
        let lines = match text.split_once('\n') {
            // The first line is most likely the rest of one.
            Some((_, lines)) if kept.len() == KEPT => lines,
            _ => &text,
        };
        lines.trim_end().to_owned()
    }
}

impl Drop for Tail {
    fn drop(&mut self) {
        self.reader.abort();
    }
}

async fn read(stderr: Option<ChildStderr>, kept: Arc<Mutex<Vec<u8>>>) {
    let Some(mut stderr) = stderr else { return };
    let mut buffer = [0; KEPT];
    // A pipe that fails has ended.
    while let Ok(read @ 1..) = stderr.read(&mut buffer).await {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(&buffer[..read]);
        let excess = kept.len().saturating_sub(KEPT);
        kept.drain(..excess);
    }
}
