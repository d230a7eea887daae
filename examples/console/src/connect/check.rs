//! Checks a line before it is sent.

use simplex_api::DecodeError;
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::spec::{CommandSpec, Part};

use super::style::{Style, Styler};

/// A checked line.
#[derive(Debug)]
pub(super) enum InputLine<'a> {
    Empty,
    /// A documented command, or any string after `!`.
    Command(&'a str),
    /// A command that is not documented, so that only the server can check it.
    Undocumented(&'a str),
    Invalid(DecodeError),
}

impl<'a> InputLine<'a> {
    pub(super) fn check(line: &'a str) -> Self {
        if let Some(text) = line.strip_prefix('!') {
            return Self::Command(text);
        }
        match AnyCommand::decode(line) {
            Ok(_) => Self::Command(line),
            Err(_) if line.is_empty() => Self::Empty,
            Err(_) if may_be_undocumented(line) => Self::Undocumented(line),
            Err(error) => Self::Invalid(error),
        }
    }
}

/// Whether the line may be an undocumented command: it starts with punctuation, as every command does, and not like a
/// documented command.
fn may_be_undocumented(line: &str) -> bool {
    let starts_like = |spec: &CommandSpec| match spec.parts.first() {
        Some(Part::Literal(head)) => {
            let rest = line.strip_prefix(head.trim_end());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        }
        _ => false,
    };
    let mut commands = AnyCommand::COMMANDS.iter().map(|member| &member.spec);
    line.starts_with(|c: char| c.is_ascii_punctuation()) && !commands.any(starts_like)
}

/// How many characters to show before and after an error.
const CONTEXT: usize = 60;

/// Formats the line with a caret under the error. Long lines are cut around it.
pub(super) fn show_error(line: &str, error: &DecodeError, styler: Styler) -> String {
    let start = (error.column() - 1).saturating_sub(CONTEXT);
    let part: String = line.chars().skip(start).take(2 * CONTEXT).collect();
    let part = styler.sanitize(&part);
    let indent = " ".repeat(error.column() - 1 - start);
    let caret = styler.paint(Style::Error, "^");
    format!(
        "  {part}\n  {indent}{caret} {}",
        styler.sanitize(&error.to_string())
    )
}

/// The byte offset from which a line is neither a command nor the start of one.
pub(super) fn error_offset(line: &str) -> Option<usize> {
    let InputLine::Invalid(error) = InputLine::check(line) else {
        return None;
    };
    if !AnyCommand::completions(line).is_empty() {
        return None;
    }
    let mut offsets = line.char_indices().map(|(offset, _)| offset);
    offsets.nth(error.column() - 1)
}

#[cfg(test)]
mod tests {
    use super::super::style::{COLORED, PLAIN};
    use super::*;

    #[test]
    fn the_caret_is_under_the_error() {
        let line = "/_address one";
        let error = AnyCommand::decode(line).unwrap_err();
        let plain = show_error(line, &error, PLAIN);
        assert!(
            plain.starts_with("  /_address one\n            ^ column 11: "),
            "{plain}"
        );
        let colored = show_error(line, &error, COLORED);
        assert_eq!(colored.replace("\x1b[31m^\x1b[0m", "^"), plain);
    }

    #[test]
    fn the_start_of_a_command_is_not_an_error() {
        let table = [
            ("/_sen", None),
            ("/_send @1 json [{", None),
            ("/_user 1", None),
            ("/nonsense", None),
            ("/_get chat @2 count=5", None),
            ("/_get chats one", Some(12)),
            ("/userx", None),
            ("/user x", Some(5)),
            ("hello", Some(0)),
            ("/_address one", Some(10)),
            ("/_add #1 2 mo", None),
            ("/_add #1 2 mox", Some(11)),
            ("é", Some(0)),
        ];
        for (line, expected) in table {
            assert_eq!(error_offset(line), expected, "{line}");
        }
    }
}
