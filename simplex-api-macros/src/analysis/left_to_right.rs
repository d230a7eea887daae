//! Whether a reader that never goes back reads what was written.
//!
//! It takes a part if it can, so a text in which the part is absent may not begin as the part does.

use std::ops::Range;

use super::automaton::{Automaton, Decision, END, Part};
use super::guard::{Head, Reading, Then};
use super::prefix::heads;
use super::search::{Budget, Seen, TooLarge, shortest};
use super::square::reading;
use super::{Kind, Node, Numeral, Open};

/// A decision at which such a reader takes what was not written.
#[derive(Debug)]
pub(super) enum Conflict {
    /// A slot goes on with characters that the part after it, perhaps a slot, can begin with.
    GoesOn {
        slot: usize,
        next: Option<usize>,
        chars: Vec<char>,
        /// The part after it is text that is always the same, or a word.
        is_fixed: bool,
        at: At,
    },
    /// What comes instead of a part begins as the part does.
    Begins {
        /// The slot of the part in which that shows.
        taken: Option<usize>,
        /// The slot whose text it is.
        slot: Option<usize>,
        /// What that text begins with, if it is read as the part.
        heads: Vec<Head>,
        /// The slots of the part, if it is a group.
        group: Option<Range<usize>>,
        at: At,
    },
}

/// The positions that were taken and that were written, from the decision on.
type At = Vec<(usize, usize)>;

impl Conflict {
    /// The first one, from the decision of this number on, and the number of its decision. Those that are `open` are not
    /// looked at.
    pub(super) fn find(
        automaton: &Automaton<'_>,
        from: usize,
        open: &[Open],
        budget: &mut Budget,
    ) -> Result<Option<(usize, Self)>, TooLarge> {
        for (number, decision) in automaton.decisions.iter().enumerate().skip(from) {
            if open.iter().any(|open| is_at(decision, open)) {
                continue;
            }
            if let Some(at) = follow_both(automaton, decision, budget)? {
                return Ok(Some((number, Self::of(automaton, decision, at))));
            }
        }
        Ok(None)
    }

    /// What has to be decided by others, if the texts of a type decide.
    pub(super) fn open(&self, automaton: &Automaton<'_>) -> Option<Open> {
        let slots = automaton.slots();
        let is_own = |slot: usize| slots[slot] == Kind::Own;
        match self {
            Self::GoesOn { slot, .. } => is_own(*slot).then_some(Open::Type(*slot)),
            Self::Begins { group, at, .. } => {
                let mut positions = at.iter().flat_map(|(taken, written)| [*taken, *written]);
                let of_own = |position: usize| automaton.slot(position).is_some_and(is_own);
                let group = group.clone().filter(|_| positions.any(of_own))?;
                Some(Open::Group(group))
            }
        }
    }

    fn of(automaton: &Automaton<'_>, decision: &Decision<'_>, at: At) -> Self {
        let (taken, written) = at[at.len() - 1];
        let slot_of = |position: usize| automaton.slot(position);
        let slot = slot_of(written);
        if let Part::Character { slot: going, .. } = decision.part {
            let chars = automaton.alphabet.all(automaton.common(taken, written));
            return Self::GoesOn {
                slot: going,
                next: slot,
                chars,
                is_fixed: automaton.position(written).is_fixed,
                at,
            };
        }
        let inside = at
            .iter()
            .rev()
            .take_while(|(_, written)| slot_of(*written) == slot);
        let before = &at[..at.len() - inside.count()];
        let before = before
            .iter()
            .map(|(a, b)| automaton.alphabet.example(automaton.common(*a, *b)));
        let before: String = before.collect();
        let heads = decision.part.heads(automaton.slots());
        let heads = heads.iter().filter_map(|head| {
            let rest = head.text.strip_prefix(before.as_str())?;
            let is_there = !rest.is_empty() || head.then != Then::Anything;
            is_there.then(|| Head::new(rest, head.then))
        });
        Self::Begins {
            taken: slot_of(taken),
            slot,
            heads: heads.collect(),
            group: decision.part.group(),
            at,
        }
    }

    /// A slot of which it is only known that it is a string or such a number.
    pub(super) fn unknown_slot(&self, slots: &[Kind]) -> Option<(usize, Numeral)> {
        let mut conflicting = self.slots().into_iter();
        conflicting.find_map(|slot| match slots[slot] {
            Kind::NumberOrString(numeral) => Some((slot, numeral)),
            _ => None,
        })
    }

    /// The slots between which it is not decided.
    pub(super) fn slots(&self) -> Vec<usize> {
        match self {
            Self::GoesOn { slot, next, .. } => [Some(*slot), *next].into_iter().flatten().collect(),
            Self::Begins { taken, slot, .. } => [*taken, *slot].into_iter().flatten().collect(),
        }
    }

    /// The shortest text in which it shows, and what was written.
    pub(super) fn example(&self, automaton: &Automaton<'_>) -> (String, Reading) {
        let (Self::GoesOn { at, .. } | Self::Begins { at, .. }) = self;
        let common =
            |(a, b): &(usize, usize)| (*b, automaton.alphabet.example(automaton.common(*a, *b)));
        let (taken, written) = at[0];
        let last = at[at.len() - 1].1;
        let both = |reached: Vec<usize>| reached.contains(&taken) && reached.contains(&written);
        let follows = |position: usize| both(automaton.follow(position));
        let mut path = if both(automaton.reached(automaton.start)) {
            Vec::new()
        } else {
            way(automaton, automaton.start, follows)
        };
        path.extend(at.iter().map(common));
        let ends = |position: usize| automaton.follow(position).contains(&END);
        if !ends(last) {
            path.extend(way(automaton, automaton.position(last).next, ends));
        }
        let text = path.iter().map(|(_, c)| *c).collect();
        (text, reading(automaton, &path))
    }
}

impl Part<'_> {
    /// What it begins with.
    fn heads(&self, slots: &[Kind]) -> Vec<Head> {
        match self {
            Self::Character { .. } => Vec::new(),
            Self::Keyword { rest, .. } => vec![Head::new(*rest, Then::Anything)],
            Self::Item { slot, separator } => {
                let more = [Node::Literal((*separator).to_owned()), Node::Slot(*slot)];
                heads(&more, slots)
            }
            Self::Group(Node::Optional(nodes)) => heads(nodes, slots),
            Self::Group(Node::Flag { texts, .. }) => {
                let texts = texts.iter();
                let heads = texts.map(|text| Head::new(text, Then::Anything));
                heads.collect()
            }
            Self::Group(_) => Vec::new(),
        }
    }

    /// The slots in it, if it is a group.
    fn group(&self) -> Option<Range<usize>> {
        match self {
            Self::Group(node) => node.group(),
            _ => None,
        }
    }
}

/// Whether this is the decision that is open.
fn is_at(decision: &Decision<'_>, open: &Open) -> bool {
    match (open, &decision.part) {
        (Open::Group(group), part) => part.group().as_ref() == Some(group),
        (Open::Type(open), Part::Character { slot, .. }) => slot == open,
        (Open::Type(_), _) => false,
    }
}

/// Follows the part and what comes instead of it, as long as they are the same text, to the end of the part.
fn follow_both(
    automaton: &Automaton<'_>,
    decision: &Decision<'_>,
    budget: &mut Budget,
) -> Result<Option<At>, TooLarge> {
    let Decision { take, skip, part } = decision;
    let is_part = |(taken, written): &(usize, usize)| match part {
        Part::Character { unless, .. } => Some(*written) != *unless,
        Part::Keyword { positions, .. } => positions.contains(taken),
        Part::Item { .. } | Part::Group(_) => true,
    };
    let is_whole = |(taken, _): (usize, usize)| match part {
        Part::Character { .. } => true,
        Part::Keyword { positions, .. } => positions.last() == Some(&taken),
        Part::Item { .. } | Part::Group(_) => automaton.leads_to(taken, *skip),
    };
    let mut pairs = |one: &[usize], other: &[usize]| {
        let pairs = automaton.pairs(one, other, budget)?;
        Ok(pairs.into_iter().filter(is_part).collect())
    };
    let first = pairs(&automaton.reached(*take), &automaton.reached(*skip))?;
    let next = |(taken, written)| pairs(&automaton.follow(taken), &automaton.follow(written));
    shortest(first, |pair| pair, next, is_whole)
}

/// The shortest way from a state to a position where `there` holds.
pub(super) fn way(
    automaton: &Automaton<'_>,
    from: usize,
    there: impl Fn(usize) -> bool,
) -> Vec<(usize, char)> {
    // What is reached once is not looked at again: all of it takes as many steps as there are states.
    let mut seen = Seen::from_iter([END]);
    let first = automaton.newly_reached(from, &mut seen);
    let next = |position: usize| {
        let next = automaton.position(position).next;
        Ok(automaton.newly_reached(next, &mut seen))
    };
    let found = shortest(first, |position| position, next, there);
    let way = found.ok().flatten().unwrap_or_default();
    let step = |position: usize| {
        let chars = automaton.position(position).chars;
        (position, automaton.alphabet.example(chars))
    };
    way.into_iter().map(step).collect()
}
