//! The text of a command to its name and parameters.

use std::str::Utf8Error;

use serde::Serialize;
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::{DecodeError, EncodeError};

/// A command that was read.
#[derive(Serialize)]
pub(crate) struct Decoded {
    command: &'static str,
    params: JsonObject,
}

/// What is wrong with a line.
///
/// | `kind` | |
/// | --- | --- |
/// | `utf8` | the line is not UTF-8 |
/// | `json` | the line begins as a JSON string and is none |
/// | `text` | the text is not one of any command |
#[derive(Serialize)]
pub(crate) struct Error {
    kind: &'static str,
    /// Where it stops to make sense, as a count of characters from 1.
    column: Option<usize>,
    message: String,
}

/// The command in `line`: as it stands, or as a JSON string, which can have line breaks.
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

/// The text of a JSON string. What `serde_json` tells of a place counts bytes.
fn json_string(line: &str) -> Result<String, Error> {
    serde_json::from_str(line).map_err(|error| {
        let place = format!(" at line {} column {}", error.line(), error.column());
        let message = error.to_string();
        let read = &line[..line.floor_char_boundary(error.column())];
        Error {
            kind: "json",
            column: Some(read.chars().count().max(1)),
            message: message.trim_end_matches(&place).to_owned(),
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
