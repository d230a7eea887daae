//! Whether every text of a syntax has one reading, decided exactly.
//!
//! The notation has no recursion, so the texts of a syntax are a regular language. Its position
//! automaton (Glushkov's: a state for each character that stands somewhere in the syntax, and forks between
//! them) has one path for each reading of a text; a walk through the square of the automaton finds the shortest text with
//! two. Whoever reads from left to right and never goes back, as the server and this library do, asks
//! for a little more: nothing that is not a part may begin as the part does. Both hold for what
//! [`settle`] accepts. Where that depends on the content of a string, it finds the loosest [`Guard`]
//! under which they hold, and the string is held against it when it is written. Where it depends on the texts of a type
//! that has a syntax of its own, it is left [`Open`], for the compiler to decide.
//!
//! The automaton is as large as the syntax and the guards. Each decision follows pairs of its positions, so that all takes
//! a number of steps that is a low power of the length; what would take more than [`MAX_STEPS`] is not analyzed.
//!
//! Nothing here knows Rust's syntax.

mod automaton;
mod blanks;
mod chars;
mod guard;
mod left_to_right;
mod prefix;
mod search;
mod square;
mod states;
mod string_start;
#[cfg(test)]
mod tests;
mod trie;

use std::ops::Range;

pub(crate) use blanks::{blank_at_the_end, blanks_that_meet};
pub(crate) use guard::{Ambiguity, Guard, Then, Unsettled, settle};
pub(crate) use search::MAX_STEPS;

/// A syntax whose slots have numbers.
#[derive(Debug, Clone)]
pub(crate) struct Grammar {
    pub(crate) nodes: Vec<Node>,
    /// What each slot prints.
    pub(crate) slots: Vec<Kind>,
    /// The syntax is that of a type: what comes after a blank belongs to another.
    pub(crate) ends_at_blank: bool,
}

/// A part of a syntax.
#[derive(Debug, Clone)]
pub(crate) enum Node {
    Literal(String),
    Slot(usize),
    /// Items of the slot's kind with `separator` between them; at least one.
    List {
        slot: usize,
        separator: String,
    },
    /// One of these texts, or nothing.
    Flag {
        slot: usize,
        texts: Vec<String>,
    },
    Optional(Vec<Node>),
}

impl Node {
    /// The slots in a group, which are numbered in order.
    fn group(&self) -> Option<Range<usize>> {
        let Self::Optional(nodes) = self else {
            return None;
        };
        let slots = nodes.iter().filter_map(|node| match node {
            Self::Literal(_) => None,
            Self::Slot(slot) | Self::List { slot, .. } | Self::Flag { slot, .. } => {
                Some(*slot..slot + 1)
            }
            Self::Optional(_) => node.group(),
        });
        slots.reduce(|all, slots| all.start..slots.end)
    }
}

/// What only the texts of types decide that have a syntax of their own: the compiler knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Open {
    /// Where such a type ends: this slot's.
    Type(usize),
    /// Whether the group with these slots is there.
    Group(Range<usize>),
}

/// What a slot can print, as far as the declaration tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A number: the digits of it, and what else is in it.
    Number(Numeral),
    /// Printable text, neither empty nor with a blank at an edge.
    String,
    /// One of the two: the declaration names a type, and the type is somewhere else. It may be any such number.
    NumberOrString(Numeral),
    /// The text of a type with a syntax of its own, of which the same is known as of a string.
    Own,
    /// JSON, to the end.
    Json,
    /// One of these.
    Words(Vec<String>),
}

/// What there is in a number besides digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Numeral {
    /// A minus in front.
    pub(crate) signed: bool,
    /// A fraction, behind a point.
    pub(crate) fraction: bool,
}

impl Numeral {
    /// As in unsigned integers.
    pub(crate) const UNSIGNED: Self = Self::new(false, false);
    /// As in signed integers.
    pub(crate) const SIGNED: Self = Self::new(true, false);
    /// As in floats.
    pub(crate) const FLOAT: Self = Self::new(true, true);

    const fn new(signed: bool, fraction: bool) -> Self {
        Self { signed, fraction }
    }
}

impl Kind {
    /// Whether it may go on behind a point, so that a guard can say that it does not.
    fn has_fraction(&self) -> bool {
        matches!(self, Self::Number(numeral) | Self::NumberOrString(numeral) if numeral.fraction)
    }

    /// Whether any text can be in it, so that a guard can say which cannot.
    fn is_free(&self) -> bool {
        matches!(self, Self::String | Self::NumberOrString(_) | Self::Own)
    }
}
