//! Types with a syntax of their own, `<str(x)>`: what a command asks of their text.

use super::Bounds;
use crate::command::EncodeError;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::pattern::Pattern;
use crate::command::pattern::always_within::is_apart;

/// What keeps a text of this pattern apart; `None` if the compiler can tell that it always is.
pub const fn bounds_of(
    text: &'static [Pattern],
    bounds: &'static Bounds,
) -> Option<&'static Bounds> {
    if is_apart(text, bounds) {
        None
    } else {
        Some(bounds)
    }
}

/// Refuses a text, written from `start` on, that would read as something else.
///
/// # Errors
/// If it is out of bounds.
#[inline]
pub fn refuse_text(
    out: &str,
    start: usize,
    param: &'static str,
    bounds: Option<&Bounds>,
) -> Result<(), EncodeError> {
    let Some(bounds) = bounds else {
        return Ok(());
    };
    let text = out.get(start..).unwrap_or_default();
    let checked = bounds.check(text);
    checked.map_err(|refusal| EncodeError::new(param, refusal))
}

/// Reads a text up to where it ends.
///
/// # Errors
/// If it is not one of the type, or out of bounds.
#[inline]
pub fn take_text<'a, T>(
    reader: &mut Reader<'a>,
    param: &'static str,
    bounds: Option<&Bounds>,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Mismatch>,
) -> Result<T, Mismatch> {
    let Some(bounds) = bounds else {
        return reader.letter_by_letter(read);
    };
    let rest = reader.rest();
    let end = bounds.end(rest);
    let value = reader.letter_by_letter(|reader| reader.within(end, read))?;
    let text = &rest[..rest.len() - reader.rest().len()];
    match bounds.check(text) {
        Ok(()) => Ok(value),
        Err(refusal) => {
            let what = "text";
            Err(reader.miss_with(0, Expected::Param { param, what }, &refusal))
        }
    }
}
