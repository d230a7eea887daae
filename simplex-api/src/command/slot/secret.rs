//! Keeps secret values out of logs and errors.

use std::fmt::{self, Debug, Formatter};

use crate::command::decode::failure::ShownText;
use crate::command::decode::reader::Reader;
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::secrets;
use crate::spec::{CommandSpec, TypeSpec};

/// Replaces a secret value in the output of `Debug`.
#[derive(Clone, Copy)]
pub struct Redacted;

impl Debug for Redacted {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// Keeps possible secrets of this command out of decode errors.
#[inline]
pub fn redact_errors(reader: &mut Reader<'_>, command: &CommandSpec) {
    if reader.is_diagnosing() {
        reader.limit_shown(secrets::shown(command));
    }
}

/// The same for a type with a syntax of its own.
#[inline]
pub fn redact_errors_of_type(reader: &mut Reader<'_>, spec: fn() -> &'static TypeSpec) {
    if reader.is_diagnosing() && secrets::in_type(spec()) {
        hide_text(reader);
    }
}

/// Keeps the string out of decode errors.
pub fn hide_text(reader: &mut Reader<'_>) {
    reader.limit_shown(ShownText::Nothing);
}

/// Replaces an encode error that shows a part of a secret.
///
/// # Errors
/// If `result` is an error.
pub fn redact(result: Result<(), EncodeError>) -> Result<(), EncodeError> {
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
