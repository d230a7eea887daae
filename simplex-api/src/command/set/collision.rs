//! Whether two commands of a set can have the same text, decided by the compiler.
//!
//! Each command has its [`Pattern`] as a constant. Those of two commands, as automata over the same
//! characters, are walked side by side, and the first text at whose end both can be is shown.
//!
//! [`Pattern`]: super::pattern::Pattern

#[cfg(test)]
mod tests;

use super::item::SetEntry;
use crate::command::Command;
use crate::command::const_message::ConstMessage;
use crate::command::pattern::Pattern;
use crate::command::pattern::walk::{self, Common, Found};

/// What there is to know of a command of a set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Member {
    /// The name of its type.
    ident: &'static str,
    /// The variant of the set that it belongs to.
    label: &'static str,
    /// The set that it belongs to, if that is a member itself.
    set: &'static str,
    syntax: &'static str,
    aliases: &'static [&'static str],
    pattern: &'static [Pattern],
    is_typed: bool,
}

impl Member {
    /// Of the command `C`.
    pub(super) const fn of<C: Command>(ident: &'static str) -> Self {
        Self {
            ident,
            label: ident,
            set: "",
            syntax: C::SPEC.syntax,
            aliases: C::SPEC.aliases,
            pattern: C::PATTERN,
            is_typed: C::SPEC.usage.is_some(),
        }
    }

    /// The same in a set, where the variant `label` of the type `ident` holds it: the command, or a set that knows its
    /// name.
    pub(super) const fn in_set(self, label: &'static str, ident: &'static str) -> Self {
        let (ident, set) = if self.ident.is_empty() {
            (ident, "")
        } else {
            (self.ident, ident)
        };
        Self {
            ident,
            label,
            set,
            ..self
        }
    }

    pub(super) const fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// One of the texts that it can begin with, in lower case if people type it: it has one for each of its names.
    /// `None` behind the last.
    pub(super) const fn head(&self, index: usize) -> Option<&'static str> {
        match self.pattern {
            [Pattern::OneOf(forms)] if index < forms.len() => {
                let found = head(forms[index]);
                // An older form mostly begins as that of today.
                let is_again = index > 0 && equal(found.as_bytes(), head(forms[0]).as_bytes());
                if is_again { None } else { Some(found) }
            }
            [Pattern::OneOf(_)] => None,
            pattern if index == 0 => Some(head(pattern)),
            _ => None,
        }
    }

    /// Whether a text of it may be one of another, by what they begin with.
    const fn begins_as(&self, other: &Self) -> bool {
        let mut i = 0;
        while let Some(one) = self.head(i) {
            let mut j = 0;
            while let Some(other) = other.head(j) {
                if begins_alike(one.as_bytes(), other.as_bytes()) {
                    return true;
                }
                j += 1;
            }
            i += 1;
        }
        false
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

/// Stops the compiler if a text of the variant `label` can be one of a later variant.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_collisions(entries: &[SetEntry], label: &str) {
    let mut index = 0;
    while index < entries.len() {
        let member = &entries[index].member;
        index += 1;
        if equal(member.label.as_bytes(), label.as_bytes()) {
            check_member(member, entries, index);
        }
    }
}

#[track_caller]
const fn check_member(one: &Member, entries: &[SetEntry], mut later: usize) {
    while later < entries.len() {
        let other = &entries[later].member;
        later += 1;
        // The commands of a set in this one have been compared there.
        if equal(one.label.as_bytes(), other.label.as_bytes()) {
            continue;
        }
        if one.is_typed != other.is_typed {
            refuse_mixture(one, other);
        }
        if one.begins_as(other) {
            check_pair(one, other);
        }
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
    let common = walk::shortest_common(one, other, C::SPEC.usage.is_some());
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => ConstMessage::new("the two syntaxes of the command can have the same text")
            .with("\n  both read `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        Found::Unknown => ConstMessage::new(
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

/// Stops the compiler if a text of the command can begin with two of its names: nobody could tell by which to read it.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_aliases<C: Command>() {
    let [Pattern::OneOf(forms)] = C::PATTERN else {
        return;
    };
    let mut i = 0;
    while i < forms.len() {
        let mut j = i + 1;
        while j < forms.len() {
            let common = walk::shortest_common(forms[i], forms[j], C::SPEC.usage.is_some());
            if !matches!(common.found, Found::Nothing) {
                refuse_aliases(&common, head(forms[i]), head(forms[j]));
            }
            j += 1;
        }
        i += 1;
    }
}

#[track_caller]
const fn refuse_aliases(common: &Common, one: &str, other: &str) {
    let message = match common.found {
        Found::Text => ConstMessage::new("a text of the command can begin with two of its names")
            .with("\n  `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        _ => ConstMessage::new(
            "the command is too long to tell whether a text of it can begin with two of its names",
        ),
    };
    let message = message
        .with("\n  names: `")
        .with(one)
        .with("` and `")
        .with(other)
        .with("`\n  = help: choose another alias");
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
    let message = ConstMessage::new("commands of one set are all typed by people, or none is")
        .with("\n  `")
        .with(typed.ident)
        .with("` is declared with `typed_by = people`, `")
        .with(sent.ident)
        .with("` is not");
    panic!("{}", message.text());
}

#[track_caller]
const fn check_pair(one: &Member, other: &Member) {
    let common = walk::shortest_common(one.pattern, other.pattern, one.is_typed);
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => ConstMessage::new("two commands of the set can have the same text")
            .with("\n  both read `")
            .with_chars(&common.text, 0, common.length)
            .with("`"),
        Found::Unknown => ConstMessage::new(
            "two commands of the set begin alike, and are too long to tell whether they can have the same text",
        ),
    };
    let message = message.with_member(one).with_member(other);
    let message = message.with("\n  = help: begin one of them with another word");
    panic!("{}", message.text());
}

impl ConstMessage {
    /// A command, with all that it can begin with.
    const fn with_member(self, member: &Member) -> Self {
        let mut message = self.with("\n  `").with(member.ident);
        if !member.set.is_empty() {
            message = message.with("` of `").with(member.set);
        }
        message = message.with("`: ").with(member.syntax);
        let mut i = 0;
        while i < member.aliases.len() {
            message = message.with(", also `").with(member.aliases[i]).with("`");
            i += 1;
        }
        message
    }
}
