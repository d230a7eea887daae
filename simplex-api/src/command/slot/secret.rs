//! Values that are not to be seen in logs.

use std::fmt::{self, Debug, Formatter};

use crate::command::decode::failure::Show;
use crate::command::decode::reader::Reader;
use crate::command::{EncodeError, EncodeErrorKind, secrets};
use crate::spec::{CommandSpec, TypeSpec};

/// Stands in the place of a secret.
#[derive(Clone, Copy)]
pub struct Hidden;

impl Debug for Hidden {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Keeps what can be a secret of this command out of errors about its text.
#[inline]
pub fn keep_secrets(reader: &mut Reader<'_>, command: &CommandSpec) {
    if reader.tells() {
        reader.show_only(secrets::shown(command));
    }
}

/// The same for a type with a syntax of its own.
#[inline]
pub fn keep_secrets_of(reader: &mut Reader<'_>, spec: fn() -> &'static TypeSpec) {
    if reader.tells() && secrets::in_type(spec()) {
        reader.show_only(Show::Nothing);
    }
}

/// The refusal of a secret: those that show a part of it say less.
///
/// # Errors
/// If `result` is one.
pub fn hide(result: Result<(), EncodeError>) -> Result<(), EncodeError> {
    result.map_err(|error| match error.kind() {
        EncodeErrorKind::EmptyList
        | EncodeErrorKind::EmptyString
        | EncodeErrorKind::OuterSpace
        | EncodeErrorKind::LeadingDigit
        | EncodeErrorKind::OtherParameter(_)
        | EncodeErrorKind::ExtraFields
        | EncodeErrorKind::Requires(_) => error,
        _ => EncodeError::new(error.param(), EncodeErrorKind::Secret),
    })
}
