//! Numbers as plain arguments.

use std::num::NonZero;
use std::str::FromStr;

use super::Plain;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::command::rules::{NumberFormat, POINT, StringRules};

/// The expected value in words: in a command for the server, and in human input.
type What = [&'static str; 2];

fn read<T: FromStr>(
    reader: &mut Reader<'_>,
    param: &'static str,
    rules: &StringRules,
    format: NumberFormat,
    what: What,
) -> Result<T, Mismatch> {
    let text = format.find(reader.rest(), rules);
    match text.parse() {
        Ok(number) => {
            reader.take(text.len());
            Ok(number)
        }
        Err(_) => {
            let what = what[usize::from(rules.is_human_input)];
            Err(reader.mismatch(Expected::Param { param, what }))
        }
    }
}

/// Appends an integer in decimal digits.
fn write(
    number: impl itoa::Integer,
    out: &mut String,
    param: &'static str,
    rules: &StringRules,
) -> Result<(), EncodeError> {
    let mut buffer = itoa::Buffer::new();
    let text = buffer.format(number);
    if text.starts_with('-') && !rules.is_human_input {
        return Err(negative(text, param));
    }
    out.push_str(text);
    Ok(())
}

#[cold]
fn negative(number: &str, param: &'static str) -> EncodeError {
    EncodeError::new(param, EncodeErrorKind::Negative(number.to_owned()))
}

macro_rules! plain {
    ($type:ty, $format:ident, $value:expr, $what:expr) => {
        #[diagnostic::do_not_recommend]
        impl Plain for $type {
            const NUMBER: Option<NumberFormat> = Some(NumberFormat::$format);

            #[inline]
            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                rules: &StringRules,
            ) -> Result<(), EncodeError> {
                write($value(*self), out, param, rules)
            }

            fn read(
                reader: &mut Reader<'_>,
                param: &'static str,
                rules: &StringRules,
            ) -> Result<Self, Mismatch> {
                read(reader, param, rules, NumberFormat::$format, $what)
            }
        }
    };
}

macro_rules! unsigned {
    ($($int:ident: $max:literal;)*) => {$(
        plain!($int, UNSIGNED, <$int>::from, [concat!("a number of at most ", $max); 2]);
        plain!(
            NonZero<$int>,
            UNSIGNED,
            <$int>::from,
            [concat!("a number of at most ", $max, ", and not 0"); 2]
        );
    )*};
}

macro_rules! signed {
    ($($int:ident: $min:literal, $max:literal;)*) => {$(
        plain!(
            $int,
            SIGNED,
            <$int>::from,
            [
                concat!("a number of at most ", $max),
                concat!("a number from ", $min, " to ", $max),
            ]
        );
        plain!(
            NonZero<$int>,
            SIGNED,
            <$int>::from,
            [
                concat!("a number of at most ", $max, ", and not 0"),
                concat!("a number from ", $min, " to ", $max, ", and not 0"),
            ]
        );
    )*};
}

unsigned! {
    u8: "255";
    u16: "65535";
    u32: "4294967295";
    u64: "18446744073709551615";
    u128: "340282366920938463463374607431768211455";
}

signed! {
    i8: "-128", "127";
    i16: "-32768", "32767";
    i32: "-2147483648", "2147483647";
    i64: "-9223372036854775808", "9223372036854775807";
    i128: "-170141183460469231731687303715884105728", "170141183460469231731687303715884105727";
}

#[cfg(target_pointer_width = "64")]
unsigned! { usize: "18446744073709551615"; }
#[cfg(target_pointer_width = "64")]
signed! { isize: "-9223372036854775808", "9223372036854775807"; }
#[cfg(target_pointer_width = "32")]
unsigned! { usize: "4294967295"; }
#[cfg(target_pointer_width = "32")]
signed! { isize: "-2147483648", "2147483647"; }

macro_rules! plain_floats {
    ($($float:ident),*) => {$(
        /// The fewest digits that are read as the same number, without an exponent.
        #[diagnostic::do_not_recommend]
        impl Plain for $float {
            const NUMBER: Option<NumberFormat> = Some(NumberFormat::FLOAT);

            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                rules: &StringRules,
            ) -> Result<(), EncodeError> {
                if !self.is_finite() {
                    return Err(EncodeError::new(param, EncodeErrorKind::NotFinite));
                }
                // `-0.0` is written without a sign.
                let text = (*self + 0.0).to_string();
                if NumberFormat::FLOAT.find(&text, rules).len() == text.len() {
                    out.push_str(&text);
                    return Ok(());
                }
                Err(if text.starts_with('-') && !rules.is_human_input {
                    negative(&text, param)
                } else {
                    EncodeError::new(param, EncodeErrorKind::Separator(POINT))
                })
            }

            fn read(
                reader: &mut Reader<'_>,
                param: &'static str,
                rules: &StringRules,
            ) -> Result<Self, Mismatch> {
                let what = ["a number such as 1.5", "a number such as 1.5 or -2"];
                let Finite(number) = read(reader, param, rules, NumberFormat::FLOAT, what)?;
                Ok(number)
            }
        }

        impl FromStr for Finite<$float> {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                let number = text.parse().ok().filter(|number: &$float| number.is_finite());
                number.map(Self).ok_or(())
            }
        }
    )*};
}

/// A number that is not too large for its type: digits without an end would be infinity.
struct Finite<T>(T);

plain_floats!(f32, f64);
