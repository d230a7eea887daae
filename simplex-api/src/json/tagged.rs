use super::{ApiType, JsonError};

/// A response or an event: a record with a tag.
///
/// The tag is written as the first field, `type`. When reading, the tag may have any position or be missing; a different
/// tag is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a response nor an event",
    note = "declare it with `#[api_type(response)]` or `#[api_type(event)]`"
)]
pub trait Tagged: ApiType {
    /// The value of `type`.
    const TAG: &'static str;

    /// Decodes the object. This function is not generic, so it is compiled once, with the declaration of the type.
    ///
    /// # Errors
    /// If the text is not JSON or has another shape.
    fn decode(json: &str) -> Result<Self, JsonError>;

    /// Encodes the object.
    fn encode(&self) -> String {
        super::encode(self)
    }
}

/// An event.
///
/// Some records are both responses and events. Only `#[api_type(event)]` implements this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an event",
    label = "the server does not send this as an event",
    note = "events are in `simplex_api::events`; declare your own with `#[api_type(event)]`"
)]
pub trait EventRecord: Tagged {}
