//! What can be said of the fields while there are mistakes in the syntax.

use std::ops::Range;

use super::{Field, Form, Part};
use crate::grammar::{is_in_name, suggest};

/// Marks the fields that a slot in the `lost` places of a syntax may be for: those that are named there, and as many
/// as there are slots without a name.
pub(super) fn set_hidden(fields: &mut [Field<'_>], text: &str, lost: &[Range<usize>]) {
    if lost.contains(&(0..text.len())) {
        fields.iter_mut().for_each(|field| field.is_hidden = true);
        return;
    }
    let lost = lost.iter().filter_map(|place| text.get(place.clone()));
    let lost: Vec<_> = lost.collect();
    let names = lost.iter().flat_map(|text| {
        // `<chat id>` may be for `chatId`.
        let all = text.replace(|c| !is_in_name(c), "");
        let names = text.split(|c| !is_in_name(c)).map(str::to_owned);
        names.chain([all])
    });
    let names: Vec<_> = names.filter(|name| !name.is_empty()).collect();
    for field in &mut *fields {
        let names = names.iter().map(|name| name.trim_end_matches('_'));
        field.is_hidden = suggest(field.name.trim_end_matches('_'), names).is_some();
    }
    let choices = lost.iter().flat_map(|text| text.split([' ', '[', ']']));
    let nameless = choices.filter(|choice| choice.contains('|')).count();
    let others = fields.iter_mut().filter(|field| !field.is_hidden);
    for field in others.take(nameless) {
        field.is_hidden = true;
    }
}

/// The slots that name their field, outside of the lost places: the others may be for another one.
pub(super) fn sure(parts: Vec<Part>, lost: &[Range<usize>]) -> Vec<Part> {
    let parts = parts.into_iter().filter_map(|part| match part {
        Part::Slot {
            ref form, ref span, ..
        } => {
            let is_named = !matches!(form, Form::Switch | Form::Words(_));
            let is_lost = lost.iter().any(|lost| lost.contains(&span.start));
            (is_named && !is_lost).then_some(part)
        }
        Part::Optional(parts) => Some(Part::Optional(sure(parts, lost))),
        Part::Literal(_) | Part::Flag { .. } => None,
    });
    parts.collect()
}
