//! Whether two commands of a set can have the same string, decided by the compiler.
//!
//! Each command has a [`Pattern`] as a constant. The automata of two patterns are searched for the shortest string that
//! both can read, which is then shown.

use super::item::SetEntry;
use crate::command::const_message::ConstMessage;
use crate::command::pattern::Pattern;
use crate::command::pattern::walk::{Found, shortest_common};

/// Stops the compiler if a string can be read as a command of the variant `label` and as one of a later variant.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_collisions(entries: &[SetEntry], label: &str) {
    let mut index = 0;
    while index < entries.len() {
        let entry = &entries[index];
        index += 1;
        if equal(entry.label.as_bytes(), label.as_bytes()) {
            check_entry(entry, entries, index);
        }
    }
}

#[track_caller]
const fn check_entry(one: &SetEntry, entries: &[SetEntry], mut later: usize) {
    while later < entries.len() {
        let other = &entries[later];
        later += 1;
        // The commands of an inner set were compared there.
        if equal(one.label.as_bytes(), other.label.as_bytes()) {
            continue;
        }
        if one.is_human_input() != other.is_human_input() {
            reject_mixed_set(one, other);
        }
        if may_collide(one.pattern, other.pattern) {
            check_pair(one, other);
        }
    }
}

/// Whether a fixed string at the start of one command starts with one of the other command. If not, no string can be
/// both, and the slower search is not needed.
const fn may_collide(one: &'static [Pattern], other: &'static [Pattern]) -> bool {
    let mut i = 0;
    while let Some(prefix) = prefix_at(one, i) {
        let mut j = 0;
        while let Some(other) = prefix_at(other, j) {
            if is_prefix_of_either(prefix.as_bytes(), other.as_bytes()) {
                return true;
            }
            j += 1;
        }
        i += 1;
    }
    false
}

/// The fixed string at the start of the form with this index: a command has a form for each of its names, and one for older
/// servers.
const fn prefix_at(pattern: &'static [Pattern], index: usize) -> Option<&'static str> {
    match pattern {
        [Pattern::OneOf(forms)] if index < forms.len() => Some(Pattern::prefix(forms[index])),
        [Pattern::OneOf(_)] => None,
        pattern if index == 0 => Some(Pattern::prefix(pattern)),
        _ => None,
    }
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && is_prefix_of_either(a, b)
}

const fn is_prefix_of_either(a: &[u8], b: &[u8]) -> bool {
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
const fn reject_mixed_set(one: &SetEntry, other: &SetEntry) {
    let (human, sent) = if one.is_human_input() {
        (one, other)
    } else {
        (other, one)
    };
    let message =
        ConstMessage::new("a set cannot mix commands that people type and other commands")
            .with("\n  `")
            .with(human.ident)
            .with("` is declared with `typed_by = people`, `")
            .with(sent.ident)
            .with("` is not");
    panic!("{}", message.text());
}

#[track_caller]
const fn check_pair(one: &SetEntry, other: &SetEntry) {
    let common = shortest_common(one.pattern, other.pattern, one.is_human_input());
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => ConstMessage::new("the same string can be read as two commands of the set")
            .with("\n  both read `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        Found::OutOfRoom => ConstMessage::new(
            "two commands of the set start alike, and are too long to check that they differ",
        ),
    };
    let message = message.with_entry(one).with_entry(other);
    let message = message.with("\n  = help: start one of them with another word");
    panic!("{}", message.text());
}

impl ConstMessage {
    /// Appends a command with its syntax and its aliases.
    const fn with_entry(self, entry: &SetEntry) -> Self {
        let mut message = self.with("\n  `").with(entry.ident);
        if !entry.inner_set.is_empty() {
            message = message.with("` of `").with(entry.inner_set);
        }
        message = message.with("`: ").with(entry.spec.syntax);
        let mut i = 0;
        while i < entry.spec.aliases.len() {
            let alias = entry.spec.aliases[i];
            message = message.with(", also `").with(alias).with("`");
            i += 1;
        }
        message
    }
}
