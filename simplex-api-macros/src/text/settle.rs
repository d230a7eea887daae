//! Where each parameter ends, and whether that can be told: the analysis of a bound syntax.

use std::collections::HashSet;
use std::ops::Range;

use syn::{LitStr, Type};

use super::line::{self, BLANK_HELP};
use super::options;
use super::{Assumed, Bounds, Digit, Field, Form, Part, Place, Taken};
use crate::analysis::{
    self, Ambiguity, Grammar, Guard, Kind, Node, Numeral, Open, Then, Unsettled,
};
use crate::diagnostics::Errors;
use crate::fold;
use crate::grammar::{Syntax, SyntaxError, moved_blanks};
use crate::rust_type;

const APART: &str = "put text between them or in front of them, as in `[ key=<param>]`";

/// What comes after the end of the syntax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum After {
    /// Nothing: the syntax is that of a command.
    End,
    /// Nothing, or blanks: the syntax is that of a command that people type. Case makes no difference in
    /// it, and a blank stands for any number of blanks, so it is settled as if all were in lower case.
    Typed,
    /// The end or a blank: the syntax is that of a type, and commands go on after it.
    Blank,
}

/// Finds the bounds of all strings in `parts`, or reports a text that could be read in two ways. What it cannot decide
/// is for the compiler.
pub(crate) fn settle(
    parts: &mut [Part],
    fields: &[Field<'_>],
    after: After,
    literal: &LitStr,
    errors: &mut Errors,
) -> Vec<Open> {
    if let Some(error) = json_before_the_end(parts, after == After::Blank) {
        errors.syntax(literal, error);
        return Vec::new();
    }
    let (slots, grammar) = Slots::of(parts, fields, after);
    let (syntax, before) = (literal.value(), errors.len());
    match after {
        After::End => {
            line::mistakes(parts, &grammar, &syntax)
                .for_each(|error| errors.syntax(literal, error));
        }
        After::Typed => slots
            .typing(&grammar, &syntax)
            .into_iter()
            .for_each(|error| errors.syntax(literal, error)),
        After::Blank => {}
    }
    if errors.len() > before {
        return Vec::new();
    }
    match analysis::settle(&grammar) {
        Ok(settled) => {
            let mut bounds = settled.guards.iter().enumerate().map(|(slot, guard)| {
                let assumed = match slots.kinds[slot] {
                    _ if settled.numbers.contains(&slot) => Some(Assumed::Number),
                    Kind::Number(numeral) => Some(Assumed::Spelled(Some(numeral))),
                    Kind::String => Some(Assumed::Spelled(None)),
                    _ => None,
                };
                bounds(guard, assumed, &slots.places)
            });
            distribute(parts, after == After::Typed, &mut bounds);
            if after == After::Typed {
                options::end_at_options(parts);
                options::allow_quotes(parts);
            }
            settled.open
        }
        Err(Unsettled::Ambiguous(ambiguity)) => {
            errors.syntax(literal, slots.error(&ambiguity));
            Vec::new()
        }
        Err(Unsettled::TooLarge) => {
            errors.syntax(literal, too_large(&syntax));
            Vec::new()
        }
    }
}

/// The syntax takes too long to analyze.
fn too_large(syntax: &str) -> SyntaxError {
    let message = format!(
        "syntax is too large: its analysis takes more than {} steps",
        analysis::MAX_STEPS
    );
    let label = "too many optional parts and keywords that depend on each other";
    SyntaxError::new(0..syntax.len(), message, label)
        .help("send many options as one value, as in `<json(options)>`, or split the command")
}

/// What the analysis sees of a syntax.
#[cfg(test)]
pub(super) fn grammar(parts: &[Part], fields: &[Field<'_>], after: After) -> Grammar {
    Slots::of(parts, fields, after).1
}

fn bounds(guard: &Guard, assumed: Option<Assumed>, places: &[Place]) -> Bounds {
    let taken = guard.taken.iter().map(|head| Taken {
        text: head.text.clone(),
        digit: match head.then {
            Then::Anything => Digit::No,
            Then::Digit => Digit::Yes,
            Then::Slot(slot) => Digit::OfSlot(places[slot]),
        },
    });
    Bounds {
        stops: guard.stops.iter().collect(),
        taken: taken.collect(),
        assumed,
        ..Bounds::default()
    }
}

/// Gives each slot its bounds, in the order of the syntax.
fn distribute(parts: &mut [Part], is_typed: bool, bounds: &mut impl Iterator<Item = Bounds>) {
    for part in parts {
        match part {
            Part::Literal(_) => {}
            Part::Flag { .. } => drop(bounds.next()),
            Part::Optional(parts) => distribute(parts, is_typed, bounds),
            Part::Slot { form, .. } => {
                let found = Bounds {
                    is_typed,
                    ..bounds.next().unwrap_or_default()
                };
                match form {
                    Form::Plain(bounds) | Form::Text(bounds) | Form::List { bounds, .. } => {
                        *bounds = found;
                    }
                    Form::Json | Form::Switch | Form::Words(_) => {}
                }
            }
        }
    }
}

/// JSON goes on to the end of the text, whatever stands there.
fn json_before_the_end(parts: &[Part], goes_on: bool) -> Option<SyntaxError> {
    parts.iter().enumerate().find_map(|(i, part)| {
        let goes_on = goes_on || i + 1 < parts.len();
        match part {
            Part::Slot {
                form: Form::Json,
                span,
                ..
            } if goes_on => Some(
                SyntaxError::new(
                    span.clone(),
                    "JSON is not the last part of the syntax",
                    "JSON goes on to the end of the text, so nothing can follow",
                )
                .help("move it to the end, or write the parameter as `<x>`"),
            ),
            Part::Optional(parts) => json_before_the_end(parts, goes_on),
            _ => None,
        }
    })
}

/// The slots of a syntax, numbered in order.
struct Slots<'a> {
    fields: &'a [Field<'a>],
    is_typed: bool,
    kinds: Vec<Kind>,
    spans: Vec<Range<usize>>,
    places: Vec<Place>,
}

impl<'a> Slots<'a> {
    fn of(parts: &[Part], fields: &'a [Field<'a>], after: After) -> (Self, Grammar) {
        let mut slots = Self {
            fields,
            is_typed: after == After::Typed,
            kinds: Vec::new(),
            spans: Vec::new(),
            places: Vec::new(),
        };
        let nodes = slots.nodes(parts, false);
        let grammar = Grammar {
            nodes,
            slots: slots.kinds.clone(),
            ends_at_blank: after == After::Blank,
        };
        (slots, grammar)
    }

    fn nodes(&mut self, parts: &[Part], inside: bool) -> Vec<Node> {
        let nodes = parts.iter().map(|part| match part {
            Part::Literal(text) => Node::Literal(self.text(text)),
            Part::Optional(parts) => Node::Optional(self.nodes(parts, true)),
            Part::Flag {
                field, text, span, ..
            } => Node::Flag {
                slot: self.add(
                    Place {
                        field: *field,
                        inside,
                        is_list: false,
                    },
                    Kind::Words(Vec::new()),
                    span,
                ),
                texts: spellings(&self.text(text)),
            },
            Part::Slot { field, form, span } => {
                let kind = self.kind(*field, form, inside);
                let is_list = matches!(form, Form::List { .. });
                let place = Place {
                    field: *field,
                    inside,
                    is_list,
                };
                let slot = self.add(place, kind, span);
                match form {
                    Form::List { separator, .. } => Node::List {
                        slot,
                        separator: self.text(separator),
                    },
                    _ => Node::Slot(slot),
                }
            }
        });
        nodes.collect()
    }

    fn add(&mut self, place: Place, kind: Kind, span: &Range<usize>) -> usize {
        self.kinds.push(kind);
        self.spans.push(span.clone());
        self.places.push(place);
        self.kinds.len() - 1
    }

    fn kind(&self, field: usize, form: &Form, inside: bool) -> Kind {
        let ty = self.fields[field].ty;
        let value = if inside {
            rust_type::generic_argument(ty, "Option")
        } else {
            Some(ty)
        };
        match form {
            Form::Plain(_) => self.plain(value),
            Form::List { .. } => {
                self.plain(value.and_then(|list| rust_type::generic_argument(list, "Vec")))
            }
            Form::Text(_) => Kind::Own,
            Form::Json => Kind::Json,
            Form::Switch => Kind::Words(vec!["on".to_owned(), "off".to_owned()]),
            Form::Words(words) => Kind::Words(words.iter().map(|word| self.text(word)).collect()),
        }
    }

    /// What a plain argument of this type prints, by the spelling of the type: a macro sees no more of it. The
    /// compiler is asked whether that is true.
    fn plain(&self, ty: Option<&Type>) -> Kind {
        // Only people write a sign.
        let written = |numeral: Numeral| Numeral {
            signed: numeral.signed && self.is_typed,
            ..numeral
        };
        match ty.and_then(rust_type::numeral) {
            Some(numeral) => Kind::Number(written(numeral)),
            None if ty.is_some_and(|ty| rust_type::is_named(ty, "String")) => Kind::String,
            None => Kind::NumberOrString(written(Numeral::FLOAT)),
        }
    }

    /// A text of the syntax, as it is compared.
    fn text(&self, text: &str) -> String {
        if self.is_typed {
            fold::text(text)
        } else {
            text.to_owned()
        }
    }

    /// What only people could take for something else.
    fn typing(&self, grammar: &Grammar, syntax: &str) -> Option<SyntaxError> {
        let same =
            self.kinds.iter().zip(&self.spans).find_map(|(kind, span)| {
                let Kind::Words(words) = kind else {
                    return None;
                };
                let mut known = HashSet::new();
                let word = words.iter().find(|word| !known.insert(*word))?;
                let message =
                    format!("two words are both `{word}` to people, who do not mind the case");
                let error = SyntaxError::new(span.clone(), message, "words of one choice");
                Some(error.help(
                    "give one of them another name, in the enum as well: `#[api(name = \"…\")]`",
                ))
            });
        let blanks = || {
            let text = analysis::blanks_that_meet(grammar)?;
            let message = "people's blanks are read as one, so no blank can have nothing but blanks behind it";
            let moved = Syntax::parse(syntax)
                .ok()
                .and_then(|syntax| moved_blanks(&syntax));
            let (place, help) = match moved {
                Some((place, moved)) => (
                    place,
                    format!("with the blanks in front of what needs them: `{moved}`"),
                ),
                None => (0..syntax.len(), BLANK_HELP.to_owned()),
            };
            let label = match syntax.get(place.clone()) {
                Some(group) if group.starts_with('[') => {
                    "without this group, a blank has another one behind it, or the end"
                }
                _ => "a blank with another one behind it, or the end",
            };
            let error = SyntaxError::new(place, message, label);
            Some(error.note(format!("`{text}` is where it shows")).help(help))
        };
        same.or_else(blanks)
    }

    fn error(&self, ambiguity: &Ambiguity) -> SyntaxError {
        let Ambiguity {
            text,
            written,
            other,
            slots,
        } = ambiguity;
        if let Some(own) = slots.iter().find(|slot| self.kinds[**slot] == Kind::Own) {
            let label = format!("any text can end in what `{}` prints", self.name(*own));
            let span = self.span(slots.iter().copied());
            let message = "command text can be read in two ways";
            return SyntaxError::new(span, message, label).help(APART);
        }
        let error = match other {
            Some(other) => {
                let ours = || written.iter().filter(|value| !other.contains(value));
                let theirs = || other.iter().filter(|value| !written.contains(value));
                let (one, two) = (self.tell(ours()), self.tell(theirs()));
                SyntaxError::new(
                    self.span(ours().chain(theirs()).map(|(slot, _)| *slot)),
                    "command text can be read in two ways",
                    "nothing tells these parameters apart",
                )
                .note(format!("`{text}` is {one}, or {two}"))
            }
            None => {
                let taken = slots.first().map_or("another", |slot| self.name(*slot));
                let written = self.tell(written.iter());
                SyntaxError::new(
                    self.span(slots.iter().copied()),
                    "command text cannot be read from left to right",
                    "one begins as the other does",
                )
                .note(format!(
                    "`{text}` is {written}, but `{taken}` is read first"
                ))
            }
        };
        error.help(APART)
    }

    /// The part of the syntax that has all of these slots.
    fn span(&self, slots: impl Iterator<Item = usize>) -> Range<usize> {
        let spans = slots.map(|slot| self.spans[slot].clone());
        let span = spans.reduce(|all, span| all.start.min(span.start)..all.end.max(span.end));
        span.unwrap_or_default()
    }

    /// What slots are, in words.
    fn tell<'v>(&self, values: impl Iterator<Item = &'v (usize, Vec<String>)>) -> String {
        let told: Vec<_> = values
            .map(|(slot, texts)| self.value(*slot, texts))
            .collect();
        match told.as_slice() {
            [] => "without them".to_owned(),
            told => told.join(", "),
        }
    }

    fn value(&self, slot: usize, texts: &[String]) -> String {
        let text = |text: &String| match &self.kinds[slot] {
            Kind::Words(words) if words.is_empty() => {
                let value = text.split_once('=').map(|(_, value)| value);
                value.unwrap_or("true").to_owned()
            }
            Kind::String => format!("\"{text}\""),
            _ => text.clone(),
        };
        let texts: Vec<_> = texts.iter().map(text).collect();
        match texts.as_slice() {
            [text] => format!("{} = {text}", self.name(slot)),
            texts => format!("{} = [{}]", self.name(slot), texts.join(", ")),
        }
    }

    fn name(&self, slot: usize) -> &str {
        &self.fields[self.places[slot].field].name
    }
}

/// A flag, and its other spelling, which is read but never written.
pub(super) fn spellings(text: &str) -> Vec<String> {
    let other = match text.strip_suffix("=on") {
        Some(key) => Some(format!("{key}=off")),
        None => text.strip_suffix("=off").map(|key| format!("{key}=on")),
    };
    [text.to_owned()].into_iter().chain(other).collect()
}
