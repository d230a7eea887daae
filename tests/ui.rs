//! What the macros accept, and what they say, to the letter, about what they do not.

use std::env;
use std::process::Command;

use trybuild::TestCases;

/// The compiler that the messages are recorded from: others underline other places.
const COMPILER: &str = "rustc 1.95.0 (";

#[test]
fn declarations() {
    let cases = TestCases::new();
    cases.pass("ui/pass/*.rs");
    match compiler() {
        Some(version) if version.starts_with(COMPILER) => cases.compile_fail("ui/fail/*/*.rs"),
        version => {
            let found = version.unwrap_or_else(|| "an unknown compiler".to_owned());
            println!("not compared: messages are those of `{COMPILER}…)`, this is {found}");
        }
    }
}

/// What the compiler says its version is.
fn compiler() -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().ok()?;
    String::from_utf8(output.stdout).ok()
}
