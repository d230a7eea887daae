//! Recordings of conversations in files.

pub(crate) mod recorder;
pub(crate) mod redact;
pub(crate) mod replay;

use std::fmt;
use std::path::Path;
use std::str::FromStr;
use std::time::Duration;

use serde_json::{Value, json};

use crate::error::Error;
use crate::transcript::log::Direction;
use simplex_api::json::JsonObject;

/// The frames between a bot and a server, which can be saved and [replayed](Self::replay).
///
/// A recording contains no passwords: it omits the parameters that are declared as secret, and the parameters of all
/// commands that pass passwords or keys to the server. It also omits private keys and password hashes from answers. It
/// does contain the parameters of custom commands, messages, names and links.
///
/// The file has one JSON object per line: `ms`, the time since the start; `to`, the receiver, `server` or `client`;
/// and `text`, the frame.
///
/// ```
/// use simplex_api_testing::Recording;
///
/// let file = r#"
/// {"ms":0,"to":"server","text":"{\"corrId\":\"1\",\"cmd\":\"/user\"}"}
/// {"ms":3,"to":"client","text":"{\"corrId\":\"1\",\"resp\":{\"type\":\"activeUser\"}}"}
/// "#;
/// let recording: Recording = file.parse().unwrap();
/// assert_eq!(recording.lines().len(), 2);
/// assert_eq!(recording.to_string().trim(), file.trim());
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recording {
    lines: Vec<Line>,
}

/// A frame of a [`Recording`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Line {
    /// The time since the start of the recording.
    pub at: Duration,
    /// The direction.
    pub direction: Direction,
    /// The frame; bytes that are not UTF-8 are replaced.
    pub text: String,
}

impl Line {
    /// A frame without secrets.
    fn redacted(at: Duration, direction: Direction, frame: &str) -> Self {
        let text = match direction {
            Direction::ToServer => redact::redact_request(frame),
            _ => redact::redact_answer(frame),
        };
        Self {
            at,
            direction,
            text,
        }
    }
}

impl Recording {
    /// The frames in order.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Loads a recording from a file.
    ///
    /// # Errors
    /// If the file cannot be read, or is not a recording.
    pub fn load(path: impl AsRef<Path>) -> Result<Self, Error> {
        std::fs::read_to_string(path)?.parse()
    }

    /// Saves the recording to a file.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        Ok(std::fs::write(path, self.to_string())?)
    }
}

/// The frames in order.
impl<'a> IntoIterator for &'a Recording {
    type Item = &'a Line;
    type IntoIter = std::slice::Iter<'a, Line>;

    fn into_iter(self) -> Self::IntoIter {
        self.lines.iter()
    }
}

impl fmt::Display for Recording {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.lines.iter().try_for_each(|line| writeln!(f, "{line}"))
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let to = match self.direction {
            Direction::ToServer => "server",
            _ => "client",
        };
        let text = json!(self.text);
        write!(
            f,
            r#"{{"ms":{},"to":"{to}","text":{text}}}"#,
            self.at.as_millis()
        )
    }
}

impl FromStr for Recording {
    type Err = Error;

    /// Empty lines are skipped.
    fn from_str(text: &str) -> Result<Self, Error> {
        let numbered = text.lines().zip(1..);
        let lines = numbered.filter(|(line, _)| !line.trim().is_empty());
        let read = |(line, number)| {
            read_line(line).map_err(|problem| Error::InvalidLine {
                line: number,
                problem,
            })
        };
        let lines: Result<_, _> = lines.map(read).collect();
        Ok(Self { lines: lines? })
    }
}

fn read_line(line: &str) -> Result<Line, &'static str> {
    let object: JsonObject = serde_json::from_str(line).map_err(|_| "not a JSON object")?;
    let ms = object.get("ms").and_then(Value::as_u64);
    let text = object.get("text").and_then(Value::as_str);
    let direction = match object.get("to").and_then(Value::as_str) {
        Some("server") => Direction::ToServer,
        Some("client") => Direction::FromServer,
        _ => return Err("`to` must be `server` or `client`"),
    };
    Ok(Line {
        at: Duration::from_millis(ms.ok_or("`ms` must be a number")?),
        direction,
        text: text.ok_or("`text` must be a string")?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invalid_lines_are_reported_by_number() {
        for (line, problem) in [
            ("x", "not a JSON object"),
            (r#"{"ms":0,"text":""}"#, "`to` must be `server` or `client`"),
            (r#"{"to":"server","text":""}"#, "`ms` must be a number"),
            (r#"{"ms":0,"to":"client"}"#, "`text` must be a string"),
        ] {
            let file = format!("{{\"ms\":1,\"to\":\"client\",\"text\":\"\"}}\n\n{line}");
            let error = file.parse::<Recording>().unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("invalid line 3 of the recording: {problem}")),
                "{error}"
            );
        }
    }
}
