//! The `Serialize` and `Deserialize` implementations of the types, for use in other formats and other types. They convert by
//! way of JSON.
//!
//! A format may serialize a value several times or not at all.

use std::cell::Cell;

use serde::de::Error as _;
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::reader::Mode;
use super::values::parse_number;
use super::{Json, JsonReader, decode, encode};

/// serde's `deserialize` of a type of the API. [`decode`] is faster, and its errors report the position.
///
/// # Errors
/// If the value has another shape. The error contains the path.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    decode(&value.to_string()).map_err(|error| match error.path() {
        "" => D::Error::custom(error.message()),
        path => D::Error::custom(format_args!("`{path}`: {}", error.message())),
    })
}

/// serde's `serialize` of a type of the API; the fields have the same order. [`encode`] is faster.
///
/// # Errors
/// The errors of the serializer.
pub fn serialize<T: Json, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    Encoded::new(&encode(value)).serialize(serializer)
}

/// The value at the start of a JSON text.
///
/// It can be serialized several times: some formats first serialize a value to determine its kind.
struct Encoded<'a> {
    text: &'a str,
    /// The length of the value, once it was serialized.
    length: Cell<Option<usize>>,
}

impl<'a> Encoded<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            length: Cell::new(None),
        }
    }

    /// Calls `consume` with the next value of `reader` and moves behind it.
    fn take<S, E>(
        reader: &mut JsonReader<'a>,
        consume: impl FnOnce(&Self) -> Result<S, E>,
    ) -> Result<S, E>
    where
        E: serde::ser::Error,
    {
        let value = Self::new(reader.rest());
        let result = consume(&value)?;
        match value.length.get() {
            Some(length) => reader.set_position(reader.position() + length),
            None => valid(reader.skip())?,
        }
        Ok(result)
    }
}

impl Serialize for Encoded<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let reader = &mut JsonReader::new(self.text, Mode::Tolerant);
        let serialized = match reader.peek() {
            Some(b'{') => serialize_map(reader, serializer),
            Some(b'[') => serialize_seq(reader, serializer),
            Some(b'"') => serializer.serialize_str(&valid(reader.string())?),
            Some(b't' | b'f') => serializer.serialize_bool(valid(reader.boolean())?),
            Some(b'n') if reader.take_null() => serializer.serialize_none(),
            _ => valid(reader.digits().and_then(parse_number))?.serialize(serializer),
        }?;
        self.length.set(Some(reader.position()));
        Ok(serialized)
    }
}

fn serialize_map<S: Serializer>(
    reader: &mut JsonReader<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    let mut is_first = true;
    valid(reader.open_unlimited(b'{'))?;
    while reader.next(b'}', is_first).is_some() {
        is_first = false;
        let name = valid(reader.name())?;
        Encoded::take(reader, |value| map.serialize_entry(&name, value))?;
    }
    map.end()
}

fn serialize_seq<S: Serializer>(
    reader: &mut JsonReader<'_>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(None)?;
    let mut is_first = true;
    valid(reader.open_unlimited(b'['))?;
    while reader.next(b']', is_first).is_some() {
        is_first = false;
        Encoded::take(reader, |value| list.serialize_element(value))?;
    }
    list.end()
}

/// The read value. It is missing if a custom implementation of [`Json`] did not write JSON.
fn valid<T, E: serde::ser::Error>(read: Option<T>) -> Result<T, E> {
    read.ok_or_else(|| E::custom("a type did not write valid JSON"))
}
