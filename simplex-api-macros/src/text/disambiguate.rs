//! Determines where each parameter of a bound syntax ends.

use syn::LitStr;

use super::model::{
    DigitAfter, Field, ForbiddenPrefix, Form, Part, SlotRef, StringRules, SyntaxOwner,
    TypeAssumption,
};
use super::slots::Slots;
use super::{command_line, explain, human_input, options};
use crate::analysis::{self, Deferred, DisambiguationError, Guard, PrefixEnd, SlotKind};
use crate::diagnostics::Errors;
use crate::grammar::SyntaxError;

/// Sets the rules of all strings in `parts`, or reports a text that can be read in two ways. Returns the questions that
/// the compiler has to decide.
pub(super) fn disambiguate(
    parts: &mut [Part],
    fields: &[Field<'_>],
    owner: SyntaxOwner,
    literal: &LitStr,
    errors: &mut Errors,
) -> Vec<Deferred> {
    if let Some(error) = json_before_the_end(parts, owner == SyntaxOwner::Type) {
        errors.push_syntax(literal, error);
        return Vec::new();
    }
    let (slots, grammar) = Slots::of(parts, fields, owner);
    let (syntax, errors_before) = (literal.value(), errors.len());
    match owner {
        SyntaxOwner::Command => {
            command_line::mistakes(parts, &grammar, &syntax)
                .for_each(|error| errors.push_syntax(literal, error));
        }
        SyntaxOwner::HumanCommand => human_input::mistake(&slots, &grammar, &syntax)
            .into_iter()
            .for_each(|error| errors.push_syntax(literal, error)),
        SyntaxOwner::Type => {}
    }
    if errors.len() > errors_before {
        return Vec::new();
    }
    match analysis::disambiguate(&grammar) {
        Ok(resolution) => {
            let mut rules = resolution.guards.iter().enumerate().map(|(slot, guard)| {
                let assumption = match slots.kinds[slot] {
                    _ if resolution.numbers.contains(&slot) => Some(TypeAssumption::Number),
                    SlotKind::Number(numeral) => Some(TypeAssumption::BySpelling(Some(numeral))),
                    SlotKind::String => Some(TypeAssumption::BySpelling(None)),
                    _ => None,
                };
                rules(guard, assumption, &slots.refs)
            });
            let is_human_input = owner == SyntaxOwner::HumanCommand;
            set_rules(parts, is_human_input, &mut rules);
            if is_human_input {
                options::end_at_options(parts);
                options::allow_quotes(parts);
            }
            resolution.deferred
        }
        Err(DisambiguationError::Ambiguous(ambiguity)) => {
            errors.push_syntax(literal, explain::ambiguous(&slots, &ambiguity));
            Vec::new()
        }
        Err(DisambiguationError::TooLarge) => {
            errors.push_syntax(literal, explain::too_large(&syntax));
            Vec::new()
        }
    }
}

fn rules(guard: &Guard, assumption: Option<TypeAssumption>, slots: &[SlotRef]) -> StringRules {
    let prefixes = guard.forbidden_prefixes.iter();
    let prefixes = prefixes.map(|prefix| ForbiddenPrefix {
        text: prefix.text.clone(),
        digit: match prefix.end {
            PrefixEnd::Anything => DigitAfter::No,
            PrefixEnd::Digit => DigitAfter::Yes,
            PrefixEnd::Slot(slot) => DigitAfter::IfNumber(slots[slot]),
        },
    });
    StringRules {
        terminators: guard.terminators.iter().collect(),
        forbidden_prefixes: prefixes.collect(),
        assumption,
        ..StringRules::default()
    }
}

/// Gives each slot its rules, in the order of the syntax.
fn set_rules(
    parts: &mut [Part],
    is_human_input: bool,
    rules: &mut impl Iterator<Item = StringRules>,
) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Flag { .. } => drop(rules.next()),
            Part::Optional(parts) => set_rules(parts, is_human_input, rules),
            Part::Slot { form, .. } => {
                let of_slot = StringRules {
                    is_human_input,
                    ..rules.next().unwrap_or_default()
                };
                match form {
                    Form::Plain(rules) | Form::Text(rules) | Form::List { rules, .. } => {
                        *rules = of_slot;
                    }
                    Form::Json | Form::Switch | Form::Keywords(_) => {}
                }
            }
        }
    }
}

/// Reports JSON that something can follow: it extends to the end of the text.
fn json_before_the_end(parts: &[Part], is_followed: bool) -> Option<SyntaxError> {
    parts.iter().enumerate().find_map(|(i, part)| {
        let is_followed = is_followed || i + 1 < parts.len();
        match part {
            Part::Slot {
                form: Form::Json,
                span,
                ..
            } if is_followed => Some(
                SyntaxError::new(
                    span.clone(),
                    "JSON is not the last part of the syntax",
                    "JSON extends to the end of the text, so nothing can follow it",
                )
                .help("move it to the end, or write the parameter as `<x>`"),
            ),
            Part::Optional(parts) => json_before_the_end(parts, is_followed),
            _ => None,
        }
    })
}
