//! The parameters of a command as JSON.

use std::any::type_name;
use std::marker::PhantomData;

use serde_json::Value;

use super::error::{EncodeError, EncodeErrorKind};
use crate::json::{self, Json, JsonError, JsonObject, Unencodable};
use crate::spec::TypeRef;

/// A JSON object that cannot be decoded as the parameters of a command.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParamsError {
    /// A name that no parameter has.
    #[error("unknown parameter `{name}`, expected {}", list(.known))]
    #[non_exhaustive]
    Unknown {
        /// The name.
        name: String,
        /// The parameters of the command.
        known: Vec<&'static str>,
    },
    /// A required parameter is missing.
    #[error("parameter `{0}` is missing")]
    Missing(&'static str),
    /// A parameter is given under two of its names.
    #[error("parameter `{param}` is given twice, also as `{name}`")]
    #[non_exhaustive]
    Twice {
        /// The parameter.
        param: &'static str,
        /// The other name.
        name: String,
    },
    /// A value has another shape.
    #[error("parameter `{param}`: {error}")]
    #[non_exhaustive]
    Shape {
        /// The parameter.
        param: &'static str,
        /// The cause, and where in the value it is.
        error: JsonError,
    },
}

impl ParamsError {
    /// The name of the parameter.
    pub fn param(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name,
            Self::Missing(param) | Self::Twice { param, .. } | Self::Shape { param, .. } => param,
        }
    }
}

/// The error without the value, which is secret.
pub fn redact_params_error(error: ParamsError) -> ParamsError {
    match error {
        ParamsError::Shape { param, error } => {
            let error = error.redacted();
            ParamsError::Shape { param, error }
        }
        other => other,
    }
}

#[cold]
fn unencodable(param: &'static str, cause: Unencodable) -> EncodeError {
    let kind = match cause {
        Unencodable::Number => {
            EncodeErrorKind::Json("JSON has no number for `NaN` and infinity".to_owned())
        }
        Unencodable::Keyword { keyword, known } => EncodeErrorKind::Keyword {
            keyword: keyword.into(),
            accepted: known,
        },
    };
    EncodeError::new(param, kind)
}

/// Inserts the parameter `name` with the JSON `text` into `params`.
///
/// An integer that does not fit into a [`Value`] becomes a string.
fn insert_json(text: &str, name: &'static str, params: &mut JsonObject) -> Result<(), EncodeError> {
    let value = json::decode_exactly::<Value>(text)
        .map_err(|error| EncodeError::new(name, EncodeErrorKind::Json(error.to_string())))?;
    let is_integer = |text: &str| {
        text.trim_start_matches('-')
            .bytes()
            .all(|b| b.is_ascii_digit())
    };
    let value = match value {
        Value::Number(number) if number.is_f64() && is_integer(text) => text.into(),
        value => value,
    };
    params.insert(name.to_owned(), value);
    Ok(())
}

fn list(names: &[&str]) -> String {
    match names {
        [] => "none".to_owned(),
        names => format!("one of `{}`", names.join("`, `")),
    }
}

/// A JSON object from which the parameters are taken one by one.
#[derive(Debug)]
pub struct Params {
    left: JsonObject,
    known: &'static [&'static [&'static str]],
}

impl Params {
    /// The parameters in `object`. `known` has the names of each parameter of the command, with the current name first.
    ///
    /// # Errors
    /// If no parameter has a name in `object`.
    pub fn new(
        object: JsonObject,
        known: &'static [&'static [&'static str]],
    ) -> Result<Self, ParamsError> {
        let is_known = |name: &str| known.iter().any(|names| names.contains(&name));
        match object.keys().find(|name| !is_known(name)) {
            Some(name) => Err(unknown(name, known)),
            None => Ok(Self {
                left: object,
                known,
            }),
        }
    }

    /// Takes the value of the parameter with these names. If it `has_default`, `null` counts as absent.
    fn take(&mut self, names: &[&'static str], has_default: bool) -> Option<String> {
        let value = names.iter().find_map(|name| self.left.remove(*name))?;
        let is_present = !has_default || !value.is_null();
        is_present.then(|| value.to_string())
    }

    /// Checks that no value is left.
    ///
    /// # Errors
    /// If a parameter is given under two of its names.
    pub fn finish(self) -> Result<(), ParamsError> {
        let Some((name, _)) = self.left.into_iter().next() else {
            return Ok(());
        };
        let is_known = |names: &&&[&'static str]| names.contains(&name.as_str());
        match self.known.iter().find(is_known) {
            Some(names) => {
                let param = primary_name(names);
                Err(ParamsError::Twice { param, name })
            }
            None => Err(unknown(&name, self.known)),
        }
    }
}

fn unknown(name: &str, known: &[&[&'static str]]) -> ParamsError {
    ParamsError::Unknown {
        name: name.to_owned(),
        known: known.iter().map(|names| primary_name(names)).collect(),
    }
}

fn shape(names: &[&'static str], error: JsonError) -> ParamsError {
    let param = primary_name(names);
    ParamsError::Shape { param, error }
}

fn primary_name(names: &[&'static str]) -> &'static str {
    names.first().copied().unwrap_or_default()
}

/// A parameter of type `T`: its type, its encoding and its decoding.
///
/// A type of the API has inherent items; any other type has the items of [`SerdeParam`], which need serde. The functions
/// of serde are passed as arguments, so that the compiler reports a type without serde at the parameter.
#[derive(Debug)]
pub struct Param<T>(PhantomData<T>);

impl<T: Json> Param<T> {
    /// The type in the documentation's terms.
    pub const TYPE: TypeRef = T::TYPE;

    /// Whether the whole value is secret.
    pub const SECRET: bool = T::SECRET;

    /// Decodes a value.
    ///
    /// # Errors
    /// If it has another shape.
    pub fn from_json(
        text: &str,
        _: impl FnOnce(&str) -> Result<T, serde_json::Error>,
    ) -> Result<T, JsonError> {
        json::decode_strictly(text)
    }

    /// Appends the value.
    ///
    /// # Errors
    /// If a number in it is not finite, or servers do not accept a keyword in it.
    #[inline]
    pub fn to_json(
        value: &T,
        out: &mut String,
        param: &'static str,
        _: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        json::encode_checked_into(value, out).map_err(|cause| unencodable(param, *cause))
    }

    /// The number of bytes that the value needs.
    pub fn capacity_hint(value: &T) -> usize {
        json::capacity_hint(value)
    }

    /// Takes the parameter with these names from `params`.
    ///
    /// # Errors
    /// If it has another shape, or is missing and has no default.
    pub fn read_param(
        params: &mut Params,
        names: &[&'static str],
        default: Option<T>,
        _: impl FnOnce(&str) -> Result<T, serde_json::Error>,
    ) -> Result<T, ParamsError> {
        match params.take(names, default.is_some()) {
            Some(value) => json::decode_exactly(&value).map_err(|error| shape(names, error)),
            None => default
                .or_else(T::absent)
                .ok_or_else(|| ParamsError::Missing(primary_name(names))),
        }
    }

    /// Inserts the parameter `name` into `params`.
    ///
    /// # Errors
    /// Those of [`to_json`](Self::to_json).
    pub fn write_param(
        value: &T,
        name: &'static str,
        params: &mut JsonObject,
        to_json: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        if value.is_absent() {
            return Ok(());
        }
        let mut text = String::new();
        Self::to_json(value, &mut text, name, to_json)?;
        insert_json(&text, name, params)
    }
}

/// The same for types that are not part of the API, with serde.
pub trait SerdeParam<T> {
    /// The type, with its Rust name.
    const TYPE: TypeRef = TypeRef::Foreign(type_name::<T>);

    /// Whether the whole value is secret: only types of the API can be.
    const SECRET: bool = false;

    /// Decodes a value.
    ///
    /// # Errors
    /// If it has another shape.
    fn from_json(
        text: &str,
        from_json: impl FnOnce(&str) -> Result<T, serde_json::Error>,
    ) -> Result<T, JsonError> {
        from_json(text).map_err(|error| JsonError::from_serde(&error, text))
    }

    /// Appends the value.
    ///
    /// # Errors
    /// If its `Serialize` fails, or a number in it is not finite.
    fn to_json(
        value: &T,
        out: &mut String,
        _param: &'static str,
        to_json: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        to_json(value, out)
    }

    /// The number of bytes that the value needs: unknown, so a guess.
    fn capacity_hint(_: &T) -> usize {
        512
    }

    /// Takes the parameter with these names from `params`.
    ///
    /// # Errors
    /// If it has another shape, or is missing and has no default.
    fn read_param(
        params: &mut Params,
        names: &[&'static str],
        default: Option<T>,
        from_json: impl FnOnce(&str) -> Result<T, serde_json::Error>,
    ) -> Result<T, ParamsError> {
        match params.take(names, default.is_some()) {
            Some(value) => Self::from_json(&value, from_json).map_err(|error| shape(names, error)),
            None => default.ok_or_else(|| ParamsError::Missing(primary_name(names))),
        }
    }

    /// Inserts the parameter `name` into `params`.
    ///
    /// # Errors
    /// Those of [`to_json`](Self::to_json).
    fn write_param(
        value: &T,
        name: &'static str,
        params: &mut JsonObject,
        to_json: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let mut text = String::new();
        to_json(value, &mut text)?;
        match text.as_str() {
            "null" => Ok(()),
            text => insert_json(text, name, params),
        }
    }
}

impl<T> SerdeParam<T> for Param<T> {}
