//! Parameters with one mistake, and the error that the console must report.

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::{Command, Facts, Kind, TypeRef};
use simplex_api_tests::generate::Generator;

use super::NAMES_OF_6_4;
use super::strings::string;
use super::value_path::{ValuePath, value_paths};
use super::values::pick;

/// A mistake and the expected error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Mistake {
    /// What was changed.
    pub(crate) name: &'static str,
    /// The kind of the error.
    pub(crate) kind: &'static str,
    /// The parameter that it is about.
    pub(crate) param: String,
    /// A part of the message.
    pub(crate) message: String,
    /// The name that replaces [`DUPLICATE`].
    duplicate: Option<String>,
}

/// A placeholder for a name that occurs twice, which `serde_json` cannot represent.
const DUPLICATE: &str = "again-7f3a";

type Make = fn(&mut Generator<'_>, &Command, &mut Map<String, Value>) -> Option<Mistake>;

/// The kinds of mistakes. Not all of them are possible for all parameters.
const KINDS: [Make; 6] = [removed, renamed, added, mistyped, misspelled, repeated];

impl Mistake {
    /// Makes a mistake in `params`. Returns it and the JSON with it.
    pub(super) fn make(
        generator: &mut Generator<'_>,
        command: &Command,
        params: &Map<String, Value>,
    ) -> Option<(Self, String)> {
        let mut changed = params.clone();
        let mistake = KINDS[generator.below(KINDS.len())](generator, command, &mut changed)?;
        let mut text = Value::from(changed).to_string();
        if let Some(name) = &mistake.duplicate {
            text = text.replace(&json!(DUPLICATE).to_string(), &json!(name).to_string());
        }
        Some((mistake, text))
    }
}

/// A random suitable value.
fn find<'a>(
    generator: &mut Generator<'_>,
    command: &'a Command,
    params: &Map<String, Value>,
    is_suitable: impl Fn(&ValuePath<'_>) -> bool,
) -> Option<ValuePath<'a>> {
    let mut paths = value_paths(command, params);
    paths.retain(is_suitable);
    let deep = paths.len();
    match pick(generator, &paths) {
        Some(path) => Some(path.clone()),
        None if deep > 0 => Some(paths.swap_remove(generator.below(deep))),
        None => None,
    }
}

/// A required parameter or field is missing.
fn removed(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let is_required = |ty: &TypeRef| match ty {
        TypeRef::Prim(name) => name != "bool",
        TypeRef::Ref(_) => true,
        _ => false,
    };
    let path = find(generator, command, params, |path| {
        !path.is_optional && path.name().is_some() && is_required(path.ty)
    })?;
    let name = path.name()?;
    path.parent_object(params)?.remove(name)?;
    let message = if path.is_param() {
        format!("parameter `{name}` is missing")
    } else {
        format!("missing field `{name}`")
    };
    let param = path.param().to_owned();
    Some(Mistake {
        name: "removed",
        kind: "param",
        param,
        message,
        duplicate: None,
    })
}

/// A parameter has a slightly different name.
fn renamed(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let path = find(generator, command, params, |path| path.is_param())?;
    let name = path.param();
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

/// An unknown parameter.
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
    let is_old_name = NAMES_OF_6_4.iter().any(|(_, older)| *older == name);
    let is_known = command.params.iter().any(|param| param.name == name);
    if is_known || is_old_name {
        return None;
    }
    params.insert(name.clone(), value);
    let message = format!("unknown parameter `{name}`");
    Some(Mistake {
        name: how,
        kind: "param",
        param: name,
        message,
        duplicate: None,
    })
}

/// A value of the wrong type.
fn mistyped(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let path = find(generator, command, params, |_| true)?;
    let others = others(path.ty);
    *path.value(params)? = others[generator.below(others.len())].clone();
    let param = path.param().to_owned();
    Some(Mistake {
        name: "mistyped",
        kind: "param",
        message: format!("parameter `{param}`: "),
        param,
        duplicate: None,
    })
}

/// Values that do not have a type; never null.
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
            // An object without a tag is not a union, but a string is the tag of one.
            Kind::Union { .. } => !other.is_string(),
            Kind::Record { .. } => !other.is_object(),
        },
        TypeRef::Array(_) => !other.is_array(),
        _ => !other.is_object(),
    });
    others
}

/// An unknown keyword.
fn misspelled(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let keywords = |ty: &TypeRef| match ty {
        TypeRef::Ref(name) => Facts::v7_0().ty(name).kind.words(),
        _ => &[],
    };
    let path = find(generator, command, params, |path| {
        !keywords(path.ty).is_empty()
    })?;
    let known = keywords(path.ty);
    let mut keyword = known[generator.below(known.len())].clone();
    match generator.below(4) {
        0 => keyword = keyword.to_uppercase(),
        1 => keyword.push(' '),
        2 => drop(keyword.pop()),
        _ => keyword = string(generator),
    }
    if known.contains(&keyword) {
        return None;
    }
    *path.value(params)? = keyword.as_str().into();
    let param = path.param().to_owned();
    Some(Mistake {
        name: "misspelled",
        kind: "value",
        param,
        message: format!("has no keyword `{keyword}`"),
        duplicate: None,
    })
}

/// A name that occurs twice in an object.
fn repeated(
    generator: &mut Generator<'_>,
    command: &Command,
    params: &mut Map<String, Value>,
) -> Option<Mistake> {
    let path = find(generator, command, params, |path| path.name().is_some())?;
    let name = path.name()?.to_owned();
    let value = path.value(params)?.clone();
    path.parent_object(params)?
        .insert(DUPLICATE.to_owned(), value);
    let param = path.param().to_owned();
    Some(Mistake {
        name: "repeated",
        kind: "param",
        param,
        message: format!("{name}` is given twice"),
        duplicate: Some(name),
    })
}
