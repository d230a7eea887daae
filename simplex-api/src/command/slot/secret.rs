//! Values that are not to be seen in logs.

use std::fmt::{self, Debug, Formatter};

use crate::command::{EncodeError, Refusal};

/// Stands in the place of a secret.
pub struct Hidden;

impl Debug for Hidden {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}

/// The refusal of a secret: those that show a part of it say less.
///
/// # Errors
/// If `result` is one.
pub fn hide(result: Result<(), EncodeError>) -> Result<(), EncodeError> {
    result.map_err(|error| match error.refusal() {
        Refusal::EmptyList
        | Refusal::EmptyText
        | Refusal::OuterBlank
        | Refusal::Digit
        | Refusal::OtherParameter(_)
        | Refusal::Extra
        | Refusal::Without(_) => error,
        _ => EncodeError::new(error.param(), Refusal::Secret),
    })
}
