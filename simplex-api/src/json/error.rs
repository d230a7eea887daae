use std::fmt;

use super::path;

/// Why a JSON text could not be decoded, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    message: String,
    path: String,
    line: usize,
    column: usize,
}

/// How an error inside an object that was read again says its path: through serde only text can pass.
const NESTED: (&str, &str) = ("in `", "`: ");

impl JsonError {
    /// What is wrong, for example ``missing member `itemId` ``.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The path of the value, for example `chatItems[0].chatItem.meta`; empty for the whole text.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, from 1; 0 if the error is not about a text.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column in bytes, from 1, of the last byte that was read. If a union's tag did not come first, errors
    /// inside of it are found at its end.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// The same place, without what stands there.
    pub(crate) fn hidden(mut self) -> Self {
        self.0.message = "the value has another type".to_owned();
        self
    }

    /// The error of decoding `json`.
    #[cold]
    pub(crate) fn locate(error: &serde_json::Error, json: &str) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let position = format!(" at line {line} column {column}");
        let message = text.strip_suffix(&position).unwrap_or(&text);
        let (inner, message) = split_nested(message);
        let end = line_start(json, line) + column;
        // The last byte of broken syntax is the one that should not be there.
        let end = end.saturating_sub(usize::from(error.is_syntax()));
        let mut path = path::path_at(json, end);
        path::join(&mut path, inner);
        Self(Box::new(Details {
            message: message.to_owned(),
            path,
            line,
            column,
        }))
    }

    /// The message for the error around this one, from which [`locate`](Self::locate) takes the path.
    pub(crate) fn nested(&self) -> String {
        if self.path().is_empty() {
            return self.message().to_owned();
        }
        let (before, after) = NESTED;
        format!("{before}{}{after}{}", self.path(), self.message())
    }
}

impl fmt::Display for JsonError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path().is_empty() {
            write!(f, "`{}`: ", self.path())?;
        }
        let (line, column) = (self.line(), self.column());
        write!(f, "{} (line {line}, column {column})", self.message())
    }
}

impl std::error::Error for JsonError {}

/// The path of a [nested](JsonError::nested) message and the message proper.
fn split_nested(message: &str) -> (&str, &str) {
    let nested = message.strip_prefix(NESTED.0);
    nested
        .and_then(|rest| rest.split_once(NESTED.1))
        .unwrap_or(("", message))
}

fn line_start(json: &str, line: usize) -> usize {
    let lines = json.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}
