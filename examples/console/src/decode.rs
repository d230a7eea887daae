//! `console decode`: an encoded command to its name and parameters.

use std::str::Utf8Error;

use serde::Serialize;
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::{DecodeError, EncodeError};

/// A decoded command.
#[derive(Serialize)]
pub(crate) struct Decoded {
    command: &'static str,
    params: JsonObject,
}

/// Why a line cannot be decoded.
///
/// | `kind` | |
/// | --- | --- |
/// | `utf8` | the line is not UTF-8 |
/// | `json` | the line starts with a quote and is not a JSON string |
/// | `text` | the line is not a command |
#[derive(Serialize)]
pub(crate) struct Error {
    kind: &'static str,
    /// The position of the error in characters, from 1.
    column: Option<usize>,
    message: String,
}

/// Decodes the command in `line`, which is the command itself or, for one with line breaks, a JSON string.
pub(crate) fn decode(line: &str) -> Result<Decoded, Error> {
    let command = if line.starts_with('"') {
        AnyCommand::decode(&json_string(line)?)
    } else {
        AnyCommand::decode(line)
    }?;
    Ok(Decoded {
        command: command.spec().name,
        params: command.to_params()?,
    })
}

/// Parses a JSON string. `serde_json` reports the position in bytes; the error has it in characters.
fn json_string(line: &str) -> Result<String, Error> {
    serde_json::from_str(line).map_err(|error| {
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        let chars = line.char_indices();
        let read = chars.take_while(|(start, c)| start + c.len_utf8() <= error.column());
        Error {
            kind: "json",
            column: Some(read.count().max(1)),
            message: message.trim_end_matches(&position).to_owned(),
        }
    })
}

impl From<Utf8Error> for Error {
    fn from(error: Utf8Error) -> Self {
        Self {
            kind: "utf8",
            column: None,
            message: error.to_string(),
        }
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self {
            kind: "text",
            column: None,
            message: error.to_string(),
        }
    }
}

impl From<DecodeError> for Error {
    fn from(error: DecodeError) -> Self {
        Self {
            kind: "text",
            column: Some(error.column()),
            message: error.to_string(),
        }
    }
}
