//! What is wrong with a line.

use simplex_api::DecodeError;
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::spec::{CommandSpec, Part};

use super::paint::{Ink, Paint};

/// What a line is.
#[derive(Debug)]
pub(super) enum Line<'a> {
    Empty,
    /// A documented command, or any string behind `!`.
    Command(&'a str),
    /// A command that only the server can judge.
    Undocumented(&'a str),
    Mistake(DecodeError),
}

impl<'a> Line<'a> {
    pub(super) fn read(line: &'a str) -> Self {
        if let Some(text) = line.strip_prefix('!') {
            return Self::Command(text);
        }
        match AnyCommand::decode(line) {
            Ok(_) => Self::Command(line),
            Err(_) if line.is_empty() => Self::Empty,
            Err(_) if may_be_undocumented(line) => Self::Undocumented(line),
            Err(error) => Self::Mistake(error),
        }
    }
}

/// Whether the server may have a command that this is and that is not documented: it starts with a sign, as all of its
/// commands do, and not as a documented command does.
fn may_be_undocumented(line: &str) -> bool {
    let starts_as = |spec: &CommandSpec| match spec.parts.first() {
        Some(Part::Literal(head)) => {
            let rest = line.strip_prefix(head.trim_end());
            rest.is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
        }
        _ => false,
    };
    let mut commands = AnyCommand::COMMANDS.iter().map(|member| &member.spec);
    line.starts_with(|c: char| c.is_ascii_punctuation()) && !commands.any(starts_as)
}

/// The characters on either side of a mistake that are shown.
const AROUND: usize = 60;

/// The line with a caret under the mistake. Long lines are cut around it.
pub(super) fn shown(line: &str, error: &DecodeError, paint: Paint) -> String {
    let start = (error.column() - 1).saturating_sub(AROUND);
    let part: String = line.chars().skip(start).take(2 * AROUND).collect();
    let part = paint.harmless(&part);
    let indent = " ".repeat(error.column() - 1 - start);
    let caret = paint.ink(Ink::Mistake, "^");
    format!(
        "  {part}\n  {indent}{caret} {}",
        paint.harmless(&error.to_string())
    )
}

/// The byte from which on a line is no command, nor the beginning of one.
pub(super) fn place(line: &str) -> Option<usize> {
    let Line::Mistake(error) = Line::read(line) else {
        return None;
    };
    if !AnyCommand::completions(line).is_empty() {
        return None;
    }
    let mut places = line.char_indices().map(|(place, _)| place);
    places.nth(error.column() - 1)
}

#[cfg(test)]
mod tests {
    use super::super::paint::{COLOURED, PLAIN};
    use super::*;

    #[test]
    fn the_caret_is_under_the_mistake() {
        let line = "/_address one";
        let error = AnyCommand::decode(line).unwrap_err();
        let plain = shown(line, &error, PLAIN);
        assert!(
            plain.starts_with("  /_address one\n            ^ column 11: "),
            "{plain}"
        );
        let coloured = shown(line, &error, COLOURED);
        assert_eq!(coloured.replace("\x1b[31m^\x1b[0m", "^"), plain);
    }

    #[test]
    fn what_can_still_become_a_command_is_no_mistake() {
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
            assert_eq!(place(line), expected, "{line}");
        }
    }
}
