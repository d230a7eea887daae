//! Values that JSON has a form for: strings, floats, and JSON itself.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

use super::{Json, JsonObject};
use crate::spec::TypeRef;

macro_rules! plain {
    ($($plain:ty = $type:expr;)*) => {$(
        impl Json for $plain {
            const TYPE: TypeRef = $type;

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize(deserializer)
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                self.serialize(serializer)
            }
        }
    )*};
}

plain! {
    String = TypeRef::Primitive("string");
    f64 = TypeRef::Primitive("double");
    JsonObject = TypeRef::Primitive("JSONObject");
    Value = TypeRef::Foreign(std::any::type_name::<Self>);
}
