//! What makes a line of a syntax: a command begins with `/`, and the server cuts blanks off its end.

use super::{Form, Part};
use crate::analysis::{self, Grammar};
use crate::grammar::SyntaxError;

/// How a blank gets something behind it.
pub(super) const BLANK_HELP: &str =
    "a blank stands inside of the group, in front of what needs it, as in `/list[ <page>]`";

/// What the server could not read of the command with this syntax.
pub(super) fn mistakes(
    parts: &[Part],
    grammar: &Grammar,
    syntax: &str,
) -> impl Iterator<Item = SyntaxError> {
    beginning(parts, syntax)
        .into_iter()
        .chain(ending(grammar, syntax))
}

fn beginning(parts: &[Part], syntax: &str) -> Option<SyntaxError> {
    let begins = |text: &String| text.starts_with('/');
    let (is_command, is_text) = match parts.first()? {
        Part::Literal(text) => (begins(text), true),
        Part::Slot {
            form: Form::Words(words),
            ..
        } => (words.iter().all(begins), false),
        _ => (false, false),
    };
    let message = "command does not begin with `/`";
    let label = "the server takes no other text for a command";
    let name = match syntax.starts_with("[ ") {
        _ if is_text => "/",
        true => "/name",
        false => "/name ",
    };
    let help = format!(
        "write `{name}{}`, or say `typed_by = people` if people type it into a chat",
        syntax.trim_end()
    );
    let is_end = |c| c == ' ' || is_text && matches!(c, '[' | '<');
    let word = syntax.find(is_end).unwrap_or(syntax.len());
    (!is_command).then(|| SyntaxError::new(0..word, message, label).help(help))
}

fn ending(grammar: &Grammar, syntax: &str) -> Option<SyntaxError> {
    let text = analysis::blank_at_the_end(grammar)?;
    let message = "command ends in a blank, which the server cuts off";
    let error = match syntax.trim_end_matches(' ').len() {
        end if end < syntax.len() => {
            let label = "nothing stands behind it";
            SyntaxError::new(end..syntax.len(), message, label).help("leave it out")
        }
        end => {
            let label = "a blank with nothing behind it";
            SyntaxError::new(0..end, message, label).help(BLANK_HELP)
        }
    };
    Some(error.note(format!("`{text}` is where it shows")))
}
