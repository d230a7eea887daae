//! A JSON text that is read from left to right: the one way into decoding.
//!
//! Types are read by this reader and no other, without layers of visitors in between: that is quick to run, and above all
//! to compile. Rare escapes and values that are not the API's own are left to `serde_json`.

use std::borrow::Cow;
use std::fmt::{self, Debug, Display, Formatter};

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::Value;

use super::error::{Failure, Stop};
use super::escapes::unescaped;
use super::scan;
use super::{Json, JsonError, JsonObject};

/// How deep objects and lists may stand in each other: as in `serde_json`, which counts anew in what it reads.
const DEEPEST: usize = 127;

/// How deep a union may stand to be read as the variant that it is. What is not a union itself needs less than what
/// is left from here to [`DEEPEST`].
const DEEPEST_UNION: usize = 96;

/// A JSON text, and how far it is read.
///
/// The first failure is kept and ends the reading: behind it there is nothing more to be found. So only who needs a value
/// has to look whether there is one.
pub struct JsonReader<'a> {
    text: &'a str,
    position: usize,
    depth: usize,
    /// It is read as servers read commands: what they refuse is an error.
    pub(super) is_strict: bool,
    /// What there is no value for is an error, not the nearest one.
    pub(super) is_exact: bool,
    failure: Option<Stop>,
}

/// The text can have secrets.
impl Debug for JsonReader<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonReader")
            .field("position", &self.position)
            .finish_non_exhaustive()
    }
}

impl<'a> JsonReader<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            depth: 0,
            is_strict: false,
            is_exact: false,
            failure: None,
        }
    }

    /// The same for what is said here, not by others.
    pub(super) fn exact(text: &'a str) -> Self {
        Self {
            is_exact: true,
            ..Self::new(text)
        }
    }

    /// The same for JSON that stands in a command.
    pub(super) fn strict(text: &'a str) -> Self {
        Self {
            is_strict: true,
            ..Self::exact(text)
        }
    }

    /// Whether the whole text is read, and without a failure.
    pub(super) fn ends(&mut self) -> bool {
        self.peek().is_none() && !self.has_failed()
    }

    /// Why the reading failed.
    #[cold]
    pub(super) fn into_error(self) -> JsonError {
        let unread = || Stop::new(Failure::Syntax, self.position);
        JsonError::new(self.failure.unwrap_or_else(unread), self.text)
    }

    /// Ends the reading, unless it has failed before.
    #[cold]
    pub(super) fn fail(&mut self, failure: Failure) {
        self.failure
            .get_or_insert_with(|| Stop::new(failure, self.position));
        self.position = self.text.len();
    }

    /// Ends the reading because a word or tag is none of the `known` ones.
    #[cold]
    pub(super) fn fail_unknown(&mut self, known: &[&str]) {
        let message = format!("expected one of `{}`", known.join("`, `"));
        self.fail(Failure::Shape(message));
    }

    /// Ends the reading because the text is no JSON here.
    #[cold]
    #[inline(never)]
    fn broken<T>(&mut self) -> Option<T> {
        self.fail(Failure::Syntax);
        None
    }

    /// Ends the reading because of the value that stands here, where `expected` should. A string is not told: errors
    /// stand in logs, and it can be the text of a message.
    #[cold]
    #[inline(never)]
    pub(super) fn wrong_type<T>(&mut self, expected: &dyn Display) -> Option<T> {
        let value = self.free()?;
        let kind = kind(&value);
        match value {
            Value::Number(_) | Value::Bool(_) => {
                self.wrong(&format_args!("{kind} `{value}`"), expected)
            }
            _ => self.wrong(&kind, expected),
        }
    }

    /// The same where an object or a list should stand. The value may be a secret that should be inside: it is not shown.
    #[cold]
    fn not_open<T>(&mut self, expected: &dyn Display) -> Option<T> {
        let value = self.free()?;
        self.wrong(&kind(&value), expected)
    }

    fn wrong<T>(&mut self, found: &dyn Display, expected: &dyn Display) -> Option<T> {
        let message = format!("invalid type: {found}, expected {expected}");
        self.fail(Failure::Shape(message));
        None
    }

    /// How many objects and lists are open; of no meaning after a failure.
    pub(super) fn depth(&self) -> usize {
        self.depth
    }

    /// Keeps what stands there out of the failure, if there was one: it is inside of a secret, around which there are
    /// `depth` objects and lists.
    pub(super) fn hide_failure(&mut self, depth: usize) {
        if let Some(stop) = &mut self.failure {
            stop.hide(depth);
        }
    }

    /// Takes a value that is a secret: if that fails, nobody is told what stands there.
    #[doc(hidden)]
    pub fn secret<T: Json>(&mut self) -> Option<T> {
        let depth = self.depth;
        let value = self.value();
        self.hide_failure(depth);
        value
    }

    pub(super) fn has_failed(&self) -> bool {
        self.failure.is_some()
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// What is not read yet.
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    /// Goes back to where it was before.
    pub(super) fn back_to(&mut self, position: usize) {
        self.position = position;
    }

    /// The next byte that is no white space; `None` at the end of the text, and after a failure.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        match self.text.as_bytes().get(self.position) {
            Some(b' ' | b'\n' | b'\t' | b'\r') => self.peek_behind_blanks(),
            byte => byte.copied(),
        }
    }

    #[cold]
    #[inline(never)]
    fn peek_behind_blanks(&mut self) -> Option<u8> {
        let bytes = self.text.as_bytes();
        self.position += scan::blanks(&bytes[self.position..]);
        bytes.get(self.position).copied()
    }

    /// Takes the next byte, if it is `byte`.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.position += usize::from(found);
        found
    }

    /// Takes the next byte, which has to be `byte`.
    pub(super) fn expect(&mut self, byte: u8) -> Option<()> {
        if self.take(byte) {
            Some(())
        } else {
            self.broken()
        }
    }

    /// Takes the bracket that opens an object or a list.
    #[inline]
    pub(super) fn open(&mut self, bracket: u8, expected: impl Display) -> Option<()> {
        if !self.take(bracket) {
            return self.not_open(&expected);
        }
        self.depth += 1;
        if self.depth > DEEPEST {
            return self.broken();
        }
        Some(())
    }

    /// The same, however deep it stands.
    pub(super) fn enter(&mut self, bracket: u8) -> Option<()> {
        self.depth += 1;
        self.expect(bracket)
    }

    /// Whether a union that is open here stands too deep for what is known of it.
    pub(super) fn is_deep(&self) -> bool {
        self.depth > DEEPEST_UNION
    }

    /// Goes on to the next member or item: takes the comma in front of it, or the closing `bracket`.
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
            _ => self.broken(),
        }
    }

    /// Takes the name of a member, if it is `name` and nothing in it is escaped.
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

    /// Takes the name of a member.
    pub(super) fn name(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.broken();
        }
        let name = self.string()?;
        self.expect(b':')?;
        Some(name)
    }

    /// Takes a value. If there is none, that is a failure, whether the type has said so or not.
    pub(super) fn value<T: Json>(&mut self) -> Option<T> {
        let value = T::read(self);
        if value.is_none() {
            self.fail(Failure::Syntax);
        }
        value
    }

    /// Takes `null`, if it stands here.
    pub(super) fn null(&mut self) -> bool {
        self.word(b'n', "null")
    }

    /// Takes a boolean.
    pub(super) fn boolean(&mut self) -> Option<bool> {
        if self.word(b't', "true") {
            Some(true)
        } else if self.word(b'f', "false") {
            Some(false)
        } else {
            self.wrong_type(&"a boolean")
        }
    }

    fn word(&mut self, first: u8, word: &str) -> bool {
        let found = self.peek() == Some(first) && self.text[self.position..].starts_with(word);
        if found {
            self.position += word.len();
        }
        found
    }

    /// Takes a string.
    pub(super) fn string(&mut self) -> Option<Cow<'a, str>> {
        if self.peek() != Some(b'"') {
            return self.wrong_type(&"a string");
        }
        let (text, start) = (self.text, self.position + 1);
        let end = scan::plain_near(text.as_bytes(), start);
        match text.as_bytes().get(end) {
            Some(b'"') => {
                self.position = end + 1;
                Some(Cow::Borrowed(&text[start..end]))
            }
            Some(b'\\') => self.escaped().map(Cow::Owned),
            _ => self.broken(),
        }
    }

    /// Takes a string with escapes in it. On its own, so that it is no burden to those without.
    #[inline(never)]
    fn escaped(&mut self) -> Option<String> {
        match unescaped(&self.text[self.position + 1..]) {
            Some((text, length)) => {
                self.position += length + 2;
                Some(text)
            }
            None => self.free(),
        }
    }

    /// Takes a number as it is written.
    pub(super) fn number(&mut self) -> Option<&'a str> {
        let rest = &self.text[self.position..];
        match scan::number(rest.as_bytes()) {
            Some(length) => {
                self.position += length;
                Some(&rest[..length])
            }
            None => self.broken(),
        }
    }

    /// Takes a value of a type that is not the API's own.
    pub(super) fn free<T: Deserialize<'a>>(&mut self) -> Option<T> {
        self.foreign().or_else(|| self.broken())
    }

    /// Takes any value. What of it is JSON that a [`Value`] cannot hold, because of a number out of range or of lists and
    /// objects that stand too deep in each other, is its text, as a string. In a command that is an error.
    pub(super) fn any(&mut self) -> Option<Value> {
        if self.is_exact {
            return self.free();
        }
        let first = self.peek();
        let start = self.position;
        self.foreign().or_else(|| match first {
            Some(b'{') if !self.is_deep() => JsonObject::read(self).map(Value::Object),
            Some(b'[') if !self.is_deep() => Vec::read(self).map(Value::Array),
            _ => {
                self.skip()?;
                Some(self.text[start..self.position].into())
            }
        })
    }

    /// Takes a value by `serde_json`, if that can.
    fn foreign<T: Deserialize<'a>>(&mut self) -> Option<T> {
        let rest = serde_json::Deserializer::from_str(&self.text[self.position..]);
        let mut values = rest.into_iter();
        let value = values.next()?.ok()?;
        self.position += values.byte_offset();
        Some(value)
    }

    /// Takes a value of which nothing is kept.
    pub(super) fn skip(&mut self) -> Option<()> {
        self.peek();
        match scan::value(&self.text.as_bytes()[self.position..]) {
            Some(length) => self.position += length,
            None => {
                self.free::<IgnoredAny>()?;
            }
        }
        Some(())
    }
}

/// What kind of value it is, as serde calls it.
fn kind(value: &Value) -> &'static str {
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
