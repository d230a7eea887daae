//! Numbers of all widths, and what separates them from the text around them.

use std::num::{NonZero, NonZeroU8};

use simplex_api::{Command, api_type, command};

type Share = f64;

#[api_type]
pub struct Degrees(pub f32);

#[api_type]
pub struct Dots(pub i16);

/// Only human input can have a sign.
#[command(syntax = "/sum <a>-<b>[ less <c>][ <d>]", typed_by = people)]
pub struct Sum {
    pub a: i8,
    pub b: i128,
    pub c: Option<isize>,
    pub d: Option<i64>,
}

/// A number that could be a fraction ends at a point if a point follows it.
#[command(syntax = "/version <major>.<minor>.<patch> <share> <degrees>")]
pub struct Version {
    pub major: Dots,
    pub minor: NonZeroU8,
    pub patch: f32,
    pub share: Share,
    pub degrees: Degrees,
}

#[command(syntax = "/all <a> <b> <c> <d> <e>[ <f[0]>[,<f[1]>...]]")]
pub struct All {
    pub a: u8,
    pub b: u16,
    pub c: u128,
    pub d: usize,
    pub e: NonZero<i32>,
    pub f: Option<Vec<f64>>,
}

/// A string that cannot start like a number.
#[command(syntax = "/note[ <size>] <text>", typed_by = people)]
pub struct Note {
    pub size: Option<i32>,
    pub text: String,
}

fn main() {
    let sum = Sum::new(-1, -2).c(-3).d(-4);
    assert_eq!(sum.encode().unwrap(), "/sum -1--2 less -3 -4");
    assert_eq!(Sum::decode("/SUM -1--2  LESS -3 -4").unwrap(), sum);
    assert_eq!(Sum::decode("/sum 1-2 less 3").unwrap(), Sum::new(1, 2).c(3));

    let version = Version::new(1_i16, NonZeroU8::MIN, 3.0, 0.25, 36.6_f32);
    assert_eq!(version.encode().unwrap(), "/version 1.1.3 0.25 36.6");
    assert_eq!(Version::decode("/version 1.1.3 0.25 36.6").unwrap(), version);

    let all = All::new(1, 2, u128::MAX, 4, NonZero::new(5).unwrap()).f([0.5, 1e21]);
    let text = all.encode().unwrap();
    assert_eq!(text, format!("/all 1 2 {} 4 5 0.5,1000000000000000000000", u128::MAX));
    assert_eq!(All::decode(&text).unwrap(), all);

    assert_eq!(Note::decode("/note -5 a").unwrap(), Note::new("a").size(-5));
    assert!(Note::new("-5").encode().is_err());
    assert_eq!(Note::new("-a").encode().unwrap(), "/note -a");
}
