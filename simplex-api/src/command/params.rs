use std::any::type_name;
use std::marker::PhantomData;

use serde_json::Value;

use crate::command::{EncodeError, EncodeErrorKind};
use crate::json::{self, Json, JsonError, JsonObject, Unencodable};
use crate::spec::TypeRef;

/// JSON that is not the parameters of the command.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ParamsError {
    /// A name that no parameter has.
    #[error("unknown parameter `{name}`, expected {}", list(.known))]
    Unknown {
        /// The name.
        name: String,
        /// The parameters of the command.
        known: Vec<&'static str>,
    },
    /// A parameter that the command cannot do without.
    #[error("parameter `{0}` is missing")]
    Missing(&'static str),
    /// A parameter that is there by two of its names.
    #[error("parameter `{param}` is given twice, also as `{name}`")]
    Twice {
        /// The parameter.
        param: &'static str,
        /// The other name that it has.
        name: String,
    },
    /// A value of another shape.
    #[error("parameter `{param}`: {error}")]
    Shape {
        /// The parameter.
        param: &'static str,
        /// What is wrong, and where in the value.
        error: JsonError,
    },
}

impl ParamsError {
    /// The same error without the value, which is secret.
    #[doc(hidden)]
    #[must_use]
    pub fn hidden(self) -> Self {
        match self {
            Self::Shape { param, error } => Self::Shape {
                param,
                error: error.redacted(),
            },
            other => other,
        }
    }

    /// The name of the parameter.
    pub fn param(&self) -> &str {
        match self {
            Self::Unknown { name, .. } => name,
            Self::Missing(param) | Self::Twice { param, .. } | Self::Shape { param, .. } => param,
        }
    }
}

#[cold]
fn lost(param: &'static str, lost: Unencodable) -> EncodeError {
    let refusal = match lost {
        Unencodable::Number => {
            EncodeErrorKind::Json("JSON has no number for `NaN` and infinity".to_owned())
        }
        Unencodable::Keyword { keyword, known } => EncodeErrorKind::Keyword {
            keyword: keyword.into(),
            accepted: known,
        },
    };
    EncodeError::new(param, refusal)
}

/// Puts the parameter `name`, whose JSON is `text`, into `params`.
///
/// An integer that a [`Value`] cannot hold is a string there.
fn put(text: &str, name: &'static str, params: &mut JsonObject) -> Result<(), EncodeError> {
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

/// Parameters that are being taken out of their JSON object.
#[derive(Debug)]
pub struct Params {
    left: JsonObject,
    known: &'static [&'static [&'static str]],
}

impl Params {
    /// The parameters in `object`. Those of the command are `known`, each by its names, the first of
    /// which is the current one.
    ///
    /// # Errors
    /// If there is a name that no parameter has.
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

    /// The value of the parameter of these names. Where it `has_default`, `null` is none.
    fn take(&mut self, names: &[&'static str], has_default: bool) -> Option<String> {
        let value = names.iter().find_map(|name| self.left.remove(*name))?;
        let is_there = !has_default || !value.is_null();
        is_there.then(|| value.to_string())
    }

    /// Nothing may be left.
    ///
    /// # Errors
    /// If a parameter is there by two of its names.
    pub fn finish(self) -> Result<(), ParamsError> {
        let Some((name, _)) = self.left.into_iter().next() else {
            return Ok(());
        };
        let is_known = |names: &&&[&'static str]| names.contains(&name.as_str());
        match self.known.iter().find(is_known) {
            Some(names) => {
                let param = current(names);
                Err(ParamsError::Twice { param, name })
            }
            None => Err(unknown(&name, self.known)),
        }
    }
}

fn unknown(name: &str, known: &[&[&'static str]]) -> ParamsError {
    ParamsError::Unknown {
        name: name.to_owned(),
        known: known.iter().map(|names| current(names)).collect(),
    }
}

fn shape(names: &[&'static str], error: JsonError) -> ParamsError {
    let param = current(names);
    ParamsError::Shape { param, error }
}

fn current(names: &[&'static str]) -> &'static str {
    names.first().copied().unwrap_or_default()
}

/// A parameter of type `T`: what it is called, and how it is read from and written to JSON.
///
/// For a type of the API these are the inherent items; for any other type, those of [`SerdeParam`]. Only they need
/// the functions of serde: so a type that has none is reported where these are named, and just there.
#[derive(Debug)]
pub struct Param<T>(PhantomData<T>);

impl<T: Json> Param<T> {
    /// The type in the documentation's terms.
    pub const TYPE: TypeRef = T::TYPE;

    /// Whether all of a value is a secret.
    pub const SECRET: bool = T::SECRET;

    /// The value in this text.
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
    /// If a number in it is not finite, or a word in it is one that servers do not read.
    #[inline]
    pub fn to_json(
        value: &T,
        out: &mut String,
        param: &'static str,
        _: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        json::encode_checked_into(value, out).map_err(|value| lost(param, *value))
    }

    /// The bytes that the value needs.
    pub fn capacity_hint(value: &T) -> usize {
        json::capacity_hint(value)
    }

    /// Takes the parameter of these names out of `params`.
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
                .ok_or_else(|| ParamsError::Missing(current(names))),
        }
    }

    /// Puts the parameter `name` into `params`.
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
        put(&text, name, params)
    }
}

/// The same for types that are not of the API, through serde.
pub trait SerdeParam<T> {
    /// The type by its Rust name.
    const TYPE: TypeRef = TypeRef::Foreign(type_name::<T>);

    /// Whether all of a value is a secret: only types of the API say so.
    const SECRET: bool = false;

    /// The value in this text.
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
    /// If its own `Serialize` fails, or a number in it is not finite.
    fn to_json(
        value: &T,
        out: &mut String,
        _param: &'static str,
        to_json: impl FnOnce(&T, &mut String) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        to_json(value, out)
    }

    /// The bytes that the value needs: nobody knows.
    fn capacity_hint(_: &T) -> usize {
        512
    }

    /// Takes the parameter of these names out of `params`.
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
            None => default.ok_or_else(|| ParamsError::Missing(current(names))),
        }
    }

    /// Puts the parameter `name` into `params`.
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
            text => put(text, name, params),
        }
    }
}

impl<T> SerdeParam<T> for Param<T> {}
