use std::borrow::Cow;
use std::fmt;

use crate::excerpt;
use crate::json::{self, Json, JsonError, Tagged};
use crate::spec::{TypeKind, TypeRef, TypeSpec};

/// The response to a command.
///
/// The records of [`responses`](crate::responses) implement it with `#[api_type(response)]`, [`RawResponse`] accepts any
/// response, and `#[command]` generates an enum for a command with several responses.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response",
    label = "expected a record of the API",
    note = "declare it with `#[api_type(response)]`"
)]
pub trait Response: Sized {
    /// Decodes the `resp` object `json`, whose `type` is `tag`.
    ///
    /// # Errors
    /// If the tag is not one of this type, or the object has another shape.
    fn from_body(tag: &str, json: &str) -> Result<Self, ResponseError>;
}

/// One of several responses: a record with a tag that distinguishes it from the others.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a response",
    label = "expected a record of the API",
    note = "declare it with `#[api_type(response)]`"
)]
pub trait TaggedResponse: Sized {
    /// The value of `type`.
    const TAG: &'static str;

    /// Decodes the `resp` object `json`, whose `type` is `tag`.
    ///
    /// # Errors
    /// If the object has another shape.
    fn from_body(tag: &str, json: &str) -> Result<Self, ResponseError>;
}

#[diagnostic::do_not_recommend]
impl<T: Response + Tagged> TaggedResponse for T {
    const TAG: &'static str = <T as Tagged>::TAG;

    fn from_body(tag: &str, json: &str) -> Result<Self, ResponseError> {
        <T as Response>::from_body(tag, json)
    }
}

/// The metadata of a response. It is empty for a type with a manual implementation of [`Response`].
pub const fn spec_of(response: TypeRef) -> fn() -> &'static TypeSpec {
    match response {
        TypeRef::Named(spec) => spec,
        _ => || &TypeSpec {
            name: "",
            docs: "",
            kind: TypeKind::Record {
                tag: None,
                fields: &[],
            },
            syntax: None,
            parts: None,
            checks: &[],
            since: None,
        },
    }
}

/// A response that cannot be decoded as the expected [`Response`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// The response has another tag.
    #[error("unexpected response `{}`, expected {}", excerpt(.response.tag()), expected_tags(.expected))]
    #[non_exhaustive]
    Unexpected {
        /// The tags that were expected.
        expected: &'static [&'static str],
        /// The response that was received.
        response: RawResponse,
    },
    /// The response has the expected tag, but another shape.
    #[error("response `{}` cannot be decoded: {error}", excerpt(.tag))]
    #[non_exhaustive]
    Shape {
        /// The tag of the response.
        tag: String,
        /// The cause, and where it is.
        error: JsonError,
    },
}

impl ResponseError {
    /// The error for a response whose tag is not one of `expected`.
    pub fn unexpected(expected: &'static [&'static str], tag: &str, json: &str) -> Self {
        match RawResponse::from_body(tag, json) {
            Ok(response) => Self::Unexpected { expected, response },
            Err(error) => error,
        }
    }

    /// The error for a response with the expected tag that cannot be decoded.
    pub fn shape(tag: &str, error: JsonError) -> Self {
        Self::Shape {
            tag: tag.to_owned(),
            error,
        }
    }
}

/// Decodes the only response of a command.
///
/// # Errors
/// If it has another tag, or another shape.
pub fn response<T: Tagged>(tag: &str, json: &str) -> Result<T, ResponseError> {
    if tag == T::TAG {
        T::decode(json).map_err(|error| ResponseError::shape(tag, error))
    } else {
        Err(ResponseError::unexpected(const { &[T::TAG] }, tag, json))
    }
}

fn expected_tags(tags: &[&str]) -> Cow<'static, str> {
    match tags {
        [] => Cow::Borrowed("none"),
        [one] => Cow::Owned(format!("`{one}`")),
        many => Cow::Owned(format!("one of `{}`", many.join("`, `"))),
    }
}

/// A response as received: for commands declared without responses, and for responses that are not documented.
///
/// ```
/// use simplex_api::command::{RawResponse, Response};
/// use simplex_api::json::JsonObject;
///
/// let response = RawResponse::from_body("pong", r#"{"type":"pong","n":1}"#)?;
/// assert_eq!(response.tag(), "pong");
/// assert_eq!(response.json(), r#"{"type":"pong","n":1}"#);
/// assert_eq!(response.decode::<JsonObject>()?["n"], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct RawResponse {
    tag: String,
    json: String,
}

/// Shows only the start of the JSON, which can be of any length.
impl fmt::Debug for RawResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RawResponse")
            .field("tag", &excerpt(&self.tag))
            .field("json", &excerpt(&self.json))
            .finish()
    }
}

impl Response for RawResponse {
    fn from_body(tag: &str, json: &str) -> Result<Self, ResponseError> {
        json::check_object(json).map_err(|error| ResponseError::shape(tag, error))?;
        Ok(Self {
            tag: tag.to_owned(),
            json: json.to_owned(),
        })
    }
}

impl RawResponse {
    /// The value of `type`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The whole object, `type` included.
    pub fn json(&self) -> &str {
        &self.json
    }

    /// Decodes the object as a type, for example a declared one, a [`JsonObject`](crate::json::JsonObject) or a
    /// [`Value`](serde_json::Value).
    ///
    /// # Errors
    /// If the object has another shape.
    pub fn decode<T: Json>(&self) -> Result<T, JsonError> {
        json::decode(&self.json)
    }
}
