//! What the analysis leaves to the compiler, which knows what types print that have a syntax of their own.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::LitStr;

use super::pattern::Patterns;
use super::{After, Field, Part};
use crate::analysis::Open;
use crate::diagnostics;
use crate::grammar::SyntaxError;
use crate::tokens::span_of;

/// A part of a syntax, with what stands around it.
struct Place<'a> {
    part: &'a Part,
    /// Whether it is inside of a group.
    inside: bool,
    /// The parts before and after it, from the outermost group to the innermost, and whether they are inside of one.
    before: Vec<(&'a [Part], bool)>,
    after: Vec<(&'a [Part], bool)>,
}

/// Constants that stop the compiler where a text could be read in another way.
pub(super) fn checks(
    open: &[Open],
    parts: &[Part],
    fields: &[Field<'_>],
    end: After,
    literal: &LitStr,
) -> TokenStream {
    let patterns = Patterns {
        fields,
        is_typed: end == After::Typed,
    };
    let checks = open.iter().filter_map(|open| {
        let place = Place::find(open, parts, false, &mut 0)?;
        Some(place.check(open, &patterns, end, literal))
    });
    checks.collect()
}

impl<'a> Place<'a> {
    /// Where it is, if it is in `parts`, of which the first slot has the number `slot`.
    fn find(open: &Open, parts: &'a [Part], inside: bool, slot: &mut usize) -> Option<Self> {
        for (index, part) in parts.iter().enumerate() {
            let first = *slot;
            let (found, is_here) = match part {
                Part::Literal(_) => (None, false),
                Part::Slot { .. } | Part::Flag { .. } => {
                    *slot += 1;
                    (None, *open == Open::Type(first))
                }
                Part::Optional(parts) => {
                    let found = Self::find(open, parts, true, slot);
                    (found, *open == Open::Group(first..*slot))
                }
            };
            let found = found.or_else(|| {
                is_here.then_some(Self {
                    part,
                    inside,
                    before: Vec::new(),
                    after: Vec::new(),
                })
            });
            if let Some(mut found) = found {
                found.before.insert(0, (&parts[..index], inside));
                found.after.push((&parts[index + 1..], inside));
                return Some(found);
            }
        }
        None
    }

    fn check(
        &self,
        open: &Open,
        patterns: &Patterns<'_>,
        end: After,
        literal: &LitStr,
    ) -> TokenStream {
        let is_type = matches!(open, Open::Type(_));
        let message = if is_type {
            "nothing tells where the text of this type ends"
        } else {
            "nothing tells whether this group is there"
        };
        let drawing = diagnostics::drawn(
            &literal.value(),
            &SyntaxError::new(
                self.span(),
                "command text cannot be read from left to right",
                message,
            ),
        );
        let before = patterns.all(&self.before);
        let part = patterns.all(&[(std::slice::from_ref(self.part), self.inside)]);
        let after = patterns.all(&self.after);
        let (is_typed, goes_on) = (end == After::Typed, end == After::Blank);
        quote_spanned! {span_of(literal)=>
            const _: () = __p::NestedCheck::check(&__p::NestedCheck {
                drawing: #drawing,
                before: #before,
                part: #part,
                after: #after,
                is_type: #is_type,
                is_typed: #is_typed,
                goes_on: #goes_on,
            });
        }
    }

    fn span(&self) -> Range<usize> {
        span(self.part).unwrap_or_default()
    }
}

/// The place of a part in the syntax: of a group, that of its slots.
fn span(part: &Part) -> Option<Range<usize>> {
    match part {
        Part::Literal(_) => None,
        Part::Slot { span, .. } | Part::Flag { span, .. } => Some(span.clone()),
        Part::Optional(parts) => {
            let spans = parts.iter().filter_map(span);
            spans.reduce(|all, span| all.start..span.end)
        }
    }
}
