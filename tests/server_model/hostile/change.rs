//! Texts that are nearly those of commands.

use serde_json::Value;
use simplex_api_tests::generate::Generator;

use super::strings::string;

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
