//! The shortest text with two readings: a walk through the square of the automaton.

use super::automaton::{Automaton, END};
use super::guard::Reading;
use super::search::{Budget, TooLarge, shortest};

/// The positions of two readings of the same text, and whether they have differed so far.
type Step = (usize, usize, bool);

/// The shortest text that has two readings, and both of them.
pub(super) fn two_readings(
    automaton: &Automaton<'_>,
    budget: &mut Budget,
) -> Result<Option<(String, Reading, Reading)>, TooLarge> {
    let mut steps = |one: &[usize], other: &[usize], differed| {
        let pairs = automaton.pairs(one, other, budget)?.into_iter();
        let steps = pairs.map(|(a, b)| (a, b, differed || a != b));
        Ok(steps.collect::<Vec<Step>>())
    };
    let start = automaton.reached(automaton.start);
    let first = steps(&start, &start, false)?;
    let next = |(a, b, differed): Step| steps(&automaton.follow(a), &automaton.follow(b), differed);
    let ends = |position: usize| automaton.follow(position).contains(&END);
    let is_goal = |(a, b, differed): Step| differed && ends(a) && ends(b);
    let either_way = |(a, b, differed): Step| (a.min(b), a.max(b), differed);
    let Some(way) = shortest(first, either_way, next, is_goal)? else {
        return Ok(None);
    };
    let path = |side: fn(&Step) -> usize| {
        let path = way.iter().map(|step| {
            let common = automaton.common(step.0, step.1);
            (side(step), automaton.alphabet.example(common))
        });
        path.collect::<Vec<_>>()
    };
    let (one, other) = (path(|step| step.0), path(|step| step.1));
    let text = one.iter().map(|(_, character)| *character).collect();
    Ok(Some((
        text,
        reading(automaton, &one),
        reading(automaton, &other),
    )))
}

/// What a path through the automaton says that the slots are.
pub(super) fn reading(automaton: &Automaton<'_>, path: &[(usize, char)]) -> Reading {
    let mut reading = Reading::new();
    let mut slot = None;
    for (position, character) in path {
        let before = std::mem::replace(&mut slot, automaton.slot(*position));
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
