//! Whether a reader that never backtracks reads what was written.
//!
//! Such a reader is greedy: it takes an optional part if it can. The text after an absent part must therefore not start
//! with that part.

use std::ops::Range;

use super::automaton::{Automaton, Decision, END, OptionalPart};
use super::model::{Deferred, Numeral, SlotKind};
use super::path::{Reading, reading, shortest_path};
use super::prefix::{Prefix, PrefixEnd};
use super::search::{Budget, TooLarge, breadth_first};

/// A decision in which a greedy reader takes what was not written.
#[derive(Debug)]
pub(super) enum Conflict {
    /// The value of a slot continues with characters that the next part can start with.
    Overrun {
        slot: usize,
        /// The slot of the next part, if it is one.
        next: Option<usize>,
        chars: Vec<char>,
        /// The next part is a literal or a keyword.
        is_fixed: bool,
        pairs: PositionPairs,
    },
    /// What is written in place of an optional part starts with the same text as the part.
    SharedPrefix {
        /// The slot of the part at the end of that text.
        taken: Option<usize>,
        /// The slot that was written at the end of that text.
        written: Option<usize>,
        /// What the written slot starts with if it is read as the part.
        prefixes: Vec<Prefix>,
        /// The slots of the part, if it is a group.
        group: Option<Range<usize>>,
        pairs: PositionPairs,
    },
}

/// The positions that are taken and those that were written, from the decision on.
type PositionPairs = Vec<(usize, usize)>;

impl Conflict {
    /// The first conflict in the decisions with this number or a higher one, and the number of its decision. Skips the
    /// decisions that are `deferred`.
    pub(super) fn find(
        automaton: &Automaton<'_>,
        from: usize,
        deferred: &[Deferred],
        budget: &mut Budget,
    ) -> Result<Option<(usize, Self)>, TooLarge> {
        for (number, decision) in automaton.decisions.iter().enumerate().skip(from) {
            let mut deferred = deferred.iter();
            if deferred.any(|deferred| is_deferred(decision, deferred)) {
                continue;
            }
            if let Some(pairs) = follow_both(automaton, decision, budget)? {
                return Ok(Some((number, Self::of(automaton, decision, pairs))));
            }
        }
        Ok(None)
    }

    /// The question for the compiler, if the answer depends on the texts of a type.
    pub(super) fn deferred(&self, automaton: &Automaton<'_>) -> Option<Deferred> {
        let slots = automaton.slots();
        let is_nested = |slot: usize| slots[slot] == SlotKind::Nested;
        match self {
            Self::Overrun { slot, .. } => is_nested(*slot).then_some(Deferred::EndOfType(*slot)),
            Self::SharedPrefix { group, pairs, .. } => {
                let mut positions = pairs.iter().flat_map(|(taken, written)| [*taken, *written]);
                let is_in_nested =
                    |position: usize| automaton.slot(position).is_some_and(is_nested);
                let group = group.clone().filter(|_| positions.any(is_in_nested))?;
                Some(Deferred::PresenceOfGroup(group))
            }
        }
    }

    fn of(automaton: &Automaton<'_>, decision: &Decision<'_>, pairs: PositionPairs) -> Self {
        let (taken, written) = pairs[pairs.len() - 1];
        let slot_of = |position: usize| automaton.slot(position);
        let written_slot = slot_of(written);
        if let OptionalPart::Character { slot, .. } = decision.part {
            let chars = automaton.alphabet.all(automaton.common(taken, written));
            return Self::Overrun {
                slot,
                next: written_slot,
                chars,
                is_fixed: automaton.position(written).is_fixed,
                pairs,
            };
        }
        let in_slot = pairs
            .iter()
            .rev()
            .take_while(|(_, written)| slot_of(*written) == written_slot);
        let before_slot = &pairs[..pairs.len() - in_slot.count()];
        let before_slot = before_slot
            .iter()
            .map(|(a, b)| automaton.alphabet.example(automaton.common(*a, *b)));
        let before_slot: String = before_slot.collect();
        let prefixes = decision.part.prefixes(automaton.slots());
        let prefixes = prefixes.iter().filter_map(|prefix| {
            let rest = prefix.text.strip_prefix(before_slot.as_str())?;
            let is_in_slot = !rest.is_empty() || prefix.end != PrefixEnd::Anything;
            is_in_slot.then(|| Prefix::new(rest, prefix.end))
        });
        Self::SharedPrefix {
            taken: slot_of(taken),
            written: written_slot,
            prefixes: prefixes.collect(),
            group: decision.part.group_slots(),
            pairs,
        }
    }

    /// A conflicting slot of unknown type.
    pub(super) fn unknown_slot(&self, slots: &[SlotKind]) -> Option<(usize, Numeral)> {
        let mut conflicting = self.slots().into_iter();
        conflicting.find_map(|slot| match slots[slot] {
            SlotKind::UnknownType(numeral) => Some((slot, numeral)),
            _ => None,
        })
    }

    /// The slots between which the reader cannot decide.
    pub(super) fn slots(&self) -> Vec<usize> {
        let (one, other) = match self {
            Self::Overrun { slot, next, .. } => (Some(*slot), *next),
            Self::SharedPrefix { taken, written, .. } => (*taken, *written),
        };
        [one, other].into_iter().flatten().collect()
    }

    /// The shortest text with the conflict, and what was written.
    pub(super) fn example(&self, automaton: &Automaton<'_>) -> (String, Reading) {
        let (Self::Overrun { pairs, .. } | Self::SharedPrefix { pairs, .. }) = self;
        let common =
            |(a, b): &(usize, usize)| (*b, automaton.alphabet.example(automaton.common(*a, *b)));
        let (taken, written) = pairs[0];
        let last = pairs[pairs.len() - 1].1;
        let has_both = |reached: Vec<usize>| reached.contains(&taken) && reached.contains(&written);
        let leads_to_both = |position: usize| has_both(automaton.follow(position));
        let mut path = if has_both(automaton.reached(automaton.start)) {
            Vec::new()
        } else {
            shortest_path(automaton, automaton.start, leads_to_both)
        };
        path.extend(pairs.iter().map(common));
        let can_end = |position: usize| automaton.follow(position).contains(&END);
        if !can_end(last) {
            let next = automaton.position(last).next;
            path.extend(shortest_path(automaton, next, can_end));
        }
        let text = path.iter().map(|(_, c)| *c).collect();
        (text, reading(automaton, &path))
    }
}

/// Whether the compiler makes this decision.
fn is_deferred(decision: &Decision<'_>, deferred: &Deferred) -> bool {
    match (deferred, &decision.part) {
        (Deferred::PresenceOfGroup(group), part) => part.group_slots().as_ref() == Some(group),
        (Deferred::EndOfType(deferred), OptionalPart::Character { slot, .. }) => slot == deferred,
        (Deferred::EndOfType(_), _) => false,
    }
}

/// Follows the part and what comes in place of it while their text is the same, up to the end of the part.
fn follow_both(
    automaton: &Automaton<'_>,
    decision: &Decision<'_>,
    budget: &mut Budget,
) -> Result<Option<PositionPairs>, TooLarge> {
    let Decision { take, skip, part } = decision;
    let is_part = |(taken, written): &(usize, usize)| match part {
        OptionalPart::Character { unless, .. } => Some(*written) != *unless,
        OptionalPart::Keyword { positions, .. } => positions.contains(taken),
        OptionalPart::Item { .. } | OptionalPart::Group(_) => true,
    };
    let is_complete = |(taken, _): (usize, usize)| match part {
        OptionalPart::Character { .. } => true,
        OptionalPart::Keyword { positions, .. } => positions.last() == Some(&taken),
        OptionalPart::Item { .. } | OptionalPart::Group(_) => automaton.leads_to(taken, *skip),
    };
    let mut pairs = |one: &[usize], other: &[usize]| {
        let pairs = automaton.pairs(one, other, budget)?;
        Ok(pairs.into_iter().filter(is_part).collect())
    };
    let first = pairs(&automaton.reached(*take), &automaton.reached(*skip))?;
    let next = |(taken, written)| pairs(&automaton.follow(taken), &automaton.follow(written));
    breadth_first(first, |pair| pair, next, is_complete)
}
