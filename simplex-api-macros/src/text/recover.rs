//! What is certain about the fields if the syntax has mistakes.

use std::ops::Range;

use super::model::{Field, Form, Part};
use crate::grammar::{is_in_name, suggest};

/// Marks the fields that a slot in the `lost` parts of a syntax may bind: those that are named there, and one more for
/// each unnamed slot there.
pub(super) fn mark_possibly_bound(fields: &mut [Field<'_>], text: &str, lost: &[Range<usize>]) {
    if lost.contains(&(0..text.len())) {
        fields
            .iter_mut()
            .for_each(|field| field.may_be_bound = true);
        return;
    }
    let lost = lost.iter().filter_map(|span| text.get(span.clone()));
    let lost: Vec<_> = lost.collect();
    let names = lost.iter().flat_map(|text| {
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
    let choices = lost.iter().flat_map(|text| text.split([' ', '[', ']']));
    let unnamed = choices.filter(|choice| choice.contains('|')).count();
    let others = fields.iter_mut().filter(|field| !field.may_be_bound);
    for field in others.take(unnamed) {
        field.may_be_bound = true;
    }
}

/// The slots that name their field, outside of the lost parts. The other slots may belong to another field.
pub(super) fn certain_parts(parts: Vec<Part>, lost: &[Range<usize>]) -> Vec<Part> {
    let parts = parts.into_iter().filter_map(|part| match part {
        Part::Slot {
            ref form, ref span, ..
        } => {
            let is_named = !matches!(form, Form::Switch | Form::Keywords(_));
            let is_lost = lost.iter().any(|lost| lost.contains(&span.start));
            (is_named && !is_lost).then_some(part)
        }
        Part::Optional(parts) => Some(Part::Optional(certain_parts(parts, lost))),
        Part::Literal(_) | Part::Flag { .. } => None,
    });
    parts.collect()
}
