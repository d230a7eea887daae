//! The types as serde sees them, for other formats and other types: by way of a JSON value.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use super::{Json, decode};

/// serde's `deserialize` of a type of the API. [`decode`] is the quick way, and its errors say where in the text.
///
/// # Errors
/// If the value has another shape; the error says the path.
pub fn deserialize<'de, T: Json, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let value = Value::deserialize(deserializer)?;
    decode(&value.to_string()).map_err(|error| match error.path() {
        "" => D::Error::custom(error.message()),
        path => D::Error::custom(format_args!("`{path}`: {}", error.message())),
    })
}
