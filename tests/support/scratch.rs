//! Places on disk that a test has for itself.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::{env, fs, process};

/// A folder for a test, empty at first and gone with this.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// A folder that no other test has, of this process or another that runs.
    ///
    /// # Panics
    /// If it cannot be made.
    pub fn new(name: &str) -> Self {
        static COUNT: AtomicU64 = AtomicU64::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("simplex-api-{name}-{}-{count}", process::id());
        let path = env::temp_dir().join(name);
        // One that was killed may have had the same id.
        let _ = fs::remove_dir_all(&path);
        fs::create_dir_all(&path).expect("a folder for the test");
        Self(path)
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A program that was killed may still write.
        let _ = fs::remove_dir_all(&self.0);
    }
}
