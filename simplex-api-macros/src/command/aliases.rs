//! `aliases("/w", "/forecast")`: what people can type in place of the name of a command.

use syn::LitStr;

use super::model::CommandAttribute;
use crate::case_fold;
use crate::diagnostics::Errors;
use crate::text::Part;

/// What can replace the first literal of the syntax: one prefix for each alias.
pub(super) fn prefixes(
    attribute: &CommandAttribute,
    parts: &[Part],
    errors: &mut Errors,
) -> Vec<String> {
    let [first_alias, ..] = attribute.aliases.as_slice() else {
        return Vec::new();
    };
    if attribute.older_syntax.is_some() {
        let message = "a command with aliases cannot have `before(…)`\n\
                       = help: declare the older syntax as a separate command";
        errors.push_spanned(first_alias, message);
        return Vec::new();
    }
    // A syntax with mistakes has no parts.
    let Some(first_part) = parts.first() else {
        return Vec::new();
    };
    let Part::Literal(text) = first_part else {
        let message = "an alias replaces the text at the start of the command, but this command starts with a parameter";
        errors.push_spanned(first_alias, message);
        return Vec::new();
    };
    let (name, tail) = split_name(text, parts.get(1));
    let mut names = vec![case_fold::fold(name)];
    let prefixes = attribute.aliases.iter().filter_map(|alias| {
        let text = alias.value();
        let folded = case_fold::fold(&text);
        let mistake = mistake_in(&text).map(str::to_owned).or_else(|| {
            let index = names.iter().position(|name| *name == folded)?;
            Some(match index {
                0 => "this alias is the name of the command itself".to_owned(),
                _ => format!("alias `{text}` appears twice"),
            })
        });
        names.push(folded);
        match mistake {
            Some(mistake) => {
                errors.push_spanned(alias, mistake);
                None
            }
            None => Some(text + tail),
        }
    });
    prefixes.collect()
}

/// The name of the command, which an alias replaces, and the rest of its first literal: a space, or what a value
/// follows directly, such as `key=`.
fn split_name<'a>(text: &'a str, next: Option<&Part>) -> (&'a str, &'a str) {
    let trimmed = text.trim_end();
    let is_followed = trimmed.len() == text.len() && matches!(next, Some(Part::Slot { .. }));
    let end = match trimmed.rfind(char::is_whitespace) {
        Some(space) if is_followed => space,
        None if is_followed => trimmed
            .trim_end_matches(|c: char| !c.is_alphanumeric())
            .len(),
        _ => trimmed.len(),
    };
    text.split_at(end)
}

/// The mistake in the text of an alias.
fn mistake_in(alias: &str) -> Option<&'static str> {
    let is_notation = |c: char| matches!(c, '<' | '>' | '[' | ']' | '|');
    let is_space = char::is_whitespace;
    if alias.is_empty() {
        Some("an alias must not be empty: write for example `aliases(\"/w\")`")
    } else if alias.contains(is_notation) {
        Some("an alias cannot contain parameters: it replaces the text at the start of the command")
    } else if alias.starts_with(is_space) || alias.ends_with(is_space) {
        Some("an alias cannot start or end with a space: the space in the syntax follows it")
    } else if alias.split(is_space).any(str::is_empty) {
        Some("an alias cannot contain two spaces in a row: in human input they count as one")
    } else {
        None
    }
}

/// The aliases as declared.
pub(super) fn declared(aliases: &[LitStr]) -> Vec<String> {
    aliases.iter().map(LitStr::value).collect()
}

#[cfg(test)]
mod tests {
    use super::split_name;
    use crate::text::{Form, Part};

    #[test]
    fn an_alias_replaces_the_name_of_the_command() {
        let value = Part::Slot {
            field: 0,
            form: Form::Switch,
            span: 0..0,
        };
        let group = Part::Optional(Vec::new());
        for (text, next, name) in [
            ("/weather ", Some(&value), "/weather"),
            ("/tell all ", Some(&value), "/tell all"),
            ("/help", None, "/help"),
            ("/find", Some(&group), "/find"),
            ("/tell all key=", Some(&value), "/tell all"),
            ("/get@", Some(&value), "/get"),
            ("/say", Some(&value), "/say"),
        ] {
            assert_eq!(split_name(text, next).0, name, "{text}");
        }
    }
}
