//! JSON that is checked for duplicate names: JSON parsers silently keep one of the two values.

use std::fmt::{self, Formatter};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use simplex_api::json::JsonObject;

/// The parameters of a command.
#[derive(Default)]
pub(crate) struct Params {
    pub(crate) object: JsonObject,
    /// The first duplicate name: of a parameter, or inside of one.
    pub(crate) duplicate: Option<DuplicateName>,
}

/// A name that occurs twice in an object.
pub(crate) struct DuplicateName {
    /// The parameter.
    pub(crate) param: String,
    /// The path from there to the field; empty for the parameter itself.
    path: String,
}

impl DuplicateName {
    pub(crate) fn message(&self) -> String {
        let Self { param, path } = self;
        match path.strip_prefix('.').unwrap_or(path) {
            "" => format!("parameter `{param}` is given twice"),
            path => format!("parameter `{param}`: its `{path}` is given twice"),
        }
    }
}

impl<'de> Deserialize<'de> for Params {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ParamsVisitor)
    }
}

struct ParamsVisitor;

impl<'de> Visitor<'de> for ParamsVisitor {
    type Value = Params;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("an object of parameters")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Params, A::Error> {
        let (object, duplicate) = fields(map)?;
        Ok(Params { object, duplicate })
    }
}

/// All fields of an object, and the first duplicate name in it or in one of its fields.
fn fields<'de, A: MapAccess<'de>>(
    mut map: A,
) -> Result<(JsonObject, Option<DuplicateName>), A::Error> {
    let mut object = JsonObject::new();
    let mut duplicate = None;
    while let Some((name, CheckedValue { value, path })) =
        map.next_entry::<String, CheckedValue>()?
    {
        let is_duplicate = object.contains_key(&name).then(String::new);
        let first = || {
            is_duplicate.or(path).map(|path| DuplicateName {
                param: name.clone(),
                path,
            })
        };
        duplicate = duplicate.or_else(first);
        object.insert(name, value);
    }
    Ok((object, duplicate))
}

/// Any JSON value, and the path of the first duplicate name in it.
struct CheckedValue {
    value: Value,
    path: Option<String>,
}

impl From<Value> for CheckedValue {
    fn from(value: Value) -> Self {
        Self { value, path: None }
    }
}

impl<'de> Deserialize<'de> for CheckedValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CheckedValueVisitor)
    }
}

struct CheckedValueVisitor;

impl<'de> Visitor<'de> for CheckedValueVisitor {
    type Value = CheckedValue;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<CheckedValue, E> {
        Ok(Value::Null.into())
    }

    fn visit_bool<E>(self, value: bool) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_str<E>(self, value: &str) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_string<E>(self, value: String) -> Result<CheckedValue, E> {
        Ok(Value::from(value).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<CheckedValue, A::Error> {
        let mut items = Vec::new();
        let mut first = None;
        while let Some(CheckedValue { value, path }) = list.next_element::<CheckedValue>()? {
            let index = items.len();
            first = first.or_else(|| path.map(|path| format!("[{index}]{path}")));
            items.push(value);
        }
        Ok(CheckedValue {
            value: items.into(),
            path: first,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CheckedValue, A::Error> {
        let (object, duplicate) = fields(map)?;
        Ok(CheckedValue {
            value: object.into(),
            path: duplicate.map(|DuplicateName { param, path }| format!(".{param}{path}")),
        })
    }
}
