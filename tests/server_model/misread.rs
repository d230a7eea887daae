//! Whether the server parses a command as it was meant.

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Field, Kind, Type, TypeRef};
use simplex_api_tests::json::difference;

use crate::commands::{self, Server};

/// How the server parses `text` other than as `command` with `params`; `None` if it does not.
pub(crate) fn misreading(
    command: &Command,
    params: &Map<String, Value>,
    text: &str,
    server: Server,
) -> Option<String> {
    let readings = commands::readings(text, server);
    let [(name, read)] = &readings[..] else {
        return Some(format!(
            "`{text}` has {} readings: {readings:?}",
            readings.len()
        ));
    };
    if *name != command.name {
        return Some(format!("`{text}` is {name}"));
    }
    let unknown = |name: &str| command.params.iter().all(|param| param.name != name);
    let unsent = read
        .iter()
        .find(|(name, value)| unknown(name) && **value != false);
    let unsent = unsent.map(|(name, value)| format!("`{text}` has {name}: {value}"));
    let differs = |param: &Field| {
        let [meant, read] = [params, read].map(|params| value(param, params));
        let same = meant.is_null() == read.is_null() && difference(&meant, &read).is_none();
        (!same).then(|| format!("`{text}` has {}: {read} instead of {meant}", param.name))
    };
    unsent.or_else(|| command.params.iter().find_map(differs))
}

/// The value of a parameter, or its default if it is absent.
fn value(param: &Field, params: &Map<String, Value>) -> Value {
    let default = match &param.ty {
        TypeRef::Prim(name) if name == "bool" => false.into(),
        _ => Value::Null,
    };
    let given = params.get(&param.name).filter(|value| !value.is_null());
    let mut value = given.cloned().unwrap_or(default);
    normalize(&param.ty, &mut value);
    if !matches!(param.ty.required(), TypeRef::Prim(name) if name == "JSONObject") {
        without_nulls(&mut value);
    }
    value
}

/// Converts a value to one form: an integer can be a string of digits, a union without fields can be its tag alone, and
/// a flag such as `[ notify=off]` is true if it is missing.
fn normalize(ty: &TypeRef, value: &mut Value) {
    match (ty, &mut *value) {
        (TypeRef::Optional(ty), _) => normalize(ty, value),
        (TypeRef::Prim(name), Value::String(digits)) if name.starts_with("int") => {
            *value = digits.parse::<i64>().map_or(Value::Null, Value::from);
        }
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter_mut().for_each(|value| normalize(item, value));
        }
        (TypeRef::Map { value: item, .. }, Value::Object(members)) => {
            members
                .values_mut()
                .for_each(|value| normalize(item, value));
        }
        (TypeRef::Ref(name), _) => normalize_named(Facts::v7_0().ty(name), value),
        _ => {}
    }
}

fn normalize_named(ty: &Type, value: &mut Value) {
    if let (Kind::Union { tag, .. }, Value::String(keyword)) = (&ty.kind, &*value) {
        *value = json!({ tag: keyword });
    }
    let Value::Object(members) = value else {
        return;
    };
    let fields = match &ty.kind {
        Kind::Union { tag, variants } => {
            let tag = members.get(tag).and_then(Value::as_str);
            let variant = variants.iter().find(|it| tag == Some(&it.tag));
            variant.map_or(&[][..], |variant| &variant.fields)
        }
        kind => kind.fields(),
    };
    let syntax = ty.syntax.as_deref().unwrap_or_default();
    for Field { name, ty } in fields {
        if syntax.contains(&format!("[ {name}=off]"))
            && members.get(name).is_none_or(Value::is_null)
        {
            members.insert(name.clone(), true.into());
        }
        if let Some(value) = members.get_mut(name) {
            normalize(ty, value);
        }
    }
}

/// Removes fields that are `null`, which means absent.
fn without_nulls(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(without_nulls),
        Value::Object(members) => {
            members.retain(|_, value| !value.is_null());
            members.values_mut().for_each(without_nulls);
        }
        _ => {}
    }
}
