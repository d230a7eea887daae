//! Generates the checks that the analysis defers to the compiler, which knows the texts of types with their own syntax.

use std::ops::Range;

use proc_macro2::TokenStream;
use quote::quote_spanned;
use syn::LitStr;

use super::model::{Field, Part, SyntaxOwner};
use super::pattern::Patterns;
use crate::analysis::Deferred;
use crate::diagnostics;
use crate::grammar::SyntaxError;
use crate::tokens::span_of;

/// A part of a syntax, with the parts around it.
struct Site<'a> {
    part: &'a Part,
    /// Whether it is in a group.
    in_group: bool,
    /// The parts before and after it, for each level of groups, and whether the level is a group.
    before: Vec<(&'a [Part], bool)>,
    after: Vec<(&'a [Part], bool)>,
}

/// Constants that stop the compilation if a text can be read in two ways.
pub(super) fn checks(
    deferred: &[Deferred],
    parts: &[Part],
    fields: &[Field<'_>],
    owner: SyntaxOwner,
    literal: &LitStr,
) -> TokenStream {
    let patterns = Patterns {
        fields,
        is_human_input: owner == SyntaxOwner::HumanCommand,
    };
    let checks = deferred.iter().filter_map(|question| {
        let site = Site::find(question, parts, false, &mut 0)?;
        Some(site.check(question, &patterns, owner, literal))
    });
    checks.collect()
}

impl<'a> Site<'a> {
    /// The site that `question` is about, if it is in `parts`. The first slot in them has the number `slot`.
    fn find(
        question: &Deferred,
        parts: &'a [Part],
        in_group: bool,
        slot: &mut usize,
    ) -> Option<Self> {
        for (index, part) in parts.iter().enumerate() {
            let first = *slot;
            let (found, is_here) = match part {
                Part::Literal(_) => (None, false),
                Part::Slot { .. } | Part::Flag { .. } => {
                    *slot += 1;
                    (None, *question == Deferred::EndOfType(first))
                }
                Part::Optional(parts) => {
                    let found = Self::find(question, parts, true, slot);
                    (found, *question == Deferred::PresenceOfGroup(first..*slot))
                }
            };
            let found = found.or_else(|| {
                is_here.then_some(Self {
                    part,
                    in_group,
                    before: Vec::new(),
                    after: Vec::new(),
                })
            });
            if let Some(mut found) = found {
                found.before.insert(0, (&parts[..index], in_group));
                found.after.push((&parts[index + 1..], in_group));
                return Some(found);
            }
        }
        None
    }

    fn check(
        &self,
        question: &Deferred,
        patterns: &Patterns<'_>,
        owner: SyntaxOwner,
        literal: &LitStr,
    ) -> TokenStream {
        let is_type = matches!(question, Deferred::EndOfType(_));
        let label = if is_type {
            "cannot determine where this value ends"
        } else {
            "cannot determine whether this group is present"
        };
        let drawing = diagnostics::drawn_message(
            &literal.value(),
            &SyntaxError::new(
                self.span(),
                "command cannot be read from left to right",
                label,
            ),
        );
        let before = patterns.sequences(&self.before);
        let part = patterns.sequences(&[(std::slice::from_ref(self.part), self.in_group)]);
        let after = patterns.sequences(&self.after);
        let is_human_input = owner == SyntaxOwner::HumanCommand;
        let is_in_type = owner == SyntaxOwner::Type;
        quote_spanned! {span_of(literal)=>
            const _: () = __p::NestedCheck::check(&__p::NestedCheck {
                drawing: #drawing,
                before: #before,
                part: #part,
                after: #after,
                is_type: #is_type,
                is_human_input: #is_human_input,
                is_in_type: #is_in_type,
            });
        }
    }

    fn span(&self) -> Range<usize> {
        span(self.part).unwrap_or_default()
    }
}

/// The span of a part in the syntax; for a group, the span of its slots.
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
