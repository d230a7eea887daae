//! Strings, floats, and any JSON as [`Value`].
//!
//! Numbers are parsed by the standard library: `serde_json` does not read every float exactly by default.

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::{Number, Value};

use super::containers::read_entries;
use super::error::Failure;
use super::reader::Mode;
use super::{Json, JsonObject, JsonReader, JsonWriter};
use crate::spec::TypeRef;

macro_rules! impl_json {
    ($($type:ty = $spec:expr, $read:expr, $write:expr;)*) => {$(
        impl Json for $type {
            const TYPE: TypeRef = $spec;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                $read(reader)
            }

            fn write(&self, writer: &mut JsonWriter<'_>) {
                $write(writer, self);
            }
        }
    )*};
}

impl_json! {
    String = TypeRef::Primitive("string"), |reader: &mut JsonReader<'_>| {
        reader.string().map(Cow::into_owned)
    }, JsonWriter::string;
    f32 = TypeRef::Foreign(std::any::type_name::<Self>), float, JsonWriter::float;
    f64 = TypeRef::Primitive("double"), float, JsonWriter::float;
    JsonObject = TypeRef::Primitive("JSONObject"), object, JsonWriter::serialize;
    Value = TypeRef::Foreign(std::any::type_name::<Self>), JsonReader::any_value, JsonWriter::serialize;
}

fn float<T: FromStr + Copy + Into<f64>>(reader: &mut JsonReader<'_>) -> Option<T> {
    if !matches!(reader.peek(), Some(b'-' | b'0'..=b'9')) {
        let name = std::any::type_name::<T>();
        return reader.fail_type(&format_args!("a number ({name})"));
    }
    let number = reader.digits()?.parse().ok();
    let number = number.filter(|number: &T| (*number).into().is_finite());
    if number.is_none() {
        reader.fail(Failure::Syntax);
    }
    number
}

fn object(reader: &mut JsonReader<'_>) -> Option<JsonObject> {
    let mut object = JsonObject::new();
    read_entries(reader, &mut object);
    (!reader.has_failed()).then_some(object)
}

impl JsonReader<'_> {
    /// Reads any value.
    ///
    /// A part that a [`Value`] cannot represent is kept as its text, in a string: a number out of range, a string with half
    /// of a surrogate pair, and lists and objects that are nested too deeply. In exact mode such a part is an error.
    pub(super) fn any_value(&mut self) -> Option<Value> {
        if self.is_exact() {
            return self.exact_value();
        }
        match self.peek() {
            Some(b'{') if !self.is_beyond_union_depth() => {
                JsonObject::read(self).map(Value::Object)
            }
            Some(b'[') if !self.is_beyond_union_depth() => Vec::read(self).map(Value::Array),
            _ => self.try_exact_value().or_else(|| {
                let start = self.position();
                self.skip()?;
                Some(self.text_since(start).into())
            }),
        }
    }

    /// Reads any value that a [`Value`] can represent.
    pub(super) fn exact_value(&mut self) -> Option<Value> {
        match self.try_exact_value() {
            None => self.fail_syntax(),
            value => value,
        }
    }

    /// Reads any value that a [`Value`] can represent. If there is none, the reader stays where it is. The limit of nesting
    /// starts anew here.
    fn try_exact_value(&mut self) -> Option<Value> {
        self.peek();
        let mut inner = JsonReader::new(self.rest(), Mode::Exact);
        let value = inner.nested_value()?;
        self.set_position(self.position() + inner.position());
        Some(value)
    }

    fn nested_value(&mut self) -> Option<Value> {
        match self.peek()? {
            b'{' => {
                let mut object = JsonObject::new();
                self.open(b'{', "an object")?;
                while self.next(b'}', object.is_empty()).is_some() {
                    let name = self.name()?;
                    object.insert(name.into_owned(), self.nested_value()?);
                }
                (!self.has_failed()).then_some(Value::Object(object))
            }
            b'[' => {
                let mut list = Vec::new();
                self.open(b'[', "a list")?;
                while self.next(b']', list.is_empty()).is_some() {
                    list.push(self.nested_value()?);
                }
                (!self.has_failed()).then_some(Value::Array(list))
            }
            b'"' => Some(Value::String(self.string()?.into_owned())),
            b't' | b'f' => self.take_boolean().map(Value::Bool),
            b'n' => self.take_null().then_some(Value::Null),
            _ => parse_number(self.digits()?).map(Value::Number),
        }
    }
}

/// The number with these digits; `None` if it is out of range.
pub(super) fn parse_number(digits: &str) -> Option<Number> {
    if let Ok(integer) = digits.parse::<i64>()
        // A float has a negative zero, an integer does not.
        && digits != "-0"
    {
        return Some(integer.into());
    }
    if let Ok(integer) = digits.parse::<u64>() {
        return Some(integer.into());
    }
    Number::from_f64(digits.parse().ok()?)
}
