//! What generated code calls. Not for use by hand: it changes without notice.

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use simplex_api_macros::command_set;

pub use crate::command::response::{Listed, table};
pub use crate::command::{Foreign, Param, Params, Response, ResponseError, slot};
pub use crate::json::{
    ApiType, EventRecord, Extra, Json, JsonError, JsonReader, JsonWriter, ObjectReader,
    ObjectWriter, RawObject, Record, Tagged, Union, Words, decode, decode_or_older, deserialize,
    read_record, read_union, read_word, response, serialize, write_record, write_union, write_word,
};
pub use crate::spec::{MemberSpec, TypeKind, TypeRef, TypeSpec, VariantSpec, WordSpec};
pub use crate::{command, json, spec};
