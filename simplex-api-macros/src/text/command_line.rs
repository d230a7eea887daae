//! Mistakes in the syntax of a command for the server: a command starts with `/`, and the server removes spaces at its
//! end.

use super::model::{Form, Part};
use crate::analysis::{self, Grammar};
use crate::grammar::SyntaxError;

/// How to avoid a space that nothing follows.
pub(super) const SPACE_HELP: &str =
    "put the space inside the group, before what it separates, as in `/list[ <page>]`";

pub(super) fn mistakes(
    parts: &[Part],
    grammar: &Grammar,
    syntax: &str,
) -> impl Iterator<Item = SyntaxError> {
    check_start(parts, syntax)
        .into_iter()
        .chain(check_end(grammar, syntax))
}

fn check_start(parts: &[Part], syntax: &str) -> Option<SyntaxError> {
    let has_slash = |text: &String| text.starts_with('/');
    let (is_command, is_literal) = match parts.first()? {
        Part::Literal(text) => (has_slash(text), true),
        Part::Slot {
            form: Form::Keywords(keywords),
            ..
        } => (keywords.iter().all(has_slash), false),
        _ => (false, false),
    };
    let message = "command does not start with `/`";
    let label = "the server only accepts commands that start with `/`";
    let name = match syntax.starts_with("[ ") {
        _ if is_literal => "/",
        true => "/name",
        false => "/name ",
    };
    let help = format!(
        "write `{name}{}`, or add `typed_by = people` if people enter it in a chat",
        syntax.trim_end()
    );
    let is_end = |c| c == ' ' || is_literal && matches!(c, '[' | '<');
    let end = syntax.find(is_end).unwrap_or(syntax.len());
    (!is_command).then(|| SyntaxError::new(0..end, message, label).help(help))
}

fn check_end(grammar: &Grammar, syntax: &str) -> Option<SyntaxError> {
    let text = analysis::trailing_space(grammar)?;
    let message = "command ends with a space, which the server removes";
    let error = match syntax.trim_end_matches(' ').len() {
        end if end < syntax.len() => {
            let label = "nothing follows this space";
            SyntaxError::new(end..syntax.len(), message, label).help("remove it")
        }
        end => {
            let label = "this can end with a space";
            SyntaxError::new(0..end, message, label).help(SPACE_HELP)
        }
    };
    Some(error.note(format!("for example `{text}`")))
}
