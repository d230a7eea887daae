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
    "https://example.org/x#abc",
    "https://example.org/z#abc",
    "https://example.org/a#abc\u{a0}x",
    "https://example.org/a#abc+x",
    "https://example.org:/c#abc",
    "https://example.org:/contact#/?v=2&smp=a",
    "https://example\u{a0}.org/contact#/?v=2&smp=a",
    "https:///c#abc",
    "simplex:/c#",
    "simplex:/C#abc",
    "simplex:/contact#/?v=2",
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
        if command.syntax.contains(&format!("<json({name})>")) {
            harden_json(generator, value);
        } else {
            harden_text(generator, value);
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
            if members.contains_key("connFullLink") && generator.below(2) == 0 {
                for name in ["connFullLink", "connShortLink"] {
                    let link = LINKS[generator.below(LINKS.len())];
                    members.insert(name.to_owned(), link.into());
                }
                return;
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

/// The same JSON with a member less, or with one that has another form of its value.
pub(crate) fn change_json(generator: &mut Generator<'_>, json: &str) -> String {
    let Ok(mut value) = serde_json::from_str(json) else {
        return json.to_owned();
    };
    let members = count_members(&value);
    if members > 0 {
        let mut place = generator.below(members);
        change_member(generator, &mut value, &mut place);
    }
    value.to_string()
}

fn count_members(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_members).sum(),
        Value::Object(members) => {
            members.len() + members.values().map(count_members).sum::<usize>()
        }
        _ => 0,
    }
}

/// Changes the member before which `left` others stand.
fn change_member(generator: &mut Generator<'_>, value: &mut Value, left: &mut usize) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| change_member(generator, item, left)),
        Value::Object(members) => {
            if *left < members.len() {
                let name = members.keys().nth(*left).cloned().expect("a member");
                match generator.below(4) {
                    0 => members[&name] = Value::Null,
                    1 => members[&name] = other_form(&members[&name]),
                    2 if name == "fileSource" => {
                        let file = members.remove(&name).unwrap_or_default();
                        members.insert("filePath".to_owned(), file["filePath"].clone());
                    }
                    _ => drop(members.remove(&name)),
                }
                *left = usize::MAX;
                return;
            }
            *left -= members.len();
            for value in members.values_mut() {
                change_member(generator, value, left);
                if *left == usize::MAX {
                    return;
                }
            }
        }
        _ => {}
    }
}

/// What looks like the same, to those who are not strict.
fn other_form(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Bool(on) => (if *on { "on" } else { "off" }).into(),
        Value::Object(members) => members.get("type").cloned().unwrap_or(Value::Null),
        _ => Value::Null,
    }
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
