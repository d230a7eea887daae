//! Integers. The server may send them as strings.

use std::borrow::Cow;
use std::num::{IntErrorKind, ParseIntError};
use std::str::FromStr;

use super::error::Failure;
use super::{Json, JsonReader, JsonWriter};
use crate::excerpt;
use crate::spec::TypeRef;

macro_rules! impl_integers {
    ($($integer:ty = $type:expr, $out_of_range:expr;)*) => {$(
        impl Json for $integer {
            const TYPE: TypeRef = $type;

            fn read(reader: &mut JsonReader<'_>) -> Option<Self> {
                integer(reader, concat!("an integer (", stringify!($integer), ")"), $out_of_range)
            }

            fn write(&self, writer: &mut JsonWriter<'_>) {
                writer.integer(*self);
            }
        }
    )*};
}

impl_integers! {
    i32 = TypeRef::Primitive("int"), no_value;
    // The server accepts integers of any size, such as the size of a file in the message of a contact.
    i64 = TypeRef::Primitive("int64"), |error| match error.kind() {
        IntErrorKind::PosOverflow => Some(Self::MAX),
        IntErrorKind::NegOverflow => Some(Self::MIN),
        _ => None,
    };
    u32 = TypeRef::Primitive("word32"), no_value;
    i8 = foreign::<Self>(), no_value;
    i16 = foreign::<Self>(), no_value;
    i128 = foreign::<Self>(), no_value;
    isize = foreign::<Self>(), no_value;
    u8 = foreign::<Self>(), no_value;
    u16 = foreign::<Self>(), no_value;
    u64 = foreign::<Self>(), no_value;
    u128 = foreign::<Self>(), no_value;
    usize = foreign::<Self>(), no_value;
}

/// A type that is not part of the API.
const fn foreign<T>() -> TypeRef {
    TypeRef::Foreign(std::any::type_name::<T>)
}

/// An integer out of range is an error.
fn no_value<T>(_: &ParseIntError) -> Option<T> {
    None
}

/// Reads an integer; `out_of_range` returns the value of an integer that cannot be parsed.
fn integer<T: FromStr<Err = ParseIntError>>(
    reader: &mut JsonReader<'_>,
    expected: &str,
    out_of_range: fn(&ParseIntError) -> Option<T>,
) -> Option<T> {
    let start = reader.position();
    let (text, is_string) = match reader.peek() {
        Some(b'-' | b'0'..=b'9') => (Cow::Borrowed(reader.digits()?), false),
        Some(b'"') if !reader.is_strict() => (reader.string()?, true),
        _ => return reader.fail_type(&expected),
    };
    let is_exact = reader.is_exact();
    let nearest = |error| out_of_range(&error).filter(|_| !is_exact).ok_or(error);
    // Unlike JSON, `parse` accepts a plus sign.
    let number = text.parse().or_else(nearest);
    let number = number.ok().filter(|_| !text.starts_with('+'));
    if number.is_some() {
        return number;
    }
    if !is_string && text.contains(['.', 'e', 'E']) {
        reader.set_position(start);
        return reader.fail_type(&expected);
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
