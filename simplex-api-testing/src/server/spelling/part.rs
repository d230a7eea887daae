//! The pieces of a line, and how they are rewritten.

use serde_json::Value;

/// A piece of a line.
pub(crate) enum Part {
    /// This text.
    Text(&'static str),
    /// The first of these texts that is there.
    OneOf(&'static [&'static str]),
    /// The first of these texts that is there; the other is written.
    As(&'static [&'static str], &'static str),
    /// Nothing is read; this is written.
    Write(&'static str),
    /// What is read is not written.
    Drop(&'static [Self]),
    /// Digits.
    Number,
    /// Numbers with commas between them: all up to a blank or a line feed.
    Numbers,
    /// One white character; a blank is written.
    White,
    /// The same, but for one before a text that begins like this: behind a blank it would mean something else.
    WhiteBut(&'static [&'static str]),
    /// All the rest as a JSON string.
    Quoted,
    /// The end of the line.
    End,
    /// All of these, or nothing.
    Maybe(&'static [Self]),
    /// The first of these that is there.
    Either(&'static [&'static [Self]]),
}

/// Reads the parts one after the other; what is left.
pub(crate) fn read_all<'a>(parts: &[Part], text: &'a str, written: &mut String) -> Option<&'a str> {
    let mut parts = parts.iter();
    parts.try_fold(text, |text, part| part.read(text, written))
}

impl Part {
    /// Reads itself at the beginning of a text; what is left.
    fn read<'a>(&self, text: &'a str, written: &mut String) -> Option<&'a str> {
        let mut take = |length: usize| {
            let (taken, rest) = text.split_at(length);
            written.push_str(taken);
            (length > 0).then_some(rest)
        };
        match self {
            Self::Text(this) => take(text.starts_with(this).then_some(this.len())?),
            Self::OneOf(texts) => {
                let there = texts.iter().find(|this| text.starts_with(**this));
                take(there?.len())
            }
            Self::As(texts, instead) => {
                let rest = texts.iter().find_map(|this| text.strip_prefix(this));
                written.push_str(instead);
                rest
            }
            Self::Write(this) => {
                written.push_str(this);
                Some(text)
            }
            Self::Drop(parts) => read_all(parts, text, &mut String::new()),
            Self::Number => take(length(text, |byte| byte.is_ascii_digit())),
            Self::Numbers => take(length(text, |byte| !matches!(byte, b' ' | b'\n'))),
            Self::White => {
                written.push(' ');
                text.strip_prefix(is_white)
            }
            Self::WhiteBut(texts) => {
                let rest = Self::White.read(text, written)?;
                let is_other = texts.iter().any(|this| rest.starts_with(this));
                (text.starts_with(' ') || !is_other).then_some(rest)
            }
            Self::Quoted => {
                written.push_str(&Value::from(text).to_string());
                Some("")
            }
            Self::End => text.is_empty().then_some(text),
            Self::Maybe(parts) => attempt(parts, text, written).or(Some(text)),
            Self::Either(alternatives) => {
                let mut alternatives = alternatives.iter();
                alternatives.find_map(|parts| attempt(parts, text, written))
            }
        }
    }
}

/// Reads the parts, or leaves everything as it was.
fn attempt<'a>(parts: &[Part], text: &'a str, written: &mut String) -> Option<&'a str> {
    let before = written.len();
    let rest = read_all(parts, text, written);
    if rest.is_none() {
        written.truncate(before);
    }
    rest
}

/// How many bytes there are of a kind.
fn length(text: &str, is: impl Fn(u8) -> bool) -> usize {
    let end = text.bytes().position(|byte| !is(byte));
    end.unwrap_or(text.len())
}

fn is_white(letter: char) -> bool {
    matches!(letter, '\t'..='\r' | ' ')
}
