//! Whether JSON has the shape that the server asks for: members that are not optional must be there.

use serde_json::Value;
use simplex_api_tests::facts::{Facts, Field, Kind, TypeRef};

/// The reactions that the server knows. The heart is alone, without the selector that keyboards add.
pub(crate) const REACTIONS: [&str; 8] = ["👍", "👎", "😀", "😂", "😢", "\u{2764}", "🚀", "✅"];

/// The unions of which the server keeps what it does not know.
const OPEN: [&str; 2] = ["MsgContent", "LinkContent"];

/// The enums of which the server reads no other words.
const CLOSED: [&str; 3] = ["FeatureAllowed", "GroupFeatureEnabled", "MemberCriteria"];

/// Members that are not documented as optional, and are.
const OPTIONAL: [(&str, &str); 3] = [
    ("ComposedMessage", "mentions"),
    ("NewUser", "userChatRelay"),
    ("NewUser", "clientService"),
];

/// Whether `value` is one of the type. A list `[T]` has items.
pub(crate) fn fits(ty: &str, value: &Value) -> bool {
    let item = ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']'));
    match (item, value) {
        (Some(item), Value::Array(items)) => {
            !items.is_empty() && items.iter().all(|value| fits(item, value))
        }
        (Some(_), _) => false,
        (None, _) => match ty {
            "string" | "JSONObject" => primitive(ty, value),
            "MsgReaction" => reaction(value),
            _ => named(ty, value),
        },
    }
}

fn reaction(value: &Value) -> bool {
    let emoji = value["emoji"].as_str();
    value["type"] == "emoji" && emoji.is_some_and(|emoji| REACTIONS.contains(&emoji))
}

fn named(name: &str, value: &Value) -> bool {
    match &Facts::v7_0().ty(name).kind {
        Kind::Record { fields } => {
            let is_needed = |field: &&Field| {
                let is_there = value.get(&field.name).is_some_and(|it| !it.is_null());
                is_there || !OPTIONAL.contains(&(name, field.name.as_str()))
            };
            let needed: Vec<_> = fields.iter().filter(is_needed).cloned().collect();
            members(&needed, value)
        }
        Kind::Enum { values } if CLOSED.contains(&name) => values.iter().any(|word| value == word),
        Kind::Enum { .. } => value.is_string(),
        Kind::Union { tag, variants } => {
            let variant = variants.iter().find(|variant| value[tag] == variant.tag);
            match variant {
                _ if OPEN.contains(&name) && value[tag] == "unknown" => true,
                Some(variant) => members(&variant.fields, value),
                None => OPEN.contains(&name) && value[tag].is_string(),
            }
        }
    }
}

fn members(fields: &[Field], value: &Value) -> bool {
    let has = |field: &Field| of_type(&field.ty, value.get(&field.name).unwrap_or(&Value::Null));
    value.is_object() && fields.iter().all(has)
}

fn of_type(ty: &TypeRef, value: &Value) -> bool {
    match (ty, value) {
        (TypeRef::Optional(_), Value::Null) => true,
        (TypeRef::Optional(ty), _) => of_type(ty, value),
        (TypeRef::Prim(name), _) => primitive(name, value),
        (TypeRef::Ref(name), _) => named(name, value),
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter().all(|value| of_type(item, value))
        }
        (TypeRef::Map { value: ty, .. }, Value::Object(members)) => {
            members.values().all(|value| of_type(ty, value))
        }
        _ => false,
    }
}

fn primitive(name: &str, value: &Value) -> bool {
    match name {
        "bool" => value.is_boolean(),
        "int" | "int64" | "word32" => value.is_i64() || value.is_u64(),
        "double" => value.is_number(),
        "JSONObject" => value.is_object(),
        _ => value.is_string(),
    }
}
