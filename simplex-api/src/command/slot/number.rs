//! Numbers as plain arguments.

use std::num::NonZero;
use std::str::FromStr;

use super::{Bounds, Plain};
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::pattern::Pattern;
use crate::command::{EncodeError, EncodeErrorKind};

/// How the numbers of a type are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    /// Some are below zero. Only people write a sign: the server reads digits.
    pub signed: bool,
    /// Some have a fraction.
    pub fraction: bool,
}

impl Numeral {
    /// Whole numbers from zero on.
    const UNSIGNED: Self = Self::new(false, false);
    /// Whole numbers.
    const SIGNED: Self = Self::new(true, false);
    /// Fractions.
    const FLOAT: Self = Self::new(true, true);

    /// With these members.
    pub const fn new(signed: bool, fraction: bool) -> Self {
        Self { signed, fraction }
    }

    pub(super) const fn is(self, other: Self) -> bool {
        self.signed == other.signed && self.fraction == other.fraction
    }

    /// The same where only people write a sign.
    pub(super) const fn written(self, is_typed: bool) -> Self {
        Self::new(self.signed && is_typed, self.fraction)
    }

    /// The same within bounds: a number that ends at a point has no fraction.
    const fn within(self, bounds: &Bounds) -> Self {
        let mut fraction = self.fraction;
        let mut i = 0;
        while i < bounds.stops.len() {
            fraction = fraction && bounds.stops[i] != POINT;
            i += 1;
        }
        Self::new(self.signed, fraction).written(bounds.is_typed)
    }

    /// What the text of such a number can be.
    pub(in crate::command) const fn pattern(self, bounds: &Bounds) -> &'static [Pattern] {
        const SIGN: Pattern = Pattern::Optional(&[Pattern::Literal("-")]);
        const DIGITS: Pattern = Pattern::OneOf(&[Pattern::NUMBER]);
        const FRACTION: Pattern = Pattern::Optional(&[Pattern::Literal("."), DIGITS]);
        match self.within(bounds) {
            Self::UNSIGNED => Pattern::NUMBER,
            Self::SIGNED => &[SIGN, DIGITS],
            Self::FLOAT => &[SIGN, DIGITS, FRACTION],
            Self {
                signed: false,
                fraction: true,
            } => &[DIGITS, FRACTION],
        }
    }

    /// The text of such a number that `rest` begins with.
    fn find<'a>(self, rest: &'a str, bounds: &Bounds) -> &'a str {
        let Self { signed, fraction } = self.within(bounds);
        let digits = |from: usize| {
            let digits = rest[from..].bytes();
            digits.take_while(u8::is_ascii_digit).count()
        };
        let sign = usize::from(signed && rest.starts_with('-'));
        let mut end = sign + digits(sign);
        if fraction && end > sign && rest[end..].starts_with(POINT) {
            let behind = end + POINT.len_utf8();
            end = match digits(behind) {
                0 => end,
                length => behind + length,
            };
        }
        &rest[..end]
    }
}

/// What stands in front of a fraction.
const POINT: char = '.';

/// Reads a number that is not as plain as most. `what` is expected: of the server, and of people.
#[cold]
fn read<T: FromStr>(
    reader: &mut Reader<'_>,
    param: &'static str,
    bounds: &Bounds,
    (numeral, is_one): (Numeral, fn(&T) -> bool),
    what: [&'static str; 2],
) -> Result<T, Mismatch> {
    let text = numeral.find(reader.rest(), bounds);
    match text.parse().ok().filter(is_one) {
        Some(number) => {
            reader.take(text.len());
            Ok(number)
        }
        None => {
            let what = what[usize::from(bounds.is_typed)];
            Err(reader.miss(Expected::Param { param, what }))
        }
    }
}

/// Appends a number that is not as plain as most: one below zero, or of many digits.
#[cold]
fn write(
    number: impl itoa::Integer,
    out: &mut String,
    param: &'static str,
    bounds: &Bounds,
) -> Result<(), EncodeError> {
    let mut buffer = itoa::Buffer::new();
    let text = buffer.format(number);
    if text.starts_with('-') && !bounds.is_typed {
        let kind = EncodeErrorKind::Negative(text.to_owned());
        return Err(EncodeError::new(param, kind));
    }
    out.push_str(text);
    Ok(())
}

macro_rules! plain_integer {
    ($int:ident, $numeral:ident, $($what:expr),*) => {
        #[diagnostic::do_not_recommend]
        impl Plain for $int {
            const NUMBER: Option<Numeral> = Some(Numeral::$numeral);

            #[inline]
            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<(), EncodeError> {
                match u64::try_from(*self) {
                    Ok(number) => {
                        push_number(out, number);
                        Ok(())
                    }
                    Err(_) => write(*self, out, param, bounds),
                }
            }

            #[inline]
            fn read(
                reader: &mut Reader<'_>,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<Self, Mismatch> {
                let (number, digits) = number(reader.rest().as_bytes());
                match Self::try_from(number) {
                    Ok(number) if digits > 0 => {
                        reader.take(digits);
                        return Ok(number);
                    }
                    _ => {}
                }
                read(reader, param, bounds, (Numeral::$numeral, |_| true), [$($what),*])
            }
        }

        #[diagnostic::do_not_recommend]
        impl Plain for NonZero<$int> {
            const NUMBER: Option<Numeral> = Some(Numeral::$numeral);

            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<(), EncodeError> {
                self.get().write(out, param, bounds)
            }

            fn read(
                reader: &mut Reader<'_>,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<Self, Mismatch> {
                let what = [$(concat!($what, ", and not 0")),*];
                read(reader, param, bounds, (Numeral::$numeral, |_| true), what)
            }
        }
    };
}

macro_rules! unsigned {
    ($($int:ident: $most:literal;)*) => {$(
        plain_integer!(
            $int,
            UNSIGNED,
            concat!("a number of at most ", $most),
            concat!("a number of at most ", $most)
        );
    )*};
}

macro_rules! signed {
    ($($int:ident: $least:literal, $most:literal;)*) => {$(
        plain_integer!(
            $int,
            SIGNED,
            concat!("a number of at most ", $most),
            concat!("a number from ", $least, " to ", $most)
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
        /// The shortest digits that are read as the same number, without an exponent.
        #[diagnostic::do_not_recommend]
        impl Plain for $float {
            const NUMBER: Option<Numeral> = Some(Numeral::FLOAT);

            fn write(
                &self,
                out: &mut String,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<(), EncodeError> {
                let refuse = |refusal| Err(EncodeError::new(param, refusal));
                if !self.is_finite() {
                    return refuse(EncodeErrorKind::NotFinite);
                }
                // Zero has no sign.
                let text = (*self + 0.0).to_string();
                if Numeral::FLOAT.find(&text, bounds).len() == text.len() {
                    out.push_str(&text);
                    return Ok(());
                }
                refuse(match text.strip_prefix('-') {
                    Some(_) if !bounds.is_typed => EncodeErrorKind::Negative(text),
                    _ => EncodeErrorKind::Separator(POINT),
                })
            }

            fn read(
                reader: &mut Reader<'_>,
                param: &'static str,
                bounds: &Bounds,
            ) -> Result<Self, Mismatch> {
                let what = ["a number such as 1.5", "a number such as 1.5 or -2"];
                read(reader, param, bounds, (Numeral::FLOAT, |number| number.is_finite()), what)
            }
        }
    )*};
}

plain_floats!(f32, f64);

/// Appends a number. Most have few digits, which are quicker to write than to copy.
fn push_number(out: &mut String, number: u64) {
    // With room for all of it there is no call in between.
    if number >= 1000 || out.capacity() - out.len() < 3 {
        return push_long_number(out, number);
    }
    let digit = |number: u64| char::from(b'0' + (number % 10) as u8);
    if number >= 100 {
        out.push(digit(number / 100));
    }
    if number >= 10 {
        let at = (number % 100) as usize * 2;
        out.push_str(&PAIRS[at..at + 2]);
    } else {
        out.push(digit(number));
    }
}

/// On its own, so that the buffer is no burden to short ones.
#[inline(never)]
fn push_long_number(out: &mut String, number: u64) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// All numbers of two digits.
const PAIRS: &str = "\
    0001020304050607080910111213141516171819202122232425262728293031323334353637383940414243444546474849\
    5051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899";

/// So many digits never overflow.
const SAFE: usize = 19;

/// The number that a text begins with, and how many digits it has: none if it is no number, or one too long.
fn number(text: &[u8]) -> (u64, usize) {
    let mut number = 0_u64;
    let mut digits = 0;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            break;
        }
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit));
        digits += 1;
    }
    match digits {
        ..=SAFE => (number, digits),
        _ => long_number(&text[..digits]),
    }
}

#[cold]
fn long_number(digits: &[u8]) -> (u64, usize) {
    let number = digits.iter().try_fold(0_u64, |number, digit| {
        let digit = u64::from(digit - b'0');
        number.checked_mul(10)?.checked_add(digit)
    });
    number.map_or((0, 0), |number| (number, digits.len()))
}
