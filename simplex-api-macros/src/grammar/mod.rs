//! The notation of the API documentation: the text of a command, or of a type inside a
//! command, with its variable parts marked.
//!
//! ```ebnf
//! syntax   = { literal | slot | optional | words } ;
//! slot     = "<" name ">" | "<str(" name ")>" | "<json(" name ")>" | list ;
//! list     = "<" name "[0]>[" separator "<" name "[1]>...]" ;
//! optional = "[" syntax "]" ;
//! words    = word "|" word { "|" word } ;
//! ```
//!
//! There is no escape: `<`, `>`, `[`, `]` and `|` are never part of a literal. A word ends at one
//! of these, at a blank and at `=`; only the last of a choice may be empty, and only where the
//! syntax or its group ends.

mod blanks;
mod error;
mod name_chars;
mod parse;
mod suggest;
#[cfg(test)]
mod tests;
mod tree;

pub(crate) use blanks::moved_blanks;
pub(crate) use error::SyntaxError;
pub(crate) use name_chars::is_in_name;
pub(crate) use suggest::suggest;
pub(crate) use tree::{Broken, Form, Name, Part, PartKind, Syntax};
