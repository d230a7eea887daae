use std::borrow::Cow;
use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::json::{self, JsonError};
use crate::types::UserId;

#[cfg(test)]
mod tests;

/// The tag of the answer to a command that failed.
pub const CHAT_CMD_ERROR: &str = "chatCmdError";

/// A frame from the server, taken apart as far as routing needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame<'a> {
    /// The request that it answers; `None` for events.
    pub corr_id: Option<Cow<'a, str>>,
    /// The `type` of the body.
    pub tag: Cow<'a, str>,
    /// The whole `resp` object, `type` included.
    ///
    /// [`parse`](Frame::parse) does not read it: that it is JSON at all is known when it is decoded.
    pub body: &'a str,
}

/// Why a text is not a frame.
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
    /// Takes a frame apart, by its head alone if it has the shape that servers send.
    ///
    /// # Errors
    /// If the text is not a frame.
    pub fn parse(text: &'a str) -> Result<Self, FrameError> {
        match Self::scan(text) {
            Some(frame) => Ok(frame),
            None => Self::read(text),
        }
    }

    /// The same for a text that was found to be an event: nobody looks for an id in it again, behind its body.
    #[cfg(feature = "client")]
    pub(crate) fn parse_event(text: &'a str) -> Result<Self, FrameError> {
        match Self::scan_event(text) {
            Some(frame) => Ok(frame),
            None => Self::read(text),
        }
    }

    /// Takes a frame apart by reading all of it: any order of members, any spacing, and the
    /// `Right`/`Left` wrappers of a few builds of 2025.
    ///
    /// # Errors
    /// If the text is not a frame.
    pub fn read(text: &'a str) -> Result<Self, FrameError> {
        let frame =
            members(text).map_err(|error| FrameError::Json(JsonError::from_serde(&error, text)))?;
        let corr_id = match frame.get("corrId") {
            Some(id) => string_or_null(id).ok_or(FrameError::CorrId)?,
            None => None,
        };
        let resp = frame.get("resp").ok_or(FrameError::Resp)?.get();
        let (tag, body) = tagged(resp)?;
        Ok(Self {
            corr_id: corr_id.filter(|id| !id.is_empty()).map(Cow::Owned),
            tag: Cow::Owned(tag),
            body,
        })
    }

    /// Decodes what `text` carries: [`parse`](Self::parse), then `decode`.
    ///
    /// If that fails, the frame is [`read`](Self::read), for the error of a body that is no JSON and
    /// for frames whose head misleads: those with further members behind `resp`.
    ///
    /// # Errors
    /// If the text is not a frame, or as `decode` says.
    pub fn decode<T, E>(text: &'a str, decode: impl Fn(&Frame<'a>) -> Result<T, E>) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        Self::parse(text)?.decode_or_read(text, decode)
    }

    /// The same for a text that was found to be an event.
    #[cfg(feature = "client")]
    pub(crate) fn decode_event<T, E>(
        text: &'a str,
        decode: impl Fn(&Frame<'a>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        Self::parse_event(text)?.decode_or_read(text, decode)
    }

    fn decode_or_read<T, E>(
        self,
        text: &'a str,
        decode: impl Fn(&Frame<'a>) -> Result<T, E>,
    ) -> Result<T, E>
    where
        E: From<FrameError>,
    {
        decode(&self).or_else(|error| {
            let exact = Self::read(text)?;
            if exact == self {
                Err(error)
            } else {
                decode(&exact)
            }
        })
    }

    /// Whether the body is a `chatCmdError`.
    pub fn is_error(&self) -> bool {
        self.tag == CHAT_CMD_ERROR
    }

    /// The user that it is about, if it says so: found in the head of the body where it has the shape
    /// that servers send, without reading the rest.
    pub fn user_id(&self) -> Option<UserId> {
        self.scan_user().or_else(|| self.read_user()).map(UserId)
    }

    /// The hot path: `{"type":"…","user":{"userId":1`.
    fn scan_user(&self) -> Option<i64> {
        let rest = self.body.strip_prefix(r#"{"type":""#)?;
        let rest = rest.strip_prefix(&*self.tag)?;
        let rest = rest.strip_prefix(r#"","user":{"userId":"#)?;
        let end = rest.find([',', '}'])?;
        rest.get(..end)?.parse().ok()
    }

    fn read_user(&self) -> Option<i64> {
        let body = members(self.body).ok()?;
        let user = members(body.get("user")?.get()).ok()?;
        json::decode(user.get("userId")?.get()).ok()
    }

    /// The hot path: `{"corrId":"…","resp":{"type":"…"` at the start, `}}` at the end.
    fn scan(text: &'a str) -> Option<Self> {
        match text.strip_prefix(r#"{"corrId":""#) {
            Some(rest) => {
                let (id, rest) = plain_string(rest)?;
                Self::scan_resp(id, rest.strip_prefix(r#","resp":"#)?)
            }
            // An answer may have the id behind its body.
            None if text.contains(r#""corrId""#) => None,
            None => Self::scan_event(text),
        }
    }

    fn scan_event(text: &'a str) -> Option<Self> {
        Self::scan_resp("", text.strip_prefix(r#"{"resp":"#)?)
    }

    /// From the body on to the end.
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

/// Splits behind the closing quote of a JSON string, unless something in it is escaped.
fn plain_string(text: &str) -> Option<(&str, &str)> {
    let end = text
        .bytes()
        .position(|b| matches!(b, b'"' | b'\\' | ..0x20))?;
    let (string, rest) = text.split_at_checked(end)?;
    Some((string, rest.strip_prefix('"')?))
}

fn members(json: &str) -> serde_json::Result<BTreeMap<String, &RawValue>> {
    serde_json::from_str(json)
}

fn string_or_null(value: &RawValue) -> Option<Option<String>> {
    serde_json::from_str(value.get()).ok()
}

/// The tag of a `resp` object and the object itself, out of its wrapper if it has one.
fn tagged(resp: &str) -> Result<(String, &str), FrameError> {
    let object = members(resp).map_err(|_| FrameError::Resp)?;
    if let Some(tag) = object.get("type") {
        let tag = string_or_null(tag).flatten().ok_or(FrameError::Type)?;
        return Ok((tag, resp));
    }
    let wrapped = object.get("Right").or_else(|| object.get("Left"));
    let inner = wrapped.ok_or(FrameError::Type)?.get();
    let tag = members(inner)
        .ok()
        .and_then(|object| string_or_null(object.get("type")?)?);
    Ok((tag.ok_or(FrameError::Type)?, inner))
}

/// The frame that sends `cmd`.
pub fn encode_request(corr_id: &str, cmd: &str) -> String {
    const AROUND: usize = r#"{"corrId":"","cmd":""}"#.len();
    // No more than it needs, so that it can be given away as it is; little else is ever escaped.
    let is_escaped = |byte: &u8| matches!(byte, b'"' | b'\\');
    let escapes = cmd.bytes().filter(is_escaped).count();
    let mut frame = String::with_capacity(corr_id.len() + cmd.len() + escapes + AROUND);
    frame.push_str(r#"{"corrId":"#);
    json::quote_into(corr_id, &mut frame);
    frame.push_str(r#","cmd":"#);
    json::quote_into(cmd, &mut frame);
    frame.push('}');
    frame
}
