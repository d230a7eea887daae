//! Values that a command cannot contain, whatever their type.

use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::json::Extra;

/// The error of a nested value, as one of the parameter `param`.
///
/// # Errors
/// If `result` is an error.
#[inline]
pub fn in_param(param: &'static str, result: Result<(), EncodeError>) -> Result<(), EncodeError> {
    result.map_err(|error| error.within(param))
}

/// The error for a keyword or variant that is not documented.
pub fn undocumented(name: &str) -> EncodeError {
    EncodeError::without_param(EncodeErrorKind::Undocumented(name.to_owned()))
}

/// Rejects an empty list where the server needs at least one item.
///
/// # Errors
/// If it is empty.
#[inline]
pub fn reject_empty(is_empty: bool, param: &'static str) -> Result<(), EncodeError> {
    if is_empty {
        return Err(EncodeError::new(param, EncodeErrorKind::EmptyList));
    }
    Ok(())
}

/// Rejects a value for a parameter that is declared as never sent.
///
/// # Errors
/// If it is not the default.
pub fn reject_unsent<T: Default + PartialEq>(
    value: &T,
    param: &'static str,
) -> Result<(), EncodeError> {
    if *value == T::default() {
        return Ok(());
    }
    Err(EncodeError::new(param, EncodeErrorKind::Unsent))
}

/// Rejects fields that the syntax does not contain.
///
/// # Errors
/// If there are any.
#[inline]
pub fn reject_extra_fields(extra: &Extra) -> Result<(), EncodeError> {
    if extra.is_empty() {
        return Ok(());
    }
    Err(EncodeError::without_param(EncodeErrorKind::ExtraFields))
}

/// The error for `param`, which has a value although `needed`, which the syntax needs with it, has none.
///
/// # Errors
/// Always.
pub fn requires(param: &'static str, needed: &'static str) -> Result<(), EncodeError> {
    Err(EncodeError::new(param, EncodeErrorKind::Requires(needed)))
}
