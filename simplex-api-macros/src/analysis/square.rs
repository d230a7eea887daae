//! The shortest text with two readings: a walk through the square of the automaton.

use std::collections::HashSet;

use super::automaton::{Automaton, END};
use super::guard::Reading;

/// Two readings of the same text so far.
struct Step {
    positions: [usize; 2],
    /// Whether they have differed.
    differ: bool,
    character: char,
    before: Option<usize>,
}

/// The shortest text that has two readings, and both of them.
pub(super) fn two_readings(automaton: &Automaton) -> Option<(String, Reading, Reading)> {
    let mut steps: Vec<Step> = Vec::new();
    let mut seen = HashSet::new();
    let mut next = 0;
    let mut follow = [automaton.first.as_slice(); 2];
    let (mut before, mut differed) = (None, false);
    loop {
        for a in follow[0] {
            for b in follow[1] {
                let common = automaton.common(*a, *b);
                let differ = differed || a != b;
                let mut is_new = || seen.insert((*a.min(b), *a.max(b), differ));
                if !common.is_empty() && is_new() {
                    steps.push(Step {
                        positions: [*a, *b],
                        differ,
                        character: automaton.alphabet.example(common),
                        before,
                    });
                }
            }
        }
        let step = steps.get(next)?;
        follow = step.positions.map(|position| automaton.follow(position));
        differed = step.differ;
        before = Some(next);
        if differed && follow.iter().all(|follow| follow.contains(&END)) {
            let way = way(&steps, next);
            let path = |side: usize| {
                let path = way
                    .iter()
                    .map(|step| (step.positions[side], step.character));
                reading(automaton, &path.collect::<Vec<_>>())
            };
            let text = way.iter().map(|step| step.character).collect();
            return Some((text, path(0), path(1)));
        }
        next += 1;
    }
}

fn way(steps: &[Step], last: usize) -> Vec<&Step> {
    let ways = std::iter::successors(Some(&steps[last]), |step| Some(&steps[step.before?]));
    let mut way: Vec<_> = ways.collect();
    way.reverse();
    way
}

/// What a path through the automaton says that the slots are.
pub(super) fn reading(automaton: &Automaton, path: &[(usize, char)]) -> Reading {
    let mut reading = Reading::new();
    let mut slot = None;
    for (position, character) in path {
        let before = std::mem::replace(&mut slot, automaton.positions[*position].slot);
        let Some(slot) = slot else {
            continue;
        };
        match reading.last_mut() {
            Some((last, texts)) if *last == slot => match texts.last_mut() {
                Some(text) if before == Some(slot) => text.push(*character),
                _ => texts.push(character.to_string()),
            },
            _ => reading.push((slot, vec![character.to_string()])),
        }
    }
    reading
}
