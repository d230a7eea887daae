//! Finds the weakest guards under which every text of a syntax has one reading.

use super::ambiguity::{Ambiguity, two_readings};
use super::automaton::{Automaton, UnknownAs};
use super::greedy::Conflict;
use super::model::{Deferred, Grammar, SlotKind};
use super::prefix::{Guard, Prefix, PrefixEnd};
use super::search::{Budget, TooLarge};

/// The conditions under which every text has one reading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolution {
    /// The guard of each slot.
    pub(crate) guards: Vec<Guard>,
    /// The slots of unknown type that must be numbers.
    pub(crate) numbers: Vec<usize>,
    pub(crate) deferred: Vec<Deferred>,
}

/// Why a syntax is rejected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum DisambiguationError {
    Ambiguous(Ambiguity),
    /// The analysis takes more than [`MAX_STEPS`](super::MAX_STEPS).
    TooLarge,
}

impl From<TooLarge> for DisambiguationError {
    fn from(_: TooLarge) -> Self {
        Self::TooLarge
    }
}

/// Finds the guards of all slots.
///
/// It starts without any. For each conflict it adds the weakest guard that removes the conflict, until there are no more
/// conflicts, or until no guard can remove one.
pub(crate) fn disambiguate(grammar: &Grammar) -> Result<Resolution, DisambiguationError> {
    disambiguate_within(grammar, &mut Budget::new())
}

pub(super) fn disambiguate_within(
    grammar: &Grammar,
    budget: &mut Budget,
) -> Result<Resolution, DisambiguationError> {
    let mut slots = grammar.slots.clone();
    let mut resolution = Resolution {
        guards: vec![Guard::default(); slots.len()],
        numbers: Vec::new(),
        deferred: Vec::new(),
    };
    let mut unknown = UnknownAs::String;
    'build: loop {
        let mut automaton = Automaton::new(grammar, &slots, &resolution.guards, unknown);
        let mut size = 0;
        let mut decision = 0;
        loop {
            budget.spend(automaton.size() - size)?;
            size = automaton.size();
            let found = Conflict::find(&automaton, decision, &resolution.deferred, budget)?;
            let Some((number, conflict)) = found else {
                break;
            };
            // A guard only removes texts, so it adds no conflict to earlier decisions.
            decision = number;
            if let Some((slot, guard)) = resolution.guard_against(&conflict, &slots) {
                automaton.restrict(slot, &guard);
                resolution.guards[slot].extend(guard);
            } else if let Some(deferred) = conflict.deferred(&automaton) {
                resolution.deferred.push(deferred);
            } else if let Some((slot, numeral)) = conflict.unknown_slot(&slots) {
                slots[slot] = SlotKind::Number(numeral);
                resolution.assume_number(slot);
                unknown = UnknownAs::String;
                continue 'build;
            } else {
                let ambiguity = resolution.example(&conflict, &automaton);
                return Err(DisambiguationError::Ambiguous(ambiguity));
            }
        }
        let is_unknown = |kind: &SlotKind| matches!(kind, SlotKind::UnknownType(_));
        if unknown == UnknownAs::Number || !slots.iter().any(is_unknown) {
            return Ok(resolution);
        }
        unknown = UnknownAs::Number;
    }
}

impl Resolution {
    /// The weakest guard that removes the conflict, if a guard can remove it.
    fn guard_against(&self, conflict: &Conflict, slots: &[SlotKind]) -> Option<(usize, Guard)> {
        let mut guard = Guard::default();
        let guarded = match conflict {
            // The number must then be an integer.
            Conflict::Overrun { slot, chars, .. }
                if slots[*slot].can_have_fraction() && chars[..] == ['.'] =>
            {
                guard.terminators.insert('.');
                *slot
            }
            Conflict::Overrun {
                slot,
                next,
                chars,
                is_fixed,
                ..
            } => match (&slots[*slot], next.map(|next| (next, &slots[next]))) {
                // A type must not start with a digit right after a number.
                (SlotKind::Number(_), Some((next, SlotKind::Nested))) => {
                    let digit = Prefix::new("", PrefixEnd::Digit);
                    guard.forbidden_prefixes.push(digit);
                    next
                }
                (kind, next) if kind.is_free_text() => {
                    let is_fixed = *is_fixed || matches!(next, Some((_, SlotKind::Number(_))));
                    let can_exclude =
                        *kind == SlotKind::Nested || !chars.iter().any(char::is_ascii_digit);
                    // The value ends where the next part starts. Only the first character counts: the server ends
                    // a value at a space, whatever follows.
                    if is_fixed && can_exclude {
                        guard.terminators.extend(chars);
                    }
                    *slot
                }
                _ => return None,
            },
            Conflict::SharedPrefix {
                written, prefixes, ..
            } => {
                let slot = written.filter(|slot| slots[*slot].is_free_text())?;
                let prefixes = prefixes.iter();
                let prefixes = prefixes.filter(|prefix| can_be_forbidden(prefix, &slots[slot]));
                guard.forbidden_prefixes.extend(prefixes.cloned());
                slot
            }
        };
        let new = guard.without(&self.guards[guarded]);
        (new != Guard::default()).then_some((guarded, new))
    }

    /// Treats a slot of unknown type as a number.
    fn assume_number(&mut self, slot: usize) {
        let guard = &mut self.guards[slot];
        // A point also ends a number.
        guard.terminators.retain(|terminator| *terminator == '.');
        guard.forbidden_prefixes.clear();
        self.numbers.push(slot);
    }

    /// The shortest text with two readings. If none is found, a text that is read as something else.
    fn example(&self, conflict: &Conflict, automaton: &Automaton<'_>) -> Ambiguity {
        let examples = automaton.for_examples(&self.guards);
        let two = two_readings(&examples, &mut Budget::new());
        let (text, written, other) = match two {
            Ok(Some((text, one, other))) => (text, one, Some(other)),
            Ok(None) | Err(TooLarge) => {
                let shown = Conflict::find(&examples, 0, &self.deferred, &mut Budget::new());
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

/// Whether some values of the slot do not have this prefix: a number cannot avoid digits, and no value avoids the empty
/// prefix.
fn can_be_forbidden(prefix: &Prefix, kind: &SlotKind) -> bool {
    match kind {
        SlotKind::UnknownType(_) => prefix.text.contains(|c: char| !c.is_ascii_digit()),
        _ => !prefix.text.is_empty() || prefix.end == PrefixEnd::Digit,
    }
}
