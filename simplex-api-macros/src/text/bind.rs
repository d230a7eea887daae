//! Binds each slot of a syntax to a field.

use std::collections::HashSet;
use std::ops::Range;

use syn::LitStr;

use super::bind_errors::{self, UnnamedSlot, UnnamedType, key};
use super::model::{Field, Form, Part, StringRules, SyntaxOwner};
use crate::diagnostics::Errors;
use crate::grammar::{self, PartKind, SyntaxError, suggest};

/// Binds the slots of `syntax` to `fields`, in order; a named slot to the field of that name.
///
/// The bound fields take the names of their slots. So `<contactId_>` is the name of the parameter of the field
/// `contact_id`.
pub(super) fn bind(
    parts: &[grammar::Part],
    literal: &LitStr,
    fields: &mut [Field<'_>],
    owner: SyntaxOwner,
    errors: &mut Errors,
) -> Vec<Part> {
    let mut names = HashSet::new();
    slot_names(parts, &mut names);
    let mut binder = Binder {
        literal,
        names,
        is_bound: vec![false; fields.len()],
        fields,
        next: 0,
        last_unnamed: None,
        errors,
    };
    let parts = binder.sequence(parts, false);
    binder.finish(owner);
    parts
}

fn slot_names(parts: &[grammar::Part], names: &mut HashSet<String>) {
    for part in parts {
        match &part.kind {
            PartKind::Slot { name, .. } => {
                names.insert(name.text.trim_end_matches('_').to_owned());
            }
            PartKind::Optional(parts) => slot_names(parts, names),
            PartKind::Literal(_) | PartKind::Keywords(_) => {}
        }
    }
}

struct Binder<'a, 'f> {
    literal: &'a LitStr,
    /// The names of all named slots, without trailing `_`.
    names: HashSet<String>,
    fields: &'a mut [Field<'f>],
    /// For each field, whether it is bound.
    is_bound: Vec<bool>,
    /// The first field after the last one that was bound in order.
    next: usize,
    /// The unnamed slot directly before the next one.
    last_unnamed: Option<UnnamedSlot>,
    errors: &'a mut Errors,
}

impl Binder<'_, '_> {
    fn sequence(&mut self, parts: &[grammar::Part], in_group: bool) -> Vec<Part> {
        let mut text_before = "";
        let mut bound = Vec::new();
        for part in parts {
            bound.extend(self.part(part, text_before, in_group));
            text_before = match &part.kind {
                PartKind::Literal(text) => text,
                _ => "",
            };
        }
        bound
    }

    fn part(&mut self, part: &grammar::Part, text_before: &str, in_group: bool) -> Option<Part> {
        let span = part.span.clone();
        match &part.kind {
            PartKind::Literal(text) => Some(Part::Literal(text.clone())),
            PartKind::Slot { name, form } => {
                let field = self.named(name)?;
                let form = match form {
                    grammar::Form::Plain => Form::Plain(StringRules::default()),
                    grammar::Form::Text => Form::Text(StringRules::default()),
                    grammar::Form::Json => Form::Json,
                    grammar::Form::List { separator } => Form::List {
                        separator: separator.clone(),
                        rules: StringRules::default(),
                    },
                };
                Some(Part::Slot { field, form, span })
            }
            PartKind::Keywords(keywords) => self.keywords(keywords, text_before, in_group, span),
            PartKind::Optional(parts) => self.group(parts, span),
        }
    }

    fn keywords(
        &mut self,
        keywords: &[grammar::Name],
        text_before: &str,
        in_group: bool,
        span: Range<usize>,
    ) -> Option<Part> {
        let keywords = keywords.iter().map(|keyword| keyword.text.clone());
        let keywords: Vec<_> = keywords.collect();
        let (form, ty) = if keywords != ["on", "off"] {
            let ty = UnnamedType::EnumOf(keywords.clone());
            (Form::Keywords(keywords), ty)
        } else if in_group {
            (Form::Switch, UnnamedType::OptionalBool)
        } else {
            (Form::Switch, UnnamedType::Bool)
        };
        let field = self.unnamed(UnnamedSlot {
            span: span.clone(),
            ty,
            key: text_before.strip_suffix('=').and_then(key),
            is_confirmed: false,
        })?;
        Some(Part::Slot { field, form, span })
    }

    fn group(&mut self, parts: &[grammar::Part], span: Range<usize>) -> Option<Part> {
        if let [
            grammar::Part {
                kind: PartKind::Literal(text),
                ..
            },
        ] = parts
        {
            let field = self.unnamed(UnnamedSlot {
                span: span.clone(),
                ty: UnnamedType::Bool,
                key: key(text),
                is_confirmed: false,
            })?;
            return Some(Part::Flag {
                field,
                text: text.clone(),
                when: !text.ends_with("=off"),
                span,
            });
        }
        let is_slot = |part: &grammar::Part| {
            matches!(part.kind, PartKind::Slot { .. } | PartKind::Keywords(_))
        };
        if !parts.iter().any(is_slot) {
            self.error(bind_errors::group_without_parameter(span));
        }
        Some(Part::Optional(self.sequence(parts, true)))
    }

    /// The field of the slot `name`.
    fn named(&mut self, name: &grammar::Name) -> Option<usize> {
        self.last_unnamed = None;
        let wanted = name.text.trim_end_matches('_');
        let found = self
            .fields
            .iter()
            .position(|field| field.name.trim_end_matches('_') == wanted);
        let Some(index) = found else {
            return self.unknown_parameter(name);
        };
        if self.is_bound[index] {
            self.error(bind_errors::parameter_twice(name));
            return None;
        }
        if index < self.next {
            self.report_order(name.span.clone(), index, "before", self.next - 1);
        }
        if let Some(key) = self.fields[index].key {
            self.errors.push(bind_errors::key_of_named_slot(key, name));
        }
        self.bind(index);
        self.fields[index].name.clone_from(&name.text);
        Some(index)
    }

    /// Reports a name that no field has, and binds the field that was probably meant, so that the field causes no
    /// further error.
    fn unknown_parameter(&mut self, name: &grammar::Name) -> Option<usize> {
        let free: Vec<_> = (0..self.fields.len())
            .filter(|index| !self.is_bound[*index] && !self.is_named(*index))
            .collect();
        let names = free.iter().map(|index| self.fields[*index].name.as_str());
        let near = suggest(&name.text, names);
        let meant = free
            .iter()
            .copied()
            .find(|index| near == Some(self.fields[*index].name.as_str()));
        let field = meant.map(|index| &self.fields[index]);
        self.error(bind_errors::unknown_parameter(name, field));
        self.bind(meant?);
        meant
    }

    /// Whether a slot names the field.
    fn is_named(&self, index: usize) -> bool {
        let name = self.fields[index].name.trim_end_matches('_');
        self.names.contains(name)
    }

    fn report_order(&mut self, slot: Range<usize>, index: usize, order: &str, other: usize) {
        let (field, other) = (self.fields[index].ident, self.fields[other].ident);
        self.error(bind_errors::different_order(slot, field, order, other));
    }

    /// The field of an unnamed slot: the next one in order.
    fn unnamed(&mut self, mut slot: UnnamedSlot) -> Option<usize> {
        let is_free = |index: &usize| {
            let field = &self.fields[*index];
            !field.unsent && !field.may_be_bound && !self.is_bound[*index]
        };
        let next = (self.next..self.fields.len()).find(is_free);
        let free = (0..self.fields.len()).find(|index| is_free(index) && !self.is_named(*index));
        let Some(index) = free else {
            let next = next.map(|next| self.fields[next].ident);
            self.error(bind_errors::missing_field(&slot, next));
            return None;
        };
        if index < self.next {
            self.report_order(slot.span.clone(), index, "before", self.next - 1);
        }
        self.bind(index);
        if let Some(next) = next.filter(|next| *next < index) {
            self.report_order(slot.span.clone(), index, "after", next);
            // This is reported once: the earlier field can still be bound in order.
            self.next = next;
        }
        slot.is_confirmed = self.confirm_key(index, &slot);
        if let Some(last) = self.last_unnamed.replace(slot.clone())
            && let Some(error) = bind_errors::swappable(&last, &slot)
        {
            self.error(error);
        }
        Some(index)
    }

    /// Whether the name or the key of the field matches the key of the slot. A key that does not match is reported.
    fn confirm_key(&mut self, index: usize, slot: &UnnamedSlot) -> bool {
        let field = &self.fields[index];
        let Some(key) = field.key else {
            return slot.key.as_deref() == Some(field.name.as_str());
        };
        if slot.key.as_ref() != Some(&key.value()) {
            let error = bind_errors::different_key(field.ident, key, slot);
            self.errors.push(error);
        }
        true
    }

    fn bind(&mut self, index: usize) {
        self.is_bound[index] = true;
        self.next = self.next.max(index + 1);
        let field = &self.fields[index];
        if field.unsent {
            self.errors.push(bind_errors::unsent_in_syntax(field));
        }
    }

    /// Reports the fields that are not in the syntax, unless they are marked `unsent`.
    fn finish(&mut self, owner: SyntaxOwner) {
        for (field, is_bound) in self.fields.iter().zip(&self.is_bound) {
            if !is_bound && !field.unsent && !field.may_be_bound {
                let error = bind_errors::field_not_in_syntax(field, owner);
                self.errors.push(error);
            }
        }
    }

    fn error(&mut self, error: SyntaxError) {
        self.errors.push_syntax(self.literal, error);
    }
}
