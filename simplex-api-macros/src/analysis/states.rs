//! The states of an automaton: positions of characters, and forks between them.

use std::iter;

use super::chars::Chars;
use super::search::Seen;

#[derive(Debug, Default)]
pub(super) struct States(Vec<State>);

#[derive(Debug)]
enum State {
    /// The text continues in one of these states. They are tried in this order.
    Fork(Vec<usize>),
    Position(Position),
}

/// The place of one character.
#[derive(Debug)]
pub(super) struct Position {
    pub(super) chars: Chars,
    /// The state after it.
    pub(super) next: usize,
    /// The slot that it is a part of.
    pub(super) slot: Option<usize>,
    /// It is a character of text that is always the same, or of a keyword.
    pub(super) is_fixed: bool,
}

/// The position at the end of the text.
pub(super) const END: usize = 0;

impl States {
    /// With the end of the text and nothing else.
    pub(super) fn new() -> Self {
        let mut states = Self::default();
        states.add_position(Chars::NONE, None, END);
        states
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    fn add(&mut self, state: State) -> usize {
        self.0.push(state);
        self.0.len() - 1
    }

    pub(super) fn add_position(&mut self, chars: Chars, slot: Option<usize>, next: usize) -> usize {
        self.add(State::Position(Position {
            chars,
            next,
            slot,
            is_fixed: false,
        }))
    }

    /// Adds a fork. One without branches is a state in which no text continues.
    pub(super) fn add_fork(&mut self, branches: &[usize]) -> usize {
        match branches {
            [only] => *only,
            branches => self.add(State::Fork(branches.to_vec())),
        }
    }

    /// Adds a fork whose branches are not built yet.
    pub(super) fn add_fork_ahead(&mut self) -> usize {
        self.add(State::Fork(Vec::new()))
    }

    pub(super) fn position(&self, position: usize) -> &Position {
        match &self.0[position] {
            State::Position(position) => position,
            State::Fork(_) => unreachable!("a fork has no character"),
        }
    }

    pub(super) fn position_mut(&mut self, position: usize) -> &mut Position {
        match &mut self.0[position] {
            State::Position(position) => position,
            State::Fork(_) => unreachable!("a fork has no character"),
        }
    }

    /// The branches of a fork that was built ahead of them.
    pub(super) fn branches_mut(&mut self, fork: usize) -> &mut Vec<usize> {
        match &mut self.0[fork] {
            State::Fork(branches) => branches,
            State::Position(_) => unreachable!("a position has no branches"),
        }
    }

    /// The positions that can come in a state, in the order in which a reader tries them.
    pub(super) fn reached(&self, state: usize) -> Vec<usize> {
        match &self.0[state] {
            State::Position(_) => [state]
                .into_iter()
                .filter(|state| self.is_possible(*state))
                .collect(),
            State::Fork(_) => self.newly_reached(state, &mut Seen::default()),
        }
    }

    /// Those of them that were not `seen` before.
    pub(super) fn newly_reached(&self, state: usize, seen: &mut Seen<usize>) -> Vec<usize> {
        let states = self.without_text(state, seen);
        states.filter(|state| self.is_possible(*state)).collect()
    }

    /// Whether it is a position that a text can have: a guard may leave no character.
    fn is_possible(&self, state: usize) -> bool {
        match &self.0[state] {
            State::Position(position) => state == END || !position.chars.is_empty(),
            State::Fork(_) => false,
        }
    }

    /// Whether the text can be in the state `other` without another character.
    pub(super) fn leads_to(&self, state: usize, other: usize) -> bool {
        match &self.0[state] {
            State::Position(_) => state == other,
            State::Fork(_) => {
                let mut seen = Seen::default();
                let mut reached = self.without_text(state, &mut seen);
                reached.any(|reached| reached == other)
            }
        }
    }

    /// The states that are reached without another character, except for those `seen` before.
    fn without_text(&self, state: usize, seen: &mut Seen<usize>) -> impl Iterator<Item = usize> {
        let mut ahead = vec![state];
        iter::from_fn(move || {
            loop {
                let state = ahead.pop()?;
                if !seen.insert(state) {
                    continue;
                }
                if let State::Fork(branches) = &self.0[state] {
                    ahead.extend(branches.iter().rev());
                }
                return Some(state);
            }
        })
    }
}
