//! JSON as the chat server speaks it: what [`#[api_type]`](macro@crate::api_type) declarations read and write.
//!
//! Reading is tolerant where servers of different versions differ, and strict about everything else:
//!
//! - a missing `bool` is false, a missing list or map is empty, a missing `Option` is `None`, and so is `null`; in a type
//!   with a syntax, a missing `bool` of `[ notify=off]` is true, as it is in a text without that;
//! - an integer may come as a string of digits;
//! - one that is beyond an `i64` is read as the nearest `i64`, since contacts choose some, such as the size of a file;
//!   out of the range of any other type is an error;
//! - a union reads its tag in any position (it is fastest in the first), and a bare string as a tag without members;
//! - unknown members are kept in [`Extra`], unknown words and tags in a variant `Undocumented`, and all are written back;
//! - of a member that comes twice the last one counts.
//!
//! A known variant that cannot be read is an error, never an unknown one, but for one that is more than 96 levels deep:
//! a contact can choose how deep the menus of its profile stand in each other. A [`JsonError`] says where it happened.
//!
//! JSON in the text of a command is read as the server reads it, which is stricter: what is no `Option` must be there,
//! unless it is declared as `optional`, and not as `null`; an integer is a number in range, a union an object, and a type
//! that is declared as `closed` has no other words or variants than the declared ones.

pub(crate) mod containers;
mod error;
mod escapes;
mod extra;
mod lookup;
mod number;
pub(crate) mod object;
mod order;
mod path;
mod plain;
mod reader;
pub(crate) mod record;
mod scan;
pub(crate) mod serde_form;
mod tagged;
pub(crate) mod union;
pub(crate) mod words;
mod writer;

#[cfg(test)]
mod tests;

pub use error::JsonError;
pub use extra::{Extra, RawObject};
pub use tagged::{EventRecord, Tagged};
pub use words::Words;

use object::{ObjectReader, ObjectWriter};
pub use reader::JsonReader;
pub use writer::JsonWriter;
pub(crate) use writer::Lost;

use crate::spec::{TypeRef, TypeSpec};

/// A JSON object.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

/// A type that a member of a record or union can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from or written to the API's JSON",
    note = "declare it with `#[api_type]`"
)]
pub trait Json: Sized {
    /// The type in the documentation's terms.
    const TYPE: TypeRef;

    /// Whether all of a value is a secret, as one of a newtype with `#[api(secret)]` is.
    #[doc(hidden)]
    const SECRET: bool = false;

    /// Reads a value. `None` if the JSON is broken or has another shape: the reader knows where.
    fn read(reader: &mut JsonReader<'_>) -> Option<Self>;

    /// Writes the value.
    fn write(&self, writer: &mut JsonWriter<'_>);

    /// The value of a member that is not there; `None` if it must be.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether a member with this value is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

/// A type declared with [`#[api_type]`](macro@crate::api_type).
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a type of the API",
    note = "declare it with `#[api_type]`"
)]
pub trait ApiType: Json {
    /// What the declaration says.
    const SPEC: &'static TypeSpec;

    /// The same as a function, to be pointed at: declarations may refer to each other in circles.
    fn spec() -> &'static TypeSpec {
        Self::SPEC
    }
}

impl<T: ApiType> ApiType for Box<T> {
    const SPEC: &'static TypeSpec = T::SPEC;
}

/// Decodes a JSON text.
///
/// # Errors
/// If the text is not JSON or has another shape; the error says where.
pub fn decode<T: Json>(json: &str) -> Result<T, JsonError> {
    read_all(JsonReader::new(json))
}

/// Decodes a parameter of a command: the value that is meant, or none.
///
/// # Errors
/// If the text is not JSON or has another shape; the error says where.
pub(crate) fn decode_exactly<T: Json>(json: &str) -> Result<T, JsonError> {
    read_all(JsonReader::exact(json))
}

/// Decodes a JSON text that stands in a command, as the server would.
///
/// # Errors
/// If the text is not JSON or has another shape; the error says where.
pub(crate) fn decode_strictly<T: Json>(json: &str) -> Result<T, JsonError> {
    read_all(JsonReader::strict(json))
}

fn read_all<T: Json>(mut reader: JsonReader<'_>) -> Result<T, JsonError> {
    match T::read(&mut reader) {
        Some(value) if reader.ends() => Ok(value),
        _ => Err(reader.into_error()),
    }
}

/// Decodes the JSON text of an object; if that fails, once more after `older` has put the shape that
/// an older server gives it into that of today.
///
/// # Errors
/// If neither succeeds: the error of the text as it is.
pub fn decode_or_older<T: Json>(json: &str, older: fn(&mut JsonObject)) -> Result<T, JsonError> {
    decode(json).or_else(|error| {
        let Ok(mut object) = decode::<JsonObject>(json) else {
            return Err(error);
        };
        older(&mut object);
        decode(&encode(&object)).map_err(|_| error)
    })
}

/// Checks that a text is a JSON object, without taking it apart.
///
/// # Errors
/// If it is not; the error says where.
pub(crate) fn check_object(json: &str) -> Result<(), JsonError> {
    let mut reader = JsonReader::new(json);
    if reader.peek() == Some(b'{') && reader.skip().is_some() && reader.ends() {
        return Ok(());
    }
    decode::<JsonObject>(json).map(drop)
}

/// Encodes a value as compact JSON.
///
/// A number that is not finite has no JSON, and `null` stands in its place. A command with one is refused: see
/// [`EncodeErrorKind::Json`](crate::command::EncodeErrorKind::Json).
pub fn encode<T: Json>(value: &T) -> String {
    let mut out = String::new();
    encode_into(value, &mut out);
    out
}

/// Appends a value as compact JSON to `out`, as [`encode`] writes it.
pub fn encode_into<T: Json>(value: &T, out: &mut String) {
    value.write(&mut JsonWriter::new(out));
}

/// Appends a text as a JSON string.
pub(crate) fn quote_into(text: &str, out: &mut String) {
    JsonWriter::new(out).string(text);
}

/// As [`encode_into`], for a command: what it cannot have is an error.
pub(crate) fn encode_all_into<T: Json>(value: &T, out: &mut String) -> Result<(), Box<Lost>> {
    let mut writer = JsonWriter::new(out);
    value.write(&mut writer);
    writer.into_lost().map_or(Ok(()), Err)
}

/// The bytes that the JSON of a value needs, or a few more; less only where nearly all must be escaped.
pub(crate) fn capacity_hint<T: Json>(value: &T) -> usize {
    JsonWriter::capacity_hint(value)
}
