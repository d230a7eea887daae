//! The traits of values with a syntax: [`Text`], and [`Command`] for those that are sent.

use super::availability::NewestRelease;
use super::decode::error::DecodeError;
use super::decode::reader::{Mismatch, Reader};
use super::error::EncodeError;
use super::params::ParamsError;
use super::pattern::Pattern;
use super::response::Response;
use super::version::ServerVersion;
use crate::json::JsonObject;
use crate::spec::CommandSpec;

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
    fn read_text(reader: &mut Reader<'_>) -> Result<Self, Mismatch>;

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

/// A command of the chat server.
///
/// Implement it with the [`#[command]`](macro@crate::command) attribute.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a command",
    note = "declare it with `#[command(syntax = \"…\")]`"
)]
pub trait Command: Text {
    /// What the server answers on success. A `chatCmdError` is the error of the request instead.
    type Response: Response;

    /// Name, syntax, parameters, responses and errors as declared.
    const SPEC: CommandSpec;

    /// The parameters as JSON, under the documentation's names.
    ///
    /// # Errors
    /// If a value has no JSON, as `NaN` and infinity have none.
    fn to_params(&self) -> Result<JsonObject, EncodeError>;

    /// The command with these parameters, under the documentation's names. Absent ones have their
    /// default.
    ///
    /// # Errors
    /// If a name is unknown, a required parameter is missing, or a value has another shape.
    fn from_params(params: JsonObject) -> Result<Self, ParamsError>;

    /// Appends the text of the command to `out`.
    ///
    /// # Errors
    /// If the server would not read back what was meant. `out` is then as it was before.
    fn encode_into(&self, out: &mut String) -> Result<(), EncodeError> {
        let start = out.len();
        let result = self.write_text(out);
        if result.is_err() {
            out.truncate(start);
        }
        result
    }

    /// The text of the command.
    ///
    /// # Errors
    /// If the server would not read back what was meant.
    fn encode(&self) -> Result<String, EncodeError> {
        let mut text = String::with_capacity(self.capacity_hint());
        self.encode_into(&mut text)?;
        Ok(text)
    }

    /// The bytes to begin the text with, so that it need not grow.
    #[doc(hidden)]
    fn capacity_hint(&self) -> usize {
        DEFAULT_CAPACITY
    }

    /// The text of the command for a server of this version: the same as [`encode`](Self::encode), unless
    /// older servers take another.
    ///
    /// # Errors
    /// If the server would not read back what was meant, or is too old for a part of it: see
    /// [`EncodeErrorKind::Unsupported`](super::EncodeErrorKind::Unsupported).
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let spec = const { &Self::SPEC };
        Self::newest_release().refuse(spec, server, || self.to_params())?;
        self.encode_supported(server)
    }

    /// The text for a server that knows all of the command.
    #[doc(hidden)]
    fn encode_supported(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let _ = server;
        self.encode()
    }

    /// Where the release that brought the newest part of the command is kept, once it is found.
    #[doc(hidden)]
    fn newest_release() -> &'static NewestRelease;

    /// Reads a text that [`encode`](Self::encode) wrote, its exact inverse. Besides these it reads
    ///
    /// - flags spelled out, ` live=off` for `[ live=on]` and ` notify=on` for `[ notify=off]`, where the flag stands;
    /// - numbers with zeros in front, and JSON with blanks in it and around it;
    /// - what [`encode_for`](Self::encode_for) writes for older servers;
    /// - of a command that people type, whatever they take for the same.
    ///
    /// A server reads more, which has no place in the documented lines and is not read here:
    ///
    /// - the short names `/u`, `/c`, `/fr` and `/fc`;
    /// - what is left out though the line has it always: `/_create link #1` stands for the role `member`, and
    ///   `/_delete @1` for `/_delete @1 full`, also with ` notify=on` after it;
    /// - blanks at the end, which it takes off: at the end of a path they would be lost;
    /// - a tab or a line break for a blank between parameters, and no blank before the JSON of `/_update item`;
    /// - other forms of a value: ` ttl=default`, and ` text …` for a message in JSON.
    ///
    /// # Errors
    /// If the text is not one of this command; the error names the column and what was expected.
    fn decode(text: &str) -> Result<Self, DecodeError> {
        let usage = const { &Self::SPEC.usage };
        Self::from_text(text).map_err(|error| error.with_usage(usage.iter().copied()))
    }
}

/// What most commands need beside JSON.
#[doc(hidden)]
pub const DEFAULT_CAPACITY: usize = 128;
