//! The example programs.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use serde_json::Value;

/// Builds an example, and returns the path of its program. Call it before the tests run the program, so that they do not
/// wait for the lock of cargo.
///
/// # Panics
/// If it cannot be built.
pub fn built(name: &str) -> PathBuf {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["build", "--quiet", "--message-format=json"]);
    cargo.args(["--example", name]);
    cargo.current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let built = cargo.stderr(Stdio::inherit()).output().expect("cargo runs");
    assert!(built.status.success(), "{name} is built");
    let messages = String::from_utf8(built.stdout).expect("messages are text");
    let executable = messages.lines().rev().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        message["executable"].as_str().map(PathBuf::from)
    });
    executable.expect("cargo names the executable")
}
