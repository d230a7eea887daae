use super::refuse::undocumented;
use super::words::{Places, Word};
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::{EncodeError, EncodeErrorKind};
use crate::json::KeywordEnum;

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
    fn read(reader: &mut Reader<'_>, words: &'static [Word]) -> Result<Self, Mismatch>;
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
        let listed = Places::of(words);
        let mut places = 0;
        let mut place = 0;
        while place < all.len() && place < u128::BITS as usize {
            if listed.has(all[place]) {
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
impl<T: KeywordEnum> Choice for T {
    const WORDS: &'static [&'static str] = T::KEYWORDS;

    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        listed: Listed,
    ) -> Result<(), EncodeError> {
        let word = self.keyword();
        if !listed.has(self.index()) && !listed.words.contains(&word) {
            let kind = EncodeErrorKind::Keyword {
                keyword: word.to_owned(),
                accepted: listed.words,
            };
            return Err(EncodeError::new(param, kind));
        }
        out.push_str(word);
        Ok(())
    }

    #[inline]
    fn read(reader: &mut Reader<'_>, words: &'static [Word]) -> Result<Self, Mismatch> {
        read_value(reader, words)
    }
}

/// Writes a word enum that has a syntax of its own: `texts` are those of its words, in order.
///
/// # Errors
/// If the word is not documented.
#[inline]
pub fn write_value<T: KeywordEnum>(
    out: &mut String,
    value: &T,
    texts: &[&str],
) -> Result<(), EncodeError> {
    match value.index().and_then(|place| texts.get(place)) {
        Some(text) => {
            out.push_str(text);
            Ok(())
        }
        None => Err(undocumented(value.keyword())),
    }
}

/// Reads a word enum that has a syntax of its own: `texts` are those of its words.
///
/// # Errors
/// If the text is none of them.
#[inline]
pub fn read_value<T: KeywordEnum>(
    reader: &mut Reader<'_>,
    texts: &'static [Word],
) -> Result<T, Mismatch> {
    let place = read_choice(reader, texts)?;
    T::VALUES.get(place).cloned().ok_or(Mismatch)
}

/// Reads the longest of `words` that stands here, and tells its place in the enum. Inlined always, since then the words
/// are known.
#[inline(always)]
fn read_choice(reader: &mut Reader<'_>, words: &'static [Word]) -> Result<usize, Mismatch> {
    let found = if reader.is_typed() {
        longest_typed(reader, words)
    } else {
        first(reader.rest().as_bytes(), words)
    };
    let Some((word, length)) = found else {
        return Err(miss_listed(reader, words));
    };
    reader.take(length);
    Ok(word.place)
}

/// The first of `words` that `text` begins with, and its length.
#[inline]
fn first<'w>(text: &[u8], words: &'w [Word]) -> Option<(&'w Word, usize)> {
    let is_there = |word: &&Word| match word.text.as_bytes() {
        // Mostly the first byte is another one, or the only one: there is no call for each.
        [first, others @ ..] => text.split_first().is_some_and(|(there, rest)| {
            there == first && (others.is_empty() || rest.starts_with(others))
        }),
        [] => true,
    };
    let word = words.iter().find(is_there)?;
    Some((word, word.text.len()))
}

/// The one of `words` that most of the text stands for, which people may have spelled with more bytes or less.
#[inline(never)]
fn longest_typed<'w>(reader: &Reader<'_>, words: &'w [Word]) -> Option<(&'w Word, usize)> {
    let there = |word: &'w Word| Some((word, reader.length_typed(word.text)?));
    let there = words.iter().filter_map(there);
    there.max_by_key(|(word, length)| (*length, word.listed))
}

#[cold]
#[inline(never)]
fn miss_listed(reader: &mut Reader<'_>, words: &[Word]) -> Mismatch {
    let listed = |place| words.iter().find(move |word| word.listed == place);
    let listed = (0..words.len()).filter_map(listed);
    miss_words(reader, listed.map(|word| word.text))
}

/// A miss because none of `words` stands here.
#[cold]
pub(super) fn miss_words(
    reader: &mut Reader<'_>,
    words: impl IntoIterator<Item = &'static str>,
) -> Mismatch {
    if reader.tells() {
        for text in words {
            reader.miss(Expected::Literal { text, read: 0 });
        }
    }
    Mismatch
}
