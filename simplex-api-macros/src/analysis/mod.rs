//! Decides whether every text of a syntax has exactly one reading.
//!
//! The notation has no recursion, so the texts of a syntax form a regular language. Its position automaton
//! (Glushkov's construction: one state for each character of the syntax, connected by forks) has one path for each
//! reading of a text. A search through the square of the automaton finds the shortest text with two readings.
//!
//! The server and this library read from left to right and never backtrack. For such a reader more is needed: text
//! that follows an absent optional part must not start with that part. [`disambiguate`] accepts a syntax only if both
//! conditions hold. If they depend on the content of a string, it finds the weakest [`Guard`] under which they hold;
//! the string is checked against it when it is written. If they depend on the texts of a type with its own syntax,
//! the question is [`Deferred`] to the compiler.
//!
//! The size of the automaton is linear in the size of the syntax and the guards. Each decision compares pairs of
//! positions, so the number of steps is polynomial in the size. A syntax that needs more than [`MAX_STEPS`] is
//! rejected.
//!
//! This module does not use Rust's syntax.

mod ambiguity;
mod automaton;
mod chars;
mod disambiguate;
mod free_string;
mod greedy;
mod model;
mod path;
mod prefix;
mod search;
mod spaces;
mod states;
#[cfg(test)]
mod tests;
mod trie;

pub(crate) use ambiguity::Ambiguity;
pub(crate) use disambiguate::{DisambiguationError, disambiguate};
pub(crate) use model::{Deferred, Grammar, Node, Numeral, SlotKind};
pub(crate) use prefix::{Guard, PrefixEnd};
pub(crate) use search::MAX_STEPS;
pub(crate) use spaces::{adjacent_spaces, trailing_space};
