//! Finds adjacent and trailing spaces. In human input consecutive spaces count as one, so a syntax for it must not
//! have two spaces in a row or a space at the end.

use super::automaton::{Automaton, END, UnknownAs};
use super::chars::Chars;
use super::model::{Grammar, SlotKind};
use super::path::shortest_path;
use super::prefix::Guard;

/// The shortest text in which a space is followed by another space or by the end.
pub(crate) fn adjacent_spaces(grammar: &Grammar) -> Option<String> {
    let slots = with_sample_strings(grammar);
    let automaton = automaton(grammar, &slots);
    let is_space = |position| is_space(&automaton, position);
    let is_adjacent = |position| {
        let mut follow = automaton.follow(position).into_iter();
        is_space(position) && follow.any(|next| next == END || is_space(next))
    };
    let text = shortest_text(&automaton, is_adjacent);
    let mut first = automaton.reached(automaton.start).into_iter();
    text.or_else(|| first.any(is_space).then(String::new))
}

/// The shortest text that ends in a space.
pub(crate) fn trailing_space(grammar: &Grammar) -> Option<String> {
    let slots = with_sample_strings(grammar);
    let automaton = automaton(grammar, &slots);
    let is_trailing =
        |position| is_space(&automaton, position) && automaton.follow(position).contains(&END);
    shortest_text(&automaton, is_trailing)
}

/// The slots of a grammar. A string has no space at either end, so one letter can represent it.
fn with_sample_strings(grammar: &Grammar) -> Vec<SlotKind> {
    let slots = grammar.slots.iter().map(|slot| match slot {
        slot if slot.is_free_text() => SlotKind::Keywords(vec!["a".to_owned()]),
        slot => slot.clone(),
    });
    slots.collect()
}

fn automaton<'g>(grammar: &'g Grammar, slots: &'g [SlotKind]) -> Automaton<'g> {
    let guards = vec![Guard::default(); slots.len()];
    Automaton::new(grammar, slots, &guards, UnknownAs::Number)
}

fn is_space(automaton: &Automaton<'_>, position: usize) -> bool {
    let position = automaton.position(position);
    position.is_fixed && position.chars == Chars::SPACE
}

/// The shortest text up to such a position.
fn shortest_text(automaton: &Automaton<'_>, is_goal: impl Fn(usize) -> bool) -> Option<String> {
    let path = shortest_path(automaton, automaton.start, is_goal);
    let text: String = path.iter().map(|(_, character)| *character).collect();
    (!text.is_empty()).then_some(text)
}
