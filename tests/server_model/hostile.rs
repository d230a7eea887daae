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
    "\r",
    "\u{b}",
    "\u{c}",
    "\u{0}",
    "\u{3000}",
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
    " messages=on",
    " pcc=on",
    " count=5",
    " ttl=5",
    "ttl=default",
    " sign=on",
    "(_support:5)",
    "(as_group=on)",
    "history",
    "+1",
    "007",
    "1_0",
    "18446744073709551617",
    // Digits, but not those of a number.
    "٣",
    "５",
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
    "https://user@example.org/c#abc",
    "https://[::1]/c#abc",
    "https://example.org:٣/c#abc",
    "https://example.org:443:443/c#abc",
    "HTTPS://example.org/c#abc",
    "simplex://contact#/?v=2&smp=a",
    "simplex:/contact//#/?v=2&smp=a",
    "simplex:/contact/#/?smp=a&v=2",
    "simplex:/contact#/?xv=2&smp=a",
    "simplex:/contact#/?v=2;smp=a",
    "simplex:/invitation/#/?v=2&smp=a",
    "simplex:/c#abc?",
    "simplex:/c#abc#abc",
    "simplex:/c#?h=a",
    "simplex:/c#abc?h=é",
    "simplex:/g#abc==",
    "simplex:/c#",
    "simplex:/C#abc",
    "simplex:/contact#/?v=2",
    "invitation",
    "@alice.simplex",
];

/// What JSON is spelled otherwise with, or made another: by those who are not strict, or not all alike.
const SPELLINGS: &[&str] = &[
    " ",
    "\n",
    "\r",
    "\t",
    "\u{b}",
    "\u{c}",
    "\u{a0}",
    "\u{2028}",
    "\u{feff}",
    ",",
    "0",
    "-",
    "+",
    ".",
    ".0",
    ".5",
    "e0",
    "E+2",
    "e-1",
    "00000000000000000000",
    "null",
    "null,",
    "{}",
    "[]",
    "[null],",
    "\"type\":\"text\",",
    "\"type\":null,",
    "\"\\u0074ype\":\"emoji\",",
    "\"text\":\"\\ud800\",",
    "\"text\":\"\\ud83d\\udc4d\",",
    "\"mentions\":null,",
    "\"newer\":9223372036854775808,",
    "\"newer\":1e999,",
    "//",
    "NaN",
    "Infinity",
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

/// The same JSON with something more outside of its strings, or in the place of one of them.
pub(crate) fn respell_json(generator: &mut Generator<'_>, json: &str) -> String {
    let places = outside_of_strings(json);
    let Some(start) = places.get(generator.below(places.len().max(1))) else {
        return json.to_owned();
    };
    let (before, after) = json.split_at(*start);
    let after = match (generator.below(4), places.iter().find(|end| *end > start)) {
        (0, Some(end)) => &json[*end..],
        _ => after,
    };
    let new = SPELLINGS[generator.below(SPELLINGS.len())];
    format!("{before}{new}{after}")
}

/// The places before and behind all characters but those of strings.
fn outside_of_strings(json: &str) -> Vec<usize> {
    let mut places = vec![0];
    let (mut is_inside, mut is_escaped) = (false, false);
    for (at, character) in json.char_indices() {
        let is_quote = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_inside ^= is_quote;
        if !is_inside {
            places.push(at + character.len_utf8());
        }
    }
    places
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
