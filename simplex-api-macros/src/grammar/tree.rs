//! The tree of a syntax.

use std::fmt::{self, Display, Formatter};
use std::ops::Range;

use super::error::SyntaxError;

/// A syntax: its text and its parts, in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Syntax {
    pub(crate) text: String,
    pub(crate) parts: Vec<Part>,
}

/// What is known about a syntax with mistakes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct InvalidSyntax {
    /// The mistakes, in the order of their positions.
    pub(crate) mistakes: Vec<SyntaxError>,
    /// The parts that the mistakes do not affect.
    pub(crate) parts: Vec<Part>,
    /// The ranges of all other parts, which may not be the intended ones.
    pub(crate) uncertain: Vec<Range<usize>>,
}

/// A part of a syntax, and its bytes in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    pub(crate) span: Range<usize>,
    pub(crate) kind: PartKind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum PartKind {
    /// Fixed text.
    Literal(String),
    /// A named parameter.
    Slot { name: Name, form: Form },
    /// `[…]`: present or absent.
    Optional(Vec<Part>),
    /// `on|off`: one of these keywords.
    Keywords(Vec<Name>),
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

/// The name of a parameter or a keyword of a choice, and its bytes in the text.
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
            PartKind::Keywords(keywords) => {
                keywords.iter().enumerate().try_for_each(|(i, keyword)| {
                    let bar = if i == 0 { "" } else { "|" };
                    write!(f, "{bar}{keyword}")
                })
            }
        }
    }
}

impl Display for Name {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
