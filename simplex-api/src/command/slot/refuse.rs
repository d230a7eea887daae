//! Values that a command cannot carry, whatever their type.

use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};
use crate::json::Extra;

/// The error of a value with a syntax of its own, as one of the parameter `param`.
///
/// # Errors
/// If `result` is one.
#[inline]
pub fn within(param: &'static str, result: Result<(), EncodeError>) -> Result<(), EncodeError> {
    result.map_err(|error| error.within(param))
}

/// The refusal of a word or variant that is not documented.
pub fn undocumented(name: &str) -> EncodeError {
    EncodeError::without_param(EncodeErrorKind::Undocumented(name.to_owned()))
}

/// Refuses an empty list where the server needs at least one item.
///
/// # Errors
/// If it is empty.
#[inline]
pub fn refuse_empty(is_empty: bool, param: &'static str) -> Result<(), EncodeError> {
    if is_empty {
        return Err(EncodeError::new(param, EncodeErrorKind::EmptyList));
    }
    Ok(())
}

/// The same for reading: an empty list is not what the command has there.
///
/// # Errors
/// If it is empty.
pub fn miss_empty(
    reader: &mut Reader<'_>,
    is_empty: bool,
    param: &'static str,
) -> Result<(), Mismatch> {
    if is_empty {
        let what = "a list that is not empty";
        return Err(reader.miss(Expected::Param { param, what }));
    }
    Ok(())
}

/// Refuses a value for a parameter that is declared as never sent.
///
/// # Errors
/// If it is not the default.
pub fn refuse_unsent<T: Default + PartialEq>(
    value: &T,
    param: &'static str,
) -> Result<(), EncodeError> {
    if *value == T::default() {
        return Ok(());
    }
    Err(EncodeError::new(param, EncodeErrorKind::Unsent))
}

/// Refuses members that the text of a command cannot carry.
///
/// # Errors
/// If there are any.
#[inline]
pub fn refuse_extra(extra: &Extra) -> Result<(), EncodeError> {
    if extra.is_empty() {
        return Ok(());
    }
    Err(EncodeError::without_param(EncodeErrorKind::ExtraFields))
}

/// The refusal of `param`, which has a value though `needed` has none and its text needs it.
///
/// # Errors
/// Always.
pub fn without(param: &'static str, needed: &'static str) -> Result<(), EncodeError> {
    Err(EncodeError::new(param, EncodeErrorKind::Requires(needed)))
}
