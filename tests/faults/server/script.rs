//! What the server does on a connection.

use std::time::Duration;

/// A step of the server.
///
/// In texts, `$1` stands for the `corrId` of the first command of the connection, `$2` for that of the
/// second, `$last` for that of the last.
#[derive(Debug, Clone)]
pub(crate) enum Step {
    /// Reads the next command.
    Command,
    /// Waits until the client has read the handshake: it answers a ping.
    Greeted,
    /// Sends a text frame.
    Text(&'static str),
    /// Sends a binary frame.
    Binary(&'static [u8]),
    /// Sends events with the numbers from 1, without a pause.
    Events(u64),
    /// Sends an event of so many bytes and more.
    Large(usize),
    /// Sends bytes that may be no frame.
    Raw(Vec<u8>),
    /// Sends a close frame with a code, or with none, and waits for the answer to it.
    Close(Option<u16>),
    /// Ends the connection without a close frame, as a process that is killed.
    End,
    /// Resets the connection, as a machine that has restarted.
    Reset,
    /// Neither reads nor writes any more, but keeps the connection, as a machine that is gone.
    Silence,
    /// Does nothing for a while.
    Wait(Duration),
}

/// How the server receives a connection.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Greeting {
    /// With the handshake of WebSocket.
    #[default]
    WebSocket,
    /// The same, with an option of HTTP beside that of WebSocket.
    KeepAlive,
    /// Not at all: it only accepts the connection.
    None,
    /// With these bytes.
    Bytes(&'static str),
    /// With the end of the connection, when the request is there.
    End,
}

/// Where a connection breaks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nowhere.
    #[default]
    Never,
    /// Ended behind so many bytes from the server.
    EndAfterSending(usize),
    /// Reset behind so many bytes from the server.
    ResetAfterSending(usize),
    /// Reset behind so many bytes from the client.
    ResetAfterReading(usize),
}

/// What the server does on a connection; when the steps are done it serves well: every command is
/// answered, and a close frame too.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    pub(crate) greeting: Greeting,
    pub(crate) steps: Vec<Step>,
    pub(crate) cut: Cut,
    /// Whether it sends byte by byte.
    pub(crate) dribbles: bool,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = Step>) -> Self {
        Self {
            steps: steps.into_iter().collect(),
            ..Self::default()
        }
    }

    pub(crate) fn greeting(greeting: Greeting) -> Self {
        Self {
            greeting,
            ..Self::default()
        }
    }

    pub(crate) fn cut(self, cut: Cut) -> Self {
        Self { cut, ..self }
    }

    /// Sends byte by byte.
    pub(crate) fn dribbling(self) -> Self {
        Self {
            dribbles: true,
            ..self
        }
    }
}

/// A frame from the server, of any payload up to 125 bytes.
pub(crate) fn frame(first: u8, payload: &[u8]) -> Step {
    let length = u8::try_from(payload.len()).expect("a short payload");
    Step::Raw([&[first, length], payload].concat())
}
