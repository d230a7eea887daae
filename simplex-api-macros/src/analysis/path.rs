//! Paths through an automaton, and the reading that a path represents.

use super::automaton::{Automaton, END};
use super::search::{Seen, breadth_first};

/// The slots that are present, in order, each with its text; for a list, with the text of each item.
pub(crate) type Reading = Vec<(usize, Vec<String>)>;

/// The values that a path through the automaton gives to the slots.
pub(super) fn reading(automaton: &Automaton<'_>, path: &[(usize, char)]) -> Reading {
    let mut reading = Reading::new();
    let mut slot = None;
    for (position, character) in path {
        let previous = std::mem::replace(&mut slot, automaton.slot(*position));
        let Some(slot) = slot else {
            continue;
        };
        match reading.last_mut() {
            Some((last, texts)) if *last == slot => match texts.last_mut() {
                Some(text) if previous == Some(slot) => text.push(*character),
                _ => texts.push(character.to_string()),
            },
            _ => reading.push((slot, vec![character.to_string()])),
        }
    }
    reading
}

/// The shortest path from a state to a position for which `is_goal` holds.
pub(super) fn shortest_path(
    automaton: &Automaton<'_>,
    from: usize,
    is_goal: impl Fn(usize) -> bool,
) -> Vec<(usize, char)> {
    // Each position is visited once, so the search takes at most as many steps as there are states.
    let mut seen = Seen::from_iter([END]);
    let first = automaton.newly_reached(from, &mut seen);
    let next = |position: usize| {
        let next = automaton.position(position).next;
        Ok(automaton.newly_reached(next, &mut seen))
    };
    let found = breadth_first(first, |position| position, next, is_goal);
    let path = found.ok().flatten().unwrap_or_default();
    let step = |position: usize| {
        let chars = automaton.position(position).chars;
        (position, automaton.alphabet.example(chars))
    };
    path.into_iter().map(step).collect()
}
