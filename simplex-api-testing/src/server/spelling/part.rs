//! The parts of a line, and how they are rewritten.

use serde_json::Value;

/// A part of a line.
pub(crate) enum Part {
    /// This string.
    Literal(&'static str),
    /// The first of these strings that matches.
    OneOf(&'static [&'static str]),
    /// The first of these strings that matches; it is replaced by the second value.
    Alias(&'static [&'static str], &'static str),
    /// Reads nothing and writes this string.
    Insert(&'static str),
    /// Reads these parts and writes nothing.
    Skip(&'static [Self]),
    /// Digits.
    Digits,
    /// Numbers separated by commas: everything up to a space or a line feed.
    Numbers,
    /// A whitespace character; it is replaced by a space.
    Whitespace,
    /// The same. A character other than a space must not be followed by one of these strings, which would have another
    /// meaning after a space.
    WhitespaceUnless(&'static [&'static str]),
    /// The rest of the line; it is written as a JSON string.
    JsonString,
    /// The end of the line.
    End,
    /// All of these parts, or nothing.
    Optional(&'static [Self]),
    /// The first of these alternatives that matches.
    FirstOf(&'static [&'static [Self]]),
}

/// Reads parts one after the other and returns the rest.
pub(crate) fn read_all<'a>(parts: &[Part], text: &'a str, written: &mut String) -> Option<&'a str> {
    let mut parts = parts.iter();
    parts.try_fold(text, |text, part| part.read(text, written))
}

impl Part {
    /// Reads the part at the start of a string and returns the rest.
    fn read<'a>(&self, text: &'a str, written: &mut String) -> Option<&'a str> {
        let mut take = |length: usize| {
            let (taken, rest) = text.split_at(length);
            written.push_str(taken);
            (length > 0).then_some(rest)
        };
        match self {
            Self::Literal(this) => take(text.starts_with(this).then_some(this.len())?),
            Self::OneOf(texts) => {
                let there = texts.iter().find(|this| text.starts_with(**this));
                take(there?.len())
            }
            Self::Alias(texts, instead) => {
                let rest = texts.iter().find_map(|this| text.strip_prefix(this));
                written.push_str(instead);
                rest
            }
            Self::Insert(this) => {
                written.push_str(this);
                Some(text)
            }
            Self::Skip(parts) => read_all(parts, text, &mut String::new()),
            Self::Digits => take(length(text, |byte| byte.is_ascii_digit())),
            Self::Numbers => take(length(text, |byte| !matches!(byte, b' ' | b'\n'))),
            Self::Whitespace => {
                written.push(' ');
                text.strip_prefix(is_white)
            }
            Self::WhitespaceUnless(texts) => {
                let rest = Self::Whitespace.read(text, written)?;
                let is_other = texts.iter().any(|this| rest.starts_with(this));
                (text.starts_with(' ') || !is_other).then_some(rest)
            }
            Self::JsonString => {
                written.push_str(&Value::from(text).to_string());
                Some("")
            }
            Self::End => text.is_empty().then_some(text),
            Self::Optional(parts) => attempt(parts, text, written).or(Some(text)),
            Self::FirstOf(alternatives) => {
                let mut alternatives = alternatives.iter();
                alternatives.find_map(|parts| attempt(parts, text, written))
            }
        }
    }
}

/// Reads the parts, or leaves `written` unchanged.
fn attempt<'a>(parts: &[Part], text: &'a str, written: &mut String) -> Option<&'a str> {
    let before = written.len();
    let rest = read_all(parts, text, written);
    if rest.is_none() {
        written.truncate(before);
    }
    rest
}

/// The number of bytes at the start for which `is` returns `true`.
fn length(text: &str, is: impl Fn(u8) -> bool) -> usize {
    let end = text.bytes().position(|byte| !is(byte));
    end.unwrap_or(text.len())
}

fn is_white(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | ' ')
}
