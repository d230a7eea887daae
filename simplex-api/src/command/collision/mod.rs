//! Whether two commands of a set can have the same text, decided by the compiler.
//!
//! Each command has its [`Pattern`] as a constant. Those of two commands, as automata over the same
//! characters, are walked side by side, and the first text at whose end both can be is shown.
//!
//! [`Pattern`]: super::pattern::Pattern

mod automaton;
mod chars;
mod choice;
#[cfg(test)]
mod tests;
mod walk;
mod within;

pub use chars::Chars;
pub use choice::Choice;

use super::Command;
use super::message::Message;
use super::pattern::Pattern;
use automaton::{Automaton, END};
use walk::{Common, Found};

/// What there is to know of a command of a set.
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// The name of its type.
    ident: &'static str,
    syntax: &'static str,
    pattern: &'static [Pattern],
    is_typed: bool,
}

impl Member {
    /// Of the command `C`.
    pub const fn of<C: Command>(ident: &'static str) -> Self {
        Self {
            ident,
            syntax: C::SPEC.syntax,
            pattern: C::PATTERN,
            is_typed: C::SPEC.usage.is_some(),
        }
    }

    pub(super) const fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// The text that it begins with, in lower case if people type it.
    pub(super) const fn head(&self) -> &'static str {
        head(self.pattern)
    }
}

/// The text that all texts of a pattern begin with.
const fn head(pattern: &'static [Pattern]) -> &'static str {
    match pattern {
        [Pattern::Literal(text), ..] => text,
        [Pattern::OneOf([first, others @ ..]), ..] => {
            let mut shared = head(first);
            let mut i = 0;
            while i < others.len() {
                shared = shared.split_at(alike(shared, head(others[i]))).0;
                i += 1;
            }
            shared
        }
        _ => "",
    }
}

/// How many bytes two texts have in common at the beginning, up to a whole character.
const fn alike(a: &str, b: &str) -> usize {
    let (bytes, other) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < bytes.len() && i < other.len() && bytes[i] == other[i] {
        i += 1;
    }
    while !a.is_char_boundary(i) {
        i -= 1;
    }
    i
}

/// Stops the compiler if a text of the command `ident` can be one of a later command.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check(members: &[Member], ident: &str) {
    let mut index = 0;
    while !equal(members[index].ident.as_bytes(), ident.as_bytes()) {
        index += 1;
    }
    let mut later = index + 1;
    while later < members.len() {
        let (one, other) = (&members[index], &members[later]);
        if one.is_typed != other.is_typed {
            refuse_mixture(one, other);
        }
        if begins_alike(one.head().as_bytes(), other.head().as_bytes()) {
            check_pair(one, other);
        }
        later += 1;
    }
}

/// Stops the compiler if a text of the command can be one for servers of today and one for older servers:
/// nobody could tell by which syntax to read it.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_older<C: Command>() {
    let (Some(older), [Pattern::OneOf([one, other])]) = (C::SPEC.older, C::PATTERN) else {
        return;
    };
    let common = common(one, other, C::SPEC.usage.is_some());
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => Message::new("the two syntaxes of the command can have the same text")
            .with("\n  both read `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        Found::Unknown => Message::new(
            "the two syntaxes of the command are too long to tell whether they can have the same text",
        ),
    };
    let message = message
        .with("\n  today: ")
        .with(C::SPEC.syntax)
        .with("\n  before ")
        .with(older.before)
        .with(": ")
        .with(older.syntax)
        .with("\n  = help: declare the older one as a command of its own");
    panic!("{}", message.text());
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && begins_alike(a, b)
}

/// Whether one of two texts is the beginning of the other.
const fn begins_alike(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

#[track_caller]
const fn refuse_mixture(one: &Member, other: &Member) {
    let (typed, sent) = if one.is_typed {
        (one, other)
    } else {
        (other, one)
    };
    let message = Message::new("commands of one set are all typed by people, or none is")
        .with("\n  `")
        .with(typed.ident)
        .with("` is declared with `typed_by = people`, `")
        .with(sent.ident)
        .with("` is not");
    panic!("{}", message.text());
}

/// The shortest text of both.
const fn common(one: &'static [Pattern], other: &'static [Pattern], is_typed: bool) -> Common {
    let mut automaton = Automaton::new(is_typed);
    let start = automaton.sequence(one, false, END);
    let start_of_other = automaton.sequence(other, false, END);
    walk::common(&automaton, start, start_of_other)
}

#[track_caller]
const fn check_pair(one: &Member, other: &Member) {
    let common = common(one.pattern, other.pattern, one.is_typed);
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => Message::new("two commands of the set can have the same text")
            .with("\n  both read `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        Found::Unknown => Message::new(
            "two commands of the set begin alike, and are too long to tell whether they can have the same text",
        ),
    };
    let message = message
        .with("\n  `")
        .with(one.ident)
        .with("`: ")
        .with(one.syntax)
        .with("\n  `")
        .with(other.ident)
        .with("`: ")
        .with(other.syntax)
        .with("\n  = help: begin one of them with another word");
    panic!("{}", message.text());
}
