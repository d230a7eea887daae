//! Integers, which the server may send as strings.

use std::borrow::Cow;
use std::str::FromStr;

use serde::Serializer;

use super::error::Failure;
use super::{Json, JsonReader};
use crate::spec::TypeRef;

macro_rules! integers {
    ($($integer:ty = $type:expr, $write:ident;)*) => {$(
        impl Json for $integer {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                integer(reader, concat!("an integer (", stringify!($integer), ")"))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )*};
}

integers! {
    i32 = TypeRef::Primitive("int"), serialize_i32;
    i64 = TypeRef::Primitive("int64"), serialize_i64;
    u32 = TypeRef::Primitive("word32"), serialize_u32;
    u64 = TypeRef::Foreign(std::any::type_name::<Self>), serialize_u64;
}

fn integer<T: FromStr>(reader: &mut JsonReader<'_>, expected: &str) -> Option<T> {
    let before = reader.position();
    let (text, is_string) = match reader.peek() {
        Some(b'-' | b'0'..=b'9') => (Cow::Borrowed(reader.number()?), false),
        Some(b'"') => (reader.string()?, true),
        _ => return reader.wrong_type(&expected),
    };
    // Unlike JSON, `parse` takes a plus sign.
    let number = text.parse().ok().filter(|_| !text.starts_with('+'));
    if number.is_some() {
        return number;
    }
    if !is_string && text.contains(['.', 'e', 'E']) {
        reader.back_to(before);
        return reader.wrong_type(&expected);
    }
    let found = match is_string {
        true => format!("string {text:?}"),
        false => format!("integer `{text}`"),
    };
    let message = format!("invalid value: {found}, expected {expected}");
    reader.fail(Failure::Shape(message));
    None
}
