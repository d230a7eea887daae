//! Commands: an encoded string for the server, and a typed response.
//!
//! The [`#[command]`](macro@crate::command) attribute implements [`Command`]: at compile time it reads the notation of the
//! API documentation. [`Response`] is what the server can answer.

pub(crate) mod availability;
mod const_message;
mod decode;
mod error;
pub(crate) mod params;
pub(crate) mod pattern;
mod quote_marks;
pub(crate) mod response;
mod rules;
mod secrets;
pub(crate) mod set;
pub(crate) mod slot;
pub(crate) mod traits;
pub(crate) mod version;

pub use decode::completion::{Completion, CompletionItem};
pub use decode::error::{DecodeError, UserMessage};
pub use decode::reader::{Mismatch, ReadFn, Reader};
pub use error::{EncodeError, EncodeErrorKind};
pub use params::ParamsError;
pub use response::{RawResponse, Response, ResponseError};
pub use set::{CommandSet, SetCommand};
pub use traits::{Command, Text};
pub use version::{ServerVersion, VersionError};

#[cfg(feature = "bot")]
pub(crate) use decode::case_fold::is_name_of;

pub use crate::command_set;
