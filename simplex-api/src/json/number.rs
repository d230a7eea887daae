//! Integers, which the server may send as strings.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{Error, Expected, IgnoredAny, SeqAccess, Unexpected, Visitor};
use serde::{Deserializer, Serializer};

use super::Json;
use crate::spec::TypeRef;

macro_rules! integers {
    ($($integer:ty = $type:expr, $write:ident;)*) => {$(
        impl Json for $integer {
            const TYPE: TypeRef = $type;

            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_any(IntegerVisitor(PhantomData))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }

        impl Integer for $integer {
            const EXPECTED: &'static str = concat!("an integer (", stringify!($integer), ")");
        }
    )*};
}

integers! {
    i32 = TypeRef::Primitive("int"), serialize_i32;
    i64 = TypeRef::Primitive("int64"), serialize_i64;
    u32 = TypeRef::Primitive("word32"), serialize_u32;
    u64 = TypeRef::Foreign(std::any::type_name::<Self>), serialize_u64;
}

trait Integer: FromStr + TryFrom<i64> + TryFrom<u64> {
    const EXPECTED: &'static str;
}

struct IntegerVisitor<T>(PhantomData<T>);

impl<'de, T: Integer> Visitor<'de> for IntegerVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(T::EXPECTED)
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Signed(number), &self))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<T, E> {
        T::try_from(number).map_err(|_| E::invalid_value(Unexpected::Unsigned(number), &self))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        let digits = text.strip_prefix('-').unwrap_or(text);
        match text.parse() {
            Ok(number) if digits.starts_with(|c: char| c.is_ascii_digit()) => Ok(number),
            _ => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T, A::Error> {
        refuse_list(list, &self)
    }
}

/// The error for a list where none is expected. The list is read to its end, so that the error is not taken for
/// one of its first item.
pub(crate) fn refuse_list<'de, T, A: SeqAccess<'de>>(
    mut list: A,
    expected: &dyn Expected,
) -> Result<T, A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Err(A::Error::invalid_type(Unexpected::Seq, expected))
}
