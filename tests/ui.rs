//! Declarations that the macros accept, and their exact messages for those that they reject.

use std::env;
use std::process::Command;

use trybuild::TestCases;

/// The compiler of the expected messages. Other versions underline other tokens.
const COMPILER: &str = "rustc 1.95.0 (";

#[test]
fn declarations() {
    let cases = TestCases::new();
    cases.pass("ui/pass/*.rs");
    match compiler() {
        Some(version) if version.starts_with(COMPILER) => cases.compile_fail("ui/fail/*/*.rs"),
        version => {
            let found = version.unwrap_or_else(|| "an unknown compiler".to_owned());
            println!(
                "messages are not compared: they are those of `{COMPILER}…)`, this is {found}"
            );
        }
    }
}

/// The output of `rustc --version`.
fn compiler() -> Option<String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("--version").output().ok()?;
    String::from_utf8(output.stdout).ok()
}
