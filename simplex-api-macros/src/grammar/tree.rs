//! What a syntax consists of.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::SyntaxError;

/// A syntax: its text and, in order, the parts of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
}

/// What can be told of a syntax with mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    /// The mistakes, in the order of their places.
    pub(crate) mistakes: Vec<SyntaxError>,
    /// The parts that are as they were meant, whatever the mistakes are.
    pub(crate) parts: Vec<Part>,
    /// The places of all others.
    pub(crate) lost: Vec<Range<usize>>,
}

/// A part of a syntax, and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) span: Range<usize>,
    pub(crate) kind: PartKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Text that is always the same.
    Literal(String),
    /// The place of a named parameter.
    Slot { name: Name, form: Form },
    /// `[…]`: there or not.
    Optional(Vec<Part>),
    /// `on|off`: one of these.
    Words(Vec<Name>),
}

/// How a parameter is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Form {
    /// `<x>`
    Plain,
    /// `<str(x)>`
    Text,
    /// `<json(x)>`
    Json,
    /// `<x[0]>[,<x[1]>...]`
    List { separator: String },
}

/// The name of a parameter or a word of a choice, and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Name {
    pub(crate) text: String,
    pub(crate) span: Range<usize>,
}

impl Display for Syntax {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(f))
    }
}

impl Display for Part {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match &self.kind {
            PartKind::Literal(text) => f.write_str(text),
            PartKind::Slot { name, form } => match form {
                Form::Plain => write!(f, "<{name}>"),
                Form::Text => write!(f, "<str({name})>"),
                Form::Json => write!(f, "<json({name})>"),
                Form::List { separator } => write!(f, "<{name}[0]>[{separator}<{name}[1]>...]"),
            },
            PartKind::Optional(parts) => {
                f.write_str("[")?;
                parts.iter().try_for_each(|part| part.fmt(f))?;
                f.write_str("]")
            }
            PartKind::Words(words) => words.iter().enumerate().try_for_each(|(i, word)| {
                let bar = if i == 0 { "" } else { "|" };
                write!(f, "{bar}{word}")
            }),
        }
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
