//! Unions: JSON objects whose tag member says which variant they are.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};
use serde_json::Value;

use super::error::JsonError;
use super::lookup::{Found, Lookup};
use super::number::refuse_list;
use super::object::{Tag, collect, missing};
use super::{ApiType, JsonObject, ObjectReader, ObjectWriter, RawObject, read_text};

/// A union, as `#[api_type]` implements it.
pub trait Union: ApiType {
    /// The name of the tag member.
    const TAG: &'static str;

    /// The tags of the variants.
    const TAGS: &'static [&'static str];

    /// Reads the members of the variant with the tag `TAGS[index]`.
    ///
    /// # Errors
    /// If one is missing or has another shape.
    fn read_variant<'de, A: MapAccess<'de>>(
        index: usize,
        object: ObjectReader<A>,
    ) -> Result<Self, A::Error>;

    /// Writes the tag and the members.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_variant<M: SerializeMap>(&self, object: &mut ObjectWriter<M>) -> Result<(), M::Error>;

    /// The variant for an object whose tag is none of [`TAGS`](Self::TAGS).
    fn undocumented(object: RawObject) -> Self;
}

/// Reads a union.
///
/// # Errors
/// If it has another shape.
pub fn read_union<'de, U: Union, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut Option<U>,
) -> Result<(), D::Error> {
    deserializer.deserialize_any(UnionVisitor(place))
}

/// Writes a union, its tag first.
///
/// # Errors
/// Those of the serializer.
pub fn write_union<U: Union, S: Serializer>(union: &U, serializer: S) -> Result<S::Ok, S::Error> {
    let mut object = ObjectWriter::new(serializer.serialize_map(None)?, Some(U::TAG));
    union.write_variant(&mut object)?;
    object.end()
}

struct UnionVisitor<'a, U>(&'a mut Option<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<'_, U> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", U::SPEC.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let union = match map.next_key_seed(Lookup::new(const { &[U::TAG] }))? {
            Some(Found::Known(_)) => match map.next_value_seed(Lookup::new(U::TAGS))? {
                Found::Known(index) => {
                    let (name, value) = (U::TAG, U::TAGS[index]);
                    let object = ObjectReader::new(map, Some(Tag { name, value }));
                    U::read_variant(index, object)?
                }
                Found::Unknown(tag) => {
                    let members = collect(JsonObject::new(), map)?;
                    U::undocumented(RawObject { tag, members })
                }
            },
            Some(Found::Unknown(first)) => read_again(&tag_first(U::TAG, first, map)?)?,
            None => return Err(missing(U::TAG)),
        };
        *self.0 = Some(union);
        Ok(())
    }

    fn visit_str<E: Error>(self, tag: &str) -> Result<(), E> {
        let object = JsonObject::from_iter([(U::TAG.to_owned(), Value::from(tag))]);
        *self.0 = Some(read_again(&Value::from(object).to_string())?);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<(), A::Error> {
        refuse_list(list, &self)
    }
}

/// Reads an object that was put in order: through the same code as any other, so that nothing is compiled twice.
#[cold]
fn read_again<U: Union, E: Error>(json: &str) -> Result<U, E> {
    read_text(json).map_err(|error| E::custom(JsonError::locate(&error, json).nested()))
}

/// The text of an object whose tag did not come first, with the tag first in it and in all objects inside.
#[cold]
fn tag_first<'de, A: MapAccess<'de>>(
    tag: &str,
    first: Box<str>,
    mut map: A,
) -> Result<String, A::Error> {
    let value: Value = map.next_value()?;
    let object = collect(JsonObject::from_iter([(first.into(), value)]), map)?;
    if !object.contains_key(tag) {
        return Err(missing(tag));
    }
    let mut text = String::new();
    write_tag_first(&Value::from(object), tag, &mut text);
    Ok(text)
}

/// Writes `value` with the member `tag` first in every object. No deeper than serde_json has read it.
fn write_tag_first(value: &Value, tag: &str, out: &mut String) {
    match value {
        Value::Object(members) => {
            let tagged = members.get_key_value(tag);
            let others = members.iter().filter(|(name, _)| *name != tag);
            let members = tagged.into_iter().chain(others);
            write_joined(['{', '}'], members, out, |(name, value), out| {
                super::encode_into(name, out);
                out.push(':');
                write_tag_first(value, tag, out);
            });
        }
        Value::Array(items) => {
            write_joined(['[', ']'], items.iter(), out, |item, out| {
                write_tag_first(item, tag, out);
            });
        }
        scalar => super::encode_into(scalar, out),
    }
}

fn write_joined<T>(
    [open, close]: [char; 2],
    items: impl Iterator<Item = T>,
    out: &mut String,
    write: impl Fn(T, &mut String),
) {
    out.push(open);
    for (index, item) in items.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write(item, out);
    }
    out.push(close);
}
