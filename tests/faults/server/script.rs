//! What the server does on a connection.

use std::time::Duration;

/// A step of the script.
///
/// In texts, `$1` is replaced by the `corrId` of the first command of the connection, `$2` by that of the second,
/// `$last` by that of the last.
#[derive(Debug, Clone)]
pub(crate) enum ScriptStep {
    /// Reads the next command.
    Command,
    /// Waits until the client has read the handshake: it answers a ping.
    Greeted,
    /// Sends a text frame.
    Text(&'static str),
    /// Sends a binary frame.
    Binary(&'static [u8]),
    /// Sends this many numbered events, without a pause.
    Events(u64),
    /// Sends an event with this many bytes of text.
    Large(usize),
    /// Sends bytes, which need not be a frame.
    Raw(Vec<u8>),
    /// Sends a close frame with or without a code, and waits for its answer.
    Close(Option<u16>),
    /// Ends the connection without a close frame, like a killed process.
    End,
    /// Resets the connection, like a machine that has restarted.
    Reset,
    /// Stops reading and writing, but keeps the connection, like a machine that was disconnected.
    Silence,
    /// Does nothing for this time.
    Wait(Duration),
}

/// How the server answers the handshake.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Greeting {
    /// With a WebSocket handshake.
    #[default]
    WebSocket,
    /// With a WebSocket handshake whose `Connection` header has a second option.
    KeepAlive,
    /// Not at all: it only accepts the TCP connection.
    None,
    /// With these bytes.
    Bytes(&'static str),
    /// By ending the connection after the request.
    End,
}

/// Where a connection is cut.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Cut {
    /// Nowhere.
    #[default]
    Never,
    /// Ended after this many bytes from the server.
    EndAfterSending(usize),
    /// Reset after this many bytes from the server.
    ResetAfterSending(usize),
    /// Reset after this many bytes from the client.
    ResetAfterReading(usize),
}

/// What the server does on a connection. After the steps it behaves correctly: it answers every command and a close
/// frame.
#[derive(Debug, Clone, Default)]
pub(crate) struct Script {
    pub(crate) greeting: Greeting,
    pub(crate) steps: Vec<ScriptStep>,
    pub(crate) cut: Cut,
    /// Whether it sends byte by byte.
    pub(crate) byte_by_byte: bool,
}

impl Script {
    pub(crate) fn new(steps: impl IntoIterator<Item = ScriptStep>) -> Self {
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
    pub(crate) fn byte_by_byte(self) -> Self {
        Self {
            byte_by_byte: true,
            ..self
        }
    }
}

/// A frame from the server, with a payload of up to 125 bytes.
pub(crate) fn frame(first: u8, payload: &[u8]) -> ScriptStep {
    let length = u8::try_from(payload.len()).expect("a short payload");
    ScriptStep::Raw([&[first, length], payload].concat())
}
