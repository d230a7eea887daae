//! JSON as the chat server reads and writes it: the format of [`#[api_type]`](macro@crate::api_type) declarations.
//!
//! Reading is tolerant where servers of different versions differ, and strict about everything else:
//!
//! - A missing `bool` is false, a missing list or map is empty, and a missing `Option` is `None`. So is `null`. In a
//!   type with a syntax, a missing `bool` of `[ notify=off]` is true, as it is in a command without that text.
//! - An integer may be a string of digits.
//! - An integer outside of the range of `i64` is read as the nearest `i64`, because contacts choose some integers, such as
//!   the size of a file. For all other types, an integer out of range is an error.
//! - The tag of a union may have any position (the first is the fastest). A string is read as a tag without fields.
//! - Unknown fields are kept in [`Extra`], and unknown keywords and tags in a variant `Undocumented`. They are
//!   written back.
//! - If a field occurs twice, the last one is used.
//!
//! A known variant that fails to decode is an error; it is never treated as unknown. The one exception is a value nested
//! more than 96 levels deep, because a contact controls how deeply the menus in its profile are nested. A
//! [`JsonError`] reports the position and the path.
//!
//! JSON inside a command is read as strictly as the server reads it: a field that is not an `Option` must be present and
//! not `null` (unless declared `optional`), an integer must be a number in range, a union must be an object, and a type
//! declared `closed` must have one of the declared keywords or variants.

pub(crate) mod containers;
mod error;
mod extra;
mod integers;
pub(crate) mod keywords;
pub(crate) mod object_reader;
pub(crate) mod object_writer;
mod order;
mod path;
mod reader;
pub(crate) mod record;
mod scan;
pub(crate) mod serde_bridge;
mod tagged;
pub(crate) mod traits;
pub(crate) mod union;
mod values;
mod writer;

#[cfg(test)]
mod tests;

pub use error::JsonError;
pub use extra::{Extra, RawObject};
pub use keywords::KeywordEnum;
pub use tagged::{EventRecord, Tagged};
pub use traits::{ApiType, Json, JsonObject};

pub use reader::JsonReader;
pub use writer::JsonWriter;
pub(crate) use writer::Unencodable;

use reader::Mode;

/// Decodes a JSON text.
///
/// # Errors
/// If the text is not JSON or has another shape. The error reports the position.
pub fn decode<T: Json>(json: &str) -> Result<T, JsonError> {
    decode_in(Mode::Tolerant, json)
}

/// Decodes a parameter of a command; a value out of range is an error.
///
/// # Errors
/// If the text is not JSON or has another shape. The error reports the position.
pub(crate) fn decode_exactly<T: Json>(json: &str) -> Result<T, JsonError> {
    decode_in(Mode::Exact, json)
}

/// Decodes JSON inside a command, as the server reads it.
///
/// # Errors
/// If the text is not JSON or has another shape. The error reports the position.
pub(crate) fn decode_strictly<T: Json>(json: &str) -> Result<T, JsonError> {
    decode_in(Mode::Strict, json)
}

fn decode_in<T: Json>(mode: Mode, json: &str) -> Result<T, JsonError> {
    let mut reader = JsonReader::new(json, mode);
    match T::read(&mut reader) {
        Some(value) if reader.is_finished() => Ok(value),
        _ => Err(reader.into_error()),
    }
}

/// Decodes a JSON object. If that fails, `migrate` converts the object from the shape of an older server to the current
/// one, and it is decoded again.
///
/// # Errors
/// If both fail: the error of the original text.
pub fn decode_with_migration<T: Json>(
    json: &str,
    migrate: fn(&mut JsonObject),
) -> Result<T, JsonError> {
    decode(json).or_else(|error| {
        let Ok(mut object) = decode::<JsonObject>(json) else {
            return Err(error);
        };
        migrate(&mut object);
        decode(&encode(&object)).map_err(|_| error)
    })
}

/// Checks that a text is a JSON object, without decoding it.
///
/// # Errors
/// If it is not. The error reports the position.
pub(crate) fn check_object(json: &str) -> Result<(), JsonError> {
    let mut reader = JsonReader::new(json, Mode::Tolerant);
    if reader.peek() == Some(b'{') && reader.skip().is_some() && reader.is_finished() {
        return Ok(());
    }
    decode::<JsonObject>(json).map(drop)
}

/// Encodes a value as compact JSON.
///
/// JSON has no number for infinity and NaN: they are written as `null`. A command with such a number is rejected: see
/// [`EncodeErrorKind::Json`](crate::command::EncodeErrorKind::Json).
pub fn encode<T: Json>(value: &T) -> String {
    let mut out = String::new();
    encode_into(value, &mut out);
    out
}

/// Appends a value to `out` as compact JSON, like [`encode`].
pub fn encode_into<T: Json>(value: &T, out: &mut String) {
    value.write(&mut JsonWriter::new(out));
}

/// Appends a text to `out` as a JSON string.
pub(crate) fn quote_into(text: &str, out: &mut String) {
    JsonWriter::new(out).string(text);
}

/// The same as [`encode_into`] for a command: a value that a command cannot contain is an error.
pub(crate) fn encode_checked_into<T: Json>(
    value: &T,
    out: &mut String,
) -> Result<(), Box<Unencodable>> {
    let mut writer = JsonWriter::new(out);
    value.write(&mut writer);
    writer.into_unencodable().map_or(Ok(()), Err)
}

/// The approximate length of the JSON of a value. It is too small only if most characters need escapes.
pub(crate) fn capacity_hint<T: Json>(value: &T) -> usize {
    let mut writer = JsonWriter::measuring();
    value.write(&mut writer);
    writer.length()
}
