//! Whether the server understands a text as it was meant.

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Field, Kind, Type, TypeRef};
use simplex_api_tests::json::difference;

use crate::commands::{self, Server};

/// How the server understands `text` in another way than as `command` with `params`.
pub(crate) fn misread(
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
    let hidden = read
        .iter()
        .find(|(name, value)| unknown(name) && **value != false);
    let hidden = hidden.map(|(name, value)| format!("`{text}` has {name}: {value}"));
    let differs = |param: &Field| {
        let [meant, read] = [params, read].map(|params| value(param, params));
        let same = meant.is_null() == read.is_null() && difference(&meant, &read).is_none();
        (!same).then(|| format!("`{text}` has {}: {read} for {meant}", param.name))
    };
    hidden.or_else(|| command.params.iter().find_map(differs))
}

/// The value of a parameter, or the one that it has if it is absent.
fn value(param: &Field, params: &Map<String, Value>) -> Value {
    let default = match &param.ty {
        TypeRef::Prim(name) if name == "bool" => false.into(),
        _ => Value::Null,
    };
    let given = params.get(&param.name).filter(|value| !value.is_null());
    let mut value = given.cloned().unwrap_or(default);
    spell_out(&param.ty, &mut value);
    if !matches!(param.ty.required(), TypeRef::Prim(name) if name == "JSONObject") {
        without_nulls(&mut value);
    }
    value
}

/// Puts a value into its usual form: an integer can be a string of digits, a tag stand for a union without members,
/// and what a text says with ` notify=off` is true if it is missing.
fn spell_out(ty: &TypeRef, value: &mut Value) {
    match (ty, &mut *value) {
        (TypeRef::Optional(ty), _) => spell_out(ty, value),
        (TypeRef::Prim(name), Value::String(digits)) if name.starts_with("int") => {
            *value = digits.parse::<i64>().map_or(Value::Null, Value::from);
        }
        (TypeRef::Array(item), Value::Array(items)) => {
            items.iter_mut().for_each(|value| spell_out(item, value));
        }
        (TypeRef::Map { value: item, .. }, Value::Object(members)) => {
            members
                .values_mut()
                .for_each(|value| spell_out(item, value));
        }
        (TypeRef::Ref(name), _) => spell_out_named(Facts::v7_0().ty(name), value),
        _ => {}
    }
}

fn spell_out_named(ty: &Type, value: &mut Value) {
    if let (Kind::Union { tag, .. }, Value::String(word)) = (&ty.kind, &*value) {
        *value = json!({ tag: word });
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
            spell_out(ty, value);
        }
    }
}

/// A member that is `null` is as good as absent.
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
