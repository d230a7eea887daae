//! Quoted strings in human input: for a string of several words that is followed by other parts.

use crate::command::decode::case_fold;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::quote_marks::QUOTE_MARKS;
use crate::command::rules::StringRules;

/// Opening quotes that are also apostrophes, and then have no closing quote.
const APOSTROPHES: [char; 2] = ['\'', '\u{2018}'];

/// A string that may be quoted.
enum Quoted<'a> {
    No,
    /// The string inside the quotes, and the number of bytes with the quotes.
    Yes(&'a str, usize),
    /// What is missing, and at which offset.
    Broken(&'static str, usize),
}

/// Appends a string, in quotes if it needs them.
///
/// # Errors
/// If it cannot be encoded with quotes either.
pub(super) fn write(
    text: &str,
    out: &mut String,
    param: &'static str,
    rules: &StringRules,
) -> Result<(), EncodeError> {
    let marks = marks_for(text, rules).map_err(|kind| EncodeError::new(param, kind))?;
    let (open, close) = marks.unzip();
    out.extend(open);
    out.push_str(text);
    out.extend(close);
    Ok(())
}

/// The quotes that a string needs: the first that it does not contain.
fn marks_for(text: &str, rules: &StringRules) -> Result<Option<(char, char)>, EncodeErrorKind> {
    match rules.check(text) {
        Ok(()) if closing_marks(text).is_none() => return Ok(None),
        Err(kind @ (EncodeErrorKind::EmptyString | EncodeErrorKind::OuterSpace)) => {
            return Err(kind);
        }
        _ => {}
    }
    let unused = QUOTE_MARKS
        .iter()
        .find(|(_, closing)| !text.contains(*closing));
    let (open, closing) = unused.ok_or(EncodeErrorKind::Unquotable)?;
    Ok(closing.first().map(|close| (*open, *close)))
}

/// Reads a quoted string; `None` if it is not quoted.
///
/// # Errors
/// If it is empty, or the closing quote is missing.
pub(super) fn read(
    reader: &mut Reader<'_>,
    param: &'static str,
    rules: &StringRules,
) -> Result<Option<String>, Mismatch> {
    let (what, offset) = match parse(reader.rest(), rules) {
        Quoted::No => return Ok(None),
        Quoted::Yes(text, length) => match text.trim_matches(case_fold::is_space) {
            "" => ("text between the quotes", text.len()),
            text => {
                let text = text.to_owned();
                reader.take(length);
                return Ok(Some(text));
            }
        },
        Quoted::Broken(what, offset) => (what, offset),
    };
    Err(reader.mismatch_after(offset, Expected::Param { param, what }))
}

fn parse<'a>(rest: &'a str, rules: &StringRules) -> Quoted<'a> {
    let Some(closing) = closing_marks(rest) else {
        return Quoted::No;
    };
    let mut chars = rest.chars();
    let open = chars.next();
    let inside = chars.as_str();
    let Some((text, _)) = inside.split_once(closing) else {
        let is_apostrophe = open.is_some_and(|open| APOSTROPHES.contains(&open));
        return if is_apostrophe || rules.has_options() {
            Quoted::No
        } else {
            Quoted::Broken("a closing quote", rest.len())
        };
    };
    let mut from_closing = inside[text.len()..].chars();
    from_closing.next();
    let after = from_closing.as_str();
    let length = rest.len() - after.len();
    if rules.can_end_before(after) {
        Quoted::Yes(text, length)
    } else if rules.has_options() {
        Quoted::No
    } else {
        Quoted::Broken("a space after the closing quote", length)
    }
}

/// The closing quotes for the opening quote at the start of a string.
fn closing_marks(text: &str) -> Option<&'static [char]> {
    let first = text.chars().next()?;
    let mut marks = QUOTE_MARKS.iter();
    marks
        .find(|(open, _)| *open == first)
        .map(|(_, closing)| *closing)
}
