//! What generated code records in a reader for the error.

use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};

/// Records that the parameter `param` starts here.
#[inline]
pub fn mark_param(reader: &mut Reader<'_>, param: &'static str) {
    if reader.is_diagnosing() {
        reader.mark_param(param);
    }
}

/// Records an option that is repeated here, if it was already `found`. It starts with one of `keys`.
#[inline]
pub fn note_repeated(reader: &mut Reader<'_>, found: bool, keys: &[&'static str]) {
    if found && reader.is_diagnosing() {
        reader.note_repeated(keys);
    }
}

/// A mismatch if a list is empty that must have at least one item.
///
/// # Errors
/// If it is empty.
pub fn mismatch_empty(
    reader: &mut Reader<'_>,
    is_empty: bool,
    param: &'static str,
) -> Result<(), Mismatch> {
    if is_empty {
        let what = "a list that is not empty";
        return Err(reader.mismatch(Expected::Param { param, what }));
    }
    Ok(())
}
