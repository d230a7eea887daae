//! A JSON text that is written from left to right: the one way out of encoding, as the reader is the one way in.

use std::fmt::{self, Debug, Formatter};

use itoa::{Buffer, Integer};
use serde::Serialize;

use super::{Json, scan};

/// What a value that is not the API's own is taken for before it is written.
const FREE: usize = 64;

/// A JSON text that grows, or the room for one.
pub struct JsonWriter<'a> {
    target: Target<'a>,
    /// The first value that a command cannot have.
    lost: Option<Box<Lost>>,
}

/// A value that the JSON of a command cannot have.
#[derive(Debug)]
pub(crate) enum Lost {
    /// A number that is not finite: `null` stands for it.
    Number,
    /// A word or tag of a closed type that is none of the known ones.
    Word {
        word: Box<str>,
        known: &'static [&'static str],
    },
}

enum Target<'a> {
    Text(&'a mut String),
    /// Nothing is written, only bytes are counted.
    Room(usize),
}

/// The text can have secrets.
impl Debug for JsonWriter<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("JsonWriter")
            .field("has_lost", &self.lost.is_some())
            .finish_non_exhaustive()
    }
}

impl<'a> JsonWriter<'a> {
    pub(super) fn new(out: &'a mut String) -> Self {
        Self::to(Target::Text(out))
    }

    fn to(target: Target<'a>) -> Self {
        Self { target, lost: None }
    }

    /// What a command cannot have.
    pub(super) fn into_lost(self) -> Option<Box<Lost>> {
        self.lost
    }

    /// Notes that a word or tag is unknown, where servers read the `known` ones only.
    #[cold]
    pub(super) fn unknown(&mut self, word: &str, known: &'static [&'static str]) {
        let word = word.into();
        self.lost
            .get_or_insert_with(|| Box::new(Lost::Word { word, known }));
    }

    /// The bytes that a value needs, with some to spare for what is escaped in its strings.
    pub(super) fn capacity_hint<T: Json>(value: &T) -> usize {
        let mut writer = JsonWriter::to(Target::Room(0));
        value.write(&mut writer);
        match writer.target {
            Target::Room(room) => room,
            Target::Text(_) => 0,
        }
    }

    /// Writes text that is JSON as it stands.
    #[inline]
    pub(super) fn raw(&mut self, text: &str) {
        match &mut self.target {
            Target::Text(out) => out.push_str(text),
            Target::Room(room) => *room += text.len(),
        }
    }

    /// Writes a bracket, a comma or a colon.
    #[inline]
    pub(super) fn mark(&mut self, mark: char) {
        match &mut self.target {
            Target::Text(out) => out.push(mark),
            Target::Room(room) => *room += 1,
        }
    }

    pub(super) fn integer(&mut self, integer: impl Integer) {
        self.raw(Buffer::new().format(integer));
    }

    pub(super) fn string(&mut self, text: &str) {
        match &mut self.target {
            Target::Text(out) => quote(out, text),
            Target::Room(room) => *room += text.len() + text.len() / 8 + 2,
        }
    }

    /// Writes a value that is not the API's own, `null` if it fails to write.
    pub(super) fn free<T: Serialize + ?Sized>(&mut self, value: &T) {
        match &mut self.target {
            Target::Text(out) => match serde_json::to_string(value) {
                Ok(text) => out.push_str(&text),
                Err(_) => self.lose(),
            },
            Target::Room(room) => *room += FREE,
        }
    }

    /// Writes a number, `null` if it is not finite.
    pub(super) fn float<T: Serialize + Copy + Into<f64>>(&mut self, number: &T) {
        if (*number).into().is_finite() {
            self.free(number);
        } else {
            self.lose();
        }
    }

    #[cold]
    fn lose(&mut self) {
        self.lost.get_or_insert_with(|| Box::new(Lost::Number));
        self.raw("null");
    }
}

/// Appends a string: nearly all of it stands for itself, and is taken a piece at a time.
fn quote(out: &mut String, text: &str) {
    out.push('"');
    let mut rest = text;
    loop {
        let (plain, special) = rest.split_at(scan::plain(rest.as_bytes(), 0));
        out.push_str(plain);
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
