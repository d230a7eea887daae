//! Whether a text keeps apart from its surroundings whatever the value: then nobody has to look at run time.

use crate::command::pattern::Pattern;
use crate::command::slot::{Bounds, Taken};

/// Whether every text of the pattern is within bounds. Some that are need not be found.
pub(in crate::command) const fn is_apart(text: &[Pattern], bounds: &Bounds) -> bool {
    if bounds.is_typed || may_be_empty(text) || may_have(text, ' ', Where::Anywhere) {
        return false;
    }
    let mut i = 0;
    while i < bounds.stops.len() {
        if may_have(text, bounds.stops[i], Where::Anywhere) {
            return false;
        }
        i += 1;
    }
    let mut i = 0;
    while i < bounds.taken.len() {
        if may_begin_as(text, &bounds.taken[i]) {
            return false;
        }
        i += 1;
    }
    true
}

const fn may_be_empty(text: &[Pattern]) -> bool {
    let mut i = 0;
    while i < text.len() {
        if !is_optional(&text[i]) {
            return false;
        }
        i += 1;
    }
    true
}

const fn is_optional(part: &Pattern) -> bool {
    match part {
        Pattern::Literal(text) => text.is_empty(),
        Pattern::Words(words) => {
            let mut i = 0;
            while i < words.len() {
                if words[i].is_empty() {
                    return true;
                }
                i += 1;
            }
            false
        }
        Pattern::Plain { .. } | Pattern::Within { .. } | Pattern::Class(_) => false,
        Pattern::Many(_) | Pattern::Optional(_) => true,
        Pattern::OneOf(texts) => {
            let mut i = 0;
            while i < texts.len() {
                if may_be_empty(texts[i]) {
                    return true;
                }
                i += 1;
            }
            false
        }
    }
}

/// Where a character is looked for.
#[derive(Clone, Copy)]
enum Where {
    Anywhere,
    AtStart,
}

/// Whether `stop` is in a text of the pattern.
const fn may_have(text: &[Pattern], stop: char, place: Where) -> bool {
    let mut i = 0;
    while i < text.len() {
        let found = match &text[i] {
            Pattern::Literal(text) => has(text, stop, place),
            Pattern::Words(words) => any_has(words, stop, place),
            Pattern::Plain {
                number: Some(number),
                bounds,
            } => may_have(number.pattern(bounds), stop, place),
            Pattern::Plain { bounds, .. } => bounds.is_quotable || !ends_at(bounds, stop),
            Pattern::Within { text, bounds } => {
                !ends_at(bounds, stop) && may_have(text, stop, place)
            }
            Pattern::Class(chars) => chars.may_have(stop),
            Pattern::Many(text) | Pattern::Optional(text) => may_have(text, stop, place),
            Pattern::OneOf(texts) => {
                let mut found = false;
                let mut i = 0;
                while i < texts.len() {
                    found = found || may_have(texts[i], stop, place);
                    i += 1;
                }
                found
            }
        };
        if found {
            return true;
        }
        if matches!(place, Where::AtStart) && !is_optional(&text[i]) {
            return false;
        }
        i += 1;
    }
    false
}

/// Whether a text of the pattern has the first character of `taken` at its start: it may then begin with all of it.
const fn may_begin_as(text: &[Pattern], taken: &Taken) -> bool {
    match taken.text.as_bytes() {
        [first, ..] if first.is_ascii() => may_have(text, *first as char, Where::AtStart),
        [] if taken.digit => {
            let mut digit = b'0';
            while digit <= b'9' {
                if may_have(text, digit as char, Where::AtStart) {
                    return true;
                }
                digit += 1;
            }
            false
        }
        _ => true,
    }
}

const fn ends_at(bounds: &Bounds, stop: char) -> bool {
    let mut i = 0;
    while i < bounds.stops.len() {
        if bounds.stops[i] == stop {
            return true;
        }
        i += 1;
    }
    false
}

const fn any_has(words: &[&str], stop: char, place: Where) -> bool {
    let mut i = 0;
    while i < words.len() {
        if has(words[i], stop, place) {
            return true;
        }
        i += 1;
    }
    false
}

/// Of a character that is not of ASCII the first byte is looked for.
const fn has(text: &str, stop: char, place: Where) -> bool {
    let first = stop.encode_utf8(&mut [0; 4]).as_bytes()[0];
    let text = text.as_bytes();
    let mut i = 0;
    while i < text.len() {
        if text[i] == first {
            return true;
        }
        if matches!(place, Where::AtStart) {
            return false;
        }
        i += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::Text;
    use crate::command::pattern::chars::Chars;
    use crate::types::{ChatDeleteMode, ChatRef, CreatedConnLink};

    const BLANK: Bounds = Bounds::new(&[' '], &[], false);
    const NUMBER: &[Pattern] = &[
        Pattern::Optional(&[Pattern::Literal("+")]),
        Pattern::Class(Chars::DIGITS),
    ];

    /// Whether what has this pattern is apart from what begins in this way.
    fn is_apart_from(pattern: &[Pattern], text: &'static str, digit: bool) -> bool {
        let taken = Vec::leak(vec![Taken { text, digit }]);
        is_apart(pattern, &Bounds::new(&[' '], taken, false))
    }

    #[test]
    fn the_name_of_a_chat_is_apart() {
        assert!(is_apart(ChatRef::PATTERN, &BLANK));
        assert!(is_apart_from(ChatRef::PATTERN, "live=", false));
        assert!(is_apart_from(ChatRef::PATTERN, "", true));
        // It has such a character, but does not begin with it.
        assert!(is_apart_from(ChatRef::PATTERN, "_live=", false));
    }

    #[test]
    fn what_may_end_or_begin_otherwise_is_looked_at() {
        assert!(!is_apart(ChatDeleteMode::PATTERN, &BLANK));
        assert!(!is_apart(CreatedConnLink::PATTERN, &BLANK));
        assert!(!is_apart(Pattern::ANY, &BLANK));
        let colon = Bounds::new(&[':'], &[], false);
        assert!(!is_apart(ChatRef::PATTERN, &colon));
        assert!(!is_apart_from(ChatRef::PATTERN, "@", true));
        assert!(!is_apart_from(ChatRef::PATTERN, "", false));
        for text in ["+", "1", ""] {
            assert!(!is_apart_from(NUMBER, text, true));
        }
        let typed = Bounds::new(&[' '], &[], true);
        assert!(!is_apart(ChatRef::PATTERN, &typed));
    }

    #[test]
    fn a_text_that_may_be_empty_is_looked_at() {
        assert!(!is_apart(
            &[Pattern::Optional(&[Pattern::Literal("a")])],
            &BLANK
        ));
        assert!(!is_apart(&[Pattern::Words(&["a", ""])], &BLANK));
        assert!(is_apart(&[Pattern::Words(&["a", "b"])], &BLANK));
    }
}
