use std::fmt;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::path;
use crate::excerpt;

/// Why a JSON text could not be decoded, and where.
///
/// It is safe to log: of the text it contains names, kinds, numbers and booleans, but no strings, which may be the text
/// of a message or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    message: String,
    path: String,
    line: usize,
    column: usize,
    is_truncated: bool,
}

/// The message of an error in a secret.
const REDACTED: &str = "the value has another type";

/// A failure and its position.
pub(super) struct FailureAt {
    failure: Failure,
    position: usize,
    /// The maximum number of objects and lists in the path: the path does not lead into a secret.
    max_depth: usize,
}

/// Why the reading of a text ends.
pub(super) enum Failure {
    /// The text is not JSON. The details come from `serde_json`.
    Syntax,
    /// The text is JSON of another shape.
    Shape(String),
}

impl FailureAt {
    pub(super) fn new(failure: Failure, position: usize) -> Self {
        Self {
            failure,
            position,
            max_depth: usize::MAX,
        }
    }

    /// Removes the found value, which is part of a secret inside of `depth` objects and lists.
    pub(super) fn redact(&mut self, depth: usize) {
        self.max_depth = self.max_depth.min(depth);
        if let Failure::Shape(message) = &mut self.failure {
            *message = REDACTED.to_owned();
        }
    }
}

impl JsonError {
    /// The problem, for example ``missing field `itemId` ``.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The path of the value, for example `chatItems[0].chatItem.meta`; empty for the whole text.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// The line, starting at 1; 0 if the error does not refer to a text.
    pub fn line(&self) -> usize {
        self.0.line
    }

    /// The column of the last byte that was read, in bytes and starting at 1.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Whether the text is the start of JSON.
    pub(crate) fn is_truncated(&self) -> bool {
        self.0.is_truncated
    }

    /// Removes message and path: the whole text is a secret.
    pub(crate) fn redacted(mut self) -> Self {
        self.0.message = REDACTED.to_owned();
        self.0.path.clear();
        self
    }

    /// The error of decoding `json`.
    pub(super) fn new(failure: FailureAt, json: &str) -> Self {
        let FailureAt {
            failure,
            position: end,
            max_depth,
        } = failure;
        match failure {
            Failure::Shape(message) => {
                let before = &json.as_bytes()[..end];
                let start = before.iter().rposition(|byte| *byte == b'\n');
                let start = start.map_or(0, |newline| newline + 1);
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                Self::at(message, json, (end, max_depth), (line, end - start))
            }
            Failure::Syntax => match syntax_error(json) {
                Some(error) => Self::from_serde_within(&error, json, max_depth),
                None => {
                    let failure = Failure::Shape("it cannot be read".to_owned());
                    let failure = FailureAt {
                        failure,
                        position: end,
                        max_depth,
                    };
                    Self::new(failure, json)
                }
            },
        }
    }

    /// The error of decoding `json` with `serde_json`.
    pub(crate) fn from_serde(error: &serde_json::Error, json: &str) -> Self {
        Self::from_serde_within(error, json, usize::MAX)
    }

    #[cold]
    fn from_serde_within(error: &serde_json::Error, json: &str, max_depth: usize) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let position = format!(" at line {line} column {column}");
        let message = text.strip_suffix(&position).unwrap_or(&text);
        let message = excerpt(message).to_string();
        let end = line_start(json, line) + column;
        // The column of a syntax error is after the invalid byte.
        let end = end.saturating_sub(usize::from(error.is_syntax()));
        let mut located = Self::at(message, json, (end, max_depth), (line, column));
        located.0.is_truncated = error.is_eof();
        located
    }

    fn at(
        message: String,
        json: &str,
        (end, max_depth): (usize, usize),
        (line, column): (usize, usize),
    ) -> Self {
        Self(Box::new(Details {
            message,
            path: excerpt(&path::path_at(json, end, max_depth)).to_string(),
            line,
            column,
            is_truncated: false,
        }))
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

/// The error of `serde_json` for a text. A syntax error is preferred to an earlier value that [`Value`] cannot represent,
/// such as a number out of range.
fn syntax_error(json: &str) -> Option<serde_json::Error> {
    let position = |error: &serde_json::Error| (error.line(), error.column());
    let error = serde_json::from_str::<Value>(json).err()?;
    let syntax = serde_json::from_str::<IgnoredAny>(json).err();
    let later = syntax.filter(|syntax| position(syntax) > position(&error));
    Some(later.unwrap_or(error))
}

fn line_start(json: &str, line: usize) -> usize {
    let lines = json.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}
