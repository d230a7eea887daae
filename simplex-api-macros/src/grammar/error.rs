//! The mistakes that a syntax can have.

use std::ops::Range;

use super::limits::{MAX_LENGTH, MAX_NESTING, MAX_PARTS};
use super::name_chars::{can_start_name, is_in_name};
use super::suggest::suggest;

/// A mistake in a syntax, and its bytes in the text.
///
/// The message names the problem, the label says what was expected at this position, and the help shows the correct form. A
/// note gives details, such as an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) span: Range<usize>,
    pub(crate) message: String,
    pub(crate) label: String,
    pub(crate) note: Option<String>,
    pub(crate) help: Option<String>,
}

impl SyntaxError {
    pub(crate) fn new(
        span: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Self {
        Self {
            span,
            message: message.into(),
            label: label.into(),
            note: None,
            help: None,
        }
    }

    pub(crate) fn note(self, note: impl Into<String>) -> Self {
        Self {
            note: Some(note.into()),
            ..self
        }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            ..self
        }
    }
}

const SLOT_HELP: &str = "a parameter is written `<name>`, `<str(name)>` or `<json(name)>`";
const GROUP_HELP: &str = "an optional group is written `[ key=<param>]`";
const RESERVED_HELP: &str = "`<`, `>`, `[`, `]` and `|` cannot be part of a literal";

pub(crate) const LARGE_HELP: &str =
    "send many options as one value, as in `<json(options)>`, or split the command";

pub(super) fn too_long(length: usize) -> SyntaxError {
    let message =
        format!("syntax is too long: it has {length} bytes, and the limit is {MAX_LENGTH}");
    SyntaxError::new(0..0, message, "this syntax").help(LARGE_HELP)
}

pub(super) fn too_many_parts(span: Range<usize>) -> SyntaxError {
    let message = format!(
        "syntax is too large: it has more than {MAX_PARTS} parameters, groups and keywords"
    );
    SyntaxError::new(span, message, "this exceeds the limit").help(LARGE_HELP)
}

pub(super) fn too_deep(span: Range<usize>) -> SyntaxError {
    let message = format!("optional groups are nested more than {MAX_NESTING} levels deep");
    SyntaxError::new(span, message, "this `[` exceeds the limit")
        .help("close groups that do not depend on each other, as in `[ a=<a>][ b=<b>]`")
}

pub(super) fn empty_syntax() -> SyntaxError {
    SyntaxError::new(0..0, "syntax is empty", "expected text or a parameter")
}

pub(super) fn leading_space(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(
        span,
        "syntax starts with a space",
        "expected text or a parameter",
    )
}

pub(super) fn control_character(span: Range<usize>, found: char) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("control character `{}` in syntax", found.escape_debug()),
        "expected printable text",
    )
    .help("a syntax is a single line; use spaces to separate its parts")
}

pub(super) fn unclosed_group(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(
        span,
        "optional group is never closed",
        "this `[` has no matching `]`",
    )
    .help(GROUP_HELP)
}

pub(super) fn empty_group(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(
        span,
        "optional group is empty",
        "expected text or a parameter inside",
    )
    .help(GROUP_HELP)
}

pub(super) fn unmatched_bracket(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(span, "unmatched `]`", "no group is open here").help(RESERVED_HELP)
}

pub(super) fn unmatched_angle(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(span, "unmatched `>`", "no parameter is open here").help(RESERVED_HELP)
}

pub(super) fn unclosed_slot(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(
        span,
        "parameter is never closed",
        "this `<` has no matching `>`",
    )
    .help(SLOT_HELP)
}

pub(super) fn missing_name(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(span, "parameter has no name", "expected a name").help(SLOT_HELP)
}

pub(super) fn invalid_name(span: Range<usize>, found: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("`{found}` is not a parameter name"),
        "expected a letter or `_`, then letters, digits and `_`",
    )
    .help(correction(found).unwrap_or_else(|| SLOT_HELP.to_owned()))
}

/// Suggests a correction of `<…>` with this content.
fn correction(found: &str) -> Option<String> {
    if found.contains('|') {
        return Some(format!(
            "write a choice of keywords without `<` and `>`: `{found}`"
        ));
    }
    let is_name = |name: &str| name.starts_with(can_start_name);
    let name = |text: &str| -> Option<String> {
        let words = text.split(|c: char| !is_in_name(c));
        let words = words.filter(|word| !word.is_empty()).enumerate();
        let name: String = words
            .map(|(index, word)| match (index, word.split_at_checked(1)) {
                (1.., Some((first, rest))) => first.to_uppercase() + rest,
                _ => word.to_owned(),
            })
            .collect();
        is_name(&name).then_some(name)
    };
    match found.split_once(':') {
        Some((encoding, of)) if suggest(encoding, ["str", "json"]).is_some() => {
            let encoding = suggest(encoding, ["str", "json"])?;
            Some(format!("did you mean `<{encoding}({})>`?", name(of)?))
        }
        Some((of, _)) => Some(format!(
            "did you mean `<{}>`? The field determines its type",
            name(of)?
        )),
        None => Some(format!("did you mean `<{}>`?", name(found)?)),
    }
}

pub(super) fn unknown_encoding(span: Range<usize>, found: &str, name: &str) -> SyntaxError {
    let help = match suggest(found, ["str", "json"]) {
        Some(nearest) => format!("did you mean `<{nearest}({name})>`?"),
        None => SLOT_HELP.to_owned(),
    };
    SyntaxError::new(
        span,
        format!("unknown encoding `{found}`"),
        "expected `str` or `json`",
    )
    .help(help)
}

pub(super) fn unclosed_encoding(span: Range<usize>, encoding: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("encoding `{encoding}` is never closed"),
        "expected `)`",
    )
    .help(SLOT_HELP)
}

pub(super) fn after_encoding(span: Range<usize>, found: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("unexpected `{found}` after the encoding"),
        "expected `>`",
    )
    .help(SLOT_HELP)
}

pub(super) fn encoded_element(span: Range<usize>, name: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        "list element with an encoding",
        format!("expected `{name}`"),
    )
    .help(list_help(name))
}

/// A list that differs from `<x[0]>[,<x[1]>...]` from this position on.
pub(super) fn list(span: Range<usize>, name: &str, expected: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("list `{name}` is incomplete"),
        format!("expected {expected}"),
    )
    .help(list_help(name))
}

pub(super) fn other_name(span: Range<usize>, name: &str, found: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("list `{name}` continues with `{found}`"),
        format!("expected `{name}`"),
    )
    .help(list_help(name))
}

pub(super) fn lone_element(span: Range<usize>, name: &str, index: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("`<{name}[{index}]>` is not part of a list"),
        format!("expected `<{name}>` or `<{name}[0]>`"),
    )
    .help(list_help(name))
}

pub(super) fn stray_dots(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(
        span,
        "`...` outside of a list",
        "only a list can be repeated",
    )
    .help(list_help("x"))
}

pub(super) fn empty_keyword(span: Range<usize>) -> SyntaxError {
    SyntaxError::new(span, "choice with an empty keyword", "expected a keyword").help(
        "a choice is written `a|b|c`; `a|b|` is only allowed at the end of a syntax or a group",
    )
}

pub(super) fn repeated_keyword(span: Range<usize>, keyword: &str) -> SyntaxError {
    SyntaxError::new(
        span,
        format!("keyword `{keyword}` is listed twice"),
        "expected another keyword",
    )
    .help("remove it: each keyword of a choice represents one value")
}

fn list_help(name: &str) -> String {
    format!("a list is written `<{name}[0]>[,<{name}[1]>...]`")
}
