//! Encoded commands with small changes.

use serde_json::Value;
use simplex_api_tests::generate::Generator;

use super::strings::string;

/// Replaces up to two characters with a hostile string.
pub(crate) fn mutate(generator: &mut Generator<'_>, text: &str) -> String {
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

/// Removes a field of the JSON, or changes the form of its value.
pub(crate) fn mutate_json(generator: &mut Generator<'_>, json: &str) -> String {
    let Ok(mut value) = serde_json::from_str(json) else {
        return json.to_owned();
    };
    let fields = count_fields(&value);
    if fields > 0 {
        let mut index = generator.below(fields);
        change_field(generator, &mut value, &mut index);
    }
    value.to_string()
}

fn count_fields(value: &Value) -> usize {
    match value {
        Value::Array(items) => items.iter().map(count_fields).sum(),
        Value::Object(fields) => fields.len() + fields.values().map(count_fields).sum::<usize>(),
        _ => 0,
    }
}

/// Changes the field with the index `left`.
fn change_field(generator: &mut Generator<'_>, value: &mut Value, left: &mut usize) {
    match value {
        Value::Array(items) => items
            .iter_mut()
            .for_each(|item| change_field(generator, item, left)),
        Value::Object(fields) => {
            if *left < fields.len() {
                let name = fields.keys().nth(*left).cloned().expect("a field");
                match generator.below(4) {
                    0 => fields[&name] = Value::Null,
                    1 => fields[&name] = other_form(&fields[&name]),
                    2 if name == "fileSource" => {
                        let file = fields.remove(&name).unwrap_or_default();
                        fields.insert("filePath".to_owned(), file["filePath"].clone());
                    }
                    _ => drop(fields.remove(&name)),
                }
                *left = usize::MAX;
                return;
            }
            *left -= fields.len();
            for value in fields.values_mut() {
                change_field(generator, value, left);
                if *left == usize::MAX {
                    return;
                }
            }
        }
        _ => {}
    }
}

/// A value that a tolerant parser accepts as the same.
fn other_form(value: &Value) -> Value {
    match value {
        Value::Number(number) => number.to_string().into(),
        Value::Bool(on) => (if *on { "on" } else { "off" }).into(),
        Value::Object(fields) => fields.get("type").cloned().unwrap_or(Value::Null),
        _ => Value::Null,
    }
}
