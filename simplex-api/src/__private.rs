//! What generated code uses. Do not use it by hand: it changes without notice.

pub use serde::{Deserialize, Deserializer, Serialize, Serializer};
pub use simplex_api_macros::command_set;

pub use crate::command::availability::NewestRelease;
pub use crate::command::params::{Param, Params, SerdeParam, redact_params_error};
pub use crate::command::pattern::Pattern;
pub use crate::command::pattern::forms::{check_aliases, check_older};
pub use crate::command::pattern::nested_check::NestedCheck;
pub use crate::command::response::{TaggedResponse, response, spec_of};
pub use crate::command::set::collision::check_collisions;
pub use crate::command::set::{SetEntry, SetItem, SetPart};
pub use crate::command::traits::DEFAULT_CAPACITY;
pub use crate::command::version::is_before;
pub use crate::command::{
    Command, CommandSet, EncodeError, Mismatch, ParamsError, RawResponse, Reader, Response,
    ResponseError, ServerVersion, SetCommand, Text,
};
pub use crate::json::keywords::{read_keyword, write_keyword};
pub use crate::json::object_reader::ObjectReader;
pub use crate::json::object_writer::ObjectWriter;
pub use crate::json::record::{Record, read_record, write_record};
pub use crate::json::serde_bridge::{deserialize, serialize};
pub use crate::json::union::{Union, read_union, write_union};
pub use crate::json::{
    ApiType, EventRecord, Extra, Json, JsonError, JsonObject, JsonReader, JsonWriter, KeywordEnum,
    RawObject, Tagged, decode, decode_with_migration,
};
pub use crate::spec::command::{CommandSpecBuilder, older_syntax};
pub use crate::spec::{
    CommandSpec, FieldSpec, Form, KeywordSpec, NetworkUsage, Part, TypeKind, TypeRef, TypeSpec,
    TypeSyntax, VariantSpec,
};

/// How the fields of a command are encoded and decoded.
pub mod slot {
    pub use crate::command::slot::*;
}
