//! Whether two forms of one command can have the same string: its syntax for older servers, and its aliases.

use super::Pattern;
use super::walk::{Common, Found, shortest_common};
use crate::command::const_message::ConstMessage;
use crate::command::traits::Command;

/// Stops the compiler if a string can be read in the syntax of the command and in its syntax for older servers.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_older<C: Command>() {
    let (Some(older), [Pattern::OneOf([one, other])]) = (C::SPEC.older, C::PATTERN) else {
        return;
    };
    let common = shortest_common(one, other, C::SPEC.usage.is_some());
    let message = match common.found {
        Found::Nothing => return,
        Found::Text => {
            ConstMessage::new("the same string can be read in both syntaxes of the command")
                .with("\n  both read `")
                .with_chars(&common.text, 0, common.length)
                .with("`")
        }
        Found::OutOfRoom => ConstMessage::new(
            "the two syntaxes of the command are too long to check that they differ",
        ),
    };
    let message = message
        .with("\n  today: ")
        .with(C::SPEC.syntax)
        .with("\n  before ")
        .with(older.before)
        .with(": ")
        .with(older.syntax)
        .with("\n  = help: declare the older syntax as a separate command");
    panic!("{}", message.text());
}

/// Stops the compiler if a string can be read with two names of the command.
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
            let common = shortest_common(forms[i], forms[j], C::SPEC.usage.is_some());
            if !matches!(common.found, Found::Nothing) {
                reject_aliases(&common, forms[i], forms[j]);
            }
            j += 1;
        }
        i += 1;
    }
}

#[track_caller]
const fn reject_aliases(common: &Common, one: &'static [Pattern], other: &'static [Pattern]) {
    let message = match common.found {
        Found::Text => {
            ConstMessage::new("the same string can be read with two names of the command")
                .with("\n  `")
                .with_chars(&common.text, 0, common.length)
                .with("`")
        }
        _ => ConstMessage::new("the command is too long to check that its names differ"),
    };
    let message = message
        .with("\n  names: `")
        .with(Pattern::prefix(one))
        .with("` and `")
        .with(Pattern::prefix(other))
        .with("`\n  = help: choose another alias");
    panic!("{}", message.text());
}
