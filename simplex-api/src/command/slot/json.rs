use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::json::JsonError;

/// A value as JSON, `<json(x)>`: anything that is `Serialize`, `Deserialize` and `PartialEq`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be encoded as JSON and decoded again",
    label = "every parameter must be `Serialize`, `Deserialize` and `PartialEq`",
    note = "declare the type with `#[api_type]`, or derive serde's traits and `PartialEq`"
)]
pub trait JsonArgument: Sized {
    /// Appends the value.
    ///
    /// # Errors
    /// If its `Serialize` fails, or the JSON is not decoded as the same value.
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError>;

    /// Decodes a value with its `Deserialize`.
    ///
    /// # Errors
    /// If the text is not JSON, or has another shape.
    fn from_json(text: &str) -> Result<Self, serde_json::Error>;
}

#[diagnostic::do_not_recommend]
impl<T: Serialize + DeserializeOwned + PartialEq> JsonArgument for T {
    fn write(&self, out: &mut String, param: &'static str) -> Result<(), EncodeError> {
        let error = |reason| EncodeError::new(param, EncodeErrorKind::Json(reason));
        let text = serde_json::to_string(self).map_err(|cause| error(cause.to_string()))?;
        if text.contains("null") && !round_trips(self, &text) {
            return Err(error(BECAME_NULL.to_owned()));
        }
        out.push_str(&text);
        Ok(())
    }

    fn from_json(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Serde writes `null` for a value that has no JSON, and reads `null` as nothing or as something else.
const BECAME_NULL: &str = "a value in it became `null`, as `NaN` and infinity do";

fn round_trips<T: DeserializeOwned + PartialEq>(value: &T, text: &str) -> bool {
    serde_json::from_str::<T>(text).is_ok_and(|read| read == *value)
}

/// Reads the rest of the command as JSON.
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
        Err(error) => Err(mismatch(reader, param, &error)),
    }
}

#[cold]
fn mismatch(reader: &mut Reader<'_>, param: &'static str, error: &JsonError) -> Mismatch {
    let offset = if error.is_truncated() {
        reader.rest().len()
    } else {
        byte_offset(reader.rest(), error.line(), error.column())
    };
    let what = "JSON";
    reader.mismatch_in_json(offset, Expected::Param { param, what }, error)
}

/// The offset in `text` of a line and a column, as `serde_json` counts them.
fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let lines = text.split_inclusive('\n').take(line.saturating_sub(1));
    let before: usize = lines.map(str::len).sum();
    before + column.saturating_sub(1)
}
