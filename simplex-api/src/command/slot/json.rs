use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::command::failure::Expected;
use crate::command::reader::{Miss, Reader};
use crate::command::telling::byte_offset;
use crate::command::{EncodeError, Refusal};
use crate::json::JsonError;

/// A value as JSON, `<json(x)>`: anything that is `Serialize` and `Deserialize`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON and read back",
    label = "every parameter is `Serialize` and `Deserialize`",
    note = "declare the type with `#[api_type]`, or derive serde's traits"
)]
pub trait JsonArgument: Sized {
    /// Appends the value.
    ///
    /// # Errors
    /// If its own `Serialize` fails.
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError>;

    /// The value by its own `Serialize`, `null` if that fails.
    fn to_json(&self) -> Value;

    /// A value by its own `Deserialize`.
    ///
    /// # Errors
    /// If the text is not the JSON of one.
    fn from_json(text: &str) -> Result<Self, serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned> JsonArgument for T {
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError> {
        let mut bytes = std::mem::take(out).into_bytes();
        let result = serde_json::to_writer(&mut bytes, self).map_err(|error| error.to_string());
        let (text, result) = match String::from_utf8(bytes) {
            Ok(text) => (text, result),
            Err(error) => {
                let reason = error.to_string();
                let bytes = error.into_bytes();
                (String::from_utf8_lossy(&bytes).into_owned(), Err(reason))
            }
        };
        *out = text;
        result.map_err(|reason| EncodeError::new(param, Refusal::Json(reason)))
    }

    fn to_json(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }

    fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Reads the rest of the text as JSON.
///
/// # Errors
/// If `from_json` fails.
pub fn read_json<T>(
    reader: &mut Reader<'_>,
    param: &'static str,
    from_json: impl FnOnce(&str) -> Result<T, JsonError>,
) -> Result<T, Miss> {
    let rest = reader.rest();
    match from_json(rest) {
        Ok(value) => {
            reader.take(rest.len());
            Ok(value)
        }
        Err(error) => Err(miss(reader, param, &error)),
    }
}

#[cold]
fn miss(reader: &mut Reader<'_>, param: &'static str, error: &JsonError) -> Miss {
    let offset = match error.is_cut() {
        true => reader.rest().len(),
        false => byte_offset(reader.rest(), error.line(), error.column()),
    };
    let what = "JSON";
    reader.miss_with(offset, Expected::Param { param, what }, error)
}
