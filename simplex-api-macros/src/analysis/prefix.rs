//! What a part of a syntax can start with, and what a string must not start with because of it.

use std::collections::{BTreeSet, HashSet};

use super::model::{Node, Numeral, SlotKind};

/// Restrictions on a value, which keep it distinct from the text around it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Guard {
    /// The characters that end the value, so it cannot contain them.
    pub(crate) terminators: BTreeSet<char>,
    /// What the value must not start with, because another part does.
    pub(crate) forbidden_prefixes: Vec<Prefix>,
}

impl Guard {
    /// The restrictions that `other` does not have, without duplicates.
    pub(super) fn without(self, other: &Self) -> Self {
        let mut known: HashSet<_> = other.forbidden_prefixes.iter().cloned().collect();
        let prefixes = self.forbidden_prefixes.into_iter();
        Self {
            terminators: &self.terminators - &other.terminators,
            forbidden_prefixes: prefixes
                .filter(|prefix| known.insert(prefix.clone()))
                .collect(),
        }
    }

    pub(super) fn extend(&mut self, other: Self) {
        self.terminators.extend(other.terminators);
        self.forbidden_prefixes.extend(other.forbidden_prefixes);
    }
}

/// A prefix of a part's text.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Prefix {
    pub(crate) text: String,
    pub(crate) end: PrefixEnd,
}

/// What follows a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum PrefixEnd {
    Anything,
    Digit,
    /// The value of this slot: a digit if it is a number.
    Slot(usize),
}

impl Prefix {
    pub(super) fn new(text: impl Into<String>, end: PrefixEnd) -> Self {
        let text = text.into();
        Self { text, end }
    }
}

/// The maximum number of prefixes of a part that is a combination of several parts.
const MAX_PREFIXES: usize = 64;

/// What `nodes` can start with: the text up to the first slot whose characters are not fixed.
pub(super) fn prefixes(nodes: &[Node], slots: &[SlotKind]) -> Vec<Prefix> {
    let mut collector = PrefixCollector {
        slots,
        complete: Vec::new(),
        partial: vec![String::new()],
    };
    collector.sequence(nodes);
    collector.complete_all(PrefixEnd::Anything);
    collector.complete
}

struct PrefixCollector<'a> {
    slots: &'a [SlotKind],
    complete: Vec<Prefix>,
    /// Prefixes that the next part extends.
    partial: Vec<String>,
}

impl PrefixCollector<'_> {
    fn sequence(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Literal(text) => self.partial.iter_mut().for_each(|p| p.push_str(text)),
                Node::Flag { texts, .. } => self.optional(|prefixes| prefixes.concat_all(texts)),
                Node::Optional(nodes) => self.optional(|prefixes| prefixes.sequence(nodes)),
                Node::Slot(slot) | Node::List { slot, .. } => match &self.slots[*slot] {
                    SlotKind::Keywords(keywords) => self.concat_all(keywords),
                    SlotKind::Number(numeral) => self.number(*numeral, PrefixEnd::Digit),
                    SlotKind::UnknownType(numeral) => {
                        self.number(*numeral, PrefixEnd::Slot(*slot));
                    }
                    SlotKind::String | SlotKind::Nested | SlotKind::Json => {
                        self.complete_all(PrefixEnd::Anything);
                    }
                },
            }
        }
    }

    fn complete_all(&mut self, end: PrefixEnd) {
        let partial = self.partial.drain(..);
        self.complete
            .extend(partial.map(|text| Prefix::new(text, end)));
    }

    /// The prefixes are complete before a number, or after its sign.
    fn number(&mut self, numeral: Numeral, end: PrefixEnd) {
        if numeral.signed {
            let negative = self.partial.iter().map(|text| format!("{text}-"));
            self.complete
                .extend(negative.map(|text| Prefix::new(text, end)));
        }
        self.complete_all(end);
    }

    /// Concatenates each prefix with each of the keywords.
    fn concat_all(&mut self, keywords: &[String]) {
        self.limit_growth(keywords.len());
        let partial = self.partial.iter();
        let all = partial.flat_map(|text| keywords.iter().map(move |word| format!("{text}{word}")));
        self.partial = all.collect();
    }

    /// Each prefix with the part and without it.
    fn optional(&mut self, part: impl FnOnce(&mut Self)) {
        self.limit_growth(2);
        let mut without = self.partial.clone();
        part(self);
        without.append(&mut self.partial);
        self.partial = without;
    }

    /// If the next multiplication would make too many prefixes, completes all but the shortest one. They then forbid
    /// more than necessary, but their number does not grow exponentially.
    fn limit_growth(&mut self, factor: usize) {
        let shortest = (0..self.partial.len()).min_by_key(|prefix| self.partial[*prefix].len());
        if let Some(shortest) = shortest
            && self.partial.len() * factor > MAX_PREFIXES
        {
            let shortest = self.partial.swap_remove(shortest);
            self.complete_all(PrefixEnd::Anything);
            self.partial.push(shortest);
        }
    }
}
