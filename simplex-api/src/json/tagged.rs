use super::{ApiType, JsonError};

/// A record that is a whole `resp` object: a response or an event.
///
/// It writes its tag as the first member, `type`. It reads with the tag in any position or without it; another
/// tag is an error.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is neither a response nor an event",
    note = "declare it with `#[api_type(response)]` or `#[api_type(event)]`"
)]
pub trait Tagged: ApiType {
    /// The value of `type`.
    const TAG: &'static str;

    /// Decodes the object. Not generic, so it is compiled once, where the type is declared.
    ///
    /// # Errors
    /// If the text is not JSON or has another shape.
    fn decode(json: &str) -> Result<Self, JsonError>;

    /// Encodes the object.
    fn encode(&self) -> String {
        super::encode(self)
    }
}

/// A record that comes as an event.
///
/// Some records are both responses and events. Only `#[api_type(event)]` implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no event",
    label = "the server does not send this without being asked",
    note = "events are in `simplex_api::events`; one's own are declared with `#[api_type(event)]`"
)]
pub trait EventRecord: Tagged {}
