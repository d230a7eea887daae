//! Integers, which the server may send as strings.

use std::borrow::Cow;
use std::str::FromStr;

use super::error::Failure;
use super::{Json, JsonReader, JsonWriter};
use crate::spec::TypeRef;

macro_rules! integers {
    ($($integer:ty = $type:expr;)*) => {$(
        impl Json for $integer {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                integer(reader, concat!("an integer (", stringify!($integer), ")"))
            }

            fn write(&self, writer: &mut JsonWriter<'_>) {
                writer.integer(*self);
            }
        }
    )*};
}

integers! {
    i32 = TypeRef::Primitive("int");
    i64 = TypeRef::Primitive("int64");
    u32 = TypeRef::Primitive("word32");
    u64 = TypeRef::Foreign(std::any::type_name::<Self>);
}

fn integer<T: FromStr>(reader: &mut JsonReader<'_>, expected: &str) -> Option<T> {
    let before = reader.position();
    let (text, is_string) = match reader.peek() {
        Some(b'-' | b'0'..=b'9') => (Cow::Borrowed(reader.number()?), false),
        Some(b'"') if !reader.is_strict => (reader.string()?, true),
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
        true => "string".to_owned(),
        false => format!("integer `{text}`"),
    };
    let message = format!("invalid value: {found}, expected {expected}");
    reader.fail(Failure::Shape(message));
    None
}
