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
        let (meant, read) = (value(param, params), value(param, read));
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
    params.get(&param.name).cloned().unwrap_or(default)
}
