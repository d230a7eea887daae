//! Unions: JSON objects with a tag, a field that names the variant.

use super::object_reader::ObjectReader;
use super::object_reader::{Tag, find_near};
use super::object_writer::ObjectWriter;
use super::{ApiType, JsonReader, JsonWriter, RawObject};

/// A union. `#[api_type]` implements this trait.
pub trait Union: ApiType {
    /// The name of the tag field.
    const TAG: &'static str;

    /// The tags of the variants.
    const TAGS: &'static [&'static str];

    /// Whether servers accept only these variants in commands.
    const CLOSED: bool = false;

    /// Reads the fields of the variant with the tag `TAGS[index]`; `None` if a field is missing or has another shape.
    fn read_variant(index: usize, object: &mut ObjectReader<'_, '_>) -> Option<Self>;

    /// Writes the tag and the fields.
    fn write_variant(&self, object: &mut ObjectWriter<'_, '_>);

    /// The variant for an object with a tag that is not in [`TAGS`](Self::TAGS), or that is nested too deeply.
    fn undocumented(object: RawObject) -> Self;
}

/// Reads a union.
pub fn read_union<U: Union>(reader: &mut JsonReader<'_>) -> Option<U> {
    let mut object = ObjectReader::new(reader, None);
    let tag = object.open_and_read_tag(U::TAG, const { U::SPEC.name })?;
    match find_near(U::TAGS, 0, &tag) {
        Some(index) if !object.is_beyond_union_depth() => {
            object.set_tag(Tag {
                name: U::TAG,
                value: U::TAGS[index],
            });
            U::read_variant(index, &mut object)
        }
        None if U::CLOSED && object.is_exact() => {
            object.fail_unknown(U::TAGS);
            None
        }
        _ => object.read_raw(tag.into(), U::TAG).map(U::undocumented),
    }
}

/// Writes a union; the tag is the first field.
pub fn write_union<U: Union>(union: &U, writer: &mut JsonWriter<'_>) {
    let mut object = ObjectWriter::open(writer, Some(U::TAG));
    union.write_variant(&mut object);
    object.close();
}
