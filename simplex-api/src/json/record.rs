//! Records: JSON objects with a fixed list of fields.

use super::object_reader::ObjectReader;
use super::object_reader::Tag;
use super::object_writer::ObjectWriter;
use super::{ApiType, JsonReader, JsonWriter};
use crate::spec::FieldSpec;

/// The name of the tag field in responses and events.
const TAG_NAME: &str = "type";

/// A record. `#[api_type]` implements this trait.
pub trait Record: ApiType {
    /// The fields as declared.
    const FIELDS: &'static [FieldSpec];

    /// The value of the field `type`, for responses and events.
    const TAG: Option<&'static str>;

    /// Reads the fields; `None` if a field is missing or has another shape.
    fn read_fields(object: &mut ObjectReader<'_, '_>) -> Option<Self>;

    /// Writes the fields.
    fn write_fields(&self, object: &mut ObjectWriter<'_, '_>);
}

impl<R: Record> Record for Box<R> {
    const FIELDS: &'static [FieldSpec] = R::FIELDS;
    const TAG: Option<&'static str> = R::TAG;

    fn read_fields(object: &mut ObjectReader<'_, '_>) -> Option<Self> {
        R::read_fields(object).map(Self::new)
    }

    fn write_fields(&self, object: &mut ObjectWriter<'_, '_>) {
        R::write_fields(self, object);
    }
}

/// Reads a record.
pub fn read_record<R: Record>(reader: &mut JsonReader<'_>) -> Option<R> {
    let mut object = ObjectReader::new(reader, const { tag(R::TAG) });
    object.open(const { R::SPEC.name })?;
    R::read_fields(&mut object)
}

const fn tag(value: Option<&'static str>) -> Option<Tag> {
    match value {
        Some(value) => Some(Tag {
            name: TAG_NAME,
            value,
        }),
        None => None,
    }
}

/// Writes a record; the tag is the first field.
pub fn write_record<R: Record>(record: &R, writer: &mut JsonWriter<'_>) {
    let mut object = ObjectWriter::open(writer, R::TAG.map(|_| TAG_NAME));
    if let Some(tag) = R::TAG {
        object.tag(tag);
    }
    record.write_fields(&mut object);
    object.close();
}
