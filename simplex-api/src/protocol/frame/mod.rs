use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::json::{self, JsonError, Tagged};
use crate::responses::ChatCmdError;
use crate::types::UserId;

#[cfg(test)]
mod tests;

/// A frame from the server, parsed as far as routing needs.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Frame<'a> {
    /// The `corrId` of the request that it answers; `None` for events.
    pub corr_id: Option<Cow<'a, str>>,
    /// The `type` of the body.
    pub tag: Cow<'a, str>,
    /// The whole `resp` object, `type` included.
    ///
    /// [`parse`](Frame::parse) does not check that it is valid JSON; decoding it does.
    pub body: &'a str,
}

/// Why a string is not a frame.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FrameError {
    /// It is not UTF-8.
    #[error("the frame is not UTF-8: {0}")]
    Utf8(std::str::Utf8Error),
    /// It is not one JSON object.
    #[error("the frame is not a JSON object: {0}")]
    Json(JsonError),
    /// Its `corrId` is neither a string nor null.
    #[error("the frame's `corrId` is not a string")]
    CorrId,
    /// It has no `resp` object.
    #[error("the frame has no `resp` object")]
    Resp,
    /// Its `resp` object has no `type`.
    #[error("the frame's `resp` has no `type`")]
    Type,
}

impl<'a> Frame<'a> {
    /// Parses a frame. Only its start is parsed if the frame has the shape that servers send.
    ///
    /// # Errors
    /// If the string is not a frame.
    pub fn parse(text: &'a str) -> Result<Self, FrameError> {
        match Self::scan(text) {
            Some(frame) => Ok(frame),
            None => Self::parse_full(text),
        }
    }

    /// Like [`parse`](Self::parse), for a frame that is known to be an event: it is not searched for a `corrId`.
    #[cfg(feature = "client")]
    pub(crate) fn parse_event(text: &'a str) -> Result<Self, FrameError> {
        match Self::scan_event(text) {
            Some(frame) => Ok(frame),
            None => Self::parse_full(text),
        }
    }

    /// Parses the whole frame: fields in any order, any whitespace, and the `Right`/`Left` wrappers of a few server
    /// builds of 2025.
    ///
    /// # Errors
    /// If the string is not a frame.
    pub fn parse_full(text: &'a str) -> Result<Self, FrameError> {
        let frame =
            fields(text).map_err(|error| FrameError::Json(JsonError::from_serde(&error, text)))?;
        let corr_id = match frame.get("corrId") {
            Some(id) => string_or_null(id).ok_or(FrameError::CorrId)?,
            None => None,
        };
        let resp = frame.get("resp").ok_or(FrameError::Resp)?.get();
        let (tag, body) = unwrap_resp(resp)?;
        Ok(Self {
            corr_id: corr_id.filter(|id| !id.is_empty()).map(Cow::Owned),
            tag: Cow::Owned(tag),
            body,
        })
    }

    /// [Parses](Self::parse) a frame and decodes it with `decode`.
    ///
    /// If that fails, the [whole frame](Self::parse_full) is parsed and decoded again. This gives the error of a body
    /// that is not JSON, and decodes frames with more fields after `resp`.
    ///
    /// # Errors
    /// If the string is not a frame, or if `decode` fails.
    pub fn decode<T, E>(text: &'a str, decode: impl Fn(&Frame<'a>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        Self::parse(text)?.decode_or_parse_full(text, decode)
    }

    /// Like [`decode`](Self::decode), for a frame that is known to be an event.
    #[cfg(feature = "client")]
    pub(crate) fn decode_event<T, E>(
        text: &'a str,
        decode: impl Fn(&Frame<'a>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        Self::parse_event(text)?.decode_or_parse_full(text, decode)
    }

    fn decode_or_parse_full<T, E>(
        self,
        text: &'a str,
        decode: impl Fn(&Frame<'a>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        decode(&self).or_else(|error| {
            let exact = Self::parse_full(text)?;
            if exact == self {
                Err(error)
            } else {
                decode(&exact)
            }
        })
    }

    /// Whether the body is a `chatCmdError`.
    pub fn is_error(&self) -> bool {
        self.tag == ChatCmdError::TAG
    }

    /// The ID of the user in the body, if there is one. Only the start of the body is parsed if it has the shape that
    /// servers send.
    pub fn user_id(&self) -> Option<UserId> {
        self.scan_user_id()
            .or_else(|| self.parse_user_id())
            .map(UserId)
    }

    /// The hot path: `{"type":"…","user":{"userId":1`.
    fn scan_user_id(&self) -> Option<i64> {
        let rest = self.body.strip_prefix(r#"{"type":""#)?;
        let rest = rest.strip_prefix(&*self.tag)?;
        let rest = rest.strip_prefix(r#"","user":{"userId":"#)?;
        let end = rest.find([',', '}'])?;
        rest.get(..end)?.parse().ok()
    }

    fn parse_user_id(&self) -> Option<i64> {
        let body = fields(self.body).ok()?;
        let user = fields(body.get("user")?.get()).ok()?;
        json::decode(user.get("userId")?.get()).ok()
    }

    /// The hot path: `{"corrId":"…","resp":{"type":"…"` at the start, `}}` at the end.
    fn scan(text: &'a str) -> Option<Self> {
        match text.strip_prefix(r#"{"corrId":""#) {
            Some(rest) => {
                let (id, rest) = plain_string(rest)?;
                Self::scan_resp(id, rest.strip_prefix(r#","resp":"#)?)
            }
            // The `corrId` may follow the body.
            None if text.contains(r#""corrId""#) => None,
            None => Self::scan_event(text),
        }
    }

    fn scan_event(text: &'a str) -> Option<Self> {
        Self::scan_resp("", text.strip_prefix(r#"{"resp":"#)?)
    }

    /// Scans from the start of the body to the end of the frame.
    fn scan_resp(corr_id: &'a str, resp: &'a str) -> Option<Self> {
        let body = resp.strip_suffix('}')?;
        let (tag, rest) = plain_string(body.strip_prefix(r#"{"type":""#)?)?;
        let is_object = rest.starts_with([',', '}']) && rest.ends_with('}');
        is_object.then_some(Self {
            corr_id: (!corr_id.is_empty()).then_some(Cow::Borrowed(corr_id)),
            tag: Cow::Borrowed(tag),
            body,
        })
    }
}

/// Splits after the closing quote of a JSON string; `None` if the string contains an escape.
fn plain_string(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|b| matches!(b, b'"' | b'\\' | ..0x20))?;
    let (string, rest) = text.split_at_checked(end)?;
    Some((string, rest.strip_prefix('"')?))
}

fn fields(json: &str) -> serde_json::Result<BTreeMap<String, &RawValue>> {
    serde_json::from_str(json)
}

fn string_or_null(value: &RawValue) -> Option<Option<String>> {
    serde_json::from_str(value.get()).ok()
}

/// The tag of a `resp` object and the object itself, without its wrapper.
fn unwrap_resp(resp: &str) -> Result<(String, &str), FrameError> {
    let object = fields(resp).map_err(|_| FrameError::Resp)?;
    if let Some(tag) = object.get("type") {
        let tag = string_or_null(tag).flatten().ok_or(FrameError::Type)?;
        return Ok((tag, resp));
    }
    let wrapped = object.get("Right").or_else(|| object.get("Left"));
    let inner = wrapped.ok_or(FrameError::Type)?.get();
    let tag = fields(inner)
        .ok()
        .and_then(|object| string_or_null(object.get("type")?)?);
    Ok((tag.ok_or(FrameError::Type)?, inner))
}

/// Encodes the frame that sends the command `cmd`.
pub fn encode_request(corr_id: &str, cmd: &str) -> String {
    const ENVELOPE: usize = r#"{"corrId":"","cmd":""}"#.len();
    // The exact capacity, so that the string can be sent without a copy. Other characters are rarely escaped.
    let is_escaped = |byte: &u8| matches!(byte, b'"' | b'\\');
    let escapes = cmd.bytes().filter(is_escaped).count();
    let mut frame = String::with_capacity(corr_id.len() + cmd.len() + escapes + ENVELOPE);
    frame.push_str(r#"{"corrId":"#);
    json::quote_into(corr_id, &mut frame);
    frame.push_str(r#","cmd":"#);
    json::quote_into(cmd, &mut frame);
    frame.push('}');
    frame
}
