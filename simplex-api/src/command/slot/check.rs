//! Checks by a function that the declaration names, for what the slots cannot check.

use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::EncodeError;

/// A function that rejects values that cannot be encoded.
pub type Check<T> = fn(&T) -> Result<(), EncodeError>;

/// Reads a value with `read`, and checks it with `check`.
///
/// # Errors
/// If `read` fails, or the value is rejected.
#[inline]
pub fn read_checked<'a, T>(
    reader: &mut Reader<'a>,
    check: Check<T>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Mismatch>,
) -> Result<T, Mismatch> {
    let start = reader.position();
    let value = read(reader)?;
    match check(&value) {
        Ok(()) => Ok(value),
        Err(error) => Err(reader.reject(start, &error)),
    }
}
