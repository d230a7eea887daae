//! Parameters that are hard to write: what looks like another part of the line, or is lost in it.

use serde_json::{Map, Value};
use simplex_api_tests::facts::Command;
use simplex_api_tests::generate::{Generator, NEWER};

use crate::shape::REACTIONS;

/// Strings are put together from these.
const PIECES: &[&str] = &[
    "a",
    "x",
    "i",
    "5",
    "@",
    "@5",
    "#",
    "*",
    " ",
    " ",
    "/",
    "=",
    ",",
    ":",
    "\"",
    "\\",
    "[",
    "{}",
    "\n",
    "\t",
    "\u{0}",
    "\u{85}",
    "\u{a0}",
    "\u{feff}",
    "é",
    "à",
    "Р",
    "👍",
    "on",
    "off",
    "json",
    "text",
    "plan",
    "default",
    "incognito",
    "(_support)",
    "=on",
    "=on ",
    " live=on",
    "inline=on",
    "encrypt=off",
    "encrypt=yes",
    "approved_relays=on",
    "resolve=never",
    " notify=off",
];

/// And some of them are links.
const LINKS: &[&str] = &[
    "simplex:/contact#/?v=2&smp=a",
    "simplex:/invitation#/?v=2&smp=a&e2e=b",
    "https://simplex.chat/invitation/#/?v=2-7&smp=a&e2e=b&data=%7B%7D",
    "https://example.org:443/c#abc",
    "https://smp1.example.org/a#abc-_",
    "simplex:/i#-_a?h=b",
    "invitation",
    "@alice.simplex",
];

/// The same parameters, some of them hard.
pub(crate) fn harden(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &Map<String, Value>,
) -> Map<String, Value> {
    let mut params = params.clone();
    for (name, value) in &mut params {
        match command.syntax.contains(&format!("<json({name})>")) {
            true => harden_json(generator, value),
            false => harden_text(generator, value),
        }
    }
    params
}

fn harden_text(generator: &mut Generator<'_>, value: &mut Value) {
    match value {
        Value::String(text) if generator.below(2) == 0 => *text = string(generator),
        Value::Number(_) if generator.below(8) == 0 => {
            *value = [i64::MIN, -1, 0, i64::MAX][generator.below(4)].into();
        }
        Value::Array(items) if generator.below(16) == 0 => items.clear(),
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| harden_text(generator, item)),
        Value::Object(members) => {
            if generator.below(16) == 0 {
                members.insert(NEWER.to_owned(), true.into());
            }
            let members = members.iter_mut().filter(|(name, _)| *name != "type");
            members.for_each(|(_, value)| harden_text(generator, value));
        }
        _ => {}
    }
}

/// In JSON, strings are hard already.
fn harden_json(generator: &mut Generator<'_>, value: &mut Value) {
    if value.is_string() {
        *value = string(generator).into();
    } else if let Some(emoji) = value.get_mut("emoji") {
        *emoji = match generator.below(REACTIONS.len() * 2) {
            0 => "\u{2764}\u{fe0f}".into(),
            known => REACTIONS
                .get(known)
                .map_or_else(|| emoji.clone(), |known| (*known).into()),
        };
    } else if let Value::Array(items) = value
        && generator.below(16) == 0
    {
        items.clear();
    }
}

/// The same text with something hard in the place of a character or two.
pub(crate) fn change(generator: &mut Generator<'_>, text: &str) -> String {
    let characters: Vec<_> = text.chars().collect();
    let start = generator.below(characters.len() + 1);
    let end = (start + generator.below(3)).min(characters.len());
    let (before, after) = (&characters[..start], &characters[end..]);
    let new = string(generator);
    before
        .iter()
        .copied()
        .chain(new.chars())
        .chain(after.iter().copied())
        .collect()
}

/// A hard string.
fn string(generator: &mut Generator<'_>) -> String {
    match generator.below(4) {
        0 => LINKS[generator.below(LINKS.len())].to_owned(),
        _ => (0..generator.below(5))
            .map(|_| PIECES[generator.below(PIECES.len())])
            .collect(),
    }
}
