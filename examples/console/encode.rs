//! `{"command": …, "params": …}` to the text of a command.

use std::str::Utf8Error;

use serde::{Deserialize, Serialize};
use simplex_api::command::{CommandSet, EncodeError, ParamsError};
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::spec::FieldSpec;

use crate::once::{Params, Twice};
use crate::{nearest, words};

/// A line of input. Parameters that are left out have their default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    command: String,
    #[serde(default)]
    params: Params,
}

/// What is wrong with a line.
///
/// | `kind` | |
/// | --- | --- |
/// | `utf8` | the line is not UTF-8 |
/// | `json` | the line is not JSON, or not such an object |
/// | `command` | there is no such command |
/// | `param` | a parameter is unknown, missing, given twice, or of another shape |
/// | `value` | the server would not take the value, or read something else |
#[derive(Serialize)]
pub(crate) struct Error {
    kind: &'static str,
    /// The parameter, where it is about one.
    param: Option<String>,
    message: String,
}

/// The text of the command in `line`.
pub(crate) fn encode(line: &str) -> Result<String, Error> {
    let Request { command, params } = serde_json::from_str(line)?;
    let Params {
        object: params,
        twice,
    } = params;
    let member = AnyCommand::COMMANDS
        .iter()
        .find(|member| member.spec.name == command)
        .ok_or_else(|| Error::unknown_command(&command))?;
    if let Some(error) = unknown_param(member.spec.params, &params) {
        return Err(error);
    }
    if let Some(twice) = twice {
        return Err(twice.into());
    }
    if let Some(word) = words::unknown(member.spec.params, &params) {
        return Err(Error {
            kind: "value",
            param: Some(word.param.to_owned()),
            message: word.to_string(),
        });
    }
    Ok(member.from_params(params)?.encode()?)
}

/// A name that no parameter has. Looked for first: a mistyped name also leaves another one missing.
fn unknown_param(known: &[FieldSpec], params: &JsonObject) -> Option<Error> {
    let known = known.iter();
    let known = known.flat_map(|param| [Some(param.name), param.alias].into_iter().flatten());
    let known: Vec<_> = known.collect();
    let name = params.keys().find(|name| !known.contains(&name.as_str()))?;
    let hint = match nearest::nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "the command has none".to_owned(),
        None => format!("expected one of `{}`", known.join("`, `")),
    };
    Some(Error {
        kind: "param",
        param: Some(name.to_owned()),
        message: format!("unknown parameter `{name}`, {hint}"),
    })
}

impl Error {
    fn plain(kind: &'static str, message: impl ToString) -> Self {
        Self {
            kind,
            param: None,
            message: message.to_string(),
        }
    }

    fn unknown_command(name: &str) -> Self {
        let known = AnyCommand::COMMANDS.iter().map(|member| member.spec.name);
        let hint = match nearest::nearest(name, known) {
            Some(near) => format!(", did you mean `{near}`?"),
            None => String::new(),
        };
        Self::plain("command", format!("unknown command `{name}`{hint}"))
    }
}

impl From<Utf8Error> for Error {
    fn from(error: Utf8Error) -> Self {
        Self::plain("utf8", error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::plain("json", error)
    }
}

impl From<Twice> for Error {
    fn from(twice: Twice) -> Self {
        let message = twice.message();
        Self {
            kind: "param",
            param: Some(twice.param),
            message,
        }
    }
}

impl From<ParamsError> for Error {
    fn from(error: ParamsError) -> Self {
        Self {
            kind: "param",
            param: Some(error.param().to_owned()),
            message: error.to_string(),
        }
    }
}

impl From<EncodeError> for Error {
    fn from(error: EncodeError) -> Self {
        Self {
            kind: "value",
            param: Some(error.param().to_owned()),
            message: error.to_string(),
        }
    }
}
