//! The traits of types that can be read from JSON and written to it.

use crate::spec::{TypeRef, TypeSpec};

use super::error::Failure;
use super::reader::JsonReader;
use super::writer::JsonWriter;

/// A JSON object.
pub type JsonObject = serde_json::Map<String, serde_json::Value>;

/// A type that a field of a record or union can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be read from or written to the API's JSON",
    note = "declare it with `#[api_type]`"
)]
pub trait Json: Sized {
    /// The type in the terms of the documentation.
    const TYPE: TypeRef;

    /// Whether the whole value is a secret, like a newtype with `#[api(secret)]`.
    #[doc(hidden)]
    const SECRET: bool = false;

    /// Reads a value. `None` if the text is not JSON or the value has another shape: the reader keeps the failure.
    fn read(reader: &mut JsonReader<'_>) -> Option<Self>;

    /// Writes the value.
    fn write(&self, writer: &mut JsonWriter<'_>);

    /// The value of a missing field; `None` if the field is required.
    fn absent() -> Option<Self> {
        None
    }

    /// Whether a field with this value is omitted.
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
    /// The metadata of the type.
    const SPEC: &'static TypeSpec;

    /// The metadata as a function, for function pointers: declarations may refer to each other in cycles.
    fn spec() -> &'static TypeSpec {
        Self::SPEC
    }
}

impl<T: ApiType> ApiType for Box<T> {
    const SPEC: &'static TypeSpec = T::SPEC;
}

impl JsonReader<'_> {
    /// Reads a secret: an error does not show the found value.
    #[doc(hidden)]
    pub fn read_secret<T: Json>(&mut self) -> Option<T> {
        let depth = self.depth();
        let value = self.read_value();
        self.redact_failure(depth);
        value
    }

    /// Reads a value. If there is none, the reader has failed, even if the type did not report it.
    pub(super) fn read_value<T: Json>(&mut self) -> Option<T> {
        let value = T::read(self);
        if value.is_none() {
            self.fail(Failure::Syntax);
        }
        value
    }
}
