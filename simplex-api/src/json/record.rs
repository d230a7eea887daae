//! Records: JSON objects with a fixed list of members.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserializer, Serializer};

use super::object::Tag;
use super::{ApiType, ObjectReader, ObjectWriter};
use crate::spec::MemberSpec;

/// The name of the tag member in responses and events.
const TYPE: &str = "type";

/// A record, as `#[api_type]` implements it.
pub trait Record: ApiType {
    /// The members as declared.
    const MEMBERS: &'static [MemberSpec];

    /// The value of the member `type`, for responses and events.
    const TAG: Option<&'static str>;

    /// Reads the members.
    ///
    /// # Errors
    /// If one is missing or has another shape.
    fn read_members<'de, A: MapAccess<'de>>(object: ObjectReader<A>) -> Result<Self, A::Error>;

    /// Writes the members.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_members<M: SerializeMap>(&self, object: &mut ObjectWriter<M>) -> Result<(), M::Error>;
}

/// A boxed record reads and writes as the record does.
impl<R: Record> Record for Box<R> {
    const MEMBERS: &'static [MemberSpec] = R::MEMBERS;
    const TAG: Option<&'static str> = R::TAG;

    fn read_members<'de, A: MapAccess<'de>>(object: ObjectReader<A>) -> Result<Self, A::Error> {
        R::read_members(object).map(Self::new)
    }

    fn write_members<M: SerializeMap>(&self, object: &mut ObjectWriter<M>) -> Result<(), M::Error> {
        R::write_members(self, object)
    }
}

/// Reads a record.
///
/// # Errors
/// If it has another shape.
pub fn read_record<'de, R: Record, D: Deserializer<'de>>(
    deserializer: D,
    place: &mut Option<R>,
) -> Result<(), D::Error> {
    deserializer.deserialize_map(RecordVisitor(place))
}

/// Writes a record, its tag first.
///
/// # Errors
/// Those of the serializer.
pub fn write_record<R: Record, S: Serializer>(
    record: &R,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let map = serializer.serialize_map(None)?;
    let mut object = ObjectWriter::new(map, R::TAG.map(|_| TYPE));
    if let Some(tag) = R::TAG {
        object.tag(tag)?;
    }
    record.write_members(&mut object)?;
    object.end()
}

struct RecordVisitor<'a, R>(&'a mut Option<R>);

impl<'de, R: Record> Visitor<'de> for RecordVisitor<'_, R> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an object ({})", R::SPEC.name)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let tag = R::TAG.map(|value| Tag { name: TYPE, value });
        *self.0 = Some(R::read_members(ObjectReader::new(map, tag))?);
        Ok(())
    }
}
