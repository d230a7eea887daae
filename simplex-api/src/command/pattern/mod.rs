//! What the text of a command or type can be, as a constant.

pub(super) mod always_within;
pub(super) mod automaton;
pub(crate) mod chars;
pub(crate) mod nested_check;
pub(super) mod walk;
mod within;

use crate::command::slot::{Bounds, Numeral};
use chars::Chars;

/// What a text can be, as far as constants tell: it is read as one of these, or not at all.
#[derive(Debug, Clone, Copy)]
pub enum Pattern {
    /// This text.
    Literal(&'static str),
    /// One of these texts.
    Words(&'static [&'static str]),
    /// A plain argument.
    Plain {
        /// How it is written, if it is a number.
        number: Option<Numeral>,
        /// What keeps it apart.
        bounds: &'static Bounds,
    },
    /// The text of a type, as far as it is within bounds.
    Within {
        /// What the type prints.
        text: &'static [Self],
        /// What keeps it apart.
        bounds: &'static Bounds,
    },
    /// One of these characters.
    Class(Chars),
    /// The same any number of times.
    Many(&'static [Self]),
    /// There or not.
    Optional(&'static [Self]),
    /// One of these; of none, no text at all.
    OneOf(&'static [&'static [Self]]),
}

impl Pattern {
    /// Any text.
    pub const ANY: &'static [Self] = &[Self::Many(&[Self::Class(Chars::ANY)])];

    /// No text: what a broken declaration prints.
    pub const NONE: &'static [Self] = &[Self::OneOf(&[])];

    /// JSON, but for what is inside of brackets.
    pub const JSON: Self = Self::OneOf(&[&[
        Self::BLANKS,
        Self::OneOf(&[
            Self::JSON_NUMBER,
            &[Self::Words(&["true", "false", "null"])],
            Self::JSON_STRING,
            Self::JSON_LIST,
            Self::JSON_OBJECT,
        ]),
        Self::BLANKS,
    ]]);

    const BLANKS: Self = Self::Many(&[Self::Class(Chars::BLANK)]);
    const DIGIT: Self = Self::Class(Chars::DIGITS);
    pub(in crate::command) const NUMBER: &'static [Self] =
        &[Self::DIGIT, Self::Many(&[Self::DIGIT])];
    const SIGN: Self = Self::Optional(&[Self::Words(&["-", "+"])]);
    const JSON_NUMBER: &'static [Self] = &[
        Self::Optional(&[Self::Literal("-")]),
        Self::OneOf(&[
            &[Self::Literal("0")],
            &[
                Self::Class(Chars::DIGITS.except('0')),
                Self::Many(&[Self::DIGIT]),
            ],
        ]),
        Self::Optional(&[Self::Literal("."), Self::OneOf(&[Self::NUMBER])]),
        Self::Optional(&[
            Self::Words(&["e", "E"]),
            Self::SIGN,
            Self::OneOf(&[Self::NUMBER]),
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
}
