use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use super::super::Error;
use super::remedy::remedy;
use crate::excerpt;

/// How many characters of an output are shown.
const SHOWN: usize = 500;

/// Why there is no local server. None is left running.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocalError {
    /// There is no such program.
    #[error(
        "there is no `{}`; install simplex-chat, or say with `binary` where it is",
        .binary.display()
    )]
    #[non_exhaustive]
    Missing {
        /// What was to be started.
        binary: PathBuf,
    },
    /// The program cannot be started.
    #[error("`{}` cannot be started: {error}", .binary.display())]
    #[non_exhaustive]
    Start {
        /// What was to be started.
        binary: PathBuf,
        /// Why it was not.
        error: io::Error,
    },
    /// The port cannot be listened at; most likely somebody does already. Nothing was started.
    #[error("port {port} of 127.0.0.1 cannot be had: {error}; with port 0 a free one is taken")]
    #[non_exhaustive]
    Port {
        /// The port.
        port: u16,
        /// Why not.
        error: io::Error,
    },
    /// The process ended before it was ready.
    #[error("simplex-chat ended before it was ready: {}{}", .0, .0.printed().remedy())]
    Exited(Exit),
    /// The process waits for somebody to type something, which nobody can.
    #[error("simplex-chat waits for input, {:?}{}", excerpt(.prompt), Printed(.prompt, "").remedy())]
    #[non_exhaustive]
    Prompt {
        /// What it asks, as it printed it.
        prompt: String,
    },
    /// The process did not answer at its port in time.
    #[error(
        "simplex-chat did not answer at port {port} within {ready_within:?}{}{}",
        Printed(.stdout, .stderr),
        Printed(.stdout, .stderr).remedy()
    )]
    #[non_exhaustive]
    NotReady {
        /// The port.
        port: u16,
        /// How long it was waited for.
        ready_within: Duration,
        /// Its last lines on stdout, as it printed them, but for those that repeat commands.
        stdout: String,
        /// Its last lines on stderr, as it printed them.
        stderr: String,
    },
    /// The [`Config`](super::super::Config) cannot be used.
    #[error(transparent)]
    Client(#[from] Error),
}

/// How a process ended.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Exit {
    /// Its status; `None` if the system does not tell, as in a program that ignores `SIGCHLD`.
    pub status: Option<ExitStatus>,
    /// Its last lines on stdout, as it printed them, but for those that repeat commands.
    pub stdout: String,
    /// Its last lines on stderr, as it printed them.
    pub stderr: String,
}

impl Exit {
    fn printed(&self) -> Printed<'_> {
        Printed(&self.stdout, &self.stderr)
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{status}")?,
            None => f.write_str("status unknown")?,
        }
        self.printed().fmt(f)
    }
}

/// What it printed last on stdout and on stderr, on one line and fit for a terminal.
struct Printed<'a>(&'a str, &'a str);

impl Printed<'_> {
    /// What can be done about it, if that is known.
    fn remedy(&self) -> String {
        let Self(stdout, stderr) = self;
        let remedy = remedy(stderr).or_else(|| remedy(stdout));
        remedy.map_or_else(String::new, |remedy| format!("; {remedy}"))
    }
}

impl fmt::Display for Printed<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(stdout, stderr) = *self;
        for (output, text) in [("stdout", stdout), ("stderr", stderr)] {
            if !text.is_empty() {
                let end = text.char_indices().rev().nth(SHOWN - 1);
                let (start, cut) = end.map_or((0, ""), |(start, _)| (start, "…"));
                write!(f, "; the last of its {output} is {cut}{:?}", &text[start..])?;
            }
        }
        Ok(())
    }
}
