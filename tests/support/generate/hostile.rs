//! What a contact can choose so that it is hard to read.

use serde_json::Value;

/// Integers of 33 bits, of 64, and of more.
pub(super) const INTEGERS: &[u64] = &[3_000_000_000, i64::MAX as u64, 10_000_000_000_000_000_000];

/// Stands for a menu in which menus stand as deep as a profile has room for.
pub(super) const MENU: &str = "a menu";

/// Stand for what no member that is known can be.
pub(super) const UNKNOWN: &[&str] = &["a huge number", "a deep list"];

/// How deep the menus stand.
const MENUS: usize = 370;

/// The text of a value with what its stand-ins stand for.
pub fn hostile(text: &str) -> String {
    let text = text.replace(&format!("{MENU:?}"), &menu(MENUS));
    let unknown = UNKNOWN.iter().map(|name| (name, unknown(name)));
    unknown.fold(text, |text, (name, json)| {
        text.replace(&format!("{name:?}"), &json)
    })
}

/// What is to be read of such a value: all that is not known is there, if need be as its text, and no integer that is
/// known has more than 64 bits. Menus are left out. `read` is what was read, since only that tells what is not known.
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

/// The text of which the innermost part is kept.
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
