//! A `simplex-chat` that runs as a child process (feature `local`).
//!
//! ```no_run
//! use simplex_api::client::local::LocalServer;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = LocalServer::builder("data/squares").display_name("squares");
//! let (server, client, mut events) = builder.start().await?;
//! println!("{}", client.send_raw("/u").await?.tag());
//! server.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! With the feature `bot` it is the server of a bot:
//!
#![cfg_attr(feature = "bot", doc = "```no_run")]
#![cfg_attr(not(feature = "bot"), doc = "```ignore")]
//! use simplex_api::bot::Bot;
//! use simplex_api::client::local::LocalServer;
//!
//! # async fn run() -> Result<(), Box<dyn std::error::Error>> {
//! let builder = LocalServer::builder("data/squares").shielded_from_ctrl_c();
//! let (server, client, events) = builder.start().await?;
//! let bot = Bot::builder()
//!     .stop_on_signals()
//!     .on_message(async |message| Ok(message.text().to_uppercase()))
//!     .start(client, events)
//!     .await?;
//! println!("{}", bot.run().await);
//! server.stop().await;
//! # Ok(())
//! # }
//! ```
//!
//! Of what the server prints the end is kept, for errors: those of a server that starts come on its standard output.
//! Lines that repeat the commands it has received, with the passwords in them, are neither kept nor logged.
//!
//! Nobody can type anything into it. A server that asks for something, such as the name of a first user, the key
//! of its database or a confirmation, ends or waits; the error names the option that answers the question.

mod builder;
mod error;
mod output;
mod remedy;

use std::fmt;

use tokio::process::Child;

pub use builder::Builder;
pub use error::{Exit, LocalError};

use super::{Client, CloseReport};
use crate::commands::ApiStopChat;
use output::Output;

/// A `simplex-chat` that was started by this program.
///
/// It ends with [`stop`](Self::stop). If this is dropped, also together with its runtime, it is killed.
///
/// A Ctrl-C in a terminal ends it together with this program, if it is not
/// [shielded](Builder::shielded_from_ctrl_c) from that.
///
/// If it ends by itself it is not started again: [`exited`](Self::exited) tells, while the
/// [`Client`] does what its [configuration](super::Config::reconnect) says of lost links.
///
/// It has a handle of the client that was made with it: the connection lives as long as this does, if it
/// is not [closed](Client::close).
#[must_use = "the server is killed when this is dropped"]
pub struct LocalServer {
    process: Process,
    port: u16,
    client: Client,
}

impl LocalServer {
    /// For a server with the database of this prefix: `data/squares` stands for the files
    /// `data/squares_chat.db` and `data/squares_agent.db`.
    pub fn builder(database: impl Into<std::path::PathBuf>) -> Builder {
        Builder::new(database.into())
    }

    /// The port of 127.0.0.1 that it listens at.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Where further clients connect, `ws://127.0.0.1:PORT`.
    pub fn url(&self) -> String {
        url(self.port)
    }

    /// Waits until the process has ended by itself, and says how.
    ///
    /// Cancel safe: it can be called again.
    pub async fn exited(&mut self) -> Exit {
        self.process.exited().await
    }

    /// Stops the chat, [closes](Client::close) the client, and ends the process. Returns when it is gone.
    ///
    /// What was sent before is still answered; what other handles send from now on fails. Takes no more
    /// than twice the [close timeout](super::Config::close_timeout), and then kills what does not answer.
    pub async fn stop(mut self) -> CloseReport {
        if self.client.is_connected() {
            let timeout = self.client.handle.close_timeout;
            // One that does not is ended all the same.
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
            .field("id", &self.process.child.id())
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

fn url(port: u16) -> String {
    format!("ws://127.0.0.1:{port}")
}

/// A process that is killed when it is dropped.
struct Process {
    child: Child,
    stdout: Output,
    stderr: Output,
}

impl Process {
    async fn exited(&mut self) -> Exit {
        let status = self.child.wait().await.ok();
        let stdout = self.stdout.rest().await;
        let stderr = self.stderr.rest().await;
        Exit {
            status,
            stdout,
            stderr,
        }
    }

    /// Whether it runs, as far as the system tells.
    fn is_running(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(Some(_)))
    }

    /// Ends it, and waits for that.
    async fn kill(&mut self) {
        // It may have ended.
        let _ = self.child.kill().await;
    }
}
