use super::object_reader::find_near;
use super::{ApiType, JsonReader, JsonWriter};

/// An enum of keywords: each value is a JSON string.
pub trait KeywordEnum: ApiType + Clone + 'static {
    /// The documented keywords.
    const KEYWORDS: &'static [&'static str];

    /// The values of [`KEYWORDS`](Self::KEYWORDS), in the same order.
    const VALUES: &'static [Self];

    /// Alternative keywords, each with an index in [`VALUES`](Self::VALUES).
    #[doc(hidden)]
    const ALIASES: &'static [(&'static str, usize)] = &[];

    /// Whether servers accept only these keywords in commands.
    #[doc(hidden)]
    const CLOSED: bool = false;

    /// The keyword of this value.
    fn keyword(&self) -> &str;

    /// The index of this value in [`VALUES`](Self::VALUES); `None` if it is not documented.
    fn index(&self) -> Option<usize>;

    /// The value of an undocumented keyword.
    fn undocumented(keyword: Box<str>) -> Self;

    /// The value of a keyword, documented or not.
    fn from_keyword(keyword: &str) -> Self {
        match find_near(Self::KEYWORDS, 0, keyword) {
            Some(index) => Self::VALUES[index].clone(),
            None => Self::from_alias(keyword),
        }
    }

    /// The value of a keyword that is not in [`KEYWORDS`](Self::KEYWORDS).
    #[doc(hidden)]
    #[cold]
    fn from_alias(keyword: &str) -> Self {
        let alias = Self::ALIASES.iter().find(|(alias, _)| *alias == keyword);
        match alias.and_then(|(_, index)| Self::VALUES.get(*index)) {
            Some(value) => value.clone(),
            None => Self::undocumented(keyword.into()),
        }
    }
}

/// Reads a keyword.
pub fn read_keyword<E: KeywordEnum>(reader: &mut JsonReader<'_>) -> Option<E> {
    let keyword = reader.string()?;
    let value = E::from_keyword(&keyword);
    if E::CLOSED && reader.is_exact() && value.index().is_none() {
        reader.fail_unknown(E::KEYWORDS);
        return None;
    }
    Some(value)
}

/// Writes a keyword.
pub fn write_keyword<E: KeywordEnum>(value: &E, writer: &mut JsonWriter<'_>) {
    writer.string(value.keyword());
    if E::CLOSED && value.index().is_none() {
        writer.set_unknown_keyword(value.keyword(), E::KEYWORDS);
    }
}
