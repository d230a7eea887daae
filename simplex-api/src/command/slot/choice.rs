use super::refuse::undocumented;
use super::words::contains;
use crate::command::failure::Expected;
use crate::command::reader::{Miss, Reader};
use crate::command::{EncodeError, Refusal};
use crate::json::Words;

/// One of the words `a|b|c`: a word enum, of which the command takes some.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no words, so `a|b|c` cannot choose one",
    label = "expected an enum of words",
    note = "an enum has words if it is declared with `#[api_type]` and its variants have no members: they are the variants' names"
)]
pub trait Choice: Sized {
    /// All words of the enum.
    const WORDS: &'static [&'static str];

    /// Appends the word.
    ///
    /// # Errors
    /// If it is not one of `listed`.
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        listed: Listed,
    ) -> Result<(), EncodeError>;

    /// Reads one of `words`.
    ///
    /// # Errors
    /// If the text is something else.
    fn read(reader: &mut Reader<'_>, words: &'static [&'static str]) -> Result<Self, Miss>;
}

/// The words of a syntax.
#[derive(Debug, Clone, Copy)]
pub struct Listed {
    words: &'static [&'static str],
    /// A bit for each of the first words of the enum: whether it is among them.
    places: u128,
}

impl Listed {
    /// The `words` that the syntax lists of `all` of an enum.
    pub const fn of(all: &[&str], words: &'static [&'static str]) -> Self {
        let mut places = 0;
        let mut place = 0;
        while place < all.len() && place < u128::BITS as usize {
            if contains(words, all[place]) {
                places |= 1 << place;
            }
            place += 1;
        }
        Self { words, places }
    }

    fn has(self, place: Option<usize>) -> bool {
        place.is_some_and(|place| place < u128::BITS as usize && self.places >> place & 1 == 1)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Words> Choice for T {
    const WORDS: &'static [&'static str] = T::WORDS;

    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        listed: Listed,
    ) -> Result<(), EncodeError> {
        let word = self.word();
        if !listed.has(self.place()) && !listed.words.contains(&word) {
            let (word, words) = (word.to_owned(), listed.words);
            return Err(EncodeError::new(param, Refusal::Word { word, words }));
        }
        out.push_str(word);
        Ok(())
    }

    fn read(reader: &mut Reader<'_>, words: &'static [&'static str]) -> Result<Self, Miss> {
        let index = read_choice(reader, words)?;
        Ok(T::from_word_near(words[index], index))
    }
}

/// Writes a word enum that has a syntax of its own: `texts` are those of its words, in order.
///
/// # Errors
/// If the word is not documented.
#[inline]
pub fn write_value<T: Words>(
    out: &mut String,
    value: &T,
    texts: &[&str],
) -> Result<(), EncodeError> {
    match value.place().and_then(|place| texts.get(place)) {
        Some(text) => {
            out.push_str(text);
            Ok(())
        }
        None => Err(undocumented(value.word())),
    }
}

/// Reads a word enum that has a syntax of its own.
///
/// # Errors
/// If the text is none of `texts`.
pub fn read_value<T: Words>(
    reader: &mut Reader<'_>,
    texts: &'static [&'static str],
) -> Result<T, Miss> {
    let place = read_choice(reader, texts)?;
    T::VALUES.get(place).cloned().ok_or(Miss)
}

/// Reads the longest of `words` that stands here, and tells which it is.
///
/// # Errors
/// If none of them does.
pub(super) fn read_choice(
    reader: &mut Reader<'_>,
    words: &'static [&'static str],
) -> Result<usize, Miss> {
    if let Some((index, length)) = reader.longest_of(words) {
        reader.skip(length);
        return Ok(index);
    }
    for word in words {
        reader.miss(Expected::Literal {
            text: word,
            read: 0,
        });
    }
    Err(Miss)
}
