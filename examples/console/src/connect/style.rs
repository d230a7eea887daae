//! Colors, where the terminal has them, and removal of other control characters.

use std::borrow::Cow;
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal};

use serde_json::Value;
use simplex_api::excerpt;

/// Formats text for the output.
#[derive(Clone, Copy)]
pub(super) struct Styler {
    /// Then control characters in text from the server are escaped.
    is_terminal: bool,
    has_colors: bool,
}

/// The role of a text.
#[derive(Clone, Copy)]
pub(super) enum Style {
    /// Headings, and names of answers and events.
    Title,
    Error,
    Hint,
    /// The name of a field in JSON.
    Name,
    /// A string in JSON.
    String,
}

impl Style {
    fn code(self) -> &'static str {
        match self {
            Self::Title => "1",
            Self::Error => "31",
            Self::Hint => "2",
            Self::Name => "36",
            Self::String => "32",
        }
    }
}

impl Styler {
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
        let is_disabled = no_color.is_some_and(|value| !value.is_empty());
        let is_dumb = term.is_some_and(|term| term == "dumb");
        Self {
            is_terminal,
            has_colors: is_terminal && !is_disabled && !is_dumb,
        }
    }

    pub(super) fn has_colors(self) -> bool {
        self.has_colors
    }

    pub(super) fn paint(self, ink: Style, text: &str) -> String {
        match (self.has_colors, text) {
            (false, _) | (_, "") => text.to_owned(),
            (true, text) => format!("\x1b[{}m{text}\x1b[0m", ink.code()),
        }
    }

    /// Escapes control characters in text from the server if the output is a terminal, which would run them.
    pub(super) fn sanitize(self, text: &str) -> Cow<'_, str> {
        if !self.is_terminal {
            return text.into();
        }
        let lines = text.split('\n');
        let lines = lines.map(|line| excerpt(line).limit(usize::MAX).to_string());
        lines.collect::<Vec<_>>().join("\n").into()
    }

    /// Formats a value on several lines.
    pub(super) fn json(self, value: &Value) -> String {
        let text = format!("{value:#}");
        let text = self.sanitize(&text);
        if !self.has_colors {
            return text.into_owned();
        }
        let lines: Vec<_> = text.lines().map(|line| self.json_line(line)).collect();
        lines.join("\n")
    }

    /// A line of formatted JSON, which has one field or item at most.
    fn json_line(self, line: &str) -> String {
        let (indent, line) = line.split_at(line.len() - line.trim_start().len());
        let (first, rest) = split_string(line);
        match rest.strip_prefix(": ") {
            Some(value) if !first.is_empty() => {
                let (text, end) = split_string(value);
                let (name, text) = (
                    self.paint(Style::Name, first),
                    self.paint(Style::String, text),
                );
                format!("{indent}{name}: {text}{end}")
            }
            _ => format!("{indent}{}{rest}", self.paint(Style::String, first)),
        }
    }
}

/// Splits a line of JSON after the string that it starts with; the first part is empty if it starts with something else.
fn split_string(line: &str) -> (&str, &str) {
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
pub(super) const PLAIN: Styler = Styler {
    is_terminal: false,
    has_colors: false,
};

#[cfg(test)]
pub(super) const COLORED: Styler = Styler {
    is_terminal: true,
    has_colors: true,
};

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn terminals_have_colors_unless_disabled() {
        let has_colors = |is_terminal, no_color: Option<&str>, term: &str| {
            let styler = Styler::new(
                is_terminal,
                no_color.map(OsStr::new),
                Some(OsStr::new(term)),
            );
            styler.has_colors()
        };
        assert!(has_colors(true, None, "xterm"));
        assert!(has_colors(true, Some(""), "xterm"));
        assert!(!has_colors(true, Some("1"), "xterm"));
        assert!(!has_colors(true, None, "dumb"));
        assert!(!has_colors(false, None, "xterm"));
        assert_eq!(PLAIN.paint(Style::Error, "x"), "x");
        assert_eq!(COLORED.paint(Style::Error, "x"), "\x1b[31mx\x1b[0m");
    }

    #[test]
    fn colored_json_has_the_same_text() {
        let value = json!({"a \"\\": ["x: y", 1, null, {}], "b": "\\", "c": {"d": true}});
        assert_eq!(PLAIN.json(&value), format!("{value:#}"));
        let colored = COLORED.json(&value);
        assert!(colored.contains("  \x1b[36m\"b\"\x1b[0m: \x1b[32m\"\\\\\"\x1b[0m,\n"));
        assert!(colored.contains("    \x1b[32m\"x: y\"\x1b[0m,\n    1,\n"));
        let mut uncolored = colored;
        for code in ["36", "32", "0"] {
            uncolored = uncolored.replace(&format!("\x1b[{code}m"), "");
        }
        assert_eq!(uncolored, format!("{value:#}"));
    }

    #[test]
    fn control_characters_are_escaped_for_terminals() {
        assert_eq!(
            COLORED.sanitize("a\x1b[2J\n\u{9b}é\u{202e}"),
            "a\\u{1b}[2J\n\\u{9b}é\\u{202e}"
        );
        assert_eq!(PLAIN.sanitize("a\x1b"), "a\x1b");
    }
}
