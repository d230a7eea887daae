//! The loosest guards under which a syntax has one reading.

use std::collections::{BTreeSet, HashSet};

use super::automaton::{Automaton, Unknown};
use super::left_to_right::Conflict;
use super::search::{Budget, TooLarge};
use super::{Grammar, Kind, Open, square};

/// What keeps a string apart from its surroundings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Guard {
    /// The characters that end the string, so that it cannot have them.
    pub(crate) stops: BTreeSet<char>,
    /// What the string cannot begin with, because another part does.
    pub(crate) taken: Vec<Head>,
}

/// What a part begins with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Head {
    pub(crate) text: String,
    pub(crate) then: Then,
}

/// What a head is followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Then {
    Anything,
    Digit,
    /// What this slot prints: a digit, should it be a number.
    Slot(usize),
}

impl Head {
    pub(super) fn new(text: impl Into<String>, then: Then) -> Self {
        let text = text.into();
        Self { text, then }
    }
}

/// What every text with one reading needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The guard of each slot.
    pub(crate) guards: Vec<Guard>,
    /// Slots of which it is only said that they name a type, and that have to be numbers.
    pub(crate) numbers: Vec<usize>,
    /// What is not decided.
    pub(crate) open: Vec<Open>,
}

/// A text that is read as something else than was written, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ambiguity {
    pub(crate) text: String,
    pub(crate) written: Reading,
    /// Another reading of the whole text. `None`: the text has one, but it cannot be found from left to
    /// right, because a part of it begins as another does.
    pub(crate) other: Option<Reading>,
    /// The slots between which it is not decided.
    pub(crate) slots: Vec<usize>,
}

/// The slots that are there, in order, and their text; of a list, that of each item.
pub(crate) type Reading = Vec<(usize, Vec<String>)>;

/// Why there are no guards.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unsettled {
    Ambiguous(Ambiguity),
    /// It takes more than [`MAX_STEPS`](super::MAX_STEPS) to find them.
    TooLarge,
}

impl From<TooLarge> for Unsettled {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Finds the guards of all slots.
///
/// It begins without any. Each conflict that is found is answered with the least that removes it, until
/// there is none, or one that nothing removes.
pub(crate) fn settle(grammar: &Grammar) -> Result<Settled, Unsettled> {
    settle_within(grammar, &mut Budget::new())
}

pub(super) fn settle_within(grammar: &Grammar, budget: &mut Budget) -> Result<Settled, Unsettled> {
    let mut slots = grammar.slots.clone();
    let mut settled = Settled {
        guards: vec![Guard::default(); slots.len()],
        numbers: Vec::new(),
        open: Vec::new(),
    };
    let mut unknown = Unknown::String;
    'build: loop {
        let mut automaton = Automaton::new(grammar, &slots, &settled.guards, unknown);
        let mut size = 0;
        let mut decision = 0;
        loop {
            budget.spend(automaton.size() - size)?;
            size = automaton.size();
            let found = Conflict::find(&automaton, decision, &settled.open, budget)?;
            let Some((at, conflict)) = found else {
                break;
            };
            // A guard takes texts away, and so adds no conflict to the decisions before.
            decision = at;
            if let Some((slot, guard)) = settled.guard_against(&conflict, &slots) {
                automaton.restrict(slot, &guard);
                settled.guards[slot].extend(guard);
            } else if let Some(open) = conflict.open(&automaton) {
                settled.open.push(open);
            } else if let Some((slot, numeral)) = conflict.unknown_slot(&slots) {
                slots[slot] = Kind::Number(numeral);
                settled.assume_number(slot);
                unknown = Unknown::String;
                continue 'build;
            } else {
                return Err(Unsettled::Ambiguous(settled.example(&conflict, &automaton)));
            }
        }
        let is_unknown = |kind: &Kind| matches!(kind, Kind::NumberOrString(_));
        if unknown == Unknown::Number || !slots.iter().any(is_unknown) {
            return Ok(settled);
        }
        unknown = Unknown::Number;
    }
}

impl Settled {
    /// The least that removes the conflict, if a guard can.
    fn guard_against(&self, conflict: &Conflict, slots: &[Kind]) -> Option<(usize, Guard)> {
        let mut guard = Guard::default();
        let guarded = match conflict {
            // The number is then a whole one.
            Conflict::GoesOn { slot, chars, .. }
                if slots[*slot].has_fraction() && chars[..] == ['.'] =>
            {
                guard.stops.insert('.');
                *slot
            }
            Conflict::GoesOn {
                slot,
                next,
                chars,
                is_fixed,
                ..
            } => match (&slots[*slot], next.map(|next| (next, &slots[next]))) {
                // A type says itself what it begins with: no digit, right after a number.
                (Kind::Number(_), Some((next, Kind::Own))) => {
                    guard.taken.push(Head::new("", Then::Digit));
                    next
                }
                (kind, next) if kind.is_free() => {
                    let is_fixed = *is_fixed || matches!(next, Some((_, Kind::Number(_))));
                    let without = *kind == Kind::Own || !chars.iter().any(char::is_ascii_digit);
                    // It ends where the next part begins, told by the character alone: the server ends
                    // a word at a blank, whatever follows.
                    if is_fixed && without {
                        guard.stops.extend(chars);
                    }
                    *slot
                }
                _ => return None,
            },
            Conflict::Begins { slot, heads, .. } => {
                let slot = slot.filter(|slot| slots[*slot].is_free())?;
                let heads = heads.iter();
                let heads = heads.filter(|head| may_be_taken(head, &slots[slot]));
                guard.taken.extend(heads.cloned());
                slot
            }
        };
        let new = guard.without(&self.guards[guarded]);
        (new != Guard::default()).then_some((guarded, new))
    }

    /// Takes a type that the declaration only names for a number.
    fn assume_number(&mut self, slot: usize) {
        let guard = &mut self.guards[slot];
        // What ends it as a number still does.
        guard.stops.retain(|stop| *stop == '.');
        guard.taken.clear();
        self.numbers.push(slot);
    }

    /// The shortest text with two readings; if none is found, one that is read as something else.
    fn example(&self, conflict: &Conflict, automaton: &Automaton<'_>) -> Ambiguity {
        let examples = automaton.for_examples(&self.guards);
        let two = square::two_readings(&examples, &mut Budget::new());
        let (text, written, other) = match two {
            Ok(Some((text, one, other))) => (text, one, Some(other)),
            Ok(None) | Err(TooLarge) => {
                let shown = Conflict::find(&examples, 0, &self.open, &mut Budget::new());
                let (text, written) = match shown {
                    Ok(Some((_, shown))) => shown.example(&examples),
                    Ok(None) | Err(TooLarge) => conflict.example(automaton),
                };
                (text, written, None)
            }
        };
        Ambiguity {
            text,
            written,
            other,
            slots: conflict.slots(),
        }
    }
}

impl Guard {
    /// What is not in the other one, once.
    fn without(self, other: &Self) -> Self {
        let mut known: HashSet<_> = other.taken.iter().cloned().collect();
        let taken = self.taken.into_iter();
        Self {
            stops: &self.stops - &other.stops,
            taken: taken.filter(|head| known.insert(head.clone())).collect(),
        }
    }

    fn extend(&mut self, other: Self) {
        self.stops.extend(other.stops);
        self.taken.extend(other.taken);
    }
}

/// Whether a value can do without this beginning: no number can do without a digit, and nothing without
/// all beginnings.
fn may_be_taken(head: &Head, kind: &Kind) -> bool {
    match kind {
        Kind::NumberOrString(_) => head.text.contains(|c: char| !c.is_ascii_digit()),
        _ => !head.text.is_empty() || head.then == Then::Digit,
    }
}
