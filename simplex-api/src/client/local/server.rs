use std::fmt;

use crate::client::handle::{Client, CloseReport};
use crate::commands::ApiStopChat;

use super::error::Exit;
use super::process::{Process, url};

/// A `simplex-chat` that was started by this program.
///
/// Stop it with [`stop`](Self::stop). If this is dropped, even together with its runtime, the process is killed.
///
/// A Ctrl-C in the terminal ends it together with this program, unless it [ignores](super::Builder::ignore_ctrl_c)
/// Ctrl-C.
///
/// If the process exits by itself it is not restarted: [`exited`](Self::exited) completes, and the [`Client`] tries to
/// reconnect as [configured](crate::client::Config::reconnect).
///
/// This has a handle to the client that was created with it, so the connection stays open as long as this exists,
/// unless it is [closed](Client::close).
#[must_use = "the server is killed when this is dropped"]
pub struct LocalServer {
    pub(super) process: Process,
    pub(super) port: u16,
    pub(super) client: Client,
}

impl LocalServer {
    /// The port on 127.0.0.1 that it listens on.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The URL for other clients, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        url(self.port)
    }

    /// Waits until the process has exited, and returns its status.
    ///
    /// Cancel safe: it can be called again.
    pub async fn exited(&mut self) -> Exit {
        self.process.exited().await
    }

    /// Stops the chat, [closes](Client::close) the client, and ends the process. Returns when the process has exited.
    ///
    /// Commands that were sent before are still answered; new commands of other handles fail. Takes at most twice the
    /// [close timeout](crate::client::Config::close_timeout), and kills a process that does not answer within it.
    pub async fn stop(mut self) -> CloseReport {
        if self.client.is_connected() {
            let timeout = self.client.close_timeout();
            // If it fails, the process is killed below.
            let _ = self
                .client
                .with_timeout(timeout)
                .send(&ApiStopChat::new())
                .await;
        }
        let report = self.client.close().await;
        self.process.kill().await;
        report
    }
}

impl fmt::Debug for LocalServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LocalServer")
            .field("id", &self.process.id())
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}
