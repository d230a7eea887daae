//! Where blanks could meet. People's blanks are read as one, so a syntax may not have two of them in a
//! row, nor one at the end.

use super::automaton::{Automaton, END, Unknown};
use super::chars::Chars;
use super::guard::Guard;
use super::left_to_right::way;
use super::{Grammar, Kind};

/// The shortest text in which a blank has another one behind it, or the end.
pub(crate) fn blanks_that_meet(grammar: &Grammar) -> Option<String> {
    let guards = vec![Guard::default(); grammar.slots.len()];
    // No blank is at the edge of a string, so that a letter can stand for it.
    let mut grammar = grammar.clone();
    for slot in grammar.slots.iter_mut().filter(|slot| slot.is_free()) {
        *slot = Kind::Words(vec!["a".to_owned()]);
    }
    let automaton = Automaton::new(&grammar, &guards, Unknown::Number);
    let is_blank = |position: usize| {
        let position = &automaton.positions[position];
        position.is_fixed && position.chars == Chars::BLANK
    };
    let meets = |position: usize| {
        let mut follow = automaton.follow(position).iter();
        is_blank(position) && follow.any(|next| *next == END || is_blank(*next))
    };
    let way = way(&automaton, &automaton.first, meets);
    let text: String = way.iter().map(|(_, character)| *character).collect();
    let begins_with_one = automaton.first.iter().any(|first| is_blank(*first));
    (begins_with_one || !text.is_empty()).then_some(text)
}
