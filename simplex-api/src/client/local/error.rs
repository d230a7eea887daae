use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use crate::client::error::Error;
use crate::excerpt;

use super::remedy::remedy;

/// How many characters of an output are shown.
const MAX_SHOWN: usize = 500;

/// Why a local server could not be started. No process is left running.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LocalError {
    /// The program does not exist.
    #[error(
        "`{}` was not found; install simplex-chat, or set its path with `binary`",
        .binary.display()
    )]
    #[non_exhaustive]
    Missing {
        /// The program.
        binary: PathBuf,
    },
    /// The program could not be started.
    #[error("`{}` cannot be started: {error}", .binary.display())]
    #[non_exhaustive]
    Start {
        /// The program.
        binary: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The port cannot be used; usually another process listens on it. Nothing was started.
    #[error("cannot listen on port {port} of 127.0.0.1: {error}; port 0 selects a free port")]
    #[non_exhaustive]
    Port {
        /// The port.
        port: u16,
        /// Why.
        error: io::Error,
    },
    /// The process exited before it was ready.
    #[error("simplex-chat exited before it was ready: {}{}", .0, .0.printed().remedy())]
    Exited(Exit),
    /// The process waits for input, but it has no terminal.
    #[error("simplex-chat waits for input, {:?}{}", excerpt(.prompt), Printed(.prompt, "").remedy())]
    #[non_exhaustive]
    Prompt {
        /// The prompt, as it was printed.
        prompt: String,
    },
    /// The process did not answer on its port in time.
    #[error(
        "simplex-chat did not answer on port {port} within {timeout:?}{}{}",
        Printed(.stdout, .stderr),
        Printed(.stdout, .stderr).remedy()
    )]
    #[non_exhaustive]
    NotReady {
        /// The port.
        port: u16,
        /// The timeout.
        timeout: Duration,
        /// Its last lines on stdout, without those that repeat commands.
        stdout: String,
        /// Its last lines on stderr.
        stderr: String,
    },
    /// The [`Config`](super::super::Config) is not valid.
    #[error(transparent)]
    Client(#[from] Error),
}

/// How a process exited.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Exit {
    /// Its status; `None` if the system does not report it, for example in a program that ignores `SIGCHLD`.
    pub status: Option<ExitStatus>,
    /// Its last lines on stdout, without those that repeat commands.
    pub stdout: String,
    /// Its last lines on stderr.
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

/// The last output on stdout and on stderr, as one line that is safe to print.
struct Printed<'a>(&'a str, &'a str);

impl Printed<'_> {
    /// The remedy, if it is known.
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
                let end = text.char_indices().rev().nth(MAX_SHOWN - 1);
                let (start, cut) = end.map_or((0, ""), |(start, _)| (start, "…"));
                write!(f, "; the end of its {output} is {cut}{:?}", &text[start..])?;
            }
        }
        Ok(())
    }
}
