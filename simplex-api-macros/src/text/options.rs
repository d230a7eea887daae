//! Options that people can enter in any order: adjacent groups, each with a distinct key at its start.

use super::model::{Form, Part, StringRules, flag_spellings};
use crate::case_fold;

/// The parts one by one; adjacent options that are read in any order form one run.
///
/// Such an option starts with a space and a unique key. If two have a common prefix, or one has no key, the order of the
/// syntax applies.
pub(super) fn runs(parts: &[Part], is_human_input: bool) -> Vec<&[Part]> {
    let mut runs = Vec::new();
    let (mut start, mut keys) = (0, Vec::new());
    for (index, part) in parts.iter().enumerate() {
        let new_keys = if is_human_input {
            self::keys(part)
        } else {
            Vec::new()
        };
        let continues = !keys.is_empty() && !new_keys.is_empty() && are_distinct(&keys, &new_keys);
        if !continues && index > start {
            runs.push(&parts[start..index]);
            (start, keys) = (index, Vec::new());
        }
        keys.extend(new_keys);
    }
    if start < parts.len() {
        runs.push(&parts[start..]);
    }
    runs
}

/// The texts that an option can start with: ` days=` for `[ days=<days>]`. Empty if its position is fixed.
pub(super) fn keys(part: &Part) -> Vec<String> {
    let keys = match part {
        Part::Flag { text, .. } => flag_spellings(text),
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

/// Whether no text of one list is a prefix of a text of the other list.
fn are_distinct(ones: &[String], others: &[String]) -> bool {
    ones.iter().all(|one| {
        let one = case_fold::fold(one);
        others
            .iter()
            .map(|other| case_fold::fold(other))
            .all(|other| !one.starts_with(&other) && !other.starts_with(&one))
    })
}

/// Ends strings that would extend to the end of the text before other options that can follow.
pub(super) fn end_at_options(parts: &mut [Part]) {
    let lengths: Vec<_> = runs(parts, true).iter().map(|run| run.len()).collect();
    let mut rest = parts;
    for length in lengths {
        let (run, after) = std::mem::take(&mut rest).split_at_mut(length);
        rest = after;
        // A key without a value can be a word of the string.
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
                form: Form::Plain(rules) | Form::List { rules, .. },
                ..
            } if !rules.terminators.contains(' ') => rules.option_keys.extend_from_slice(keys),
            Part::Optional(parts) => add_options(parts, keys),
            Part::Literal(_) | Part::Flag { .. } | Part::Slot { .. } => {}
        }
    }
}

/// Allows quotes around strings, unless the syntax itself contains quotes.
pub(super) fn allow_quotes(parts: &mut [Part]) {
    if !has_quotes(parts) {
        set_quotable(parts);
    }
}

/// The characters that can open a quotation. The library has the same list.
const QUOTES: [char; 7] = [
    '"', '\'', '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{ab}',
];

fn has_quotes(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Literal(text) | Part::Flag { text, .. } => text.contains(QUOTES),
        Part::Slot { form, .. } => match form {
            Form::Keywords(keywords) => keywords.iter().any(|keyword| keyword.contains(QUOTES)),
            Form::List { separator, .. } => separator.contains(QUOTES),
            Form::Plain(_) | Form::Text(_) | Form::Json | Form::Switch => false,
        },
        Part::Optional(parts) => has_quotes(parts),
    })
}

fn set_quotable(parts: &mut [Part]) {
    for part in parts {
        match part {
            Part::Slot {
                form: Form::Plain(rules) | Form::List { rules, .. },
                ..
            } => rules.is_quotable = is_followed(rules),
            Part::Optional(parts) => set_quotable(parts),
            Part::Literal(_) | Part::Flag { .. } | Part::Slot { .. } => {}
        }
    }
}

/// Whether something can follow a string. At the end of a command, quotes are ordinary characters.
fn is_followed(rules: &StringRules) -> bool {
    !rules.terminators.is_empty() || !rules.option_keys.is_empty()
}
