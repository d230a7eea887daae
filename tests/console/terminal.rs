//! A pseudo-terminal.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use nix::pty::{Winsize, openpty};
use nix::sys::signal::Signal;
use nix::sys::termios::{LocalFlags, tcgetattr};
use simplex_api_tests::LONG;
use simplex_api_tests::process::Running;
use simplex_api_tests::scratch::Scratch;

use crate::program::{console, signal};

/// `console connect` at a terminal.
pub(crate) struct Terminal {
    running: Running,
    keys: File,
    output: Receiver<String>,
    /// The output since the last wait.
    seen: String,
    slave: File,
}

/// A folder for the state of programs.
pub(crate) struct State(Scratch);

impl State {
    pub(crate) fn new(name: &str) -> Self {
        Self(Scratch::new(name))
    }

    /// The lines of the history.
    pub(crate) fn history(&self) -> String {
        let path = self.0.path().join("simplex-api/console_history");
        fs::read_to_string(path).unwrap_or_default()
    }
}

impl Terminal {
    pub(crate) fn start(args: &[&str], state: &State, environment: &[(&str, &str)]) -> Self {
        let size = Winsize {
            ws_row: 50,
            ws_col: 200,
            ws_xpixel: 0,
            ws_ypixel: 0,
        };
        let pair = openpty(&size, None).expect("a terminal");
        let slave = File::from(pair.slave);
        let end = || slave.try_clone().expect("the terminal");
        let mut command = console([&["connect"], args].concat());
        command.stdin(end()).stdout(end()).stderr(end());
        command.env("TERM", "xterm").env_remove("NO_COLOR");
        command.env("XDG_STATE_HOME", state.0.path());
        command.envs(environment.iter().copied());
        let running = Running(command.spawn().expect("the console runs"));
        let keys = File::from(pair.master);
        let output = watch(keys.try_clone().expect("the terminal"));
        let mut terminal = Self {
            running,
            keys,
            output,
            seen: String::new(),
            slave,
        };
        terminal.wait_for("Connected to ");
        terminal
    }

    pub(crate) fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).expect("it is open");
    }

    /// Types a line.
    pub(crate) fn enter(&mut self, line: &str) {
        self.press(line);
        self.press("\r");
    }

    /// Ends the input. Returns whether the program ends and restores the terminal.
    pub(crate) fn leave(mut self) -> bool {
        // The editor must be reading, or it does not receive it.
        self.wait_for("\x1b[?2004h");
        self.press("\x04");
        self.has_left()
    }

    /// Whether the program ends and restores the terminal, so that it edits lines itself again.
    pub(crate) fn has_left(&mut self) -> bool {
        self.running.ends() && !self.is_edited()
    }

    /// Sends SIGINT.
    pub(crate) fn interrupt(&self) {
        signal(&self.running, Signal::SIGINT);
    }

    /// Sends SIGTERM.
    pub(crate) fn terminate(&self) {
        signal(&self.running, Signal::SIGTERM);
    }

    /// Waits for a text, and returns the output before it since the last wait.
    pub(crate) fn wait_for(&mut self, text: &str) -> String {
        loop {
            if let Some((before, after)) = self.seen.split_once(text) {
                let before = before.to_owned();
                self.seen = after.to_owned();
                return before;
            }
            match self.output.recv_timeout(LONG) {
                Ok(more) => self.seen.push_str(&more),
                Err(_) => panic!("{text:?} does not come after {:?}", self.seen),
            }
        }
    }

    /// Whether the program edits lines.
    pub(crate) fn is_edited(&self) -> bool {
        let settings = tcgetattr(&self.slave).expect("settings");
        !settings
            .local_flags
            .contains(LocalFlags::ICANON | LocalFlags::ECHO)
    }
}

/// The output, in parts.
fn watch(mut terminal: File) -> Receiver<String> {
    let (sender, output) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = terminal.read(&mut bytes) {
            let text = String::from_utf8_lossy(&bytes[..count]);
            if sender.send(text.into_owned()).is_err() {
                return;
            }
        }
    });
    output
}
