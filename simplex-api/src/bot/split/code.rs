//! Code in a text: between backquotes in a line, as apps show it, or between two lines of three of them, as people
//! write it.

use super::in_json;

/// What the first and the last line of a block begin with.
const FENCE: &str = "```";

/// The longest line that begins a block of code, in bytes of JSON: it is written again for each part of the block.
const LONGEST_OPENING: usize = 32;

/// What a part of a text begins in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode<'a> {
    Text,
    /// In code within a line.
    Inline,
    /// In a block of code, which began with this line.
    Block(&'a str),
}

/// A piece of code. All places are those of its text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Code<'a> {
    pub(super) mode: Mode<'a>,
    /// Where its marks begin.
    pub(super) start: usize,
    /// Where it begins itself.
    body: usize,
    /// Where it ends itself.
    close: usize,
    /// Where its marks end.
    pub(super) end: usize,
}

impl<'a> Mode<'a> {
    /// The most bytes that [`closing`](Self::closing) has in JSON.
    pub(super) const LONGEST_CLOSING: usize = 5;

    /// What is written before a part of torn code.
    pub(super) fn opening(self) -> &'a str {
        match self {
            Self::Text => "",
            Self::Inline => "`",
            Self::Block(line) => line,
        }
    }

    /// What is written behind a part of torn code.
    pub(super) fn closing(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Inline => "`",
            Self::Block(_) => "\n```",
        }
    }
}

impl<'a> Code<'a> {
    /// The rest of a piece of code, which a text begins with.
    pub(super) fn rest(text: &str, mode: Mode<'a>) -> Option<Self> {
        match mode {
            Mode::Text => None,
            Mode::Inline => Self::inline(text, 0, 0),
            Mode::Block(_) => Some(Self::block(text, 0, 0, mode)),
        }
    }

    /// The piece of code that begins at a place of a text, behind this character.
    pub(super) fn at(text: &'a str, start: usize, before: Option<char>) -> Option<Self> {
        let rest = &text[start..];
        if before.is_none_or(|before| before == '\n') {
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            let info = line.trim_start_matches(' ').strip_prefix(FENCE);
            let is_opening = |info: &str| !info.contains('`') && info.ends_with('\n');
            if info.is_some_and(is_opening) && in_json(line) <= LONGEST_OPENING {
                let mode = Mode::Block(line);
                return Some(Self::block(text, start, start + line.len(), mode));
            }
        }
        let begins_word = before.is_none_or(|before| !before.is_alphanumeric() && before != '`');
        if rest.starts_with('`') && begins_word {
            return Self::inline(text, start, start + 1);
        }
        None
    }

    fn inline(text: &str, start: usize, body: usize) -> Option<Self> {
        let line = text[body..].split('\n').next()?;
        let (code, _) = line.split_once('`')?;
        let is_code = !code.is_empty() && code.trim() == code;
        let close = body + code.len();
        is_code.then_some(Self {
            mode: Mode::Inline,
            start,
            body,
            close,
            end: close + 1,
        })
    }

    fn block(text: &str, start: usize, body: usize, mode: Mode<'a>) -> Self {
        let mut close = body;
        for line in text[body..].split_inclusive('\n') {
            if line.trim_start_matches(' ').starts_with(FENCE) {
                let end = close + line.len();
                return Self {
                    mode,
                    start,
                    body,
                    close,
                    end,
                };
            }
            close += line.len();
        }
        Self {
            mode,
            start,
            body,
            close,
            end: close,
        }
    }

    /// Whether it can be torn at a place, so that there is code on both sides.
    pub(super) fn can_be_torn(&self, at: usize) -> bool {
        self.body < at && at < self.close
    }
}
