//! A JSON text that is written from left to right. All encoding uses this writer.

use std::fmt::{self, Debug, Formatter};

use itoa::{Buffer, Integer};
use serde::Serialize;

use super::scan;

/// The assumed length of a value that `serde_json` writes.
const SERIALIZED_LENGTH: usize = 64;

/// Writes JSON to a string, or measures its length.
pub struct JsonWriter<'a> {
    target: Target<'a>,
    /// The first value that a command cannot contain.
    unencodable: Option<Box<Unencodable>>,
}

/// A value that the JSON of a command cannot contain.
#[derive(Debug)]
pub(crate) enum Unencodable {
    /// A number that is not finite, written as `null`.
    Number,
    /// A keyword or tag of a closed type that is not one of `known`.
    Keyword {
        keyword: Box<str>,
        known: &'static [&'static str],
    },
}

enum Target<'a> {
    Text(&'a mut String),
    /// Nothing is written, only bytes are counted.
    Length(usize),
}

/// The text is not shown: it may contain secrets.
impl Debug for JsonWriter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonWriter")
            .field("has_unencodable", &self.unencodable.is_some())
            .finish_non_exhaustive()
    }
}

impl<'a> JsonWriter<'a> {
    pub(super) fn new(out: &'a mut String) -> Self {
        Self::to(Target::Text(out))
    }

    fn to(target: Target<'a>) -> Self {
        Self {
            target,
            unencodable: None,
        }
    }

    /// The first value that a command cannot contain.
    pub(super) fn into_unencodable(self) -> Option<Box<Unencodable>> {
        self.unencodable
    }

    /// Records that a keyword or tag is not one of `known`, which are the only ones that servers accept.
    #[cold]
    pub(super) fn set_unknown_keyword(&mut self, keyword: &str, known: &'static [&'static str]) {
        let keyword = keyword.into();
        self.unencodable
            .get_or_insert_with(|| Box::new(Unencodable::Keyword { keyword, known }));
    }

    /// Only measures what is written.
    pub(super) fn measuring() -> Self {
        Self::to(Target::Length(0))
    }

    /// The approximate length of what was measured, with a reserve for escapes in strings.
    pub(super) fn length(&self) -> usize {
        match self.target {
            Target::Length(length) => length,
            Target::Text(_) => 0,
        }
    }

    /// Writes text that is already JSON.
    #[inline]
    pub(super) fn raw(&mut self, text: &str) {
        match &mut self.target {
            Target::Text(out) => out.push_str(text),
            Target::Length(length) => *length += text.len(),
        }
    }

    /// Writes a bracket, a comma or a colon.
    #[inline]
    pub(super) fn punctuation(&mut self, mark: char) {
        match &mut self.target {
            Target::Text(out) => out.push(mark),
            Target::Length(length) => *length += 1,
        }
    }

    pub(super) fn integer(&mut self, integer: impl Integer) {
        self.raw(Buffer::new().format(integer));
    }

    pub(super) fn string(&mut self, text: &str) {
        match &mut self.target {
            Target::Text(out) => quote(out, text),
            Target::Length(length) => *length += text.len() + text.len() / 8 + 2,
        }
    }

    /// Writes a value with `serde_json`, or `null` if that fails.
    pub(super) fn serialize<T: Serialize + ?Sized>(&mut self, value: &T) {
        match &mut self.target {
            Target::Text(out) => match serde_json::to_string(value) {
                Ok(text) => out.push_str(&text),
                Err(_) => self.write_not_finite(),
            },
            Target::Length(length) => *length += SERIALIZED_LENGTH,
        }
    }

    /// Writes a number, or `null` if it is not finite.
    pub(super) fn float<T: Serialize + Copy + Into<f64>>(&mut self, number: &T) {
        if (*number).into().is_finite() {
            self.serialize(number);
        } else {
            self.write_not_finite();
        }
    }

    #[cold]
    fn write_not_finite(&mut self) {
        self.unencodable
            .get_or_insert_with(|| Box::new(Unencodable::Number));
        self.raw("null");
    }
}

/// Appends a string. The parts without escapes, which are nearly all of it, are copied as a whole.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    loop {
        let (unescaped, special) = rest.split_at(scan::unescaped_end(rest.as_bytes(), 0));
        out.push_str(unescaped);
        let Some(byte) = special.as_bytes().first() else {
            break;
        };
        escape(out, *byte);
        rest = &special[1..];
    }
    out.push('"');
}

#[inline]
fn escape(out: &mut String, byte: u8) {
    out.push_str(match byte {
        b'"' => "\\\"",
        b'\\' => "\\\\",
        b'\n' => "\\n",
        b'\t' => "\\t",
        b'\r' => "\\r",
        0x08 => "\\b",
        0x0c => "\\f",
        control => return escape_code(out, control),
    });
}

#[cold]
fn escape_code(out: &mut String, byte: u8) {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    out.push_str("\\u00");
    for digit in [byte >> 4, byte & 15] {
        out.push(char::from(HEX[usize::from(digit)]));
    }
}
