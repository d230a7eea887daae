//! Numbers as plain arguments: of all widths, with a sign in human input, and with a fraction.

use std::fmt::Debug;
use std::num::NonZero;

use proptest::prelude::*;
use simplex_api::command;
use simplex_api::command::{Command, EncodeErrorKind};

/// A command with one number: for the server, and for human input.
macro_rules! numbers {
    ($($module:ident: $number:ty;)*) => {$(
        mod $module {
            use super::*;

            #[command(syntax = "/set <number>")]
            pub(super) struct Set {
                pub number: $number,
            }

            #[command(syntax = "/set <number>", typed_by = people)]
            pub(super) struct Typed {
                pub number: $number,
            }

            /// Writes the number and reads it again, both ways.
            pub(super) fn round_trip(number: $number, text: &str) {
                let typed = Typed::new(number);
                assert_eq!(typed.encode(), Ok(format!("/set {text}")));
                same(&typed, &format!("/set {text}"));
                let set = Set::new(number);
                if text.starts_with('-') {
                    let message = format!("parameter `number`: {text} is negative, the server reads numbers without a sign");
                    assert_eq!(set.encode().unwrap_err().to_string(), message);
                    assert!(Set::decode(&format!("/set {text}")).is_err());
                } else {
                    assert_eq!(set.encode(), Ok(format!("/set {text}")));
                    same(&set, &format!("/set {text}"));
                }
            }
        }
    )*};
}

/// The errors for a string that is not such a number: of the command for the server, and for human input.
fn errors<S: Command + Debug, P: Command + Debug>(text: &str) -> [String; 2] {
    let text = format!("/set {text}");
    let server = S::decode(&text).unwrap_err().to_string();
    let people = P::decode(&text).unwrap_err().user_message().to_string();
    [server, people]
}

/// Checks that the string is decoded as the value, and that its parameters make the same value.
fn same<C: Command + Debug + PartialEq>(value: &C, text: &str) {
    assert_eq!(C::decode(text).as_ref(), Ok(value));
    let params = value.to_params().expect("it has parameters");
    assert_eq!(&C::from_params(params).expect("it has this value"), value);
}

numbers! {
    u8_: u8;
    u16_: u16;
    u32_: u32;
    u64_: u64;
    u128_: u128;
    usize_: usize;
    i8_: i8;
    i16_: i16;
    i32_: i32;
    i64_: i64;
    i128_: i128;
    isize_: isize;
    non_zero_u8: NonZero<u8>;
    non_zero_i64: NonZero<i64>;
    f32_: f32;
    f64_: f64;
}

#[test]
fn integers_of_all_widths() {
    macro_rules! each {
        ($($module:ident: $int:ident),*) => {$(
            for number in [<$int>::MIN, <$int>::MAX, 0, 7] {
                $module::round_trip(number, &number.to_string());
            }
        )*};
    }
    each!(u8_: u8, u16_: u16, u32_: u32, u64_: u64, u128_: u128, usize_: usize);
    each!(i8_: i8, i16_: i16, i32_: i32, i64_: i64, i128_: i128, isize_: isize);
    non_zero_u8::round_trip(NonZero::<u8>::MAX, "255");
    non_zero_i64::round_trip(NonZero::<i64>::MIN, "-9223372036854775808");
}

#[test]
fn errors_show_the_range() {
    let expect = |[server, people]: [String; 2], found: &str, by_server: &str, by_people: &str| {
        let message = format!("column 6: expected {by_server} for `number`, found `{found}`");
        assert_eq!(server, message);
        let message = format!(
            "Expected {by_people} for `number`, but found `{found}`.\nUsage: /set <number>"
        );
        assert_eq!(people, message);
    };
    let most = "a number of at most 255";
    for text in ["256", "-1", "x", "99999999999999999999"] {
        expect(errors::<u8_::Set, u8_::Typed>(text), text, most, most);
    }
    for text in ["128", "-129", "--1", "-"] {
        let [most, range] = ["a number of at most 127", "a number from -128 to 127"];
        expect(errors::<i8_::Set, i8_::Typed>(text), text, most, range);
    }
    let most = "a number of at most 255, and not 0";
    expect(
        errors::<non_zero_u8::Set, non_zero_u8::Typed>("0"),
        "0",
        most,
        most,
    );
    let [of_server, of_people] = ["a number such as 1.5", "a number such as 1.5 or -2"];
    for text in ["x", ".5", "NaN", "inf", "-inf", "infinity"] {
        expect(
            errors::<f64_::Set, f64_::Typed>(text),
            text,
            of_server,
            of_people,
        );
    }
    let long = "9".repeat(400);
    assert!(errors::<f64_::Set, f64_::Typed>(&long)[0].contains(of_server));
    let long = "9".repeat(40);
    assert!(errors::<f32_::Set, f32_::Typed>(&long)[0].contains(of_server));
}

#[test]
fn floats_have_no_exponent() {
    for (number, text) in [
        (0.0, "0"),
        (-0.0, "0"),
        (1.0, "1"),
        (0.1, "0.1"),
        (-2.5, "-2.5"),
        (1e21, "1000000000000000000000"),
        (1e-7, "0.0000001"),
    ] {
        f64_::round_trip(number, text);
    }
    f32_::round_trip(0.1, "0.1");
    f32_::round_trip(f32::MAX, "340282350000000000000000000000000000000");
    for text in ["/set 1e3", "/set 1.", "/set 1.x", "/set 1,5"] {
        assert!(f64_::Set::decode(text).is_err(), "{text}");
    }
}

#[test]
fn numbers_that_are_not_finite_are_rejected() {
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let error = f64_::Set::new(number).encode().unwrap_err();
        assert_eq!(error.kind(), &EncodeErrorKind::NotFinite);
        let error = f64_::Typed::new(number).encode().unwrap_err();
        assert_eq!(
            error.to_string(),
            "parameter `number`: `NaN` and infinity cannot be written as a number"
        );
    }
    let error = f32_::Typed::new(f32::NAN).encode().unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::NotFinite);
}

/// A point after a fraction would be a part of the fraction.
#[command(syntax = "/between <least>..<most>")]
struct Between {
    least: f64,
    most: f64,
}

#[test]
fn a_float_before_a_point_has_no_fraction() {
    let between = Between::new(1.0, 2.5);
    assert_eq!(between.encode().as_deref(), Ok("/between 1..2.5"));
    assert_eq!(Between::decode("/between 1..2.5"), Ok(between));
    let error = Between::new(1.5, 2.0).encode().unwrap_err();
    assert_eq!(error.kind(), &EncodeErrorKind::Separator('.'));
}

/// A string must not start like a continuation of the number before it.
#[command(syntax = "/note[ <size>][ x<scale>] <text>", typed_by = people)]
struct Note {
    size: Option<i32>,
    scale: Option<f64>,
    text: String,
}

#[test]
fn a_string_after_a_number_with_a_sign() {
    let note = Note::decode("/note -5 X-1.5  abc").expect("it is read");
    assert_eq!(note, Note::new("abc").size(-5).scale(-1.5));
    for text in ["5", "-5", "x1", "x-1"] {
        let error = Note::new(text).encode().unwrap_err();
        assert!(
            matches!(
                error.kind(),
                EncodeErrorKind::OtherParameter(_) | EncodeErrorKind::LeadingDigit
            ),
            "{text}"
        );
    }
    for text in ["-a", "x-a", "."] {
        let text = Note::new(text).encode().expect("it is written");
        assert!(Note::decode(&text).is_ok_and(|note| note.size.is_none() && note.scale.is_none()));
    }
}

proptest! {
    #[test]
    fn any_float(number: f64, small: f32) {
        if number.is_finite() {
            f64_::round_trip(number, &(number + 0.0).to_string());
        }
        if small.is_finite() {
            f32_::round_trip(small, &(small + 0.0).to_string());
        }
    }

    #[test]
    fn any_integer(wide: i128, unsigned: u128, small: i16) {
        i128_::round_trip(wide, &wide.to_string());
        u128_::round_trip(unsigned, &unsigned.to_string());
        i16_::round_trip(small, &small.to_string());
    }
}
