//! Values that JSON has a form for: strings, floats, and JSON itself.

use std::borrow::Cow;
use std::str::FromStr;

use serde_json::Value;

use super::containers::entries;
use super::error::Failure;
use super::{Json, JsonObject, JsonReader, JsonWriter};
use crate::spec::TypeRef;

macro_rules! plain {
    ($($plain:ty = $type:expr, $read:expr, $write:expr;)*) => {$(
        impl Json for $plain {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                $read(reader)
            }

            fn write(&self, writer: &mut JsonWriter<'_>) {
                $write(writer, self);
            }
        }
    )*};
}

plain! {
    String = TypeRef::Primitive("string"), |reader: &mut JsonReader<'_>| {
        reader.string().map(Cow::into_owned)
    }, JsonWriter::string;
    f32 = TypeRef::Foreign(std::any::type_name::<Self>), float, JsonWriter::float;
    f64 = TypeRef::Primitive("double"), float, JsonWriter::float;
    JsonObject = TypeRef::Primitive("JSONObject"), object, JsonWriter::free;
    Value = TypeRef::Foreign(std::any::type_name::<Self>), JsonReader::any, JsonWriter::free;
}

fn float<T: FromStr + Copy + Into<f64>>(reader: &mut JsonReader<'_>) -> Option<T> {
    if !matches!(reader.peek(), Some(b'-' | b'0'..=b'9')) {
        let name = std::any::type_name::<T>();
        return reader.wrong_type(&format_args!("a number ({name})"));
    }
    let number = reader.number()?.parse().ok();
    let number = number.filter(|number: &T| (*number).into().is_finite());
    if number.is_none() {
        reader.fail(Failure::Syntax);
    }
    number
}

fn object(reader: &mut JsonReader<'_>) -> Option<JsonObject> {
    let mut object = JsonObject::new();
    entries(reader, &mut object);
    (!reader.has_failed()).then_some(object)
}
