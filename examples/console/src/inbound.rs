//! `console inbound`: a frame of the server to its kind: a response, an event or an error.

use std::borrow::Cow;
use std::str::Utf8Error;

use serde::Serialize;
use serde_json::value::RawValue;
use simplex_api::events::Event;
use simplex_api::json::{self, Json, JsonError};
use simplex_api::protocol::{Frame, FrameError};
use simplex_api::responses::AnyResponse;

/// A decoded frame.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Inbound {
    kind: Kind,
    corr_id: Option<String>,
    tag: String,
    /// Whether the tag is declared: as a response or error if the frame has a `corrId`, as an event otherwise.
    known: bool,
    /// The `resp` object, decoded to its declared type and encoded again.
    body: Box<RawValue>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    /// The answer to a command that succeeded.
    Response,
    Event,
    /// A `chatCmdError`: a command failed. Without a `corrId`, the server could not parse the request.
    Error,
}

/// Why a line cannot be decoded.
///
/// | `kind` | |
/// | --- | --- |
/// | `utf8` | the line is not UTF-8 |
/// | `frame` | the line is not a frame of the protocol |
/// | `body` | the body is not JSON, or does not have the declared type of its tag |
#[derive(Serialize)]
pub(crate) struct Error {
    kind: &'static str,
    /// The path in the body, for example `chatItems[0].chatItem.meta`; null for the kinds `utf8` and `frame`.
    path: Option<String>,
    message: String,
}

/// Decodes the frame in `line`.
pub(crate) fn inbound(line: &str) -> Result<Inbound, Error> {
    Frame::decode(line, |frame| {
        let (known, body) = if frame.is_error() || frame.corr_id.is_some() {
            let response = AnyResponse::decode(frame.body)?;
            let known = !matches!(response, AnyResponse::Undocumented(_));
            (known, encoded(&response)?)
        } else {
            let event = Event::decode(frame.body)?;
            (!matches!(event, Event::Undocumented(_)), encoded(&event)?)
        };
        Ok(Inbound {
            kind: kind(frame),
            corr_id: frame.corr_id.clone().map(Cow::into_owned),
            tag: frame.tag.clone().into_owned(),
            known,
            body,
        })
    })
}

fn kind(frame: &Frame<'_>) -> Kind {
    match frame.corr_id {
        _ if frame.is_error() => Kind::Error,
        Some(_) => Kind::Response,
        None => Kind::Event,
    }
}

fn encoded(body: &impl Json) -> Result<Box<RawValue>, Error> {
    RawValue::from_string(json::encode(body)).map_err(|error| Error {
        kind: "body",
        path: None,
        message: error.to_string(),
    })
}

impl From<Utf8Error> for Error {
    fn from(error: Utf8Error) -> Self {
        Self {
            kind: "utf8",
            path: None,
            message: error.to_string(),
        }
    }
}

impl From<FrameError> for Error {
    fn from(error: FrameError) -> Self {
        Self {
            kind: "frame",
            path: None,
            message: error.to_string(),
        }
    }
}

impl From<JsonError> for Error {
    fn from(error: JsonError) -> Self {
        Self {
            kind: "body",
            path: Some(error.path().to_owned()),
            message: error.to_string(),
        }
    }
}
