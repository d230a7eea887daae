//! Colours, where the terminal has them, and no other control characters.

use std::borrow::Cow;
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use serde_json::Value;
use simplex_api::excerpt;

/// How texts come to the output.
#[derive(Clone, Copy)]
pub(super) struct Paint {
    /// What is shown may move no cursor: it comes from others.
    is_terminal: bool,
    has_colours: bool,
}

/// What a text is.
#[derive(Clone, Copy)]
pub(super) enum Ink {
    /// What stands out: names of answers and events, titles.
    Title,
    /// What is wrong.
    Mistake,
    /// What is not typed, but could be.
    Hint,
    /// The name of a member in JSON.
    Name,
    /// A string in JSON.
    Text,
}

impl Ink {
    fn code(self) -> &'static str {
        match self {
            Self::Title => "1",
            Self::Mistake => "31",
            Self::Hint => "2",
            Self::Name => "36",
            Self::Text => "32",
        }
    }
}

impl Paint {
    /// For the standard output.
    pub(super) fn detect() -> Self {
        let (no_color, term) = (env::var_os("NO_COLOR"), env::var_os("TERM"));
        Self::new(
            io::stdout().is_terminal(),
            no_color.as_deref(),
            term.as_deref(),
        )
    }

    /// With the variables `NO_COLOR` and `TERM`.
    fn new(is_terminal: bool, no_color: Option<&OsStr>, term: Option<&OsStr>) -> Self {
        let is_unwanted = no_color.is_some_and(|value| !value.is_empty());
        let is_dumb = term.is_some_and(|term| term == "dumb");
        Self {
            is_terminal,
            has_colours: is_terminal && !is_unwanted && !is_dumb,
        }
    }

    pub(super) fn has_colours(self) -> bool {
        self.has_colours
    }

    pub(super) fn ink(self, ink: Ink, text: &str) -> String {
        match (self.has_colours, text) {
            (false, _) | (_, "") => text.to_owned(),
            (true, text) => format!("\x1b[{}m{text}\x1b[0m", ink.code()),
        }
    }

    /// The text of somebody else, which could do anything to a terminal.
    pub(super) fn harmless(self, text: &str) -> Cow<'_, str> {
        if !self.is_terminal {
            return text.into();
        }
        let lines = text.split('\n');
        let lines = lines.map(|line| excerpt(line).limit(usize::MAX).to_string());
        lines.collect::<Vec<_>>().join("\n").into()
    }

    /// A value on several lines.
    pub(super) fn json(self, value: &Value) -> String {
        let text = format!("{value:#}");
        let text = self.harmless(&text);
        if !self.has_colours {
            return text.into_owned();
        }
        let lines: Vec<_> = text.lines().map(|line| self.json_line(line)).collect();
        lines.join("\n")
    }

    /// A line has a member or an item, or opens or closes one.
    fn json_line(self, line: &str) -> String {
        let (indent, line) = line.split_at(line.len() - line.trim_start().len());
        let (first, rest) = string(line);
        match rest.strip_prefix(": ") {
            Some(value) if !first.is_empty() => {
                let (text, end) = string(value);
                let (name, text) = (self.ink(Ink::Name, first), self.ink(Ink::Text, text));
                format!("{indent}{name}: {text}{end}")
            }
            _ => format!("{indent}{}{rest}", self.ink(Ink::Text, first)),
        }
    }
}

/// The string that a line of JSON begins with, empty if it does not, and what is behind it.
fn string(line: &str) -> (&str, &str) {
    if !line.starts_with('"') {
        return ("", line);
    }
    let mut is_escaped = false;
    let end = line.bytes().skip(1).position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    });
    line.split_at(end.map_or(line.len(), |end| end + 2))
}

#[cfg(test)]
pub(super) const PLAIN: Paint = Paint {
    is_terminal: false,
    has_colours: false,
};

#[cfg(test)]
pub(super) const COLOURED: Paint = Paint {
    is_terminal: true,
    has_colours: true,
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn colours_are_for_terminals_that_want_them() {
        let of = |is_terminal, no_color: Option<&str>, term: &str| {
            let paint = Paint::new(
                is_terminal,
                no_color.map(OsStr::new),
                Some(OsStr::new(term)),
            );
            paint.has_colours()
        };
        assert!(of(true, None, "xterm"));
        assert!(of(true, Some(""), "xterm"));
        assert!(!of(true, Some("1"), "xterm"));
        assert!(!of(true, None, "dumb"));
        assert!(!of(false, None, "xterm"));
        assert_eq!(PLAIN.ink(Ink::Mistake, "x"), "x");
        assert_eq!(COLOURED.ink(Ink::Mistake, "x"), "\x1b[31mx\x1b[0m");
    }

    #[test]
    fn json_keeps_its_text() {
        let value = json!({"a \"\\": ["x: y", 1, null, {}], "b": "\\", "c": {"d": true}});
        assert_eq!(PLAIN.json(&value), format!("{value:#}"));
        let coloured = COLOURED.json(&value);
        assert!(coloured.contains("  \x1b[36m\"b\"\x1b[0m: \x1b[32m\"\\\\\"\x1b[0m,\n"));
        assert!(coloured.contains("    \x1b[32m\"x: y\"\x1b[0m,\n    1,\n"));
        let mut bare = coloured;
        for code in ["36", "32", "0"] {
            bare = bare.replace(&format!("\x1b[{code}m"), "");
        }
        assert_eq!(bare, format!("{value:#}"));
    }

    #[test]
    fn a_terminal_gets_no_control_characters_of_others() {
        assert_eq!(
            COLOURED.harmless("a\x1b[2J\n\u{9b}é\u{202e}"),
            "a\\u{1b}[2J\n\\u{9b}é\\u{202e}"
        );
        assert_eq!(PLAIN.harmless("a\x1b"), "a\x1b");
    }
}
