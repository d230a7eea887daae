use serde::{Deserializer, Serializer, de::DeserializeSeed};

use super::ApiType;
use super::lookup::{Found, Lookup};

/// An enum of words, each a JSON string.
pub trait Words: ApiType + Clone + 'static {
    /// The words of the documentation.
    const WORDS: &'static [&'static str];

    /// Their values, in the same order.
    const VALUES: &'static [Self];

    /// The word of this value.
    fn word(&self) -> &str;

    /// The value of a word that is not documented.
    fn undocumented(word: Box<str>) -> Self;

    /// The value of a word, documented or not.
    fn from_word(word: &str) -> Self {
        value(Lookup::new(Self::WORDS).find(word))
    }
}

fn value<W: Words>(found: Found) -> W {
    match found {
        Found::Known(index) => W::VALUES[index].clone(),
        Found::Unknown(word) => W::undocumented(word),
    }
}

/// Reads a word.
///
/// # Errors
/// If it is not a string.
pub fn read_word<'de, W: Words, D: Deserializer<'de>>(deserializer: D) -> Result<W, D::Error> {
    Lookup::new(W::WORDS).deserialize(deserializer).map(value)
}

/// Writes a word.
///
/// # Errors
/// Those of the serializer.
pub fn write_word<W: Words, S: Serializer>(word: &W, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(word.word())
}
