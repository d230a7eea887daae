//! Generates documentation from the declarations: the description of a command in Markdown, and its encoding as a JavaScript
//! and a Python expression.
//!
//! The format is that of the API documentation, so that your own commands can be documented in the same way, and the
//! declarations can be compared with the API documentation.
//!
//! ```
//! use simplex_api::command::Command;
//! use simplex_api::{command, render};
//!
//! /// The weather of the next days.
//! #[command(syntax = "/weather <city>[ days=<days>]")]
//! pub struct Weather {
//!     pub city: String,
//!     pub days: Option<u32>,
//! }
//!
//! assert_eq!(
//!     render::javascript(&Weather::SPEC).unwrap(),
//!     "'/weather ' + city + (days ? ' days=' + days : '')",
//! );
//! assert!(render::markdown(&Weather::SPEC).starts_with("### Weather\n\nThe weather of the next days.\n"));
//! ```

mod expression;
mod language;
mod markdown;
mod types;

#[cfg(test)]
mod tests;

use crate::spec::{CommandSpec, Part, TypeSpec};
use expression::Syntax;
use language::Language;

pub use markdown::{markdown, markdown_set};

/// The encoded command as a JavaScript expression over its parameters; `None` if it is constant.
///
/// As in the documentation, an optional parameter that is `0` or `''` is treated as absent.
///
/// ```
/// use simplex_api::command::Command;
/// use simplex_api::commands::{ApiListGroups, ListUsers};
/// use simplex_api::render;
///
/// assert_eq!(
///     render::javascript(&ApiListGroups::SPEC).unwrap(),
///     "'/_groups ' + userId + (contactId_ ? ' @' + contactId_ : '') + (search ? ' ' + search : '')",
/// );
/// assert_eq!(render::javascript(&ListUsers::SPEC), None);
/// ```
pub fn javascript(spec: &CommandSpec) -> Option<String> {
    expression(spec, Language::JavaScript)
}

/// The encoded command as a Python expression over its parameters; `None` if it is constant.
///
/// ```
/// use simplex_api::command::Command;
/// use simplex_api::commands::ApiListGroups;
/// use simplex_api::render;
///
/// assert_eq!(
///     render::python(&ApiListGroups::SPEC).unwrap(),
///     "'/_groups ' + str(userId) + ((' @' + str(contactId_)) if contactId_ is not None else '') \
///      + ((' ' + search) if search is not None else '')",
/// );
/// ```
pub fn python(spec: &CommandSpec) -> Option<String> {
    expression(spec, Language::Python)
}

/// A type in commands as a JavaScript expression over its fields; `None` if the type has no syntax. `self` is the
/// keyword of an enum.
///
/// ```
/// use simplex_api::json::ApiType;
/// use simplex_api::render;
/// use simplex_api::types::ChatRef;
///
/// assert_eq!(
///     render::type_javascript(ChatRef::SPEC).unwrap(),
///     "chatType.toString() + chatId + (chatScope ? chatScope.toString() : '')",
/// );
/// ```
pub fn type_javascript(spec: &TypeSpec) -> Option<String> {
    types::expression(spec, Language::JavaScript)
}

/// A type in commands as a Python expression over its fields; `None` if the type has no syntax. `self` is the
/// keyword of an enum.
///
/// ```
/// use simplex_api::json::ApiType;
/// use simplex_api::render;
/// use simplex_api::types::CreatedConnLink;
///
/// assert_eq!(
///     render::type_python(CreatedConnLink::SPEC).unwrap(),
///     "connFullLink + ((' ' + connShortLink) if connShortLink is not None else '')",
/// );
/// ```
pub fn type_python(spec: &TypeSpec) -> Option<String> {
    types::expression(spec, Language::Python)
}

fn expression(spec: &CommandSpec, language: Language) -> Option<String> {
    let is_constant = matches!(spec.parts, [] | [Part::Literal(_)]);
    let syntax = Syntax {
        language,
        params: spec.params,
    };
    (!is_constant).then(|| syntax.expression(spec.parts))
}
