use std::fmt;

use serde::de::IgnoredAny;
use serde_json::Value;

use super::path;
use crate::excerpt;

/// Why a JSON text could not be decoded, and where.
///
/// It can be logged: of what a server sends it tells names and kinds, never a string, which can be the text of a
/// message or a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JsonError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    message: String,
    path: String,
    line: usize,
    column: usize,
    is_cut: bool,
}

/// All that is said of a secret.
const HIDDEN: &str = "the value has another type";

/// What ends the reading of a text, and where.
pub(super) struct Stop {
    pub(super) failure: Failure,
    pub(super) at: usize,
    /// How many objects and lists the path goes through: what is inside of a secret is not told.
    pub(super) depth: usize,
}

/// Why the reading of a text ends.
pub(super) enum Failure {
    /// It is not JSON here. In which way, `serde_json` tells.
    Syntax,
    /// It is JSON of another shape.
    Shape(String),
}

impl Stop {
    pub(super) fn new(failure: Failure, at: usize) -> Self {
        Self {
            failure,
            at,
            depth: usize::MAX,
        }
    }

    /// The same without what stands there, which is inside of a secret with `depth` objects and lists around it.
    pub(super) fn hide(&mut self, depth: usize) {
        self.depth = self.depth.min(depth);
        if let Failure::Shape(message) = &mut self.failure {
            *message = HIDDEN.to_owned();
        }
    }
}

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

    /// The column in bytes, from 1, of the last byte that was read.
    pub fn column(&self) -> usize {
        self.0.column
    }

    /// Whether the text is the beginning of JSON.
    pub(crate) fn is_cut(&self) -> bool {
        self.0.is_cut
    }

    /// The same line and column, without what stands there: all of the text is a secret.
    pub(crate) fn hidden(mut self) -> Self {
        self.0.message = HIDDEN.to_owned();
        self.0.path.clear();
        self
    }

    /// The error of decoding `json`.
    pub(super) fn new(stop: Stop, json: &str) -> Self {
        let Stop {
            failure,
            at: end,
            depth,
        } = stop;
        match failure {
            Failure::Shape(message) => {
                let before = &json.as_bytes()[..end];
                let start = before.iter().rposition(|byte| *byte == b'\n');
                let start = start.map_or(0, |newline| newline + 1);
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                Self::at(message, json, (end, depth), (line, end - start))
            }
            Failure::Syntax => match syntax_error(json) {
                Some(error) => Self::locate_within(&error, json, depth),
                None => {
                    let failure = Failure::Shape("it cannot be read".to_owned());
                    Self::new(Stop { failure, ..stop }, json)
                }
            },
        }
    }

    /// The error of decoding `json` by `serde_json`.
    pub(crate) fn locate(error: &serde_json::Error, json: &str) -> Self {
        Self::locate_within(error, json, usize::MAX)
    }

    #[cold]
    fn locate_within(error: &serde_json::Error, json: &str, depth: usize) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let position = format!(" at line {line} column {column}");
        let message = text.strip_suffix(&position).unwrap_or(&text);
        let message = excerpt(message).to_string();
        let end = line_start(json, line) + column;
        // The last byte of broken syntax is the one that should not be there.
        let end = end.saturating_sub(usize::from(error.is_syntax()));
        let mut located = Self::at(message, json, (end, depth), (line, column));
        located.0.is_cut = error.is_eof();
        located
    }

    fn at(
        message: String,
        json: &str,
        (end, depth): (usize, usize),
        (line, column): (usize, usize),
    ) -> Self {
        Self(Box::new(Details {
            message,
            path: excerpt(&path::path_at(json, end, depth)).to_string(),
            line,
            column,
            is_cut: false,
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

/// What `serde_json` says of a text. What it has no value for, as a number out of range, is not the mistake if there is
/// one of syntax behind it.
fn syntax_error(json: &str) -> Option<serde_json::Error> {
    let place = |error: &serde_json::Error| (error.line(), error.column());
    let error = serde_json::from_str::<Value>(json).err()?;
    let syntax = serde_json::from_str::<IgnoredAny>(json).err();
    let behind = syntax.filter(|syntax| place(syntax) > place(&error));
    Some(behind.unwrap_or(error))
}

fn line_start(json: &str, line: usize) -> usize {
    let lines = json.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}
