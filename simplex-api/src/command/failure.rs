//! Why a text cannot be read: what was missing, and where.

use super::{DecodeError, EncodeError, typing};

/// How many alternatives a failure lists at most.
const MOST_EXPECTED: usize = 8;

/// The furthest place at which something was missing: what stands there is the mistake.
#[derive(Debug, Default)]
pub(super) struct Failure {
    pub(super) position: usize,
    expected: [Option<Expected>; MOST_EXPECTED],
    pub(super) detail: Option<String>,
    /// All of the text was understood, and refused: that is the mistake, wherever else something is missing.
    pub(super) refused: bool,
    /// The text that is always the same at the beginning of a command is missing. What stands behind it is then
    /// unknown, and may be the secret of a command that was meant.
    pub(super) in_head: bool,
}

/// What could have stood at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Expected {
    /// A text, of which so many bytes were there.
    Literal {
        text: &'static str,
        read: usize,
    },
    Param {
        param: &'static str,
        what: &'static str,
    },
    End,
}

/// How much of the text an error shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Nothing,
    /// One word: what stands behind it may be a secret.
    Word,
    Text,
}

impl Failure {
    /// Notes what could have stood at `position`.
    pub(super) fn add(&mut self, position: usize, expected: Expected) {
        if self.refused {
            return;
        }
        if position > self.position {
            *self = Self {
                position,
                ..Self::default()
            };
        }
        if position == self.position
            && !self.expected.contains(&Some(expected))
            && let Some(free) = self.expected.iter_mut().find(|e| e.is_none())
        {
            *free = Some(expected);
        }
    }

    /// Notes that the value at `position` is refused, unless another was before.
    pub(super) fn refuse(&mut self, position: usize, error: &EncodeError) {
        if self.refused {
            return;
        }
        let (param, what) = (error.param(), "another value");
        let mut expected = [None; MOST_EXPECTED];
        expected[0] = Some(Expected::Param { param, what });
        *self = Self {
            position,
            expected,
            detail: Some(error.refusal().to_string()),
            refused: true,
            in_head: false,
        };
    }

    /// The error in `text`.
    pub(super) fn error(&self, text: &str, show: Show) -> DecodeError {
        let (before, found) = text.split_at(self.position);
        let expected = self.expected.iter().flatten();
        let mut expected: Vec<_> = expected.map(Expected::describe).collect();
        let detail = self.detail.as_ref().filter(|_| show != Show::Nothing);
        if let (Some(last), Some(detail)) = (expected.last_mut(), detail) {
            last.push_str(&format!(" ({detail})"));
        }
        let shown = match show {
            Show::Nothing => "…",
            Show::Text if !self.in_head => found,
            Show::Word | Show::Text => first_word(found),
        };
        DecodeError {
            column: before.chars().count() + 1,
            expected,
            found: (!found.is_empty()).then(|| shown.chars().take(20).collect()),
            usage: Vec::new(),
        }
    }
}

impl Expected {
    fn describe(&self) -> String {
        match self {
            Self::Literal { text, read: 0 } => format!("`{text}`"),
            Self::Literal { text, read } => {
                let (there, rest) = text.split_at_checked(*read).unwrap_or(("", text));
                match there.trim() {
                    "" => format!("`{rest}`"),
                    _ => format!("`{rest}` of `{text}`"),
                }
            }
            Self::Param { param: "", what } => (*what).to_owned(),
            Self::Param { param, what } => format!("{what} for `{param}`"),
            Self::End => "the end of the text".to_owned(),
        }
    }
}

/// The text up to the first blank, or the blank.
fn first_word(text: &str) -> &str {
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, c)| typing::is_blank(*c));
    match text.chars().next() {
        Some(blank) if typing::is_blank(blank) => &text[..blank.len_utf8()],
        _ => &text[..end.map_or(text.len(), |(end, _)| end)],
    }
}
