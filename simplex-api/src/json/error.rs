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
    is_cut: bool,
}

/// All that is said of a secret.
const HIDDEN: &str = "the value has another type";

/// What ends the reading of a text.
pub(super) enum Failure {
    /// It is not JSON here. In which way, serde_json tells.
    Syntax,
    /// It is JSON of another shape.
    Shape(String),
}

impl Failure {
    /// The same without what stands there.
    pub(super) fn hide(&mut self) {
        if let Self::Shape(message) = self {
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

    /// The same place, without what stands there.
    pub(crate) fn hidden(mut self) -> Self {
        self.0.message = HIDDEN.to_owned();
        self
    }

    /// The error of decoding `json`, which was read up to byte `end`.
    pub(super) fn new(failure: Failure, end: usize, json: &str) -> Self {
        match failure {
            Failure::Shape(message) => {
                let before = &json.as_bytes()[..end];
                let start = before.iter().rposition(|byte| *byte == b'\n');
                let start = start.map_or(0, |newline| newline + 1);
                let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
                Self::at(message, json, end, (line, end - start))
            }
            Failure::Syntax => match serde_json::from_str::<serde_json::Value>(json) {
                Err(error) => Self::locate(&error, json),
                Ok(_) => Self::new(Failure::Shape("it cannot be read".to_owned()), end, json),
            },
        }
    }

    /// The error of decoding `json` by serde_json.
    #[cold]
    pub(crate) fn locate(error: &serde_json::Error, json: &str) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let position = format!(" at line {line} column {column}");
        let message = text.strip_suffix(&position).unwrap_or(&text).to_owned();
        let end = line_start(json, line) + column;
        // The last byte of broken syntax is the one that should not be there.
        let end = end.saturating_sub(usize::from(error.is_syntax()));
        let mut located = Self::at(message, json, end, (line, column));
        located.0.is_cut = error.is_eof();
        located
    }

    fn at(message: String, json: &str, end: usize, (line, column): (usize, usize)) -> Self {
        Self(Box::new(Details {
            message,
            path: path::path_at(json, end),
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

fn line_start(json: &str, line: usize) -> usize {
    let lines = json.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum()
}
