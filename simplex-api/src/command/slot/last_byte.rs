//! The last byte of a command: the server removes spaces at the end of a line, and takes the byte 0xA0 for one, which is
//! the last byte of characters such as `à`.

use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::secrets;
use crate::spec::CommandSpec;

/// A parameter that can be the last of the command, and whether it has a value.
type Candidate = (&'static str, bool);

/// Rejects a command of which the server would remove the last byte. The first candidate with a value is the parameter
/// that contains it.
///
/// # Errors
/// If the last byte is 0xA0.
#[inline]
pub fn reject_last_byte<const N: usize>(
    out: &str,
    candidates: impl FnOnce() -> [Candidate; N],
    command: &CommandSpec,
) -> Result<(), EncodeError> {
    match last_char_if_cut(out) {
        None => Ok(()),
        Some(last) => Err(without_secret(error(last, &candidates()), command)),
    }
}

/// The same check while decoding.
///
/// # Errors
/// If the string ends here, in the byte 0xA0.
#[inline]
pub fn mismatch_last_byte<const N: usize>(
    reader: &mut Reader<'_>,
    candidates: impl FnOnce() -> [Candidate; N],
) -> Result<(), Mismatch> {
    if !reader.is_at_end() {
        return Ok(());
    }
    match last_char_if_cut(reader.text()) {
        None => Ok(()),
        Some(last) => {
            let start = reader.text().len() - last.len_utf8();
            Err(reader.reject(start, &error(last, &candidates())))
        }
    }
}

/// The last character, if the server would remove a byte of it.
#[inline]
fn last_char_if_cut(text: &str) -> Option<char> {
    let last = text.as_bytes().last();
    last.filter(|byte| **byte == 0xa0)?;
    text.chars().next_back()
}

/// The error, without the character if it belongs to a secret.
#[cold]
fn without_secret(error: EncodeError, command: &CommandSpec) -> EncodeError {
    if secrets::is_secret(command, error.param()) {
        EncodeError::new(error.param(), EncodeErrorKind::Secret)
    } else {
        error
    }
}

#[cold]
fn error(last: char, candidates: &[Candidate]) -> EncodeError {
    let param = candidates.iter().find(|(_, has_value)| *has_value);
    let param = param.map_or("", |(param, _)| param);
    EncodeError::new(param, EncodeErrorKind::LastByte(last))
}
