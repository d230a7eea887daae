//! Explains why the analysis rejects a syntax.

use super::slots::Slots;
use crate::analysis::{Ambiguity, MAX_STEPS, SlotKind};
use crate::grammar::{LARGE_HELP, SyntaxError};

const SEPARATE_HELP: &str =
    "put text between them, or put text before each of them, as in `[ key=<param>]`";

/// The analysis of the syntax takes too many steps.
pub(super) fn too_large(syntax: &str) -> SyntaxError {
    let message = format!("syntax is too large: its analysis takes more than {MAX_STEPS} steps");
    let label = "too many optional parts and keywords that depend on each other";
    SyntaxError::new(0..syntax.len(), message, label).help(LARGE_HELP)
}

/// A text of the syntax can be read in two ways, or not from left to right.
pub(super) fn ambiguous(slots: &Slots<'_>, ambiguity: &Ambiguity) -> SyntaxError {
    let error = match nested(slots, ambiguity) {
        Some(error) => error,
        None => with_example(slots, ambiguity),
    };
    error.help(SEPARATE_HELP)
}

/// A type with its own syntax is involved, so an example would not show its text.
fn nested(slots: &Slots<'_>, ambiguity: &Ambiguity) -> Option<SyntaxError> {
    let mut involved = ambiguity.slots.iter().copied();
    let nested = involved.find(|slot| slots.kinds[*slot] == SlotKind::Nested)?;
    let span = slots.span(ambiguity.slots.iter().copied());
    let message = "command can be read in two ways";
    let label = format!("any text can end with a value of `{}`", slots.name(nested));
    Some(SyntaxError::new(span, message, label))
}

fn with_example(slots: &Slots<'_>, ambiguity: &Ambiguity) -> SyntaxError {
    let Ambiguity {
        text,
        written,
        other,
        slots: conflicting,
    } = ambiguity;
    match other {
        Some(other) => {
            let only_written = || written.iter().filter(|value| !other.contains(value));
            let only_other = || other.iter().filter(|value| !written.contains(value));
            let (one, two) = (
                describe(slots, only_written()),
                describe(slots, only_other()),
            );
            SyntaxError::new(
                slots.span(only_written().chain(only_other()).map(|(slot, _)| *slot)),
                "command can be read in two ways",
                "these parameters cannot be distinguished",
            )
            .note(format!("`{text}` can be read {one}, or {two}"))
        }
        None => {
            let taken = conflicting
                .first()
                .map_or("another", |slot| slots.name(*slot));
            let written = describe(slots, written.iter());
            SyntaxError::new(
                slots.span(conflicting.iter().copied()),
                "command cannot be read from left to right",
                "both can start with the same text",
            )
            .note(format!(
                "`{text}` is written {written}, but `{taken}` is read first"
            ))
        }
    }
}

/// The values of slots, for a message.
fn describe<'v>(
    slots: &Slots<'_>,
    values: impl Iterator<Item = &'v (usize, Vec<String>)>,
) -> String {
    let values: Vec<_> = values
        .map(|(slot, texts)| describe_value(slots, *slot, texts))
        .collect();
    match values.as_slice() {
        [] => "without them".to_owned(),
        values => format!("with {}", values.join(", ")),
    }
}

fn describe_value(slots: &Slots<'_>, slot: usize, texts: &[String]) -> String {
    let text = |text: &String| match &slots.kinds[slot] {
        // A flag.
        SlotKind::Keywords(keywords) if keywords.is_empty() => {
            let value = text.split_once('=').map(|(_, value)| value);
            value.unwrap_or("true").to_owned()
        }
        SlotKind::String => format!("\"{text}\""),
        _ => text.clone(),
    };
    let texts: Vec<_> = texts.iter().map(text).collect();
    match texts.as_slice() {
        [text] => format!("{} = {text}", slots.name(slot)),
        texts => format!("{} = [{}]", slots.name(slot), texts.join(", ")),
    }
}
