use super::keywords::ListedKeyword;
use super::reject::undocumented;
use crate::command::decode::failure::Expected;
use crate::command::decode::reader::{Mismatch, Reader};
use crate::command::error::{EncodeError, EncodeErrorKind};
use crate::json::KeywordEnum;

/// One of the keywords `a|b|c`: an enum of keywords, of which the command accepts some.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no keywords, so `a|b|c` cannot choose one",
    label = "expected an enum of keywords",
    note = "declare the enum with `#[api_type]` and variants without fields: the names of the variants are the keywords"
)]
pub trait KeywordChoice: Sized {
    /// All keywords of the enum.
    const KEYWORDS: &'static [&'static str];

    /// Appends the keyword.
    ///
    /// # Errors
    /// If it is not one of `accepted`.
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        accepted: &'static [&'static str],
    ) -> Result<(), EncodeError>;

    /// Reads one of `keywords`.
    ///
    /// # Errors
    /// If the string is something else.
    fn read(reader: &mut Reader<'_>, keywords: &'static [ListedKeyword]) -> Result<Self, Mismatch>;
}

#[diagnostic::do_not_recommend]
impl<T: KeywordEnum> KeywordChoice for T {
    const KEYWORDS: &'static [&'static str] = T::KEYWORDS;

    #[inline]
    fn write(
        &self,
        out: &mut String,
        param: &'static str,
        accepted: &'static [&'static str],
    ) -> Result<(), EncodeError> {
        let keyword = self.keyword();
        if !accepted.contains(&keyword) {
            let keyword = keyword.to_owned();
            let kind = EncodeErrorKind::Keyword { keyword, accepted };
            return Err(EncodeError::new(param, kind));
        }
        out.push_str(keyword);
        Ok(())
    }

    #[inline]
    fn read(reader: &mut Reader<'_>, keywords: &'static [ListedKeyword]) -> Result<Self, Mismatch> {
        read_value(reader, keywords)
    }
}

/// Writes a value of an enum with a syntax of its own: `texts` are the strings of its keywords, in order.
///
/// # Errors
/// If the keyword is not documented.
#[inline]
pub fn write_value<T: KeywordEnum>(
    out: &mut String,
    value: &T,
    texts: &[&str],
) -> Result<(), EncodeError> {
    match value.index().and_then(|index| texts.get(index)) {
        Some(text) => {
            out.push_str(text);
            Ok(())
        }
        None => Err(undocumented(value.keyword())),
    }
}

/// Reads a value of an enum: the longest of `keywords` that comes next.
///
/// # Errors
/// If none of them comes next.
#[inline]
pub fn read_value<T: KeywordEnum>(
    reader: &mut Reader<'_>,
    keywords: &'static [ListedKeyword],
) -> Result<T, Mismatch> {
    let found = if reader.is_human_input() {
        longest_of_human_input(reader, keywords)
    } else {
        let mut keywords = keywords.iter();
        let first = keywords.find(|keyword| reader.rest().starts_with(keyword.text));
        first.map(|keyword| (keyword, keyword.text.len()))
    };
    let Some((keyword, length)) = found else {
        return Err(mismatch_listed(reader, keywords));
    };
    reader.take(length);
    T::VALUES.get(keyword.value).cloned().ok_or(Mismatch)
}

/// The keyword that matches most of the string. Human input can spell a keyword with more or fewer bytes.
fn longest_of_human_input<'w>(
    reader: &Reader<'_>,
    keywords: &'w [ListedKeyword],
) -> Option<(&'w ListedKeyword, usize)> {
    let found = keywords
        .iter()
        .filter_map(|keyword| Some((keyword, reader.match_human_input(keyword.text)?)));
    found.max_by_key(|(keyword, length)| (*length, keyword.position))
}

#[cold]
fn mismatch_listed(reader: &mut Reader<'_>, keywords: &[ListedKeyword]) -> Mismatch {
    let at = |position| {
        let mut keywords = keywords.iter();
        keywords.find(move |keyword| keyword.position == position)
    };
    let in_order = (0..keywords.len()).filter_map(at);
    mismatch_keywords(reader, in_order.map(|keyword| keyword.text))
}

/// A mismatch because none of `keywords` comes next.
#[cold]
pub(super) fn mismatch_keywords(
    reader: &mut Reader<'_>,
    keywords: impl IntoIterator<Item = &'static str>,
) -> Mismatch {
    for text in keywords {
        reader.mismatch(Expected::Literal { text, read: 0 });
    }
    Mismatch
}
