//! What is certain about the fields if the syntax has mistakes.

use std::ops::Range;

use super::model::{Field, Form, Part};
use crate::grammar::{is_in_name, suggest};

/// Marks the fields that a slot in the `uncertain` parts of a syntax may bind: those that are named there, and one more for
/// each unnamed slot there.
pub(super) fn mark_possibly_bound(
    fields: &mut [Field<'_>],
    text: &str,
    uncertain: &[Range<usize>],
) {
    if uncertain.contains(&(0..text.len())) {
        fields
            .iter_mut()
            .for_each(|field| field.may_be_bound = true);
        return;
    }
    let uncertain = uncertain.iter().filter_map(|span| text.get(span.clone()));
    let uncertain: Vec<_> = uncertain.collect();
    let names = uncertain.iter().flat_map(|text| {
        // `<chat id>` may mean `chatId`.
        let all = text.replace(|c| !is_in_name(c), "");
        let names = text.split(|c| !is_in_name(c)).map(str::to_owned);
        names.chain([all])
    });
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    for field in &mut *fields {
        let names = names.iter().map(|name| name.trim_end_matches('_'));
        field.may_be_bound = suggest(field.name.trim_end_matches('_'), names).is_some();
    }
    let choices = uncertain
        .iter()
        .flat_map(|text| text.split([' ', '[', ']']));
    let unnamed = choices.filter(|choice| choice.contains('|')).count();
    let others = fields.iter_mut().filter(|field| !field.may_be_bound);
    for field in others.take(unnamed) {
        field.may_be_bound = true;
    }
}

/// The slots that name their field, outside of the uncertain parts. The other slots may belong to another field.
pub(super) fn certain_parts(parts: Vec<Part>, uncertain: &[Range<usize>]) -> Vec<Part> {
    let parts = parts.into_iter().filter_map(|part| match part {
        Part::Slot {
            ref form, ref span, ..
        } => {
            let is_named = !matches!(form, Form::Switch | Form::Keywords(_));
            let is_uncertain = uncertain
                .iter()
                .any(|uncertain| uncertain.contains(&span.start));
            (is_named && !is_uncertain).then_some(part)
        }
        Part::Optional(parts) => Some(Part::Optional(certain_parts(parts, uncertain))),
        Part::Literal(_) | Part::Flag { .. } => None,
    });
    parts.collect()
}
