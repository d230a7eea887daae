//! Numbers the slots of a bound syntax: the input of the analysis.

use std::ops::Range;

use syn::Type;

use super::model::{Field, Form, Part, SlotRef, SyntaxOwner, flag_spellings};
use crate::analysis::{Grammar, Node, Numeral, SlotKind};
use crate::{case_fold, rust_type};

/// The slots of a syntax, numbered in order.
pub(super) struct Slots<'a> {
    fields: &'a [Field<'a>],
    is_human_input: bool,
    pub(super) kinds: Vec<SlotKind>,
    pub(super) spans: Vec<Range<usize>>,
    pub(super) refs: Vec<SlotRef>,
}

impl<'a> Slots<'a> {
    pub(super) fn of(
        parts: &[Part],
        fields: &'a [Field<'a>],
        owner: SyntaxOwner,
    ) -> (Self, Grammar) {
        let mut slots = Self {
            fields,
            is_human_input: owner == SyntaxOwner::HumanCommand,
            kinds: Vec::new(),
            spans: Vec::new(),
            refs: Vec::new(),
        };
        let nodes = slots.nodes(parts, false);
        let grammar = Grammar {
            nodes,
            slots: slots.kinds.clone(),
            is_nested: owner == SyntaxOwner::Type,
        };
        (slots, grammar)
    }

    fn nodes(&mut self, parts: &[Part], in_group: bool) -> Vec<Node> {
        let nodes = parts.iter().map(|part| match part {
            Part::Literal(text) => Node::Literal(self.normalized(text)),
            Part::Optional(parts) => Node::Optional(self.nodes(parts, true)),
            Part::Flag {
                field, text, span, ..
            } => Node::Flag {
                slot: self.add(
                    SlotRef {
                        field: *field,
                        in_group,
                        is_list: false,
                    },
                    SlotKind::Keywords(Vec::new()),
                    span,
                ),
                texts: flag_spellings(&self.normalized(text)),
            },
            Part::Slot { field, form, span } => {
                let kind = self.kind(*field, form, in_group);
                let slot = SlotRef {
                    field: *field,
                    in_group,
                    is_list: matches!(form, Form::List { .. }),
                };
                let slot = self.add(slot, kind, span);
                match form {
                    Form::List { separator, .. } => Node::List {
                        slot,
                        separator: self.normalized(separator),
                    },
                    _ => Node::Slot(slot),
                }
            }
        });
        nodes.collect()
    }

    fn add(&mut self, slot: SlotRef, kind: SlotKind, span: &Range<usize>) -> usize {
        self.kinds.push(kind);
        self.spans.push(span.clone());
        self.refs.push(slot);
        self.kinds.len() - 1
    }

    fn kind(&self, field: usize, form: &Form, in_group: bool) -> SlotKind {
        let ty = self.fields[field].ty;
        let value = if in_group {
            rust_type::generic_argument(ty, "Option")
        } else {
            Some(ty)
        };
        match form {
            Form::Plain(_) => self.kind_by_spelling(value),
            Form::List { .. } => self
                .kind_by_spelling(value.and_then(|list| rust_type::generic_argument(list, "Vec"))),
            Form::Text(_) => SlotKind::Nested,
            Form::Json => SlotKind::Json,
            Form::Switch => SlotKind::Keywords(vec!["on".to_owned(), "off".to_owned()]),
            Form::Keywords(keywords) => {
                let keywords = keywords.iter().map(|keyword| self.normalized(keyword));
                SlotKind::Keywords(keywords.collect())
            }
        }
    }

    /// What a plain argument of this type prints, according to the name of the type: a macro knows no more about it.
    /// Generated code lets the compiler confirm it.
    fn kind_by_spelling(&self, ty: Option<&Type>) -> SlotKind {
        // Only human input can contain a sign.
        let with_sign_of_input = |numeral: Numeral| Numeral {
            signed: numeral.signed && self.is_human_input,
            ..numeral
        };
        match ty.and_then(rust_type::numeral) {
            Some(numeral) => SlotKind::Number(with_sign_of_input(numeral)),
            None if ty.is_some_and(|ty| rust_type::is_named(ty, "String")) => SlotKind::String,
            None => SlotKind::UnknownType(with_sign_of_input(Numeral::FLOAT)),
        }
    }

    /// A text of the syntax as the analysis compares it.
    fn normalized(&self, text: &str) -> String {
        if self.is_human_input {
            case_fold::fold(text)
        } else {
            text.to_owned()
        }
    }

    /// The smallest part of the syntax that contains all of these slots.
    pub(super) fn span(&self, slots: impl Iterator<Item = usize>) -> Range<usize> {
        let spans = slots.map(|slot| self.spans[slot].clone());
        let span = spans.reduce(|all, span| all.start.min(span.start)..all.end.max(span.end));
        span.unwrap_or_default()
    }

    pub(super) fn name(&self, slot: usize) -> &str {
        &self.fields[self.refs[slot].field].name
    }
}
