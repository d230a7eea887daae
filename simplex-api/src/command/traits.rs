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
    message = "`{Self}` has no syntax of its own, so `<str(…)>` cannot encode it",
    label = "needs a syntax",
    note = "give the type a syntax with `#[api_type(syntax = \"…\")]`, or write `<x>` or `<json(x)>` in the command"
)]
pub trait Text: Sized {
    /// The strings that the value can have.
    #[doc(hidden)]
    const PATTERN: &'static [Pattern] = Pattern::ANY;

    /// Appends the encoded value. On error, `out` may contain a part of it.
    ///
    /// # Errors
    /// If it would be read as something else.
    fn write_text(&self, out: &mut String) -> Result<(), EncodeError>;

    /// Reads a value at the position of the reader.
    ///
    /// # Errors
    /// If the string there is something else.
    fn read_text(reader: &mut Reader<'_>) -> Result<Self, Mismatch>;

    /// The encoded value.
    ///
    /// # Errors
    /// If it would be read as something else.
    fn to_text(&self) -> Result<String, EncodeError> {
        let mut text = String::new();
        self.write_text(&mut text)?;
        Ok(text)
    }

    /// Decodes a string that is one value of this type and nothing else.
    ///
    /// # Errors
    /// If it is not. The error names the column and what was expected.
    fn from_text(text: &str) -> Result<Self, DecodeError> {
        let mut reader = Reader::silent(text);
        match Self::read_text(&mut reader) {
            Ok(value) if reader.is_at_end() => Ok(value),
            _ => diagnose(text),
        }
    }
}

/// Reads a string once more, to find out what was expected.
#[cold]
fn diagnose<T: Text>(text: &str) -> Result<T, DecodeError> {
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
    /// The success response. A `chatCmdError` is the error of the request instead.
    type Response: Response;

    /// Name, syntax, parameters, responses and errors, as declared.
    const SPEC: CommandSpec;

    /// The parameters as JSON, under the documentation's names.
    ///
    /// # Errors
    /// If a value has no JSON, such as `NaN`.
    fn to_params(&self) -> Result<JsonObject, EncodeError>;

    /// The command with these parameters, under the documentation's names. Absent parameters have their default.
    ///
    /// # Errors
    /// If a name is unknown, a required parameter is missing, or a value has another shape.
    fn from_params(params: JsonObject) -> Result<Self, ParamsError>;

    /// Appends the encoded command to `out`.
    ///
    /// # Errors
    /// If the server would not read it as it is meant. `out` is then unchanged.
    fn encode_into(&self, out: &mut String) -> Result<(), EncodeError> {
        let start = out.len();
        let result = self.write_text(out);
        if result.is_err() {
            out.truncate(start);
        }
        result
    }

    /// The encoded command.
    ///
    /// # Errors
    /// If the server would not read it as it is meant.
    fn encode(&self) -> Result<String, EncodeError> {
        let mut text = String::with_capacity(self.capacity_hint());
        self.encode_into(&mut text)?;
        Ok(text)
    }

    /// The initial capacity of the string, large enough for most values.
    #[doc(hidden)]
    fn capacity_hint(&self) -> usize {
        DEFAULT_CAPACITY
    }

    /// The encoded command for a server of this version. It differs from [`encode`](Self::encode) only if older servers
    /// have another syntax.
    ///
    /// # Errors
    /// If the server would not read it as it is meant, or does not support a part of it: see
    /// [`EncodeErrorKind::Unsupported`](super::EncodeErrorKind::Unsupported).
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let spec = const { &Self::SPEC };
        Self::newest_release().check(spec, server, || self.to_params())?;
        self.encode_supported(server)
    }

    /// The encoded command for a server that supports all of it.
    #[doc(hidden)]
    fn encode_supported(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let _ = server;
        self.encode()
    }

    /// The release that introduced the newest part of the command, computed once.
    #[doc(hidden)]
    fn newest_release() -> &'static NewestRelease;

    /// Decodes a string that [`encode`](Self::encode) wrote: its exact inverse. It also reads
    ///
    /// - flags with their other value, ` live=off` for `[ live=on]` and ` notify=on` for `[ notify=off]`, in the place of
    ///   the flag;
    /// - numbers with leading zeros, and JSON with spaces in it and around it;
    /// - what [`encode_for`](Self::encode_for) writes for older servers;
    /// - for commands that people type, all spellings that differ only in case and spaces.
    ///
    /// Servers also read strings that the documentation does not mention. These are errors here:
    ///
    /// - the short names `/u`, `/c`, `/fr` and `/fc`;
    /// - omitted parts: `/_create link #1` with the role `member`, and `/_delete @1` for `/_delete @1 full`, also with
    ///   ` notify=on` after it;
    /// - spaces at the end, which servers remove: at the end of a path they would be lost;
    /// - a tab or a line break between parameters, and no space before the JSON of `/_update item`;
    /// - other forms of a value: ` ttl=default`, and ` text …` for a message in JSON.
    ///
    /// # Errors
    /// If the string is not this command. The error names the column and what was expected.
    fn decode(text: &str) -> Result<Self, DecodeError> {
        let usage = const { &Self::SPEC.usage };
        Self::from_text(text).map_err(|error| error.with_usage(usage.iter().copied()))
    }
}

/// The capacity that most commands need, without JSON.
pub const DEFAULT_CAPACITY: usize = 128;
