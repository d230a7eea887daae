//! Hostile values of the right type.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Kind, TypeRef};
use simplex_api_tests::generate::{Generator, NEWER};

use super::MAX_CHANGES;
use super::strings::{link, string};
use super::value_path::{ValuePath, value_paths};
use crate::json_type::REACTIONS;

/// Replaces some of the values. Returns the names of the changed parameters.
pub(crate) fn make_hostile(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> BTreeSet<String> {
    let before = params.clone();
    for _ in 0..=generator.below(MAX_CHANGES) {
        let paths = value_paths(command, params);
        if let Some(path) = pick(generator, &paths) {
            replace_at(generator, path, params);
        }
    }
    let is_changed = |name: &&String| params.get(*name) != before.get(*name);
    let names = params.keys().chain(before.keys());
    names.filter(is_changed).cloned().collect()
}

/// A random value: half of the time a parameter, because values inside of parameters are far more.
pub(super) fn pick<'p, 'a>(
    generator: &mut Generator<'_>,
    paths: &'p [ValuePath<'a>],
) -> Option<&'p ValuePath<'a>> {
    let params: Vec<_> = paths.iter().filter(|path| path.is_param()).collect();
    match (params.len(), generator.below(2)) {
        (0, _) => None,
        (count, 0) => Some(params[generator.below(count)]),
        _ => Some(&paths[generator.below(paths.len())]),
    }
}

fn replace_at(
    generator: &mut Generator<'_>,
    path: &ValuePath<'_>,
    params: &mut Map<String, Value>,
) {
    let may_be_absent = path.is_optional || path.ty.is("bool");
    if may_be_absent && generator.below(4) == 0 {
        let Some((parent_object, name)) = path.parent_object(params).zip(path.name()) else {
            return;
        };
        match generator.below(2) {
            0 => drop(parent_object.remove(name)),
            _ => drop(parent_object.insert(name.to_owned(), Value::Null)),
        }
        return;
    }
    if let Some(value) = path.value(params) {
        *value = match path.ty {
            TypeRef::Prim(name) => primitive(generator, name),
            TypeRef::Ref(name) => named(generator, name, value),
            TypeRef::Array(_) => list(generator, value),
            _ => map(generator, value),
        };
    }
}

fn primitive(generator: &mut Generator<'_>, name: &str) -> Value {
    match name {
        "bool" => Value::Null,
        "int" | "int64" | "word32" => integer(generator),
        "double" => [1e308, -0.5, 5e-324][generator.below(3)].into(),
        "JSONObject" => json!({string(generator): {"": [string(generator)]}}),
        _ => string(generator).into(),
    }
}

fn integer(generator: &mut Generator<'_>) -> Value {
    let any = i64::try_from(generator.below(1 << 40)).expect("40 bits");
    match generator.below(7) {
        0 => i64::MIN.into(),
        1 => (i64::MAX as u64 + 1).into(),
        2 => u64::MAX.into(),
        3 => any.to_string().into(),
        4 => [-1, 0, i64::MAX][generator.below(3)].into(),
        _ => (-any).into(),
    }
}

/// Another keyword, an invalid link, or a value with an unknown field.
fn named(generator: &mut Generator<'_>, name: &str, value: &Value) -> Value {
    let mut value = value.clone();
    match (&Facts::v7_0().ty(name).kind, &mut value) {
        (Kind::Enum { values }, _) => return values[generator.below(values.len())].as_str().into(),
        (_, Value::Object(members)) if members.contains_key("connFullLink") => {
            for name in ["connFullLink", "connShortLink"] {
                if generator.below(3) > 0 {
                    members.insert(name.to_owned(), link(generator).into());
                }
            }
        }
        (_, Value::Object(members)) if members.contains_key("emoji") => {
            let known = generator.below(REACTIONS.len() + 2);
            let emoji = REACTIONS.get(known).copied().unwrap_or("\u{2764}\u{fe0f}");
            members.insert("emoji".to_owned(), emoji.into());
        }
        (Kind::Union { tag, .. }, Value::Object(members)) if generator.below(2) == 0 => {
            return members.remove(tag).unwrap_or_default();
        }
        (_, Value::Object(members)) => {
            members.insert(NEWER.to_owned(), string(generator).into());
        }
        _ => {}
    }
    value
}

/// An empty list, or one with repeated items.
fn list(generator: &mut Generator<'_>, value: &Value) -> Value {
    let mut items = value.as_array().cloned().unwrap_or_default();
    match generator.below(3) {
        0 => items.clear(),
        _ => items.extend_from_within(..generator.below(items.len() + 1)),
    }
    items.into()
}

/// The values with other names.
fn map(generator: &mut Generator<'_>, value: &Value) -> Value {
    let values = value.as_object().into_iter().flat_map(Map::values);
    let renamed = values.map(|value| (string(generator), value.clone()));
    renamed.collect::<Map<_, _>>().into()
}
