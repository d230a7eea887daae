//! What a command is: text to the server, a typed answer back.
//!
//! [`Command`] is implemented by the [`#[command]`](macro@crate::command) attribute, which reads the
//! notation of the API documentation at compile time. [`Response`] is what can be answered.

mod apart;
#[doc(hidden)]
pub mod collision;
mod continuation;
#[doc(hidden)]
pub mod dispatch;
mod error;
mod failure;
mod message;
mod newer;
mod params;
#[doc(hidden)]
pub mod pattern;
mod reader;
pub(crate) mod response;
mod secrets;
mod set;
#[doc(hidden)]
pub mod slot;
mod telling;
mod text;
mod typing;
mod version;

pub use continuation::{Continuation, Next};
pub use error::{Advice, DecodeError, EncodeError, Refusal};
#[doc(hidden)]
pub use newer::Newest;
pub use params::ParamsError;
#[doc(hidden)]
pub use params::{Foreign, Param, Params};
pub use reader::{Miss, Read, Reader};
pub use response::{RawResponse, Response, ResponseError};
pub use set::{CommandSet, SetMember};
#[doc(hidden)]
pub use set::{Entry, SetItem, SetPart};
pub use text::Text;
#[cfg(feature = "bot")]
pub(crate) use typing::names;
pub use version::{ServerVersion, VersionError};

pub use crate::command_set;
use crate::json::JsonObject;

use crate::spec::CommandSpec;

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
        let mut text = String::with_capacity(self.room());
        self.encode_into(&mut text)?;
        Ok(text)
    }

    /// The bytes to begin the text with, so that it need not grow.
    #[doc(hidden)]
    fn room(&self) -> usize {
        ROOM
    }

    /// The text of the command for a server of this version: the same as [`encode`](Self::encode), unless
    /// older servers take another.
    ///
    /// # Errors
    /// If the server would not read back what was meant, or is too old for a part of it: see
    /// [`Refusal::Newer`].
    fn encode_for(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let spec = const { &Self::SPEC };
        Self::newest().refuse(spec, server, || self.to_params())?;
        self.encode_known(server)
    }

    /// The text for a server that knows all of the command.
    #[doc(hidden)]
    fn encode_known(&self, server: &ServerVersion) -> Result<String, EncodeError> {
        let _ = server;
        self.encode()
    }

    /// Where the release that brought the newest part of the command is kept, once it is found.
    #[doc(hidden)]
    fn newest() -> &'static Newest;

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
pub const ROOM: usize = 128;
