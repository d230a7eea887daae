use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::decode::diagnosis::byte_offset;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};
use crate::json::JsonError;

/// A value as JSON, `<json(x)>`: anything that is `Serialize`, `Deserialize` and `PartialEq`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be written as JSON and read back",
    label = "every parameter is `Serialize`, `Deserialize` and `PartialEq`",
    note = "declare the type with `#[api_type]`, or derive serde's traits and `PartialEq`"
)]
pub trait JsonArgument: Sized {
    /// Appends the value.
    ///
    /// # Errors
    /// If its own `Serialize` fails, or it is not read back as the same.
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError>;

    /// A value by its own `Deserialize`.
    ///
    /// # Errors
    /// If the text is not the JSON of one.
    fn from_json(text: &str) -> Result<Self, serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + PartialEq> JsonArgument for T {
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError> {
        let refuse = |reason| EncodeError::new(param, EncodeErrorKind::Json(reason));
        let text = serde_json::to_string(self).map_err(|error| refuse(error.to_string()))?;
        if text.contains("null") && !is_read_back(self, &text) {
            return Err(refuse(LOST.to_owned()));
        }
        out.push_str(&text);
        Ok(())
    }

    fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// A value that serde has no JSON for is `null` in it, and is nothing or something else when it is read.
const LOST: &str = "a value in it became `null`, as `NaN` and infinity do";

fn is_read_back<T: DeserializeOwned + PartialEq>(value: &T, text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok_and(|read| read == *value)
}

/// Reads the rest of the text as JSON.
///
/// # Errors
/// If `from_json` fails.
pub fn read_json<T>(
    reader: &mut Reader<'_>,
    param: &'static str,
    from_json: impl FnOnce(&str) -> Result<T, JsonError>,
) -> Result<T, Mismatch> {
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
fn miss(reader: &mut Reader<'_>, param: &'static str, error: &JsonError) -> Mismatch {
    let offset = if error.is_truncated() {
        reader.rest().len()
    } else {
        byte_offset(reader.rest(), error.line(), error.column())
    };
    let what = "JSON";
    reader.miss_in_json(offset, Expected::Param { param, what }, error)
}
