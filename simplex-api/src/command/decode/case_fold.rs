//! Comparison of human input: upper and lower case are equal, and so are all kinds and numbers of spaces.

#[cfg(feature = "bot")]
use crate::spec::{CommandSpec, Part};

/// Whether the character is a space in human input: also a tab, a line break or a non-breaking space.
pub(in crate::command) fn is_space(character: char) -> bool {
    character.is_whitespace()
}

/// The character in lower case, if that is a single character. The macro folds keywords in the same way.
fn fold_char(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}

pub(in crate::command) fn eq_ignore_case(a: char, b: char) -> bool {
    a == b || fold_char(a) == fold_char(b)
}

/// Whether the first word of `text` is a name of the command, whatever follows.
#[cfg(feature = "bot")]
pub(crate) fn is_name_of(text: &str, command: &CommandSpec) -> bool {
    let [Part::Literal(first), rest @ ..] = command.parts else {
        return false;
    };
    // `/day<n>`: the first parameter follows the name without a space.
    let joins_param = !first.ends_with(is_space) && matches!(rest, [Part::Param { .. }, ..]);
    let mut prefixes = std::iter::once(first).chain(command.aliases);
    prefixes.any(|prefix| {
        let name = prefix.split(is_space).next().unwrap_or_default();
        let matched = match_prefix(text, name, false);
        let rest = &text[matched.text..];
        let may_join = joins_param && name.len() == prefix.len();
        matched.literal == name.len() && (may_join || rest.is_empty() || rest.starts_with(is_space))
    })
}

/// How many bytes of a literal and of a string match.
pub(in crate::command) struct Matched {
    pub(in crate::command) literal: usize,
    pub(in crate::command) text: usize,
}

/// Matches the start of `text` with `literal`. A space in `literal` matches one or more spaces of any kind; if
/// `end_is_space`, it also matches the end of `text`.
pub(in crate::command) fn match_prefix(text: &str, literal: &str, end_is_space: bool) -> Matched {
    let mut rest = text;
    for (offset, character) in literal.char_indices() {
        let after = if is_space(character) {
            let after = rest.trim_start_matches(is_space);
            let has_space = after.len() < rest.len() || rest.is_empty() && end_is_space;
            has_space.then_some(after)
        } else {
            rest.strip_prefix(|found| eq_ignore_case(found, character))
        };
        let Some(after) = after else {
            return Matched {
                literal: offset,
                text: text.len() - rest.len(),
            };
        };
        rest = after;
    }
    Matched {
        literal: literal.len(),
        text: text.len() - rest.len(),
    }
}

/// Whether human input starts with `literal`, leading spaces aside.
pub(in crate::command) fn starts_with(text: &str, literal: &str, end_is_space: bool) -> bool {
    let text = text.trim_start_matches(is_space);
    match_prefix(text, literal, end_is_space).literal == literal.len()
}
