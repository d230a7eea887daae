//! A JSON text that is read from left to right. All decoding uses this reader.
//!
//! Types are read directly, without layers of visitors: this is fast at run time, and above all at compile time. Only
//! rare escapes in strings are left to `serde_json`.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Formatter};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::JsonError;
use super::error::{Failure, FailureAt};
use super::scan;

/// How deep objects and lists may be nested: the same limit as in `serde_json`.
const MAX_DEPTH: usize = 127;

/// How deep a union may be nested to be read as a known variant. All other types need fewer levels than
/// the difference to [`MAX_DEPTH`].
const MAX_UNION_DEPTH: usize = 96;

/// How strictly a text is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Text from servers of any version: a value out of range is read as the nearest one.
    Tolerant,
    /// Text from this program: a value out of range is an error.
    Exact,
    /// JSON in a command, read as servers read it: what they reject is an error too.
    Strict,
}

/// A JSON text and the position in it.
///
/// The first failure is kept and ends the reading: the position moves to the end of the text. So only a caller that
/// needs a value has to check whether there is one.
pub struct JsonReader<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    mode: Mode,
    failure: Option<FailureAt>,
}

/// The text is not shown: it may contain secrets.
impl Debug for JsonReader<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonReader")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl<'a> JsonReader<'a> {
    pub(super) fn new(text: &'a str, mode: Mode) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
            mode,
            failure: None,
        }
    }

    /// Whether values out of range are errors.
    #[inline]
    pub(super) fn is_exact(&self) -> bool {
        self.mode != Mode::Tolerant
    }

    /// Whether the text is read as servers read commands.
    #[inline]
    pub(super) fn is_strict(&self) -> bool {
        self.mode == Mode::Strict
    }

    /// Whether the whole text was read without a failure.
    pub(super) fn is_finished(&mut self) -> bool {
        self.peek().is_none() && !self.has_failed()
    }

    /// The error of a text that could not be read completely.
    #[cold]
    pub(super) fn into_error(self) -> JsonError {
        let unread = || FailureAt::new(Failure::Syntax, self.position);
        JsonError::new(self.failure.unwrap_or_else(unread), self.text)
    }

    /// Ends the reading. An earlier failure is kept.
    #[cold]
    pub(super) fn fail(&mut self, failure: Failure) {
        self.failure
            .get_or_insert_with(|| FailureAt::new(failure, self.position));
        self.position = self.text.len();
    }

    /// Ends the reading because a keyword or tag is not one of `known`.
    #[cold]
    pub(super) fn fail_unknown(&mut self, known: &[&str]) {
        let message = format!("expected one of `{}`", known.join("`, `"));
        self.fail(Failure::Shape(message));
    }

    /// Ends the reading because the text is not JSON here.
    #[cold]
    #[inline(never)]
    pub(super) fn fail_syntax<T>(&mut self) -> Option<T> {
        self.fail(Failure::Syntax);
        None
    }

    /// Ends the reading because the value here has another type than `expected`. A string is not shown: errors are
    /// logged, and it may be the text of a message.
    #[cold]
    #[inline(never)]
    pub(super) fn fail_type<T>(&mut self, expected: &dyn Display) -> Option<T> {
        let value = self.exact_value()?;
        let kind = kind_name(&value);
        match value {
            Value::Number(_) | Value::Bool(_) => {
                self.fail_found(&format_args!("{kind} `{value}`"), expected)
            }
            _ => self.fail_found(&kind, expected),
        }
    }

    /// Ends the reading because there is no object or list here. The value is not shown: it may be a secret that was
    /// expected inside.
    #[cold]
    fn fail_not_open<T>(&mut self, expected: &dyn Display) -> Option<T> {
        let value = self.exact_value()?;
        self.fail_found(&kind_name(&value), expected)
    }

    fn fail_found<T>(&mut self, found: &dyn Display, expected: &dyn Display) -> Option<T> {
        let message = format!("invalid type: {found}, expected {expected}");
        self.fail(Failure::Shape(message));
        None
    }

    /// The number of open objects and lists; has no meaning after a failure.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Removes the found value from the failure, if there is one: it is part of a secret, which is inside of `depth`
    /// objects and lists.
    pub(super) fn redact_failure(&mut self, depth: usize) {
        if let Some(failure) = &mut self.failure {
            failure.redact(depth);
        }
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// The text that is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    /// The text from `start` to the current position.
    pub(super) fn text_since(&self, start: usize) -> &'a str {
        &self.text[start..self.position]
    }

    pub(super) fn set_position(&mut self, position: usize) {
        self.position = position;
    }

    /// The next byte that is not whitespace; `None` at the end of the text and after a failure.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.position) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => self.peek_after_whitespace(),
            byte => byte.copied(),
        }
    }

    #[cold]
    #[inline(never)]
    fn peek_after_whitespace(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        self.position += scan::whitespace(&bytes[self.position..]);
        bytes.get(self.position).copied()
    }

    /// Takes the next byte if it is `byte`.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    /// Takes the next byte, which must be `byte`.
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        if self.take(byte) {
            Some(())
        } else {
            self.fail_syntax()
        }
    }

    /// Takes the bracket that opens an object or a list.
    #[inline]
    pub(super) fn open(&mut self, bracket: u8, expected: impl Display) -> Option<()> {
        if !self.take(bracket) {
            return self.fail_not_open(&expected);
        }
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return self.fail_syntax();
        }
        Some(())
    }

    /// Takes the bracket that opens an object or a list, at any depth.
    pub(super) fn open_unlimited(&mut self, bracket: u8) -> Option<()> {
        self.depth += 1;
        self.expect(bracket)
    }

    /// Whether a union that is open here is nested too deeply to be read as a known variant.
    pub(super) fn is_beyond_union_depth(&self) -> bool {
        self.depth > MAX_UNION_DEPTH
    }

    /// Continues to the next field or item: takes the comma before it, or the closing `bracket`.
    ///
    /// `None` after the bracket, and if there is neither.
    pub(super) fn next(&mut self, bracket: u8, is_first: bool) -> Option<()> {
        match self.peek() {
            Some(byte) if byte == bracket => {
                self.position += 1;
                self.depth -= 1;
                None
            }
            Some(_) if is_first => Some(()),
            Some(b',') => {
                self.position += 1;
                Some(())
            }
            _ => self.fail_syntax(),
        }
    }

    /// Takes the name of a field, if it is `name` and has no escapes.
    pub(super) fn take_name(&mut self, name: &str) -> bool {
        let rest = self.text.as_bytes().get(self.position..);
        let rest = rest.and_then(|rest| rest.strip_prefix(b"\""));
        let rest = rest.and_then(|rest| rest.strip_prefix(name.as_bytes()));
        let found = rest.is_some_and(|rest| rest.starts_with(b"\":"));
        if found {
            self.position += name.len() + 3;
        }
        found
    }

    /// Reads the name of a field.
    pub(super) fn name(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.fail_syntax();
        }
        let name = self.string()?;
        self.expect(b':')?;
        Some(name)
    }

    /// Takes `null`, if it is next.
    pub(super) fn take_null(&mut self) -> bool {
        self.take_word(b'n', "null")
    }

    /// Takes a boolean, if it is next.
    pub(super) fn take_boolean(&mut self) -> Option<bool> {
        if self.take_word(b't', "true") {
            Some(true)
        } else if self.take_word(b'f', "false") {
            Some(false)
        } else {
            None
        }
    }

    /// Reads a boolean.
    pub(super) fn boolean(&mut self) -> Option<bool> {
        self.take_boolean().or_else(|| self.fail_type(&"a boolean"))
    }

    fn take_word(&mut self, first: u8, word: &str) -> bool {
        let found = self.peek() == Some(first) && self.text[self.position..].starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// Reads a string.
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.fail_type(&"a string");
        }
        let (text, start) = (self.text, self.position + 1);
        let end = scan::unescaped_end_near(text.as_bytes(), start);
        match text.as_bytes().get(end) {
            Some(b'"') => {
                self.position = end + 1;
                Some(Cow::Borrowed(&text[start..end]))
            }
            Some(b'\\') => self.escaped_string().map(Cow::Owned),
            _ => self.fail_syntax(),
        }
    }

    /// Reads a string with escapes. A separate function, to keep the common case small.
    #[inline(never)]
    fn escaped_string(&mut self) -> Option<String> {
        match scan::unescape(&self.text[self.position + 1..]) {
            Some((text, length)) => {
                self.position += length + 2;
                Some(text)
            }
            None => self.deserialize(),
        }
    }

    /// Takes the digits of a number.
    pub(super) fn digits(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.position..];
        match scan::number(rest.as_bytes()) {
            Some(length) => {
                self.position += length;
                Some(&rest[..length])
            }
            None => self.fail_syntax(),
        }
    }

    /// Reads a value with `serde_json`.
    fn deserialize<T: Deserialize<'a>>(&mut self) -> Option<T> {
        let rest = serde_json::Deserializer::from_str(&self.text[self.position..]);
        let mut values = rest.into_iter();
        match values.next() {
            Some(Ok(value)) => {
                self.position += values.byte_offset();
                Some(value)
            }
            _ => self.fail_syntax(),
        }
    }

    /// Takes a value without keeping it.
    pub(super) fn skip(&mut self) -> Option<()> {
        self.peek();
        match scan::value(&self.text.as_bytes()[self.position..]) {
            Some(length) => self.position += length,
            None => {
                self.deserialize::<IgnoredAny>()?;
            }
        }
        Some(())
    }
}

/// The kind of a value, as serde calls it.
fn kind_name(value: &Value) -> &'static str {
    match value {
        Value::Object(_) => "map",
        Value::Array(_) => "sequence",
        Value::String(_) => "string",
        Value::Number(number) if number.is_f64() => "floating point",
        Value::Number(_) => "integer",
        Value::Bool(_) => "boolean",
        Value::Null => "null",
    }
}
