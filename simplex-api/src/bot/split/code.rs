//! Code in a text: between backquotes in a line, which apps support, or between two lines with three backquotes, which
//! people write.

use super::json_len::json_len;

/// The start of the first and the last line of a block.
const FENCE: &str = "```";

/// The maximum length of the first line of a block, in bytes of JSON. It is repeated in each part of the block.
const MAX_OPENING_LEN: usize = 32;

/// The code that a part of a text starts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CodeMode<'a> {
    /// No code.
    Text,
    /// Code within a line.
    Inline,
    /// A block of code with this first line.
    Block(&'a str),
}

/// A span of code in a text, with its marks.
#[derive(Debug, Clone, Copy)]
pub(super) struct CodeSpan<'a> {
    pub(super) mode: CodeMode<'a>,
    /// The start of the opening mark.
    pub(super) start: usize,
    /// The start of the code.
    body: usize,
    /// The end of the code.
    close: usize,
    /// The end of the closing mark.
    pub(super) end: usize,
}

impl<'a> CodeMode<'a> {
    /// The maximum length of [`closing`](Self::closing), in bytes of JSON.
    pub(super) const MAX_CLOSING_LEN: usize = 5;

    /// The text before a part of split code.
    pub(super) fn opening(self) -> &'a str {
        match self {
            Self::Text => "",
            Self::Inline => "`",
            Self::Block(line) => line,
        }
    }

    /// The text after a part of split code.
    pub(super) fn closing(self) -> &'static str {
        match self {
            Self::Text => "",
            Self::Inline => "`",
            Self::Block(_) => "\n```",
        }
    }
}

impl<'a> CodeSpan<'a> {
    /// The rest of the code that a text starts in.
    pub(super) fn rest(text: &str, mode: CodeMode<'a>) -> Option<Self> {
        match mode {
            CodeMode::Text => None,
            CodeMode::Inline => Self::inline(text, 0, 0),
            CodeMode::Block(_) => Some(Self::block(text, 0, 0, mode)),
        }
    }

    /// The code that starts at a position of a text, after the character `before`.
    pub(super) fn at(text: &'a str, start: usize, before: Option<char>) -> Option<Self> {
        let rest = &text[start..];
        if before.is_none_or(|before| before == '\n') {
            let line = rest.split_inclusive('\n').next().unwrap_or_default();
            let info = line.trim_start_matches(' ').strip_prefix(FENCE);
            let is_opening = |info: &str| !info.contains('`') && info.ends_with('\n');
            if info.is_some_and(is_opening) && json_len(line) <= MAX_OPENING_LEN {
                let mode = CodeMode::Block(line);
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
            mode: CodeMode::Inline,
            start,
            body,
            close,
            end: close + 1,
        })
    }

    fn block(text: &str, start: usize, body: usize, mode: CodeMode<'a>) -> Self {
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

    /// Whether a split at this position leaves code on both sides.
    pub(super) fn can_split_at(&self, at: usize) -> bool {
        self.body < at && at < self.close
    }
}
