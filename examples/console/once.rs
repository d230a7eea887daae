//! Parameters in which nothing is said twice: JSON readers keep one of two values, and people see both.

use std::fmt::{self, Formatter};

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use simplex_api::json::JsonObject;

/// The parameters of a command.
#[derive(Default)]
pub(crate) struct Params {
    pub(crate) object: JsonObject,
    /// The first name that is there again, in a parameter or of one.
    pub(crate) twice: Option<Twice>,
}

/// A name that is there again.
pub(crate) struct Twice {
    /// The parameter.
    pub(crate) param: String,
    /// The way from there to the member that is meant; empty for the parameter itself.
    way: String,
}

impl Twice {
    pub(crate) fn message(&self) -> String {
        let Self { param, way } = self;
        match way.strip_prefix('.').unwrap_or(way) {
            "" => format!("parameter `{param}` is given twice"),
            way => format!("parameter `{param}`: its `{way}` is given twice"),
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
        let (object, twice) = members(map)?;
        Ok(Params { object, twice })
    }
}

/// All members of an object, and the first name that is there again in it or in one of them.
fn members<'de, A: MapAccess<'de>>(mut map: A) -> Result<(JsonObject, Option<Twice>), A::Error> {
    let mut object = JsonObject::new();
    let mut twice = None;
    while let Some((name, Once { value, way })) = map.next_entry::<String, Once>()? {
        let again = object.contains_key(&name).then(String::new);
        let first = || {
            again.or(way).map(|way| Twice {
                param: name.clone(),
                way,
            })
        };
        twice = twice.or_else(first);
        object.insert(name, value);
    }
    Ok((object, twice))
}

/// Any value, and the way to the first name that is there again.
struct Once {
    value: Value,
    way: Option<String>,
}

impl From<Value> for Once {
    fn from(value: Value) -> Self {
        Self { value, way: None }
    }
}

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Once;

    fn expecting(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(Value::Null.into())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_string<E>(self, value: String) -> Result<Once, E> {
        Ok(Value::from(value).into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Once, A::Error> {
        let mut items = Vec::new();
        let mut first = None;
        while let Some(Once { value, way }) = list.next_element::<Once>()? {
            let index = items.len();
            first = first.or_else(|| way.map(|way| format!("[{index}]{way}")));
            items.push(value);
        }
        Ok(Once {
            value: items.into(),
            way: first,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Once, A::Error> {
        let (object, twice) = members(map)?;
        Ok(Once {
            value: object.into(),
            way: twice.map(|Twice { param, way }| format!(".{param}{way}")),
        })
    }
}
