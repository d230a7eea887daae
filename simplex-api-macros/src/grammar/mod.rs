//! The notation of the API documentation: the syntax of a command, or of a type inside a command, with its variable parts
//! marked.
//!
//! ```ebnf
//! syntax   = { literal | slot | optional | keywords } ;
//! slot     = "<" name ">" | "<str(" name ")>" | "<json(" name ")>" | list ;
//! list     = "<" name "[0]>[" separator "<" name "[1]>...]" ;
//! optional = "[" syntax "]" ;
//! keywords = keyword "|" keyword { "|" keyword } ;
//! ```
//!
//! There is no escape: a literal cannot contain `<`, `>`, `[`, `]` and `|`. A keyword ends at one of these, at a space and
//! at `=`. Only the last keyword of a choice may be empty, and only at the end of the syntax or of its group.

mod error;
mod limits;
mod name_chars;
mod parse;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use error::{LARGE_HELP, SyntaxError};
pub(crate) use name_chars::is_in_name;
pub(crate) use suggest::suggest;
pub(crate) use tree::{Form, InvalidSyntax, Name, Part, PartKind, Syntax};
