use simplex_api::types::Format;

/// A format at the start of a text.
pub(super) struct ParsedFormat<'a> {
    pub(super) format: Format,
    /// The text with this format, if it is not the whole source.
    pub(super) shown: Option<&'a str>,
    /// The length of the source in bytes.
    pub(super) length: usize,
}
