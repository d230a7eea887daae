//! JSON as the chat server speaks it: what [`#[api_type]`](macro@crate::api_type) declarations read and write.
//!
//! Reading is tolerant where servers of different versions differ, and strict about everything else:
//!
//! - a missing `bool` is false, a missing list or map is empty, a missing `Option` is `None`, and so is `null`;
//! - an integer may come as a string of digits, out of range is an error;
//! - a union reads its tag in any position (it is fastest in the first), and a bare string as a tag without members;
//! - unknown members are kept in [`Extra`], unknown words and tags in a variant `Undocumented`, and all are written back;
//! - of a member that comes twice the last one counts.
//!
//! A known variant that cannot be read is an error, never an unknown one. A [`JsonError`] says where it happened.

mod containers;
mod error;
mod extra;
mod lookup;
mod number;
mod object;
mod path;
mod plain;
mod reader;
mod record;
mod scan;
mod serde_form;
mod tagged;
mod union;
mod words;

#[cfg(test)]
mod tests;

pub use error::JsonError;
pub use extra::{Extra, RawObject};
pub use tagged::{EventRecord, Tagged};
pub use words::Words;

#[doc(hidden)]
pub use containers::Nullable;
#[doc(hidden)]
pub use object::{ObjectReader, ObjectWriter};
pub use reader::JsonReader;
#[doc(hidden)]
pub use record::{Record, read_record, write_record};
#[doc(hidden)]
pub use serde_form::deserialize;
#[doc(hidden)]
pub use tagged::response;
#[doc(hidden)]
pub use union::{Union, read_union, write_union};
#[doc(hidden)]
pub use words::{read_word, write_word};

use serde::{Serialize, Serializer};

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

    /// Reads a value. `None` if the JSON is broken or has another shape: the reader knows where.
    fn read(reader: &mut JsonReader<'_>) -> Option<Self>;

    /// Writes the value.
    ///
    /// # Errors
    /// Only those of the serializer.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;

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
    let mut reader = JsonReader::new(json);
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

/// Encodes a value as compact JSON.
pub fn encode<T: Json>(value: &T) -> String {
    let mut out = String::new();
    encode_into(value, &mut out);
    out
}

/// Appends a value as compact JSON to `out`.
///
/// The types of this crate always have a JSON form. A [`Json`] of one's own that fails to write is written as `null`.
pub fn encode_into<T: Json>(value: &T, out: &mut String) {
    let start = out.len();
    let mut bytes = std::mem::take(out).into_bytes();
    if serde_json::to_writer(&mut bytes, &Written(value)).is_err() {
        bytes.truncate(start);
        bytes.extend_from_slice(b"null");
    }
    *out = String::from_utf8(bytes)
        .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
}

/// [`Json::write`] as serde's [`Serialize`].
struct Written<'a, T>(&'a T);

impl<T: Json> Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write(serializer)
    }
}
