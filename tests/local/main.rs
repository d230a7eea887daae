//! A server of the program's own: started, awaited, stopped, and how all that can fail.

mod ending;
mod failing;
mod starting;

use std::fs::File;
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant};

use simplex_api::client::local::{Builder, LocalServer};

const FAKE: &str = env!("CARGO_BIN_EXE_fake-simplex-chat");

/// How long to wait for what has to come.
const PATIENCE: Duration = Duration::from_secs(20);

/// A folder for the database of one test.
struct Database(PathBuf);

impl Database {
    fn new(test: &str) -> Self {
        let folder = format!("local-{test}-{}", std::process::id());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(folder);
        std::fs::create_dir_all(&folder).expect("a folder");
        Self(folder)
    }

    /// A server that behaves, unless it is told not to.
    fn server(&self) -> Builder {
        LocalServer::builder(self.0.join("bot"))
            .binary(FAKE)
            .display_name("squares")
            .ready_within(PATIENCE)
    }

    fn faulty(&self, fault: &str) -> Builder {
        self.server().args(["--fault", fault])
    }

    /// Whether the chat was stopped, not only its process.
    fn was_stopped(&self) -> bool {
        self.0.join("bot_stopped").exists()
    }

    /// Whether a process has the database open.
    fn is_used(&self) -> bool {
        let database = File::open(self.0.join("bot_chat.db"));
        database.is_ok_and(|database| database.try_lock().is_err())
    }

    /// Waits until one has, or none.
    fn becomes(&self, used: bool) -> bool {
        let start = Instant::now();
        while self.is_used() != used && start.elapsed() < PATIENCE {
            thread::sleep(Duration::from_millis(5));
        }
        self.is_used() == used
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        // What is left is in a folder for what is left.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
