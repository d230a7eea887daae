//! How the fields of a command are encoded and decoded: a trait for each kind of slot.
//!
//! Generated code calls these traits and does not look at the spelling of a type, so an alias of `bool` is a `bool`. Each
//! call names the trait, as in `<T as Plain>::read(…)`: encoding and decoding then ask the compiler for the same thing, and
//! it reports an unsuitable type once.

mod check;
mod diagnose;
mod flag;
mod json;
mod keyword_choice;
mod keywords;
mod last_byte;
mod list;
mod nested;
mod number;
mod older;
mod optional;
mod plain;
mod quotes;
mod reject;
mod secret;

pub use check::{Check, read_checked};
pub use diagnose::{mark_param, mismatch_empty, note_repeated};
pub use flag::Flag;
pub use json::{JsonArgument, read_json};
pub use keyword_choice::{KeywordChoice, read_value, write_value};
pub use keywords::{ListedKeyword, check_keywords, longest_first};
pub use last_byte::{mismatch_last_byte, reject_last_byte};
pub use list::List;
pub use nested::{check_nested, read_nested};
pub use older::EncodeOlder;
pub use optional::Optional;
pub use plain::{Plain, check_number, check_spelling};
pub use reject::{
    in_param, reject_empty, reject_extra_fields, reject_unsent, requires, undocumented,
};
pub use secret::{Redacted, hide_text, redact, redact_errors, redact_errors_of_type};

pub use super::rules::{ForbiddenPrefix, NumberFormat, StringRules};
pub use super::traits::Text;
