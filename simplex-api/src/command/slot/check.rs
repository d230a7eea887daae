//! Values that no single slot can refuse: what a declaration checks by a function of its own.

use crate::command::EncodeError;
use crate::command::decode::reader::{Mismatch, Reader};

/// A function that says why a value has no text.
pub type Check<T> = fn(&T) -> Result<(), EncodeError>;

/// Reads a value with `read`, and then asks `check`.
///
/// # Errors
/// If the text is something else, or the value is refused.
#[inline]
pub fn read_checked<'a, T>(
    reader: &mut Reader<'a>,
    check: Check<T>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Mismatch>,
) -> Result<T, Mismatch> {
    let start = reader.position();
    let mut value = read(reader);
    if let Ok(read) = &value
        && let Err(error) = check(read)
    {
        value = Err(reader.refuse(start, &error));
    }
    value
}
