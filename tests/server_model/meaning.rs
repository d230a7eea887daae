//! Whether the server understands a text as it was meant.

use serde_json::{Map, Value};
use simplex_api_tests::facts::{Command, Field, TypeRef};
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
    let mut value = params.get(&param.name).cloned().unwrap_or(default);
    if !matches!(param.ty.required(), TypeRef::Prim(name) if name == "JSONObject") {
        without_nulls(&mut value);
    }
    value
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
