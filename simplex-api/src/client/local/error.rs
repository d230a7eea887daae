use std::fmt;
use std::io;
use std::path::PathBuf;
use std::process::ExitStatus;
use std::time::Duration;

use super::super::Error;

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
    #[error("simplex-chat ended before it was ready: {0}")]
    Exited(Exit),
    /// The process did not answer at its port in time.
    #[error(
        "simplex-chat did not answer at port {port} within {ready_within:?}{}",
        LastWords(.stderr)
    )]
    #[non_exhaustive]
    NotReady {
        /// The port.
        port: u16,
        /// How long it was waited for.
        ready_within: Duration,
        /// Its last lines on stderr, as it said them.
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
    /// Its last lines on stderr, as it said them.
    pub stderr: String,
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.status {
            Some(status) => write!(f, "{status}")?,
            None => f.write_str("status unknown")?,
        }
        write!(f, "{}", LastWords(&self.stderr))
    }
}

/// What it said, on one line and fit for a terminal.
struct LastWords<'a>(&'a str);

impl fmt::Display for LastWords<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => Ok(()),
            said => write!(f, "; its last words are {said:?}"),
        }
    }
}
