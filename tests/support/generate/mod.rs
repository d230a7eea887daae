//! Values of the documented types, made from the facts.

mod forms;
mod hostile;
mod leaves;
mod sendable;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use crate::evaluate::LONGEST_LIST;
use crate::facts::{Facts, Field, Kind, Tagged, TypeRef};
use crate::random::Random;

/// The start of a [`Generator`]: it shrinks to simpler values with the same seed.
pub fn seeds() -> impl Strategy<Value = (u64, usize)> {
    (any::<u64>().no_shrink(), 0..RICHEST)
}

/// The maximum depth at which optional fields are filled.
pub const RICHEST: usize = 6;

pub use hostile::{hostile, read_as};
pub use sendable::NOT_OFFERED;

/// Makes values. Equal seeds make equal values.
#[derive(Debug)]
pub struct Generator<'a> {
    facts: &'a Facts,
    random: Random,
    style: Style,
    made: BTreeSet<String>,
}

/// What a generator makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// Any value.
    Plain,
    /// Values with unknown fields, keywords and tags.
    Newer,
    /// Values that are chosen to make decoding fail.
    Hostile,
    /// Keywords and variants that were not made before.
    Exploring,
}

/// The name of all unknown fields, keywords and tags.
pub const NEWER: &str = "newerThanTheFacts";

/// Where a value is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In JSON, without restrictions.
    Json,
    /// As an argument of a command, without signs and spaces.
    Text,
}

impl<'a> Generator<'a> {
    /// A generator for the types of `facts`.
    pub fn new(facts: &'a Facts, seed: u64) -> Self {
        Self {
            facts,
            random: Random::new(seed),
            style: Style::Plain,
            made: BTreeSet::new(),
        }
    }

    /// A generator whose values sometimes have unknown fields, keywords and tags.
    pub fn newer(facts: &'a Facts, seed: u64) -> Self {
        Self {
            style: Style::Newer,
            ..Self::new(facts, seed)
        }
    }

    /// A generator whose values have the largest integers and placeholders that [`hostile`] replaces: deeply nested menus
    /// and unknown fields.
    pub fn hostile(facts: &'a Facts, seed: u64) -> Self {
        Self {
            style: Style::Hostile,
            ..Self::new(facts, seed)
        }
    }

    /// A generator that makes all keywords and variants as soon as possible.
    pub fn exploring(facts: &'a Facts, seed: u64) -> Self {
        Self {
            style: Style::Exploring,
            ..Self::new(facts, seed)
        }
    }

    /// The keywords and variants of all `types` and the types in them that were not made, as `Type.keyword`.
    pub fn left<'t>(&self, types: impl IntoIterator<Item = &'t TypeRef>) -> Vec<String> {
        let mut left = Vec::new();
        let mut seen = BTreeSet::new();
        types
            .into_iter()
            .for_each(|ty| self.collect_left(ty, &mut seen, &mut left));
        left
    }

    /// A response, event or variant with its tag.
    pub fn tagged(&mut self, tag: &str, variant: &Tagged, depth: usize) -> Value {
        let members = self.members(&variant.fields, depth, Place::Json);
        self.with_tag(tag, variant, members)
    }

    /// A number below `end`.
    ///
    /// # Panics
    /// If `end` is 0.
    pub fn below(&mut self, end: usize) -> usize {
        self.random.place(end)
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())]
    }

    fn any(&mut self, ty: &TypeRef, depth: usize, place: Place) -> Option<Value> {
        Some(match ty {
            TypeRef::Prim(name) => self.primitive(name, place),
            TypeRef::Ref(name) => self.named(name, depth, place),
            TypeRef::Optional(_) if depth == 0 || self.below(2) == 0 => return None,
            TypeRef::Optional(inner) => return self.any(inner, depth, place),
            TypeRef::Array(item) => {
                let length = self.below(depth.min(LONGEST_LIST) + 1);
                self.list(item, length, depth, place)
            }
            TypeRef::Map { value, .. } => {
                let names = 0..self.below(depth + 1);
                let members = names.map(|_| {
                    (
                        self.string(place),
                        self.any(value, depth - 1, place).unwrap_or_default(),
                    )
                });
                members.collect::<Map<_, _>>().into()
            }
        })
    }

    fn list(&mut self, item: &TypeRef, length: usize, depth: usize, place: Place) -> Value {
        let depth = depth.saturating_sub(1);
        (0..length)
            .map(|_| self.any(item, depth, place).unwrap_or_default())
            .collect()
    }

    fn named(&mut self, name: &str, depth: usize, place: Place) -> Value {
        if self.style == Style::Hostile && name == "ChatBotCommand" {
            return hostile::MENU.into();
        }
        let inner = depth.saturating_sub(1);
        match &self.facts.ty(name).kind {
            Kind::Enum { .. } if self.is_newer() => NEWER.into(),
            Kind::Union { tag, .. } if self.is_newer() => {
                json!({tag: NEWER, "a": [null], "z": {"type": 1}})
            }
            Kind::Record { fields } => self.members(fields, inner, place).into(),
            Kind::Enum { values } => self
                .choose(name, values, |word| (word, &[]))
                .as_str()
                .into(),
            Kind::Union { tag, variants } => {
                let poorest = variants.iter().min_by_key(|variant| weight(variant));
                let variant = match depth {
                    0 => poorest.expect("a variant"),
                    _ => self.choose(name, variants, |variant| (&variant.tag, &variant.fields)),
                };
                let members = self.members(&variant.fields, inner, place);
                self.with_tag(tag, variant, members)
            }
        }
    }

    /// A keyword or variant of the type `name`; an explorer prefers one that leads to something new.
    fn choose<'c, T>(
        &mut self,
        name: &str,
        choices: &'c [T],
        variant: fn(&T) -> (&str, &[Field]),
    ) -> &'c T {
        let mut open: Vec<_> = choices.iter().collect();
        if self.style == Style::Exploring {
            open.retain(|choice| {
                let (word, fields) = variant(choice);
                let types = fields.iter().map(|field| &field.ty);
                !self.made.contains(&format!("{name}.{word}")) || !self.left(types).is_empty()
            });
        }
        let chosen = if open.is_empty() {
            &choices[self.below(choices.len())]
        } else {
            open[self.below(open.len())]
        };
        self.made.insert(format!("{name}.{}", variant(chosen).0));
        chosen
    }

    fn collect_left(&self, ty: &TypeRef, seen: &mut BTreeSet<String>, left: &mut Vec<String>) {
        match ty {
            TypeRef::Prim(_) => {}
            TypeRef::Optional(inner) | TypeRef::Array(inner) => {
                self.collect_left(inner, seen, left);
            }
            TypeRef::Map { value, .. } => self.collect_left(value, seen, left),
            TypeRef::Ref(name) if !seen.insert(name.clone()) => {}
            TypeRef::Ref(name) => {
                let kind = &self.facts.ty(name).kind;
                let tags = kind.variants().iter().map(|variant| &variant.tag);
                let words = tags
                    .chain(kind.words())
                    .map(|word| format!("{name}.{word}"));
                left.extend(words.filter(|word| !self.made.contains(word)));
                let variants = kind.variants().iter().flat_map(|variant| &variant.fields);
                for field in variants.chain(kind.fields()) {
                    self.collect_left(&field.ty, seen, left);
                }
            }
        }
    }

    fn members(&mut self, fields: &[Field], depth: usize, place: Place) -> Map<String, Value> {
        let member = |field: &Field| {
            let value = self.any(&field.ty, depth, place)?;
            Some((field.name.clone(), as_written(&field.name, value)))
        };
        let mut members: Map<_, _> = fields.iter().filter_map(member).collect();
        if self.is_newer() {
            members.insert(NEWER.to_owned(), json!([{"type": NEWER}, 1.5, null]));
        }
        if self.style == Style::Hostile && self.below(8) == 0 {
            members.insert(NEWER.to_owned(), self.pick(hostile::UNKNOWN).into());
        }
        members
    }

    fn is_newer(&mut self) -> bool {
        self.style == Style::Newer && self.below(8) == 0
    }

    fn with_tag(&mut self, tag: &str, variant: &Tagged, members: Map<String, Value>) -> Value {
        let tag = (tag.to_owned(), Value::from(variant.tag.as_str()));
        [tag]
            .into_iter()
            .chain(members)
            .collect::<Map<_, _>>()
            .into()
    }
}

/// The value of a field as servers encode it: one number is a string.
fn as_written(name: &str, value: Value) -> Value {
    match name {
        "agentUserId" => value.to_string().into(),
        _ => value,
    }
}

/// How many types a variant needs.
fn weight(variant: &Tagged) -> usize {
    let is_named = |field: &&Field| matches!(field.ty, TypeRef::Ref(_));
    variant.fields.iter().filter(is_named).count()
}
