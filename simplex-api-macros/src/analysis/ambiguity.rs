//! The shortest text with two readings, found by a search through the square of the automaton.

use super::automaton::{Automaton, END};
use super::path::{Reading, reading};
use super::search::{Budget, TooLarge, breadth_first};

/// A text that is read as something else than was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ambiguity {
    pub(crate) text: String,
    pub(crate) written: Reading,
    /// Another reading of the whole text. `None`: the text has one reading, but a reader that goes from left to right
    /// does not find it, because one part starts with the same text as another.
    pub(crate) other: Option<Reading>,
    /// The slots between which the reader cannot decide.
    pub(crate) slots: Vec<usize>,
}

/// A position in each of two readings of the same text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Step {
    one: usize,
    other: usize,
    /// The readings are different up to here.
    has_diverged: bool,
}

/// The shortest text that has two readings, and both of them.
pub(super) fn two_readings(
    automaton: &Automaton<'_>,
    budget: &mut Budget,
) -> Result<Option<(String, Reading, Reading)>, TooLarge> {
    let mut steps = |one: &[usize], other: &[usize], has_diverged| {
        let pairs = automaton.pairs(one, other, budget)?.into_iter();
        let steps = pairs.map(|(one, other)| Step {
            one,
            other,
            has_diverged: has_diverged || one != other,
        });
        Ok(steps.collect::<Vec<_>>())
    };
    let start = automaton.reached(automaton.start);
    let first = steps(&start, &start, false)?;
    let next = |step: Step| {
        let (one, other) = (automaton.follow(step.one), automaton.follow(step.other));
        steps(&one, &other, step.has_diverged)
    };
    let can_end = |position: usize| automaton.follow(position).contains(&END);
    let is_goal = |step: Step| step.has_diverged && can_end(step.one) && can_end(step.other);
    let unordered = |step: Step| {
        let (one, other) = (step.one, step.other);
        (one.min(other), one.max(other), step.has_diverged)
    };
    let Some(steps) = breadth_first(first, unordered, next, is_goal)? else {
        return Ok(None);
    };
    let path = |side: fn(&Step) -> usize| {
        let path = steps.iter().map(|step| {
            let common = automaton.common(step.one, step.other);
            (side(step), automaton.alphabet.example(common))
        });
        path.collect::<Vec<_>>()
    };
    let (one, other) = (path(|step| step.one), path(|step| step.other));
    let text = one.iter().map(|(_, character)| *character).collect();
    let (one, other) = (reading(automaton, &one), reading(automaton, &other));
    Ok(Some((text, one, other)))
}
