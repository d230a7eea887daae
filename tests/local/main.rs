//! A local server: starting, stopping, exiting, and the errors of each.

mod exit;
mod start;
mod start_errors;

use std::fs::File;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use simplex_api::client::local::{Builder, LocalServer};
use simplex_api_tests::LONG;
use simplex_api_tests::scratch::Scratch;

const FAKE: &str = env!("CARGO_BIN_EXE_fake-simplex-chat");

/// A folder for the database of one test.
struct Database(Scratch);

impl Database {
    fn new(test: &str) -> Self {
        Self(Scratch::new(test))
    }

    fn path(&self, file: &str) -> PathBuf {
        self.0.path().join(file)
    }

    /// A server without a fault.
    fn server(&self) -> Builder {
        LocalServer::builder(self.path("bot"))
            .binary(FAKE)
            .display_name("squares")
            .ready_timeout(LONG)
    }

    fn faulty(&self, fault: &str) -> Builder {
        self.server().args(["--fault", fault])
    }

    /// Whether the chat was stopped before its process.
    fn was_stopped(&self) -> bool {
        self.path("bot_stopped").exists()
    }

    /// Whether a process has the database open.
    fn is_used(&self) -> bool {
        let database = File::open(self.path("bot_chat.db"));
        database.is_ok_and(|database| database.try_lock().is_err())
    }

    /// Waits until a process has the database open, or no process has. Returns whether that happened in time.
    fn becomes_used(&self, used: bool) -> bool {
        let start = Instant::now();
        while self.is_used() != used && start.elapsed() < LONG {
            thread::sleep(Duration::from_millis(5));
        }
        self.is_used() == used
    }
}
