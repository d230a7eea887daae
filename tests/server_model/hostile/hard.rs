//! Values that are hard to write, each of the type that it should be of.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Kind, TypeRef};
use simplex_api_tests::generate::{Generator, NEWER};

use super::MOST;
use super::place::{Place, places};
use super::strings::{link, string};
use crate::shape::REACTIONS;

/// Makes some of the values hard, and tells in which parameters.
pub(crate) fn harden(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> BTreeSet<String> {
    let before = params.clone();
    for _ in 0..=generator.below(MOST) {
        let places = places(command, params);
        if let Some(place) = some(generator, &places) {
            harden_at(generator, place, params);
        }
    }
    let is_other = |name: &&String| params.get(*name) != before.get(*name);
    let names = params.keys().chain(before.keys());
    names.filter(is_other).cloned().collect()
}

/// One of the places. What is deep inside has many, so a parameter by itself has its turn as well.
pub(super) fn some<'p, 'a>(
    generator: &mut Generator<'_>,
    places: &'p [Place<'a>],
) -> Option<&'p Place<'a>> {
    let params: Vec<_> = places.iter().filter(|place| place.is_param()).collect();
    match (params.len(), generator.below(2)) {
        (0, _) => None,
        (count, 0) => Some(params[generator.below(count)]),
        _ => Some(&places[generator.below(places.len())]),
    }
}

fn harden_at(generator: &mut Generator<'_>, place: &Place<'_>, params: &mut Map<String, Value>) {
    let may_be_absent = place.is_optional || place.ty.is("bool");
    if may_be_absent && generator.below(4) == 0 {
        let Some((around, name)) = place.around(params).zip(place.name()) else {
            return;
        };
        match generator.below(2) {
            0 => drop(around.remove(name)),
            _ => drop(around.insert(name.to_owned(), Value::Null)),
        }
        return;
    }
    if let Some(value) = place.value(params) {
        *value = match place.ty {
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

/// Another word, a link that is none, or a value with more in it than its type has.
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

/// None of the items, or some of them again.
fn list(generator: &mut Generator<'_>, value: &Value) -> Value {
    let mut items = value.as_array().cloned().unwrap_or_default();
    match generator.below(3) {
        0 => items.clear(),
        _ => items.extend_from_within(..generator.below(items.len() + 1)),
    }
    items.into()
}

/// The values under other names.
fn map(generator: &mut Generator<'_>, value: &Value) -> Value {
    let values = value.as_object().into_iter().flat_map(Map::values);
    let renamed = values.map(|value| (string(generator), value.clone()));
    renamed.collect::<Map<_, _>>().into()
}
