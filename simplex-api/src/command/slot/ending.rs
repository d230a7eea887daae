//! The end of a line: the server takes white bytes off it, and 0xA0 for one, which ends letters such as `à`.

use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind, secrets};
use crate::spec::CommandSpec;

/// A parameter that can end the line, and whether it has a value.
type Candidate = (&'static str, bool);

/// Refuses a line of which the server would cut off a byte. The parameter that ends it is the first
/// one with a value.
///
/// # Errors
/// If its last byte is 0xA0.
#[inline]
pub fn refuse_ending<const N: usize>(
    out: &str,
    candidates: impl FnOnce() -> [Candidate; N],
    command: &CommandSpec,
) -> Result<(), EncodeError> {
    match cut(out) {
        None => Ok(()),
        Some(last) => Err(shown(error(last, &candidates()), command)),
    }
}

/// The same for reading.
///
/// # Errors
/// If the text ends here, in such a byte.
#[inline]
pub fn miss_ending<const N: usize>(
    reader: &mut Reader<'_>,
    candidates: impl FnOnce() -> [Candidate; N],
) -> Result<(), Mismatch> {
    if !reader.is_at_end() {
        return Ok(());
    }
    match cut(reader.text()) {
        None => Ok(()),
        Some(last) => {
            let start = reader.text().len() - last.len_utf8();
            Err(reader.refuse(start, &error(last, &candidates())))
        }
    }
}

/// The last letter, if the server would cut it.
#[inline]
fn cut(text: &str) -> Option<char> {
    let last = text.as_bytes().last();
    last.filter(|byte| **byte == 0xa0)?;
    text.chars().next_back()
}

/// The error, which does not show a letter of a secret.
#[cold]
fn shown(error: EncodeError, command: &CommandSpec) -> EncodeError {
    if secrets::is_secret(command, error.param()) {
        EncodeError::new(error.param(), EncodeErrorKind::Secret)
    } else {
        error
    }
}

#[cold]
fn error(last: char, candidates: &[Candidate]) -> EncodeError {
    let param = candidates.iter().find(|(_, is_there)| *is_there);
    let param = param.map_or("", |(param, _)| param);
    EncodeError::new(param, EncodeErrorKind::LastByte(last))
}
