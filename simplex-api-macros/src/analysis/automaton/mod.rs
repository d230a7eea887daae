//! The position automaton of a syntax.

mod build;
mod decision;
mod json;
mod keywords;

use super::chars::{Alphabet, Chars};
use super::free_string::FreeString;
use super::model::{Grammar, SlotKind};
use super::prefix::{Guard, Prefix, PrefixEnd};
use super::search::{Budget, Seen, TooLarge};
use super::states::{Position, States};
use build::{Builder, Source};

pub(super) use super::states::END;
pub(super) use build::UnknownAs;
pub(super) use decision::{Decision, OptionalPart};

/// A syntax as an automaton: each path through its positions is a reading.
///
/// Forks connect the positions. The size is therefore linear in the size of the syntax and its guards, even if many
/// positions can follow another one.
#[derive(Debug)]
pub(super) struct Automaton<'g> {
    source: Source<'g>,
    states: States,
    /// The state before the text.
    pub(super) start: usize,
    pub(super) decisions: Vec<Decision<'g>>,
    pub(super) alphabet: Alphabet,
    /// The free string of each slot that has one.
    strings: Vec<Option<FreeString>>,
    /// The position of the decimal point of each slot that can have a fraction.
    points: Vec<Option<usize>>,
}

impl<'g> Automaton<'g> {
    /// The automaton of a grammar with these `slots` in place of its own.
    pub(super) fn new(
        grammar: &'g Grammar,
        slots: &'g [SlotKind],
        guards: &[Guard],
        unknown: UnknownAs,
    ) -> Self {
        let source = Source {
            nodes: &grammar.nodes,
            slots,
            is_nested: grammar.is_nested,
            unknown,
        };
        Self::build(source, guards, false)
    }

    /// The same automaton for a subset of the texts, each of which can be written.
    pub(super) fn for_examples(&self, guards: &[Guard]) -> Self {
        Self::build(self.source, guards, true)
    }

    fn build(source: Source<'g>, guards: &[Guard], for_examples: bool) -> Self {
        let mut builder = Builder::new(source, for_examples);
        let start = builder.syntax();
        let mut automaton = Self {
            source,
            states: builder.states,
            start,
            decisions: builder.decisions,
            alphabet: builder.alphabet,
            strings: builder.strings,
            points: builder.points,
        };
        for (slot, guard) in guards.iter().enumerate() {
            automaton.restrict(slot, guard);
        }
        automaton
    }

    /// Removes the texts that the guard does not allow for a slot.
    pub(super) fn restrict(&mut self, slot: usize, guard: &Guard) {
        if let Some(point) = self.points[slot] {
            // A number that ends before a point has no fraction.
            for terminator in &guard.terminators {
                let chars = &mut self.states.position_mut(point).chars;
                *chars = *chars & !self.alphabet.set(*terminator);
            }
        }
        let Some(string) = &mut self.strings[slot] else {
            return;
        };
        for terminator in &guard.terminators {
            string.end_before(&mut self.states, self.alphabet.set(*terminator));
        }
        for prefix in &guard.forbidden_prefixes {
            let text = prefix.text.chars().map(|c| self.alphabet.set(c));
            let text: Vec<_> = text.collect();
            let before_digit = is_before_digit(prefix, &self.source);
            string.forbid(&mut self.states, &text, before_digit);
        }
    }

    pub(super) fn slots(&self) -> &'g [SlotKind] {
        self.source.slots
    }

    /// The number of states.
    pub(super) fn size(&self) -> usize {
        self.states.len()
    }

    pub(super) fn position(&self, position: usize) -> &Position {
        self.states.position(position)
    }

    /// The slot that a position belongs to.
    pub(super) fn slot(&self, position: usize) -> Option<usize> {
        self.position(position).slot
    }

    /// The positions that can come next in a state, in the order in which a reader tries them.
    pub(super) fn reached(&self, state: usize) -> Vec<usize> {
        self.states.reached(state)
    }

    /// As [`reached`](Self::reached), without the states that were `seen` before.
    pub(super) fn newly_reached(&self, state: usize, seen: &mut Seen<usize>) -> Vec<usize> {
        self.states.newly_reached(state, seen)
    }

    /// The positions that can follow a position.
    pub(super) fn follow(&self, position: usize) -> Vec<usize> {
        self.reached(self.position(position).next)
    }

    /// Whether the text can be in a state right after a position.
    pub(super) fn leads_to(&self, position: usize, state: usize) -> bool {
        self.states.leads_to(self.position(position).next, state)
    }

    /// The pairs of positions that have a character in common.
    pub(super) fn pairs(
        &self,
        one: &[usize],
        other: &[usize],
        budget: &mut Budget,
    ) -> Result<Vec<(usize, usize)>, TooLarge> {
        budget.spend(one.len() * other.len())?;
        let pairs = one.iter().flat_map(|a| other.iter().map(|b| (*a, *b)));
        let pairs = pairs.filter(|(a, b)| !self.common(*a, *b).is_empty());
        Ok(pairs.collect())
    }

    /// The characters that two positions have in common.
    pub(super) fn common(&self, a: usize, b: usize) -> Chars {
        self.position(a).chars & self.position(b).chars
    }
}

/// Whether a digit follows the prefix.
fn is_before_digit(prefix: &Prefix, source: &Source<'_>) -> bool {
    match prefix.end {
        PrefixEnd::Anything => false,
        PrefixEnd::Digit => true,
        PrefixEnd::Slot(slot) => match source.slots[slot] {
            SlotKind::UnknownType(_) => source.unknown == UnknownAs::Number,
            SlotKind::Number(_) => true,
            _ => false,
        },
    }
}
