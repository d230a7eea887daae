//! Where each parameter ends: the characters that stop a string, and what it cannot begin with.

use std::collections::BTreeSet;
use std::ops::Range;

use syn::LitStr;

use super::{Bounds, Form, Part};
use crate::diagnostics::Errors;
use crate::grammar::SyntaxError;

/// What comes after the end of the syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// Nothing: the syntax is that of a command.
    End,
    /// The end or a blank: the syntax is that of a type, and commands go on after it.
    Blank,
}

/// Finds the bounds of all strings in `parts`, and reports slots that nothing separates.
pub(crate) fn settle(parts: &mut [Part], after: After, literal: &LitStr, errors: &mut Errors) {
    let mut follow = Follow::default();
    if after == After::Blank {
        follow.chars.insert(' ');
    }
    Settler { literal, errors }.sequence(parts, &follow, &[]);
}

/// What can come right after a part.
#[derive(Debug, Default, Clone)]
struct Follow {
    /// The first characters of text.
    chars: BTreeSet<char>,
    /// A slot that can begin with any character.
    slot: Option<Range<usize>>,
}

struct Settler<'a> {
    literal: &'a LitStr,
    errors: &'a mut Errors,
}

impl Settler<'_> {
    /// Settles `parts`, of which `heads` are the beginnings that came before and could be absent.
    fn sequence(&mut self, parts: &mut [Part], after: &Follow, heads: &[String]) {
        let mut heads = heads.to_vec();
        for i in 0..parts.len() {
            let (done, rest) = parts.split_at_mut(i);
            let Some((part, rest)) = rest.split_first_mut() else {
                return;
            };
            let follow = first(rest, after);
            match part {
                Part::Literal(_) => {}
                Part::Flag { text, .. } => heads.push(head(text)),
                Part::Slot { form, span, .. } => {
                    let before = match done.last() {
                        Some(Part::Literal(text)) => text.as_str(),
                        _ => "",
                    };
                    self.slot(form, span, &follow, taken(&heads, before));
                    heads.clear();
                }
                Part::Optional(inner) => {
                    self.sequence(inner, &follow, &heads);
                    if let Some(Part::Literal(text)) = inner.first() {
                        heads.push(head(text));
                    }
                }
            }
        }
    }

    fn slot(&mut self, form: &mut Form, span: &Range<usize>, follow: &Follow, taken: Vec<String>) {
        let mut stops: String = follow.chars.iter().collect();
        match form {
            Form::Switch | Form::Words(_) => {}
            Form::Text { taken: unsettled } => *unsettled = taken,
            Form::Json => {
                if !stops.is_empty() || follow.slot.is_some() {
                    let error = SyntaxError::new(
                        span.clone(),
                        "JSON is not the last part of the syntax",
                        "JSON goes on to the end of the text, so nothing can follow",
                    );
                    let error = error.help("move it to the end, or write the parameter as `<x>`");
                    self.errors.syntax(self.literal, error);
                }
            }
            Form::Plain(bounds) => {
                self.separated(span, follow);
                *bounds = Bounds { stops, taken };
            }
            Form::List { separator, bounds } => {
                self.separated(span, follow);
                stops.extend(separator.chars().next());
                *bounds = Bounds { stops, taken };
            }
        }
    }

    fn separated(&mut self, span: &Range<usize>, follow: &Follow) {
        let Some(next) = &follow.slot else {
            return;
        };
        let error = SyntaxError::new(
            span.start..next.end,
            "nothing tells where one parameter ends and the next begins",
            "nothing separates these parameters",
        );
        let error = error
            .note("of numbers, `110` would be 1 and 10 as well as 11 and 0")
            .help("put text between them, for example a blank");
        self.errors.syntax(self.literal, error);
    }
}

/// What `parts` can begin with, or what comes `after` them if they can all be absent.
fn first(parts: &[Part], after: &Follow) -> Follow {
    let mut follow = Follow::default();
    for part in parts {
        match part {
            Part::Literal(text) => {
                follow.chars.extend(text.chars().next());
                return follow;
            }
            Part::Slot { form, span, .. } => {
                match form {
                    Form::Words(words) => {
                        follow
                            .chars
                            .extend(words.iter().filter_map(|word| word.chars().next()));
                    }
                    Form::Switch => {
                        follow.chars.insert('o');
                    }
                    // The text of such a type tells itself apart by its own first character.
                    Form::Text { .. } => {}
                    Form::Plain(_) | Form::Json | Form::List { .. } => {
                        follow.slot = Some(span.clone());
                    }
                }
                return follow;
            }
            Part::Flag { text, .. } => follow.chars.extend(text.chars().next()),
            Part::Optional(inner) => {
                let inner = first(inner, &Follow::default());
                follow.chars.extend(inner.chars);
                follow.slot = follow.slot.or(inner.slot);
            }
        }
    }
    follow.chars.extend(&after.chars);
    follow.slot = follow.slot.or_else(|| after.slot.clone());
    follow
}

/// The beginning that marks a group: ` live=` of ` live=on`.
fn head(text: &str) -> String {
    match text.split_once('=') {
        Some((key, _)) => format!("{key}="),
        None => text.to_owned(),
    }
}

/// What of `heads` is left for a string to begin with, once `before` is written.
fn taken(heads: &[String], before: &str) -> Vec<String> {
    heads
        .iter()
        .filter_map(|head| head.strip_prefix(before))
        .filter(|head| !head.is_empty())
        .map(str::to_owned)
        .collect()
}
