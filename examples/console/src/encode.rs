//! `console encode`: `{"command": …, "params": …}` to an encoded command.

use std::str::Utf8Error;

use serde::{Deserialize, Serialize};
use simplex_api::command::{CommandSet, EncodeError, ParamsError};
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api::spec::FieldSpec;

use crate::duplicates::{DuplicateName, Params};
use crate::{keywords, suggest};

/// A line of input. Missing parameters have their default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    command: String,
    #[serde(default)]
    params: Params,
}

/// Why a line cannot be encoded.
///
/// | `kind` | |
/// | --- | --- |
/// | `utf8` | the line is not UTF-8 |
/// | `json` | the line is not JSON, or not an object of this form |
/// | `command` | no command has this name |
/// | `param` | a parameter is unknown, missing, given twice, or has the wrong type |
/// | `value` | the server would reject the value, or read it as something else |
#[derive(Debug, Serialize)]
pub struct Error {
    kind: &'static str,
    /// The parameter with the error, if it is about one.
    param: Option<String>,
    message: String,
}

/// Encodes the command in `line`.
///
/// # Errors
/// If the line is not a request, or the command cannot be encoded.
pub fn encode(line: &str) -> Result<String, Error> {
    let Request { command, params } = serde_json::from_str(line)?;
    let Params {
        object: params,
        duplicate,
    } = params;
    let member = AnyCommand::COMMANDS
        .iter()
        .find(|member| member.spec.name == command)
        .ok_or_else(|| Error::unknown_command(&command))?;
    if let Some(error) = unknown_param(member.spec.params, &params) {
        return Err(error);
    }
    if let Some(duplicate) = duplicate {
        return Err(duplicate.into());
    }
    if let Some(unknown) = keywords::find_unknown(member.spec.params, &params) {
        return Err(Error {
            kind: "value",
            param: Some(unknown.param.to_owned()),
            message: unknown.to_string(),
        });
    }
    Ok(member.from_params(params)?.encode()?)
}

/// The error for a name that is not a parameter. Checked first, because a misspelled name also leaves a parameter missing.
fn unknown_param(known: &[FieldSpec], params: &JsonObject) -> Option<Error> {
    let known = known.iter();
    let known = known.flat_map(|param| [Some(param.name), param.alias].into_iter().flatten());
    let known: Vec<_> = known.collect();
    let name = params.keys().find(|name| !known.contains(&name.as_str()))?;
    let hint = match suggest::closest(name, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None if known.is_empty() => "the command has no parameters".to_owned(),
        None => format!("expected one of `{}`", known.join("`, `")),
    };
    Some(Error {
        kind: "param",
        param: Some(name.to_owned()),
        message: format!("unknown parameter `{name}`, {hint}"),
    })
}

impl Error {
    fn without_param(kind: &'static str, message: impl ToString) -> Self {
        Self {
            kind,
            param: None,
            message: message.to_string(),
        }
    }

    fn unknown_command(name: &str) -> Self {
        let known = AnyCommand::COMMANDS.iter().map(|member| member.spec.name);
        let hint = match suggest::closest(name, known) {
            Some(near) => format!(", did you mean `{near}`?"),
            None => String::new(),
        };
        Self::without_param("command", format!("unknown command `{name}`{hint}"))
    }
}

impl From<Utf8Error> for Error {
    fn from(error: Utf8Error) -> Self {
        Self::without_param("utf8", error)
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::without_param("json", error)
    }
}

impl From<DuplicateName> for Error {
    fn from(duplicate: DuplicateName) -> Self {
        let message = duplicate.message();
        Self {
            kind: "param",
            param: Some(duplicate.param),
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
