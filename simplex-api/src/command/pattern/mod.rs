//! The strings that a command or type can have, as a constant, and the checks that the compiler does with it.

mod automaton;
mod chars;
mod compile;
pub(crate) mod forms;
pub(crate) mod nested_check;
#[cfg(test)]
mod tests;
pub(super) mod walk;
mod within;

use super::rules::{NumberFormat, StringRules};
use chars::Chars;

/// A set of strings, as exact as constants allow: every string that the command or type can have is in it.
#[derive(Debug, Clone, Copy)]
pub enum Pattern {
    /// This string.
    Literal(&'static str),
    /// One of these strings.
    Keywords(&'static [&'static str]),
    /// A plain argument.
    Plain {
        /// The format, if it is a number.
        number: Option<NumberFormat>,
        /// The rules for the string.
        rules: &'static StringRules,
    },
    /// The string of a type, if it satisfies the rules.
    Within {
        /// The pattern of the type.
        text: &'static [Self],
        /// The rules for the string.
        rules: &'static StringRules,
    },
    /// One of these characters.
    Class(Chars),
    /// Any number of repetitions.
    Many(&'static [Self]),
    /// Present or absent.
    Optional(&'static [Self]),
    /// One of these alternatives. Without alternatives, no string matches.
    OneOf(&'static [&'static [Self]]),
}

impl Pattern {
    /// Any string.
    pub const ANY: &'static [Self] = &[Self::Many(&[Self::Class(Chars::ANY)])];

    /// No string: the pattern of an invalid declaration.
    pub const NONE: &'static [Self] = &[Self::OneOf(&[])];

    /// JSON, without a check of what is inside brackets.
    pub const JSON: Self = Self::OneOf(&[&[
        Self::SPACES,
        Self::OneOf(&[
            Self::JSON_NUMBER,
            &[Self::Keywords(&["true", "false", "null"])],
            Self::JSON_STRING,
            Self::JSON_LIST,
            Self::JSON_OBJECT,
        ]),
        Self::SPACES,
    ]]);

    const SPACES: Self = Self::Many(&[Self::Class(Chars::SPACE)]);
    const DIGIT: Self = Self::Class(Chars::DIGITS);
    const DIGITS: &'static [Self] = &[Self::DIGIT, Self::Many(&[Self::DIGIT])];
    const SIGN: Self = Self::Optional(&[Self::Keywords(&["-", "+"])]);
    const JSON_NUMBER: &'static [Self] = &[
        Self::Optional(&[Self::Literal("-")]),
        Self::OneOf(&[
            &[Self::Literal("0")],
            &[
                Self::Class(Chars::DIGITS.except('0')),
                Self::Many(&[Self::DIGIT]),
            ],
        ]),
        Self::Optional(&[Self::Literal("."), Self::OneOf(&[Self::DIGITS])]),
        Self::Optional(&[
            Self::Keywords(&["e", "E"]),
            Self::SIGN,
            Self::OneOf(&[Self::DIGITS]),
        ]),
    ];
    const JSON_STRING: &'static [Self] = &[
        Self::Literal("\""),
        Self::Many(&[Self::OneOf(&[
            &[Self::Class(Chars::ANY.except('"').except('\\'))],
            &[Self::Literal("\\"), Self::Class(Chars::ANY)],
        ])]),
        Self::Literal("\""),
    ];
    const JSON_LIST: &'static [Self] = &[
        Self::Literal("["),
        Self::Many(&[Self::Class(Chars::ANY)]),
        Self::Literal("]"),
    ];
    const JSON_OBJECT: &'static [Self] = &[
        Self::Literal("{"),
        Self::Many(&[Self::Class(Chars::ANY)]),
        Self::Literal("}"),
    ];

    /// The numbers of this format.
    const fn number(format: NumberFormat, rules: &StringRules) -> &'static [Self] {
        const SIGN: Pattern = Pattern::Optional(&[Pattern::Literal("-")]);
        const DIGITS: Pattern = Pattern::OneOf(&[Pattern::DIGITS]);
        const FRACTION: Pattern = Pattern::Optional(&[Pattern::Literal("."), DIGITS]);
        match format.under(rules) {
            NumberFormat::UNSIGNED => Self::DIGITS,
            NumberFormat::SIGNED => &[SIGN, DIGITS],
            NumberFormat::FLOAT => &[SIGN, DIGITS, FRACTION],
            NumberFormat {
                signed: false,
                fraction: true,
            } => &[DIGITS, FRACTION],
        }
    }

    /// The fixed string that all strings of a pattern start with.
    pub(super) const fn prefix(pattern: &'static [Self]) -> &'static str {
        match pattern {
            [Self::Literal(text), ..] => text,
            [Self::OneOf([first, others @ ..]), ..] => {
                let mut shared = Self::prefix(first);
                let mut i = 0;
                while i < others.len() {
                    let length = common_prefix_len(shared, Self::prefix(others[i]));
                    shared = shared.split_at(length).0;
                    i += 1;
                }
                shared
            }
            _ => "",
        }
    }
}

/// The number of bytes that two strings share at the start, up to a character boundary.
const fn common_prefix_len(a: &str, b: &str) -> usize {
    let (bytes, other) = (a.as_bytes(), b.as_bytes());
    let mut i = 0;
    while i < bytes.len() && i < other.len() && bytes[i] == other[i] {
        i += 1;
    }
    while !a.is_char_boundary(i) {
        i -= 1;
    }
    i
}
