//! Runs the console.

use std::ffi::OsStr;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use std::thread;

#[cfg(unix)]
use nix::sys::signal::{Signal, kill};
#[cfg(unix)]
use nix::unistd::Pid;
use serde_json::Value;
use simplex_api_tests::example::built;
#[cfg(unix)]
use simplex_api_tests::process::Running;

/// The path of the program. It is built before the tests run it.
static PATH: LazyLock<PathBuf> = LazyLock::new(|| built("console"));

/// The console with arguments.
pub(crate) fn console<A: AsRef<OsStr>>(args: impl IntoIterator<Item = A>) -> Command {
    let mut command = Command::new(&*PATH);
    command.args(args).stdout(Stdio::piped());
    command
}

/// Sends a signal to a running program.
#[cfg(unix)]
pub(crate) fn signal(running: &Running, signal: Signal) {
    let pid = running.0.id().try_into().expect("a process");
    kill(Pid::from_raw(pid), signal).expect("it runs");
}

/// The output of the console for an input.
pub(crate) fn output(args: &[&str], input: impl AsRef<[u8]>) -> Output {
    let mut console = console(args);
    let console = console.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = console.spawn().expect("the console runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.as_ref();
    thread::scope(|scope| {
        // The console may end before it has read all of the input.
        scope.spawn(move || drop(stdin.write_all(input)));
        child.wait_with_output().expect("the console ends")
    })
}

/// The answers to an input, one for each line.
pub(crate) fn answers(subcommand: &str, input: impl AsRef<[u8]>) -> Vec<Value> {
    let output = output(&[subcommand], input);
    assert!(output.status.success() && output.stderr.is_empty());
    let output = String::from_utf8(output.stdout).expect("answers are text");
    let answers = output.lines().map(serde_json::from_str::<Value>);
    let answers: Vec<_> = answers
        .map(|answer| answer.expect("a line of JSON"))
        .collect();
    for answer in &answers {
        let answer = answer.as_object().expect("an object");
        assert_eq!(answer.len(), 1);
        assert!(answer.contains_key("ok") || answer.contains_key("error"));
    }
    answers
}

/// The answer to one line.
pub(crate) fn answer(subcommand: &str, line: impl AsRef<[u8]>) -> Value {
    let mut answers = answers(subcommand, line);
    assert_eq!(answers.len(), 1);
    answers.remove(0)
}
