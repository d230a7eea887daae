//! Values that JSON has a form for: strings, floats, and JSON itself.

use serde::{Serialize, Serializer};
use serde_json::Value;

use super::error::Failure;
use super::{Json, JsonObject, JsonReader};
use crate::spec::TypeRef;

macro_rules! plain {
    ($($plain:ty = $type:expr, $read:expr;)*) => {$(
        impl Json for $plain {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                $read(reader)
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

plain! {
    String = TypeRef::Primitive("string"), |reader: &mut JsonReader<'_>| {
        reader.string().map(String::from)
    };
    f64 = TypeRef::Primitive("double"), float;
    JsonObject = TypeRef::Primitive("JSONObject"), object;
    Value = TypeRef::Foreign(std::any::type_name::<Self>), JsonReader::free;
}

fn float(reader: &mut JsonReader<'_>) -> Option<f64> {
    if !matches!(reader.peek(), Some(b'-' | b'0'..=b'9')) {
        return reader.wrong_type(&"a number (f64)");
    }
    let number = reader
        .number()?
        .parse()
        .ok()
        .filter(|n: &f64| n.is_finite());
    if number.is_none() {
        reader.fail(Failure::Syntax);
    }
    number
}

fn object(reader: &mut JsonReader<'_>) -> Option<JsonObject> {
    if reader.peek() != Some(b'{') {
        return reader.wrong_type(&"an object");
    }
    reader.free()
}
