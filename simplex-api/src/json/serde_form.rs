//! The types as serde sees them, for other formats and other types: by way of their JSON.
//!
//! A format may serialize a value more than once, or not at all, so that changes nothing.

use std::cell::Cell;

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
    Encoded::new(&encode(value)).serialize(serializer)
}

/// The value that a JSON text begins with.
///
/// It can be serialized any number of times: some formats do so once to see what it is.
struct Encoded<'a> {
    text: &'a str,
    /// How long the value is, if it has been serialized.
    length: Cell<Option<usize>>,
}

impl<'a> Encoded<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            length: Cell::new(None),
        }
    }

    /// Takes the value that `reader` is at: `use_it` gets it.
    fn take<S, E>(
        reader: &mut JsonReader<'a>,
        use_it: impl FnOnce(&Self) -> Result<S, E>,
    ) -> Result<S, E>
    where
        E: serde::ser::Error,
    {
        let value = Self::new(reader.rest());
        let used = use_it(&value)?;
        match value.length.get() {
            Some(length) => reader.back_to(reader.position() + length),
            None => some(reader.skip())?,
        }
        Ok(used)
    }
}

impl Serialize for Encoded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reader = &mut JsonReader::new(self.text);
        let serialized = match reader.peek() {
            Some(b'{') => members(reader, serializer),
            Some(b'[') => items(reader, serializer),
            Some(b'"') => serializer.serialize_str(&some(reader.string())?),
            Some(b't' | b'f') => serializer.serialize_bool(some(reader.boolean())?),
            Some(b'n') if reader.null() => serializer.serialize_none(),
            _ => some(reader.free::<Number>())?.serialize(serializer),
        }?;
        self.length.set(Some(reader.position()));
        Ok(serialized)
    }
}

fn members<S: Serializer>(reader: &mut JsonReader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut is_first = true;
    some(reader.enter(b'{'))?;
    while reader.next(b'}', is_first).is_some() {
        is_first = false;
        let name = some(reader.name())?;
        Encoded::take(reader, |value| map.serialize_entry(&name, value))?;
    }
    map.end()
}

fn items<S: Serializer>(reader: &mut JsonReader<'_>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(None)?;
    let mut is_first = true;
    some(reader.enter(b'['))?;
    while reader.next(b']', is_first).is_some() {
        is_first = false;
        Encoded::take(reader, |value| list.serialize_element(value))?;
    }
    list.end()
}

/// What is read, unless a type of one's own has written something that is no JSON.
fn some<T, E: serde::ser::Error>(read: Option<T>) -> Result<T, E> {
    read.ok_or_else(|| E::custom("a type has written something that is no JSON"))
}
