//! Integers, which the server may send as strings.

use std::borrow::Cow;
use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use super::error::Failure;
use super::{Json, JsonReader, JsonWriter};
use crate::excerpt;
use crate::spec::TypeRef;

macro_rules! integers {
    ($($integer:ty = $type:expr, $nearest:expr;)*) => {$(
        impl Json for $integer {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                integer(reader, concat!("an integer (", stringify!($integer), ")"), $nearest)
            }

            fn write(&self, writer: &mut JsonWriter<'_>) {
                writer.integer(*self);
            }
        }
    )*};
}

integers! {
    i32 = TypeRef::Primitive("int"), none;
    // The server has integers without limit, such as the size that a contact tells of a file.
    i64 = TypeRef::Primitive("int64"), |error| match error.kind() {
        IntErrorKind::PosOverflow => Some(Self::MAX),
        IntErrorKind::NegOverflow => Some(Self::MIN),
        _ => None,
    };
    u32 = TypeRef::Primitive("word32"), none;
    i8 = foreign::<Self>(), none;
    i16 = foreign::<Self>(), none;
    i128 = foreign::<Self>(), none;
    isize = foreign::<Self>(), none;
    u8 = foreign::<Self>(), none;
    u16 = foreign::<Self>(), none;
    u64 = foreign::<Self>(), none;
    u128 = foreign::<Self>(), none;
    usize = foreign::<Self>(), none;
}

/// A type that the API does not have.
const fn foreign<T>() -> TypeRef {
    TypeRef::Foreign(std::any::type_name::<T>)
}

/// What is out of range has no value.
fn none<T>(_: &ParseIntError) -> Option<T> {
    None
}

/// Reads an integer; `nearest` is the value of one that does not parse.
fn integer<T: FromStr<Err = ParseIntError>>(
    reader: &mut JsonReader<'_>,
    expected: &str,
    nearest: fn(&ParseIntError) -> Option<T>,
) -> Option<T> {
    let before = reader.position();
    let (text, is_string) = match reader.peek() {
        Some(b'-' | b'0'..=b'9') => (Cow::Borrowed(reader.number()?), false),
        Some(b'"') if !reader.is_strict => (reader.string()?, true),
        _ => return reader.wrong_type(&expected),
    };
    // In a command nobody else has chosen it.
    let is_exact = reader.is_exact;
    let nearest = |error| nearest(&error).filter(|_| !is_exact).ok_or(error);
    // Unlike JSON, `parse` takes a plus sign.
    let number = text.parse().or_else(nearest);
    let number = number.ok().filter(|_| !text.starts_with('+'));
    if number.is_some() {
        return number;
    }
    if !is_string && text.contains(['.', 'e', 'E']) {
        reader.back_to(before);
        return reader.wrong_type(&expected);
    }
    let found = if is_string {
        "string".to_owned()
    } else {
        format!("integer `{}`", excerpt(&text))
    };
    let message = format!("invalid value: {found}, expected {expected}");
    reader.fail(Failure::Shape(message));
    None
}
