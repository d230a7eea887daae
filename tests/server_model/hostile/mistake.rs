//! Parameters with one mistake in them, and what the console has to say about it.

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Kind, TypeRef};
use simplex_api_tests::generate::Generator;

use super::OLDER_NAMES;
use super::hard::some;
use super::place::{Place, places};
use super::strings::string;

/// A mistake, as the console tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// What was done, for the tally.
    pub(crate) name: &'static str,
    /// The kind of the error.
    pub(crate) kind: &'static str,
    /// The parameter that it is about.
    pub(crate) param: String,
    /// A part of the message.
    pub(crate) says: String,
    /// What [`AGAIN`] stands for.
    again: Option<String>,
}

/// Stands for a name that is there again.
const AGAIN: &str = "again-7f3a";

type Make = fn(&mut Generator<'_>, &Command, &mut Map<String, Value>) -> Option<Mistake>;

/// The ways to make one. Not all of them are there for all parameters.
const WAYS: [Make; 6] = [removed, renamed, added, mistyped, misspelled, repeated];

impl Mistake {
    /// Makes one in `params`, and tells what it is and how they are written.
    pub(super) fn make(
        generator: &mut Generator<'_>,
        command: &Command,
        params: &Map<String, Value>,
    ) -> Option<(Self, String)> {
        let mut changed = params.clone();
        let mistake = WAYS[generator.below(WAYS.len())](generator, command, &mut changed)?;
        let mut text = Value::from(changed).to_string();
        if let Some(name) = &mistake.again {
            text = text.replace(&json!(AGAIN).to_string(), &json!(name).to_string());
        }
        Some((mistake, text))
    }
}

/// One of the places that are of use.
fn find<'a>(
    generator: &mut Generator<'_>,
    command: &'a Command,
    params: &Map<String, Value>,
    is_of_use: impl Fn(&Place<'_>) -> bool,
) -> Option<Place<'a>> {
    let mut places = places(command, params);
    places.retain(is_of_use);
    let deep = places.len();
    match some(generator, &places) {
        Some(place) => Some(place.clone()),
        None if deep > 0 => Some(places.swap_remove(generator.below(deep))),
        None => None,
    }
}

/// What cannot be missing is.
fn removed(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let is_needed = |ty: &TypeRef| match ty {
        TypeRef::Prim(name) => name != "bool",
        TypeRef::Ref(_) => true,
        _ => false,
    };
    let place = find(generator, command, params, |place| {
        !place.is_optional && place.name().is_some() && is_needed(place.ty)
    })?;
    let name = place.name()?;
    place.around(params)?.remove(name)?;
    let says = if place.is_param() {
        format!("parameter `{name}` is missing")
    } else {
        format!("missing field `{name}`")
    };
    let param = place.param().to_owned();
    Some(Mistake {
        name: "removed",
        kind: "param",
        param,
        says,
        again: None,
    })
}

/// A parameter has a name that is nearly its own.
fn renamed(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let place = find(generator, command, params, |place| place.is_param())?;
    let name = place.param();
    let mut wrong = name.to_owned();
    match generator.below(5) {
        0 => wrong = wrong.to_lowercase(),
        1 => wrong = wrong.to_uppercase(),
        2 => drop(wrong.pop()),
        3 => wrong.push(['_', 's', ' '][generator.below(3)]),
        _ => wrong.insert(generator.below(name.len()), 'x'),
    }
    let value = params.remove(name)?;
    insert_unknown(command, params, wrong, value, "renamed")
}

/// There is a parameter that the command does not have.
fn added(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let value = [json!(1), json!(null), json!(false), json!({"type": "full"})];
    let value = value[generator.below(value.len())].clone();
    let name = string(generator) + ["", "Id", "_", "incognito"][generator.below(4)];
    insert_unknown(command, params, name, value, "added")
}

fn insert_unknown(
    command: &Command,
    params: &mut Map<String, Value>,
    name: String,
    value: Value,
    how: &'static str,
) -> Option<Mistake> {
    let is_older = OLDER_NAMES.iter().any(|(_, older)| *older == name);
    let is_known = command.params.iter().any(|param| param.name == name);
    if is_known || is_older {
        return None;
    }
    params.insert(name.clone(), value);
    let says = format!("unknown parameter `{name}`");
    Some(Mistake {
        name: how,
        kind: "param",
        param: name,
        says,
        again: None,
    })
}

/// A value is of another type.
fn mistyped(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let place = find(generator, command, params, |_| true)?;
    let others = others(place.ty);
    *place.value(params)? = others[generator.below(others.len())].clone();
    let param = place.param().to_owned();
    Some(Mistake {
        name: "mistyped",
        kind: "param",
        says: format!("parameter `{param}`: "),
        param,
        again: None,
    })
}

/// Values that are none of a type, and not null.
fn others(ty: &TypeRef) -> Vec<Value> {
    let mut others = vec![
        json!(5),
        json!(1.5),
        json!(true),
        json!("x"),
        json!([]),
        json!({}),
    ];
    others.retain(|other| match ty {
        TypeRef::Prim(name) => match name.as_str() {
            "bool" => !other.is_boolean(),
            "int" | "int64" | "word32" => !other.is_i64(),
            "double" => !other.is_number(),
            "JSONObject" => !other.is_object(),
            _ => !other.is_string(),
        },
        TypeRef::Ref(name) => match &Facts::v7_0().ty(name).kind {
            Kind::Enum { .. } => !other.is_string(),
            // One without a tag is none, and a string is the tag of one.
            Kind::Union { .. } => !other.is_string(),
            Kind::Record { .. } => !other.is_object(),
        },
        TypeRef::Array(_) => !other.is_array(),
        _ => !other.is_object(),
    });
    others
}

/// A word is none of its enum.
fn misspelled(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let words = |ty: &TypeRef| match ty {
        TypeRef::Ref(name) => Facts::v7_0().ty(name).kind.words(),
        _ => &[],
    };
    let place = find(generator, command, params, |place| {
        !words(place.ty).is_empty()
    })?;
    let known = words(place.ty);
    let mut word = known[generator.below(known.len())].clone();
    match generator.below(4) {
        0 => word = word.to_uppercase(),
        1 => word.push(' '),
        2 => drop(word.pop()),
        _ => word = string(generator),
    }
    if known.contains(&word) {
        return None;
    }
    *place.value(params)? = word.as_str().into();
    let param = place.param().to_owned();
    Some(Mistake {
        name: "misspelled",
        kind: "value",
        param,
        says: format!("has no keyword `{word}`"),
        again: None,
    })
}

/// A name is there twice in an object.
fn repeated(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let place = find(generator, command, params, |place| place.name().is_some())?;
    let name = place.name()?.to_owned();
    let value = place.value(params)?.clone();
    place.around(params)?.insert(AGAIN.to_owned(), value);
    let param = place.param().to_owned();
    Some(Mistake {
        name: "repeated",
        kind: "param",
        param,
        says: format!("{name}` is given twice"),
        again: Some(name),
    })
}
