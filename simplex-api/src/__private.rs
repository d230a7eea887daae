//! What generated code calls. Not for use by hand: it changes without notice.

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use simplex_api_macros::command_set;

pub use crate::command::response::{Listed, table};
pub use crate::command::{Foreign, Param, Params, Response, ResponseError, slot};
pub use crate::json::{
    ApiType, EventRecord, Extra, Json, JsonError, JsonReader, JsonWriter, KeywordEnum,
    ObjectReader, ObjectWriter, RawObject, Record, Tagged, Union, decode, decode_with_migration,
    deserialize, read_keyword, read_record, read_union, response, serialize, write_keyword,
    write_record, write_union,
};
pub use crate::spec::{FieldSpec, KeywordSpec, TypeKind, TypeRef, TypeSpec, VariantSpec};
pub use crate::{command, json, spec};
