//! What a command is: an encoded string for the server, and a typed response.
//!
//! [`Command`] is implemented by the [`#[command]`](macro@crate::command) attribute, which reads the
//! notation of the API documentation at compile time. [`Response`] is what the server can answer.

pub(crate) mod availability;
mod const_message;
mod decode;
mod error;
pub(crate) mod params;
pub(crate) mod pattern;
pub(crate) mod response;
mod secrets;
pub(crate) mod set;
pub(crate) mod slot;
pub(crate) mod traits;
mod version;

pub use decode::completion::{Completion, CompletionItem};
pub use decode::error::{DecodeError, UserMessage};
pub use decode::reader::{Mismatch, Read, Reader};
pub use error::{EncodeError, EncodeErrorKind};
pub use params::ParamsError;
pub use response::{RawResponse, Response, ResponseError};
pub use set::{CommandSet, SetCommand};
pub use traits::{Command, Text};
pub use version::{ServerVersion, VersionError};

#[cfg(feature = "bot")]
pub(crate) use decode::case_fold::names;

pub use crate::command_set;
