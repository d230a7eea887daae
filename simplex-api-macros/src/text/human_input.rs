//! Mistakes in the syntax of a command that people enter: case and the number of spaces do not matter there.

use std::collections::HashSet;
use std::ops::Range;

use super::command_line::SPACE_HELP;
use super::slots::Slots;
use crate::analysis::{self, Grammar, SlotKind};
use crate::grammar::SyntaxError;

/// What human input could not distinguish.
pub(super) fn mistake(slots: &Slots<'_>, grammar: &Grammar, syntax: &str) -> Option<SyntaxError> {
    equal_keywords(slots).or_else(|| adjacent_spaces(grammar, syntax))
}

fn equal_keywords(slots: &Slots<'_>) -> Option<SyntaxError> {
    let mut slots = slots.kinds.iter().zip(&slots.spans);
    slots.find_map(|(kind, span)| {
        let SlotKind::Keywords(keywords) = kind else {
            return None;
        };
        let mut known = HashSet::new();
        let keyword = keywords.iter().find(|keyword| !known.insert(*keyword))?;
        let message =
            format!("two keywords are both `{keyword}` in human input, which is case-insensitive");
        let error = SyntaxError::new(span.clone(), message, "keywords of one choice");
        Some(error.help("rename one of them, also in the enum: `#[api(name = \"…\")]`"))
    })
}

fn adjacent_spaces(grammar: &Grammar, syntax: &str) -> Option<SyntaxError> {
    let text = analysis::adjacent_spaces(grammar)?;
    let message = "consecutive spaces count as one in human input, \
                   so a space must be followed by something other than a space";
    let label = "this can be followed by another space or by the end";
    let (span, help) = match without_adjacent_spaces(syntax) {
        Some((span, moved)) => (span, format!("write `{moved}`")),
        None => (0..syntax.len(), SPACE_HELP.to_owned()),
    };
    let error = SyntaxError::new(span, message, label);
    Some(error.note(format!("for example `{text}`")).help(help))
}

/// The first space that another space or a group follows, and the syntax with such spaces removed or moved into the
/// group. `None` if there are none.
fn without_adjacent_spaces(syntax: &str) -> Option<(Range<usize>, String)> {
    let is_found = |(_, pair): &(usize, &str)| matches!(*pair, "  " | " [");
    let pairs = syntax.char_indices();
    let mut pairs = pairs.filter_map(|(at, _)| Some((at, syntax.get(at..at + 2)?)));
    let trimmed = syntax.trim_end();
    let start = match pairs.find(is_found) {
        Some((start, _)) => start,
        None if trimmed.len() < syntax.len() => trimmed.len(),
        None => return None,
    };
    let mut moved = trimmed.to_owned();
    while moved.contains("  ") || moved.contains(" [") {
        moved = moved.replace("  ", " ").replace(" [", "[ ");
    }
    Some((start..start + 1, moved))
}

#[cfg(test)]
mod tests {
    use super::without_adjacent_spaces;

    #[test]
    fn spaces_move_into_the_group() {
        let check = |syntax: &str, start: usize, expected: &str| {
            let expected = Some((start..start + 1, expected.to_owned()));
            assert_eq!(without_adjacent_spaces(syntax), expected, "{syntax}");
        };
        check("/list [page <n>]", 5, "/list[ page <n>]");
        check("/list [<n>]", 5, "/list[ <n>]");
        check("/set[ to <a>] [ for <b>]!", 13, "/set[ to <a>][ for <b>]!");
        check("/a[ b [c=<c>]] d", 5, "/a[ b[ c=<c>]] d");
        check("/a  <b>", 2, "/a <b>");
        check("/a ", 2, "/a");
        assert_eq!(without_adjacent_spaces("/a <b>[ <c>]"), None);
    }
}
