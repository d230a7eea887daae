//! Strings in quotes, as people type them where a string of several words stands in front of other parts.

use super::Bounds;
use crate::command::decode::case_fold;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};

/// What quotes begin with, and what ends them. Those that a value does not have are written, the first of all.
pub(in crate::command) const QUOTES: [(char, &[char]); 7] = [
    ('"', &['"']),
    ('\'', &['\'']),
    ('\u{201c}', &['\u{201d}']),
    ('\u{ab}', &['\u{bb}']),
    ('\u{2018}', &['\u{2019}']),
    ('\u{201d}', &['\u{201d}']),
    ('\u{201e}', &['\u{201c}', '\u{201d}']),
];

/// Begins as an apostrophe does, which has no end.
const APOSTROPHES: [char; 2] = ['\'', '\u{2018}'];

/// A text that may stand in quotes.
enum Quoted<'a> {
    /// It does not.
    No,
    /// What stands in them, and how many bytes it has with them.
    Yes(&'a str, usize),
    /// What is missing, and how many bytes stand before it.
    Broken(&'static str, usize),
}

/// Appends a text, in quotes if it does not stand by itself.
///
/// # Errors
/// If it cannot be written with quotes either.
pub(super) fn write(
    text: &str,
    out: &mut String,
    param: &'static str,
    bounds: &Bounds,
) -> Result<(), EncodeError> {
    let marks = marks(text, bounds).map_err(|refusal| EncodeError::new(param, refusal))?;
    let (open, close) = marks.unzip();
    out.extend(open);
    out.push_str(text);
    out.extend(close);
    Ok(())
}

/// The quotes that a text needs.
fn marks(text: &str, bounds: &Bounds) -> Result<Option<(char, char)>, EncodeErrorKind> {
    match bounds.check(text) {
        Ok(()) if closing(text).is_none() => return Ok(None),
        Err(refusal @ (EncodeErrorKind::EmptyString | EncodeErrorKind::OuterSpace)) => {
            return Err(refusal);
        }
        _ => {}
    }
    let free = QUOTES.iter().find(|(_, closing)| !text.contains(*closing));
    let (open, closing) = free.ok_or(EncodeErrorKind::Unquotable)?;
    Ok(closing.first().map(|close| (*open, *close)))
}

/// Reads a text in quotes; `None` if it has none.
///
/// # Errors
/// If nothing is in them, or their end is missing.
pub(super) fn read(
    reader: &mut Reader<'_>,
    param: &'static str,
    bounds: &Bounds,
) -> Result<Option<String>, Mismatch> {
    let (what, at) = match quoted(reader.rest(), bounds) {
        Quoted::No => return Ok(None),
        Quoted::Yes(text, length) => match text.trim_matches(case_fold::is_blank) {
            "" => ("text between the quotes", text.len()),
            text => {
                let text = text.to_owned();
                reader.take(length);
                return Ok(Some(text));
            }
        },
        Quoted::Broken(what, at) => (what, at),
    };
    Err(reader.miss_behind(at, Expected::Param { param, what }))
}

fn quoted<'a>(rest: &'a str, bounds: &Bounds) -> Quoted<'a> {
    let Some(closing) = closing(rest) else {
        return Quoted::No;
    };
    let mut chars = rest.chars();
    let open = chars.next();
    let inside = chars.as_str();
    let Some((text, _)) = inside.split_once(closing) else {
        let is_apostrophe = open.is_some_and(|open| APOSTROPHES.contains(&open));
        return if is_apostrophe || bounds.goes_on() {
            Quoted::No
        } else {
            Quoted::Broken("a closing quote", rest.len())
        };
    };
    let mut closed = inside[text.len()..].chars();
    closed.next();
    let behind = closed.as_str();
    let length = rest.len() - behind.len();
    if bounds.ends_before(behind) {
        Quoted::Yes(text, length)
    } else if bounds.goes_on() {
        Quoted::No
    } else {
        Quoted::Broken("a space behind the closing quote", length)
    }
}

/// What ends the quotes that a text begins with.
fn closing(text: &str) -> Option<&'static [char]> {
    let first = text.chars().next()?;
    let mut quotes = QUOTES.iter();
    quotes
        .find(|(open, _)| *open == first)
        .map(|(_, closing)| *closing)
}
