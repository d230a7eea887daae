//! The types as serde sees them, for other formats and other types: by way of their JSON.

use std::cell::RefCell;

use serde::de::Error as _;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::{Number, Value};

use super::{Json, JsonReader, decode, encode};

/// serde's `deserialize` of a type of the API. [`decode`] is the quick way, and its errors say where in the text.
///
/// # Errors
/// If the value has another shape; the error says the path.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    decode(&value.to_string()).map_err(|error| match error.path() {
        "" => D::Error::custom(error.message()),
        path => D::Error::custom(format_args!("`{path}`: {}", error.message())),
    })
}

/// serde's `serialize` of a type of the API, with the members in the same order. [`encode`] is the quick way.
///
/// # Errors
/// Those of the serializer.
pub fn serialize<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let text = encode(value);
    Next(RefCell::new(&mut JsonReader::new(&text))).serialize(serializer)
}

/// The value that a reader has before it.
struct Next<'r, 'a>(RefCell<&'r mut JsonReader<'a>>);

impl Serialize for Next<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reader: &mut JsonReader<'_> = &mut self.0.borrow_mut();
        match reader.peek() {
            Some(b'{') => members(reader, serializer),
            Some(b'[') => items(reader, serializer),
            Some(b'"') => serializer.serialize_str(&some(reader.string())?),
            Some(b't' | b'f') => serializer.serialize_bool(some(reader.boolean())?),
            Some(b'n') if reader.null() => serializer.serialize_none(),
            _ => some(reader.free::<Number>())?.serialize(serializer),
        }
    }
}

fn members<S: Serializer>(reader: &mut JsonReader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut is_first = true;
    some(reader.open(b'{', "an object"))?;
    while reader.next(b'}', is_first).is_some() {
        is_first = false;
        let name = some(reader.name())?;
        map.serialize_entry(&name, &Next(RefCell::new(&mut *reader)))?;
    }
    map.end()
}

fn items<S: Serializer>(reader: &mut JsonReader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(None)?;
    let mut is_first = true;
    some(reader.open(b'[', "a list"))?;
    while reader.next(b']', is_first).is_some() {
        is_first = false;
        list.serialize_element(&Next(RefCell::new(&mut *reader)))?;
    }
    list.end()
}

/// What is read, unless a type of one's own has written something that is no JSON.
fn some<T, E: serde::ser::Error>(read: Option<T>) -> Result<T, E> {
    read.ok_or_else(|| E::custom("a type has written something that is no JSON"))
}
