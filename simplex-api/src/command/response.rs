use std::borrow::Cow;
use std::fmt;

use crate::excerpt;
use crate::json::{self, Json, JsonError, Tagged};
use crate::spec::{TypeKind, TypeRef, TypeSpec};

/// What a command can be answered with.
///
/// The records of [`responses`](crate::responses) implement it through
/// `#[api_type(response)]`, [`RawResponse`] accepts anything, and `#[command]` makes an enum for a
/// command with several responses.
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

/// One of several responses: a record, told from the others by its tag.
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

/// The table of a response, by its type in the documentation's terms: an empty one for a type that is not
/// declared, whose [`Response`] is written by hand.
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

/// Why an answer is not the expected [`Response`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ResponseError {
    /// The answer is of another type.
    #[error("unexpected response `{}`, expected {}", excerpt(.response.tag()), expected_tags(.expected))]
    #[non_exhaustive]
    Unexpected {
        /// The tags that were expected.
        expected: &'static [&'static str],
        /// What came instead.
        response: RawResponse,
    },
    /// The answer has the right type but another shape.
    #[error("response `{}` cannot be decoded: {error}", excerpt(.tag))]
    #[non_exhaustive]
    Shape {
        /// The type of the response.
        tag: String,
        /// What is wrong, and where.
        error: JsonError,
    },
}

impl ResponseError {
    /// The error for a response whose tag is none of `expected`.
    pub fn unexpected(expected: &'static [&'static str], tag: &str, json: &str) -> Self {
        match RawResponse::from_body(tag, json) {
            Ok(response) => Self::Unexpected { expected, response },
            Err(error) => error,
        }
    }

    /// The error for a response of the right tag that did not decode.
    pub fn shape(tag: &str, error: JsonError) -> Self {
        Self::Shape {
            tag: tag.to_owned(),
            error,
        }
    }
}

/// Decodes a response that can only be of one type.
///
/// # Errors
/// If it has another tag or shape.
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

/// A response as it came: for commands declared without responses, and for those the documentation does not list.
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

/// The beginning of it: it stands in errors, and can be as long as the server likes.
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

    /// Decodes the object: as a type of one's own, or as a [`JsonObject`](crate::json::JsonObject) or
    /// [`Value`](serde_json::Value).
    ///
    /// # Errors
    /// If the object has another shape.
    pub fn decode<T: Json>(&self) -> Result<T, JsonError> {
        json::decode(&self.json)
    }
}
