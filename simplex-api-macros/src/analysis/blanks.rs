//! Where blanks could meet. People's blanks are read as one, so a syntax may not have two of them in a
//! row, nor one at the end.

use super::automaton::{Automaton, END, Unknown};
use super::chars::Chars;
use super::guard::Guard;
use super::left_to_right::way;
use super::{Grammar, Kind};

/// The shortest text in which a blank has another one behind it, or the end.
pub(crate) fn blanks_that_meet(grammar: &Grammar) -> Option<String> {
    let slots = without_strings(grammar);
    let automaton = automaton(grammar, &slots);
    let is_blank = |position| is_blank(&automaton, position);
    let meets = |position| {
        let mut follow = automaton.follow(position).into_iter();
        is_blank(position) && follow.any(|next| next == END || is_blank(next))
    };
    let text = shortest(&automaton, meets);
    let mut first = automaton.reached(automaton.start).into_iter();
    text.or_else(|| first.any(is_blank).then(String::new))
}

/// The shortest text that ends in a blank.
pub(crate) fn blank_at_the_end(grammar: &Grammar) -> Option<String> {
    let slots = without_strings(grammar);
    let automaton = automaton(grammar, &slots);
    let ends =
        |position| is_blank(&automaton, position) && automaton.follow(position).contains(&END);
    shortest(&automaton, ends)
}

/// The slots of a grammar. No blank is at the edge of a string, so that a letter can stand for it.
fn without_strings(grammar: &Grammar) -> Vec<Kind> {
    let slots = grammar.slots.iter().map(|slot| match slot {
        slot if slot.is_free() => Kind::Words(vec!["a".to_owned()]),
        slot => slot.clone(),
    });
    slots.collect()
}

fn automaton<'g>(grammar: &'g Grammar, slots: &'g [Kind]) -> Automaton<'g> {
    let guards = vec![Guard::default(); slots.len()];
    Automaton::new(grammar, slots, &guards, Unknown::Number)
}

fn is_blank(automaton: &Automaton<'_>, position: usize) -> bool {
    let position = automaton.position(position);
    position.is_fixed && position.chars == Chars::BLANK
}

/// The shortest text up to such a position.
fn shortest(automaton: &Automaton<'_>, is_goal: impl Fn(usize) -> bool) -> Option<String> {
    let way = way(automaton, automaton.start, is_goal);
    let text: String = way.iter().map(|(_, character)| *character).collect();
    (!text.is_empty()).then_some(text)
}
