//! Options that people type in any order: neighbouring groups, each told from the others by the text that it begins with.

use super::disambiguate::spellings;
use super::{Bounds, Form, Part};
use crate::case_fold;

/// The parts one by one, but for options that are read in any order: these are together.
///
/// Such options begin with a space and a key of their own. Where two begin alike, or one has no key, the order is that
/// of the syntax.
pub(super) fn runs(parts: &[Part], is_typed: bool) -> Vec<&[Part]> {
    let mut runs = Vec::new();
    let (mut start, mut keys) = (0, Vec::new());
    for (index, part) in parts.iter().enumerate() {
        let own = if is_typed {
            self::keys(part)
        } else {
            Vec::new()
        };
        let goes_on = !keys.is_empty() && !own.is_empty() && are_apart(&keys, &own);
        if !goes_on && index > start {
            runs.push(&parts[start..index]);
            (start, keys) = (index, Vec::new());
        }
        keys.extend(own);
    }
    if start < parts.len() {
        runs.push(&parts[start..]);
    }
    runs
}

/// The texts that an option can begin with, ` days=` of `[ days=<days>]`; none if it cannot be read in any order.
pub(super) fn keys(part: &Part) -> Vec<String> {
    let keys = match part {
        Part::Flag { text, .. } => spellings(text),
        Part::Optional(parts) => match parts.first() {
            Some(Part::Literal(text)) => vec![text.clone()],
            _ => Vec::new(),
        },
        Part::Literal(_) | Part::Slot { .. } => Vec::new(),
    };
    let is_key = |key: &String| key.starts_with(' ') && !key.trim().is_empty();
    if keys.iter().all(is_key) {
        keys
    } else {
        Vec::new()
    }
}

/// Whether no text of the ones begins with one of the others, or the other way round.
fn are_apart(ones: &[String], others: &[String]) -> bool {
    ones.iter().all(|one| {
        let one = case_fold::fold(one);
        others
            .iter()
            .map(|other| case_fold::fold(other))
            .all(|other| !one.starts_with(&other) && !other.starts_with(&one))
    })
}

/// Lets strings that would go on to the end of the text end in front of other options that can follow.
pub(super) fn end_at_options(parts: &mut [Part]) {
    let lengths: Vec<_> = runs(parts, true).iter().map(|run| run.len()).collect();
    let mut rest = parts;
    for length in lengths {
        let (run, behind) = std::mem::take(&mut rest).split_at_mut(length);
        rest = behind;
        // A word alone can be meant as one of the string.
        let keys: Vec<_> = run
            .iter()
            .flat_map(keys)
            .filter(|key| key.contains('='))
            .collect();
        for part in run {
            if let Part::Optional(parts) = part {
                if length > 1 {
                    add_options(parts, &keys);
                }
                end_at_options(parts);
            }
        }
    }
}

fn add_options(parts: &mut [Part], keys: &[String]) {
    for part in parts {
        match part {
            Part::Slot {
                form: Form::Plain(bounds) | Form::List { bounds, .. },
                ..
            } if !bounds.stops.contains(' ') => bounds.options.extend_from_slice(keys),
            Part::Optional(parts) => add_options(parts, keys),
            Part::Literal(_) | Part::Flag { .. } | Part::Slot { .. } => {}
        }
    }
}

/// Lets people type strings in quotes, unless the syntax has quotes of its own.
pub(super) fn allow_quotes(parts: &mut [Part]) {
    if !has_quotes(parts) {
        set_quoted(parts);
    }
}

/// The marks that quotes can begin with. The library has the same.
const QUOTES: [char; 7] = [
    '"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{ab}',
];

fn has_quotes(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Literal(text) | Part::Flag { text, .. } => text.contains(QUOTES),
        Part::Slot { form, .. } => match form {
            Form::Words(words) => words.iter().any(|word| word.contains(QUOTES)),
            Form::List { separator, .. } => separator.contains(QUOTES),
            Form::Plain(_) | Form::Text(_) | Form::Json | Form::Switch => false,
        },
        Part::Optional(parts) => has_quotes(parts),
    })
}

fn set_quoted(parts: &mut [Part]) {
    for part in parts {
        match part {
            Part::Slot {
                form: Form::Plain(bounds) | Form::List { bounds, .. },
                ..
            } => bounds.is_quotable = is_followed(bounds),
            Part::Optional(parts) => set_quoted(parts),
            Part::Literal(_) | Part::Flag { .. } | Part::Slot { .. } => {}
        }
    }
}

/// Whether something can follow a string: at the end of the line quotes are characters like others.
fn is_followed(bounds: &Bounds) -> bool {
    !bounds.stops.is_empty() || !bounds.options.is_empty()
}
