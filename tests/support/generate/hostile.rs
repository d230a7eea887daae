//! Values that a contact can choose to make decoding fail.

use serde_json::Value;

/// Integers of 33 bits, of 64, and of more.
pub(super) const INTEGERS: &[u64] = &[3_000_000_000, i64::MAX as u64, 10_000_000_000_000_000_000];

/// Is replaced by a menu that is nested as deeply as a profile allows.
pub(super) const MENU: &str = "a menu";

/// Are replaced by numbers that no known field can have.
pub(super) const UNKNOWN: &[&str] = &["a huge number", "a deep list"];

/// The depth of the nested menus.
const MENUS: usize = 370;

/// The JSON of a value, with its placeholders replaced.
pub fn hostile(text: &str) -> String {
    let text = text.replace(&format!("{MENU:?}"), &menu(MENUS));
    let unknown = UNKNOWN.iter().map(|name| (name, unknown(name)));
    unknown.fold(text, |text, (name, json)| {
        text.replace(&format!("{name:?}"), &json)
    })
}

/// The expected result of decoding such a value: every unknown field is kept, if necessary as text, and no known integer
/// has more than 64 bits. Menus are omitted. `read` is the decoded value, which shows which fields are unknown.
pub fn read_as(value: &Value, read: &Value) -> Value {
    match value {
        Value::String(name) if UNKNOWN.contains(&name.as_str()) && text(read) == unknown(name) => {
            read.clone()
        }
        Value::Number(number) if number.is_u64() && !number.is_i64() && read != value => {
            i64::MAX.into()
        }
        Value::Array(items) => {
            let items = items.iter().filter(|item| *item != MENU).enumerate();
            items
                .map(|(index, item)| read_as(item, &read[index]))
                .collect()
        }
        Value::Object(members) => {
            let member = |(name, value): (&String, _)| (name.clone(), read_as(value, &read[name]));
            members.iter().map(member).collect()
        }
        other => other.clone(),
    }
}

/// The text whose innermost part is kept.
fn text(read: &Value) -> String {
    match read {
        Value::String(kept) => kept.clone(),
        Value::Array(items) if items.len() == 1 => format!("[{}]", text(&items[0])),
        other => other.to_string(),
    }
}

fn menu(depth: usize) -> String {
    let open = r#"{"type":"menu","label":"","commands":["#;
    open.repeat(depth) + &"]}".repeat(depth)
}

fn unknown(name: &str) -> String {
    match name {
        "a huge number" => "1e400".to_owned(),
        _ => "[".repeat(400) + &"]".repeat(400),
    }
}
