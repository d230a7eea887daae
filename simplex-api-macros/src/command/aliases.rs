//! `aliases("/w", "/forecast")`: what people can type instead of the text that a command begins with.

use syn::LitStr;

use super::model::CommandAttribute;
use crate::case_fold;
use crate::diagnostics::Errors;
use crate::text::Part;

/// The texts that can stand for the first part of the syntax, one for each alias.
pub(super) fn heads(
    attribute: &CommandAttribute,
    parts: &[Part],
    errors: &mut Errors,
) -> Vec<String> {
    let [first, ..] = attribute.aliases.as_slice() else {
        return Vec::new();
    };
    if attribute.before.is_some() {
        let message = "a command with aliases has one syntax\n= help: declare the older one as a command of its own";
        errors.push_spanned(first, message);
        return Vec::new();
    }
    // A syntax with mistakes has no parts to begin with.
    let Some(beginning) = parts.first() else {
        return Vec::new();
    };
    let Part::Literal(text) = beginning else {
        let message = "an alias stands for the text that the command begins with, and this one begins with a parameter";
        errors.push_spanned(first, message);
        return Vec::new();
    };
    let (name, tail) = split(text, parts.get(1));
    let mut names = vec![case_fold::fold(name)];
    let heads = attribute.aliases.iter().filter_map(|alias| {
        let text = alias.value();
        let folded = case_fold::fold(&text);
        let mistake = mistake(&text).map(str::to_owned).or_else(|| {
            let is_name = names.iter().position(|name| *name == folded)?;
            Some(match is_name {
                0 => "this is what the command begins with itself".to_owned(),
                _ => format!("`{text}` is an alias already"),
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
    heads.collect()
}

/// The text that an alias stands for, and what stands behind it: a space, or what a value follows at once, as in
/// `key=<value>`.
fn split<'a>(text: &'a str, next: Option<&Part>) -> (&'a str, &'a str) {
    let bare = text.trim_end();
    let is_followed = bare.len() == text.len() && matches!(next, Some(Part::Slot { .. }));
    let end = match bare.rfind(char::is_whitespace) {
        Some(space) if is_followed => space,
        None if is_followed => bare.trim_end_matches(|c: char| !c.is_alphanumeric()).len(),
        _ => bare.len(),
    };
    text.split_at(end)
}

/// What is wrong with an alias by itself.
fn mistake(alias: &str) -> Option<&'static str> {
    let is_notation = |c: char| matches!(c, '<' | '>' | '[' | ']' | '|');
    let is_space = char::is_whitespace;
    if alias.is_empty() {
        Some("an alias is a text, as in `aliases(\"/w\")`")
    } else if alias.contains(is_notation) {
        Some("an alias has no parameters: it stands for the text that the command begins with")
    } else if alias.starts_with(is_space) || alias.ends_with(is_space) {
        Some("an alias has no space at an edge: the one of the syntax stands behind it")
    } else if alias.split(is_space).any(str::is_empty) {
        Some("people's spaces are read as one, so an alias has no two of them together")
    } else {
        None
    }
}

/// The aliases as they were declared.
pub(super) fn declared(aliases: &[LitStr]) -> Vec<String> {
    aliases.iter().map(LitStr::value).collect()
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::text::{Form, Part};

    #[test]
    fn an_alias_stands_for_what_is_always_the_same() {
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
            assert_eq!(split(text, next).0, name, "{text}");
        }
    }
}
