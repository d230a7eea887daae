use std::time::Duration;

/// What is to go wrong with the next command; see [`ChatServer::fail_next`](super::ChatServer::fail_next).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// The answer comes later.
    Delay(Duration),
    /// The connection breaks before the command is run.
    DropBefore,
    /// The connection breaks after the command was run, and the answer is lost.
    DropAfter,
    /// The connection breaks in the middle of the answer.
    DropDuring,
    /// Instead of an answer the server closes the connection, with this code.
    Close(u16),
    /// The answer is this text.
    Malformed(String),
    /// There is no answer, ever; the command is run.
    Silence,
}

impl Fault {
    /// Whether the command is run.
    pub(super) fn runs_command(&self) -> bool {
        *self != Self::DropBefore
    }

    /// Whether the answer, or a part of it, comes.
    pub(super) fn answers(&self) -> bool {
        matches!(self, Self::Delay(_) | Self::DropDuring)
    }
}
