//! Unions: JSON objects whose tag member says which variant they are.

use serde::Serializer;
use serde::ser::SerializeMap;

use super::lookup::find;
use super::object::Tag;
use super::{ApiType, JsonReader, ObjectReader, ObjectWriter, RawObject};

/// A union, as `#[api_type]` implements it.
pub trait Union: ApiType {
    /// The name of the tag member.
    const TAG: &'static str;

    /// The tags of the variants.
    const TAGS: &'static [&'static str];

    /// Reads the members of the variant with the tag `TAGS[index]`; `None` if one is missing or has another shape.
    fn read_variant(index: usize, object: &mut ObjectReader<'_, '_>) -> Option<Self>;

    /// Writes the tag and the members.
    ///
    /// # Errors
    /// Those of the serializer.
    fn write_variant<M: SerializeMap>(&self, object: &mut ObjectWriter<M>) -> Result<(), M::Error>;

    /// The variant for an object whose tag is none of [`TAGS`](Self::TAGS).
    fn undocumented(object: RawObject) -> Self;
}

/// Reads a union.
pub fn read_union<U: Union>(reader: &mut JsonReader<'_>) -> Option<U> {
    let (mut object, tag) = ObjectReader::tagged(reader, U::TAG, const { U::SPEC.name })?;
    match find(U::TAGS, 0, &tag) {
        Some(index) => {
            object.set_tag(Tag {
                name: U::TAG,
                value: U::TAGS[index],
            });
            U::read_variant(index, &mut object)
        }
        None => object.raw(tag.into(), U::TAG).map(U::undocumented),
    }
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
