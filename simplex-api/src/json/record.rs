//! Records: JSON objects with a fixed list of members.

use super::object::Tag;
use super::{ApiType, JsonReader, JsonWriter, ObjectReader, ObjectWriter};
use crate::spec::MemberSpec;

/// The name of the tag member in responses and events.
const TYPE: &str = "type";

/// A record, as `#[api_type]` implements it.
pub trait Record: ApiType {
    /// The members as declared.
    const MEMBERS: &'static [MemberSpec];

    /// The value of the member `type`, for responses and events.
    const TAG: Option<&'static str>;

    /// Reads the members; `None` if one is missing or has another shape.
    fn read_members(object: &mut ObjectReader<'_, '_>) -> Option<Self>;

    /// Writes the members.
    fn write_members(&self, object: &mut ObjectWriter<'_, '_>);
}

/// A boxed record reads and writes as the record does.
impl<R: Record> Record for Box<R> {
    const MEMBERS: &'static [MemberSpec] = R::MEMBERS;
    const TAG: Option<&'static str> = R::TAG;

    fn read_members(object: &mut ObjectReader<'_, '_>) -> Option<Self> {
        R::read_members(object).map(Self::new)
    }

    fn write_members(&self, object: &mut ObjectWriter<'_, '_>) {
        R::write_members(self, object);
    }
}

/// Reads a record.
pub fn read_record<R: Record>(reader: &mut JsonReader<'_>) -> Option<R> {
    let mut object = ObjectReader::new(reader, const { tag(R::TAG) });
    object.open(const { R::SPEC.name })?;
    R::read_members(&mut object)
}

const fn tag(value: Option<&'static str>) -> Option<Tag> {
    match value {
        Some(value) => Some(Tag { name: TYPE, value }),
        None => None,
    }
}

/// Writes a record, its tag first.
pub fn write_record<R: Record>(record: &R, writer: &mut JsonWriter<'_>) {
    let mut object = ObjectWriter::open(writer, R::TAG.map(|_| TYPE));
    if let Some(tag) = R::TAG {
        object.tag(tag);
    }
    record.write_members(&mut object);
    object.close();
}
