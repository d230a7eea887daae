//! The answers, items and close reasons that a client observed, in a form that the table can compare.

use std::io::ErrorKind;

use simplex_api::client::{CloseReason, Error, Events, FrameDecodeError, Incoming, Outcome};
use simplex_api::command::RawResponse;
use simplex_api::events::Event;
use simplex_api::protocol::FrameError;

/// How a request ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Answer {
    /// With a response with this tag.
    Response(String),
    /// With an error of the chat server.
    Chat,
    /// With an answer that cannot be parsed.
    Unreadable,
    TimedOut(Outcome),
    /// The link was lost after it was sent.
    Disconnected(Reason),
    Closed(Outcome, Reason),
}

/// An item of the events.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Item {
    /// An event with this tag.
    Event(String),
    /// An event with this number.
    Numbered(u64),
    /// An error of the chat server that names no request.
    Error,
    /// An unmatched answer with this `corrId`.
    Unmatched(String),
    Malformed(Malformed),
    Lagged(u64),
    Disconnected(Reason),
    Reconnected,
    Closed(Reason),
}

/// What is wrong with a frame.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Malformed {
    Utf8,
    Json,
    CorrId,
    Resp,
    Type,
    /// An event of a known type with wrong fields.
    Event,
    Response,
}

/// Why a connection ended.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Reason {
    Client,
    Server(Option<u16>),
    Lost(ErrorKind),
    Unresponsive,
    /// A frame of this size is too large.
    FrameTooLarge(usize),
    Overflow,
    /// The server was stopped.
    Stopped,
    GaveUp(u32),
}

impl From<Result<RawResponse, Error>> for Answer {
    fn from(answer: Result<RawResponse, Error>) -> Self {
        match answer {
            Ok(response) => Self::Response(response.tag().to_owned()),
            Err(Error::Chat { .. }) => Self::Chat,
            Err(Error::Frame { .. } | Error::Answer { .. }) => Self::Unreadable,
            Err(Error::TimedOut { outcome, .. }) => Self::TimedOut(outcome),
            Err(Error::Disconnected { reason, .. }) => Self::Disconnected(reason.into()),
            Err(Error::Closed {
                outcome, reason, ..
            }) => Self::Closed(outcome, reason.into()),
            Err(other) => panic!("{other}"),
        }
    }
}

impl From<CloseReason> for Reason {
    fn from(reason: CloseReason) -> Self {
        match reason {
            CloseReason::Client => Self::Client,
            CloseReason::Server { code, .. } => Self::Server(code),
            CloseReason::Lost(error) => Self::Lost(error.kind()),
            CloseReason::Unresponsive(_) => Self::Unresponsive,
            CloseReason::FrameTooLarge { size, .. } => Self::FrameTooLarge(size),
            CloseReason::Overflow => Self::Overflow,
            CloseReason::Stopped => Self::Stopped,
            CloseReason::GaveUp { attempts, .. } => Self::GaveUp(attempts),
            other => panic!("{other}"),
        }
    }
}

impl From<Incoming> for Item {
    fn from(incoming: Incoming) -> Self {
        match incoming {
            Incoming::Event(Event::Undocumented(event)) => match event.fields.get("n") {
                Some(n) => Self::Numbered(n.as_u64().expect("a number")),
                None => Self::Event(event.tag.into()),
            },
            Incoming::Error(_) => Self::Error,
            Incoming::Unmatched { corr_id, .. } => Self::Unmatched(corr_id),
            Incoming::Malformed { error, .. } => Self::Malformed(error.into()),
            Incoming::Lagged(missed) => Self::Lagged(missed),
            Incoming::Disconnected { reason, .. } => Self::Disconnected(reason.into()),
            Incoming::Reconnected { .. } => Self::Reconnected,
            Incoming::Closed(reason) => Self::Closed(reason.into()),
            other => panic!("{other:?}"),
        }
    }
}

impl From<FrameDecodeError> for Malformed {
    fn from(error: FrameDecodeError) -> Self {
        match error {
            FrameDecodeError::Frame(FrameError::Utf8(_)) => Self::Utf8,
            FrameDecodeError::Frame(FrameError::Json(_)) => Self::Json,
            FrameDecodeError::Frame(FrameError::CorrId) => Self::CorrId,
            FrameDecodeError::Frame(FrameError::Resp) => Self::Resp,
            FrameDecodeError::Frame(FrameError::Type) => Self::Type,
            FrameDecodeError::Event { .. } => Self::Event,
            FrameDecodeError::Response(_) => Self::Response,
            other => panic!("{other}"),
        }
    }
}

/// The remaining items.
pub(crate) async fn rest(events: &mut Events) -> Vec<Item> {
    let mut items = Vec::new();
    while let Some(incoming) = events.next().await {
        items.push(incoming.into());
    }
    items
}
