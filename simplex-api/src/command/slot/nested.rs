//! Types with a syntax of their own, `<str(x)>`, inside a command.

use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::EncodeError;
use crate::command::rules::StringRules;

/// Rejects a string, written from `start` on, that would be read as something else.
///
/// # Errors
/// If it breaks the rules.
#[inline]
pub fn check_nested(
    out: &str,
    start: usize,
    param: &'static str,
    rules: &StringRules,
) -> Result<(), EncodeError> {
    let text = out.get(start..).unwrap_or_default();
    if rules.is_obviously_fine(text) {
        return Ok(());
    }
    check_closely(text, param, rules)
}

#[cold]
fn check_closely(text: &str, param: &'static str, rules: &StringRules) -> Result<(), EncodeError> {
    let checked = rules.check(text);
    checked.map_err(|kind| EncodeError::new(param, kind))
}

/// Reads a value with `read`, up to where the rules end it.
///
/// # Errors
/// If `read` fails, or the string breaks the rules.
#[inline]
pub fn read_nested<'a, T>(
    reader: &mut Reader<'a>,
    param: &'static str,
    rules: &StringRules,
    read: impl FnOnce(&mut Reader<'a>) -> Result<T, Mismatch>,
) -> Result<T, Mismatch> {
    let rest = reader.rest();
    let end = rules.end(rest);
    let value = reader.case_sensitive(|reader| reader.limited_to(end, read))?;
    let text = &rest[..rest.len() - reader.rest().len()];
    if rules.is_obviously_fine(text) {
        return Ok(value);
    }
    match rules.check(text) {
        Ok(()) => Ok(value),
        Err(kind) => {
            let what = "text";
            Err(reader.mismatch_with_detail(0, Expected::Param { param, what }, &kind))
        }
    }
}
