//! What people type: in any case, with any blanks.

#[cfg(feature = "bot")]
use crate::spec::{CommandSpec, Part};

/// Whether people take the character for a blank: also tabs, line breaks and the blanks of phones.
pub(in crate::command) fn is_blank(character: char) -> bool {
    character.is_whitespace()
}

/// The character without its case. The macro writes words in the same way.
pub(in crate::command) fn letter(character: char) -> char {
    let mut lower = character.to_lowercase();
    match (lower.next(), lower.next()) {
        (Some(lower), None) => lower,
        _ => character,
    }
}

pub(in crate::command) fn is_same(a: char, b: char) -> bool {
    a == b || letter(a) == letter(b)
}

/// Whether the first word of `text` is that of a command, whatever stands behind it.
#[cfg(feature = "bot")]
pub(crate) fn names(text: &str, command: &CommandSpec) -> bool {
    let [Part::Literal(head), behind @ ..] = command.parts else {
        return false;
    };
    // A value can stand right behind the name.
    let is_open = !head.ends_with(is_blank) && matches!(behind, [Part::Param { .. }, ..]);
    let mut heads = std::iter::once(head).chain(command.aliases);
    heads.any(|head| {
        let name = head.split(is_blank).next().unwrap_or_default();
        let followed = follow(text, name, false);
        let rest = &text[followed.text..];
        let is_open = is_open && name.len() == head.len();
        followed.literal == name.len() && (is_open || rest.is_empty() || rest.starts_with(is_blank))
    })
}

/// How much of `literal` `text` begins with, in bytes of either.
pub(in crate::command) struct Followed {
    pub(in crate::command) literal: usize,
    pub(in crate::command) text: usize,
}

/// Follows `literal` into `text`, where a blank stands for at least one blank of any kind. At the end of
/// `text`, where blanks are lost, it stands for none if `end_is_blank`.
pub(in crate::command) fn follow(text: &str, literal: &str, end_is_blank: bool) -> Followed {
    let mut rest = text;
    for (place, character) in literal.char_indices() {
        let after = if is_blank(character) {
            let after = rest.trim_start_matches(is_blank);
            let is_there = after.len() < rest.len() || rest.is_empty() && end_is_blank;
            is_there.then_some(after)
        } else {
            rest.strip_prefix(|found| is_same(found, character))
        };
        let Some(after) = after else {
            return Followed {
                literal: place,
                text: text.len() - rest.len(),
            };
        };
        rest = after;
    }
    Followed {
        literal: literal.len(),
        text: text.len() - rest.len(),
    }
}
