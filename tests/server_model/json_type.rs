//! Whether JSON has the type that the server requires: fields that are not optional must be present.

use serde_json::Value;
use simplex_api_tests::facts::{Facts, Field, Kind, TypeRef};

/// The reactions that the server accepts. The heart is without the variation selector that keyboards add.
pub(crate) const REACTIONS: [&str; 8] = ["👍", "👎", "😀", "😂", "😢", "\u{2764}", "🚀", "✅"];

/// The unions of which the server accepts unknown tags.
const EXTENSIBLE_UNIONS: [&str; 2] = ["MsgContent", "LinkContent"];

/// The enums of which the server rejects unknown keywords.
const CLOSED_ENUMS: [&str; 3] = ["FeatureAllowed", "GroupFeatureEnabled", "MemberCriteria"];

/// Fields that are optional and not documented as such.
const UNDOCUMENTED_OPTIONAL: [(&str, &str); 3] = [
    ("ComposedMessage", "mentions"),
    ("NewUser", "userChatRelay"),
    ("NewUser", "clientService"),
];

/// Whether `value` has the type. A list `[T]` must not be empty.
pub(crate) fn matches(ty: &str, value: &Value) -> bool {
    let item = ty.strip_prefix('[').and_then(|ty| ty.strip_suffix(']'));
    match (item, value) {
        (Some(item), Value::Array(items)) => {
            !items.is_empty() && items.iter().all(|value| matches(item, value))
        }
        (Some(_), _) => false,
        (None, _) => match ty {
            "string" | "JSONObject" => is_primitive(ty, value),
            "MsgReaction" => is_reaction(value),
            _ => is_named(ty, value),
        },
    }
}

fn is_reaction(value: &Value) -> bool {
    let emoji = value["emoji"].as_str();
    value["type"] == "emoji" && emoji.is_some_and(|emoji| REACTIONS.contains(&emoji))
}

fn is_named(name: &str, value: &Value) -> bool {
    match &Facts::v7_0().ty(name).kind {
        Kind::Record { fields } => {
            let is_required = |field: &&Field| {
                let is_present = value.get(&field.name).is_some_and(|it| !it.is_null());
                is_present || !UNDOCUMENTED_OPTIONAL.contains(&(name, field.name.as_str()))
            };
            let required: Vec<_> = fields.iter().filter(is_required).cloned().collect();
            has_fields(&required, value)
        }
        Kind::Enum { values } if CLOSED_ENUMS.contains(&name) => {
            values.iter().any(|keyword| value == keyword)
        }
        Kind::Enum { .. } => value.is_string(),
        Kind::Union { tag, variants } => {
            let variant = variants.iter().find(|variant| value[tag] == variant.tag);
            match variant {
                _ if EXTENSIBLE_UNIONS.contains(&name) && value[tag] == "unknown" => true,
                Some(variant) => has_fields(&variant.fields, value),
                None => EXTENSIBLE_UNIONS.contains(&name) && value[tag].is_string(),
            }
        }
    }
}

fn has_fields(fields: &[Field], value: &Value) -> bool {
    let has = |field: &Field| has_type(&field.ty, value.get(&field.name).unwrap_or(&Value::Null));
    value.is_object() && fields.iter().all(has)
}

fn has_type(ty: &TypeRef, value: &Value) -> bool {
    match (ty, value) {
        (TypeRef::Optional(_), Value::Null) => true,
        (TypeRef::Optional(ty), _) => has_type(ty, value),
        (TypeRef::Prim(name), _) => is_primitive(name, value),
        (TypeRef::Ref(name), _) => is_named(name, value),
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter().all(|value| has_type(item, value))
        }
        (TypeRef::Map { value: ty, .. }, Value::Object(entries)) => {
            entries.values().all(|value| has_type(ty, value))
        }
        _ => false,
    }
}

fn is_primitive(name: &str, value: &Value) -> bool {
    match name {
        "bool" => value.is_boolean(),
        "int" | "int64" | "word32" => value.is_i64() || value.is_u64(),
        "double" => value.is_number(),
        "JSONObject" => value.is_object(),
        _ => value.is_string(),
    }
}
