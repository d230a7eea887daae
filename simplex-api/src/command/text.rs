use super::pattern::Pattern;
use super::{DecodeError, EncodeError, Miss, Reader};

/// A value with a syntax of its own: a command, or a type that commands name as `<str(x)>`.
///
/// Implement it with `syntax = "…"` on [`#[command]`](macro@crate::command) or
/// [`#[api_type]`](macro@crate::api_type).
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no command syntax of its own, so `<str(…)>` cannot write it",
    label = "needs a syntax",
    note = "give the type one with `#[api_type(syntax = \"…\")]`, or write `<x>` or `<json(x)>` in the command"
)]
pub trait Text: Sized {
    /// What the text can be, as far as constants tell.
    #[doc(hidden)]
    const PATTERN: &'static [Pattern] = Pattern::ANY;

    /// Appends the text of the value; may leave a part of it on error.
    ///
    /// # Errors
    /// If the text would read as something else.
    fn write_text(&self, out: &mut String) -> Result<(), EncodeError>;

    /// Reads the value at the position of the reader.
    ///
    /// # Errors
    /// If the text there is not one of this type.
    fn read_text(reader: &mut Reader<'_>) -> Result<Self, Miss>;

    /// The text of the value.
    ///
    /// # Errors
    /// If the text would read as something else.
    fn to_text(&self) -> Result<String, EncodeError> {
        let mut text = String::new();
        self.write_text(&mut text)?;
        Ok(text)
    }

    /// Reads a text that is one value of this type and nothing else.
    ///
    /// # Errors
    /// If it is not; the error names the column and what was expected.
    fn from_text(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::quick(text);
        match Self::read_text(&mut reader) {
            Ok(value) if reader.is_at_end() => Ok(value),
            _ => read_telling(text),
        }
    }
}

/// Reads a text once more, to tell what is missing.
#[cold]
fn read_telling<T: Text>(text: &str) -> Result<T, DecodeError> {
    let mut reader = Reader::new(text);
    match T::read_text(&mut reader) {
        Ok(value) if reader.end().is_ok() => Ok(value),
        _ => Err(reader.error()),
    }
}
