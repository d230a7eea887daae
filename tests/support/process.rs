//! Programs that run beside a test.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use crate::LONG;

/// A program that runs until the test ends.
#[derive(Debug)]
pub struct Running(pub Child);

impl Running {
    /// Whether it ends by itself within a timeout.
    ///
    /// # Panics
    /// If it cannot be waited for.
    pub fn ends(&mut self) -> bool {
        let start = Instant::now();
        while start.elapsed() < LONG {
            if let Some(status) = self.0.try_wait().expect("the program can be waited for") {
                return status.success();
            }
            thread::sleep(Duration::from_millis(10));
        }
        false
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running `console serve`.
#[derive(Debug)]
pub struct Served {
    /// The program.
    pub running: Running,
    /// Its address: the first line of its output.
    pub url: String,
    lines: Receiver<String>,
}

impl Served {
    /// Runs it with an input.
    ///
    /// # Panics
    /// If it cannot be run.
    pub fn start(console: &mut Command, input: Stdio) -> Self {
        let child = console.stdin(input).stdout(Stdio::piped()).spawn();
        let mut running = Running(child.expect("the console runs"));
        let output = running.0.stdout.take().expect("a pipe");
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || {
            let lines = BufReader::new(output).lines().map_while(Result::ok);
            // There is no receiver after the test has ended.
            lines
                .take_while(|line| sender.send(line.clone()).is_ok())
                .count()
        });
        let mut served = Self {
            running,
            url: String::new(),
            lines,
        };
        served.url = served.next_line().unwrap_or_default();
        served
    }

    /// The next line of its output; `None` after a timeout.
    pub fn next_line(&self) -> Option<String> {
        self.lines.recv_timeout(LONG).ok()
    }

    /// Types a line.
    ///
    /// # Panics
    /// If it has closed its input.
    pub fn type_line(&self, line: &str) {
        let mut input = self.running.0.stdin.as_ref().expect("an input");
        writeln!(input, "{line}").expect("it reads");
    }

    /// Ends the input.
    pub fn end_input(&mut self) {
        self.running.0.stdin = None;
    }
}
