//! How the fields of a command are written and read: one trait for each kind of slot.
//!
//! The code that `#[command]` generates asks these traits, never the spelling of a type: an alias of
//! `bool` is a `bool`. It names the trait at each call, `<T as Plain>::read(…)`: the compiler then asks
//! for writing and for reading in the same words, and so reports an unfit type once.

mod check;
mod choice;
mod ending;
mod flag;
mod json;
mod list;
mod nested;
mod number;
mod older;
mod optional;
mod plain;
mod quotes;
mod refuse;
mod secret;
mod words;

pub use check::{Check, read_checked};
pub use choice::{Choice, Listed, read_value, write_value};
pub use ending::{miss_ending, refuse_ending};
pub use flag::Switch;
pub use json::{JsonArgument, read_json};
pub use list::List;
pub use nested::{bounds_of, refuse_text, take_text};
pub use number::Numeral;
pub use older::Older;
pub use optional::Optional;
pub use plain::{Bounds, Plain, Taken, check_number, check_spelling};
pub(in crate::command) use quotes::QUOTES;
pub use refuse::{
    miss_empty, refuse_empty, refuse_extra, refuse_unsent, undocumented, within, without,
};
pub use secret::{Hidden, hide, keep_secrets, keep_secrets_of};
pub use words::{Word, check_words, longest_first};

pub use super::traits::Text;
