//! Unions: JSON objects whose tag member says which variant they are.

use super::lookup::find;
use super::object::Tag;
use super::{ApiType, JsonReader, JsonWriter, ObjectReader, ObjectWriter, RawObject};

/// A union, as `#[api_type]` implements it.
pub trait Union: ApiType {
    /// The name of the tag member.
    const TAG: &'static str;

    /// The tags of the variants.
    const TAGS: &'static [&'static str];

    /// Whether servers read no other variants in commands.
    const CLOSED: bool = false;

    /// Reads the members of the variant with the tag `TAGS[index]`; `None` if one is missing or has another shape.
    fn read_variant(index: usize, object: &mut ObjectReader<'_, '_>) -> Option<Self>;

    /// Writes the tag and the members.
    fn write_variant(&self, object: &mut ObjectWriter<'_, '_>);

    /// The variant for an object whose tag is none of [`TAGS`](Self::TAGS), or that stands too deep.
    fn undocumented(object: RawObject) -> Self;
}

/// Reads a union.
pub fn read_union<U: Union>(reader: &mut JsonReader<'_>) -> Option<U> {
    let mut object = ObjectReader::new(reader, None);
    let tag = object.open_tagged(U::TAG, const { U::SPEC.name })?;
    match find(U::TAGS, 0, &tag) {
        Some(index) if !object.is_deep() => {
            object.set_tag(Tag {
                name: U::TAG,
                value: U::TAGS[index],
            });
            U::read_variant(index, &mut object)
        }
        None if U::CLOSED && object.is_exact() => {
            object.unknown(U::TAGS);
            None
        }
        _ => object.raw(tag.into(), U::TAG).map(U::undocumented),
    }
}

/// Writes a union, its tag first.
pub fn write_union<U: Union>(union: &U, writer: &mut JsonWriter<'_>) {
    let mut object = ObjectWriter::open(writer, Some(U::TAG));
    union.write_variant(&mut object);
    object.close();
}
