//! A small notation for commands that are matched as text: `{kind}` is a value, `[…]` may be missing, and `(a|b)` is a
//! choice. Everything else is literal.

use serde_json::Value;
use serde_json::de::Deserializer;

/// The values of a text, each with its kind.
pub(crate) type Values<'a> = Vec<(&'static str, &'a str)>;

/// The values in a text; `None` if the text is not of this notation.
pub(crate) fn values<'a>(notation: &'static str, text: &'a str) -> Option<Values<'a>> {
    let mut values = Vec::new();
    matches(&[notation], text, &mut values).then_some(values)
}

/// Matches the parts one after the other with the whole text.
fn matches<'a>(parts: &[&'static str], text: &'a str, values: &mut Values<'a>) -> bool {
    let Some((notation, after)) = parts.split_first() else {
        return text.is_empty();
    };
    let known = values.len();
    let mut attempt = |parts: &[&'static str], text: &'a str| {
        let is_matched = matches(parts, text, values);
        if !is_matched {
            values.truncate(known);
        }
        is_matched
    };
    let with = |first: &[&'static str]| [first, after].concat();
    match notation.chars().next() {
        None => attempt(after, text),
        Some('[') => {
            let (inside, rest) = enclosed(notation, '[', ']');
            attempt(&with(&[inside, rest]), text) || attempt(&with(&[rest]), text)
        }
        Some('(') => {
            let (inside, rest) = enclosed(notation, '(', ')');
            let mut choices = inside.split('|');
            choices.any(|choice| attempt(&with(&[choice, rest]), text))
        }
        Some('{') => {
            let (kind, rest) = enclosed(notation, '{', '}');
            let Some((value, text)) = read(kind, text) else {
                return false;
            };
            values.push((kind, value));
            let is_matched = matches(&with(&[rest]), text, values);
            if !is_matched {
                values.truncate(known);
            }
            is_matched
        }
        Some(_) => {
            let end = notation.find(['[', '(', '{']).unwrap_or(notation.len());
            let (literal, rest) = notation.split_at(end);
            text.strip_prefix(literal)
                .is_some_and(|text| attempt(&with(&[rest]), text))
        }
    }
}

/// What is between the first bracket and its partner, and what follows.
fn enclosed(notation: &'static str, open: char, close: char) -> (&'static str, &'static str) {
    let mut depth = 0_u32;
    for (index, letter) in notation.char_indices() {
        if letter == open {
            depth += 1;
        } else if letter == close {
            depth -= 1;
            if depth == 0 {
                return (&notation[1..index], &notation[index + 1..]);
            }
        }
    }
    (&notation[1..], "")
}

/// Reads a value of a kind at the start of a text. Returns it without quotes, and what follows.
fn read<'a>(kind: &str, text: &'a str) -> Option<(&'a str, &'a str)> {
    let length = match kind {
        "number" => {
            let sign = usize::from(text.starts_with(['-', '+']));
            sign + count(&text[sign..], |letter| letter.is_ascii_digit())
        }
        "numbers" => count(text, |letter| {
            letter.is_ascii_digit() || matches!(letter, ',' | '-' | '+')
        }),
        "json" => {
            let mut values = Deserializer::from_str(text).into_iter::<Value>();
            values.next()?.ok()?;
            values.byte_offset()
        }
        "chat" => chat_length(text)?,
        "chat_name" if text.starts_with('*') => 1,
        "chat_name" => {
            let name = text.strip_prefix(['@', '#', ':'])?;
            let (_, rest) = read("name", name)?;
            text.len() - rest.len()
        }
        "rest" | "text" => text.len(),
        "word" | "names" | "role" => count(text, |letter| !letter.is_whitespace()),
        // A name, as all other kinds: quoted, or without a space.
        _ => {
            if let Some(quoted) = text.strip_prefix('\'') {
                return quoted.split_once('\'').filter(|(name, _)| !name.is_empty());
            }
            if text.starts_with(['@', '#']) {
                return None;
            }
            count(text, |letter| !letter.is_whitespace() && letter != ',')
        }
    };
    (length > 0).then(|| text.split_at(length))
}

/// The length of a chat: its kind, its number, and its scope in round brackets.
fn chat_length(text: &str) -> Option<usize> {
    let number = text.strip_prefix(['@', '#', '*', ':'])?;
    let digits = count(number, |letter| letter.is_ascii_digit());
    let mut length = (digits > 0).then_some(digits + 1)?;
    while text[length..].starts_with('(') {
        length += text[length..].find(')')? + 1;
    }
    Some(length)
}

/// The number of bytes at the start for which `is` returns `true`.
fn count(text: &str, is: impl Fn(char) -> bool) -> usize {
    text.find(|letter| !is(letter)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found() {
        for (notation, text, expected) in [
            ("/a", "/a", Some(vec![])),
            ("/a", "/ab", None),
            ("/(a|ab) {name}", "/ab 'x y'", Some(vec![("name", "x y")])),
            (
                "/a[ {number}][ {rest}]",
                "/a b c",
                Some(vec![("rest", "b c")]),
            ),
            (
                "/a {chat} json {json}",
                r##"/a #3(_support:4) json {"b":[1]}"##,
                Some(vec![("chat", "#3(_support:4)"), ("json", r#"{"b":[1]}"#)]),
            ),
            ("/a {json}", r#"/a {"b""#, None),
            ("/a @{name}", "/a @", None),
            ("/a @{name}", "/a @'b", None),
        ] {
            assert_eq!(values(notation, text), expected, "{notation}: {text}");
        }
    }
}
