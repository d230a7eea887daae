//! What generated code calls. Not for use by hand: it changes without notice.

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use simplex_api_macros::command_set;

pub use crate::command::response::{Listed, table};
pub use crate::command::{Foreign, Param, Params, Response, ResponseError, slot};
pub use crate::json::{
    ApiType, EventRecord, Extra, Json, JsonError, JsonReader, JsonWriter, ObjectReader,
    ObjectWriter, RawObject, Record, Tagged, Union, KeywordEnum, decode, decode_with_migration, deserialize,
    read_record, read_union, read_keyword, response, serialize, write_record, write_union, write_keyword,
};
pub use crate::spec::{FieldSpec, TypeKind, TypeRef, TypeSpec, VariantSpec, KeywordSpec};
pub use crate::{command, json, spec};
