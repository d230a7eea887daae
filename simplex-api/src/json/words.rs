use super::lookup::find;
use super::{ApiType, JsonReader, JsonWriter};

/// An enum of words, each a JSON string.
pub trait Words: ApiType + Clone + 'static {
    /// The words of the documentation.
    const WORDS: &'static [&'static str];

    /// Their values, in the same order.
    const VALUES: &'static [Self];

    /// Words of other spellings, and the places of what they stand for.
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// Whether servers read no other words in commands.
    #[doc(hidden)]
    const CLOSED: bool = false;

    /// The word of this value.
    fn word(&self) -> &str;

    /// The place of this value in [`VALUES`](Self::VALUES); `None` if it is not documented.
    fn place(&self) -> Option<usize>;

    /// The value of a word that is not documented.
    fn undocumented(word: Box<str>) -> Self;

    /// The value of a word, documented or not.
    fn from_word(word: &str) -> Self {
        Self::from_word_near(word, 0)
    }

    /// The same for a word which most likely has the place `expected`.
    #[doc(hidden)]
    fn from_word_near(word: &str, expected: usize) -> Self {
        match find(Self::WORDS, expected, word) {
            Some(index) => Self::VALUES[index].clone(),
            None => Self::from_alias(word),
        }
    }

    /// The same for a word that is none of [`WORDS`](Self::WORDS).
    #[doc(hidden)]
    #[cold]
    fn from_alias(word: &str) -> Self {
        let alias = Self::ALIASES.iter().find(|(alias, _)| *alias == word);
        match alias.and_then(|(_, place)| Self::VALUES.get(*place)) {
            Some(value) => value.clone(),
            None => Self::undocumented(word.into()),
        }
    }
}

/// Reads a word.
pub fn read_word<W: Words>(reader: &mut JsonReader<'_>) -> Option<W> {
    let word = reader.string()?;
    let value = W::from_word(&word);
    if W::CLOSED && reader.is_exact && value.place().is_none() {
        reader.fail_unknown(W::WORDS);
        return None;
    }
    Some(value)
}

/// Writes a word.
pub fn write_word<W: Words>(word: &W, writer: &mut JsonWriter<'_>) {
    writer.string(word.word());
    if W::CLOSED && word.place().is_none() {
        writer.unknown(word.word(), W::WORDS);
    }
}
