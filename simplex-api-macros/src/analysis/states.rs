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

/// One character of a text.
#[derive(Debug)]
pub(super) struct Position {
    pub(super) chars: Chars,
    /// The state after it.
    pub(super) next: usize,
    /// The slot that it belongs to.
    pub(super) slot: Option<usize>,
    /// It is a character of a literal or of a keyword.
    pub(super) is_fixed: bool,
}

/// The position at the end of the text.
pub(super) const END: usize = 0;

impl States {
    /// Only the end of the text.
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

    /// Adds a fork. A fork without branches is a state in which no text can continue.
    pub(super) fn add_fork(&mut self, branches: &[usize]) -> usize {
        match branches {
            [only] => *only,
            branches => self.add(State::Fork(branches.to_vec())),
        }
    }

    /// Adds a fork whose branches are added later, with [`branches_mut`](Self::branches_mut).
    pub(super) fn add_open_fork(&mut self) -> usize {
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

    /// The branches of a fork.
    pub(super) fn branches_mut(&mut self, fork: usize) -> &mut Vec<usize> {
        match &mut self.0[fork] {
            State::Fork(branches) => branches,
            State::Position(_) => unreachable!("a position has no branches"),
        }
    }

    /// The positions that can come next in a state, in the order in which a reader tries them.
    pub(super) fn reached(&self, state: usize) -> Vec<usize> {
        match &self.0[state] {
            State::Position(_) => [state]
                .into_iter()
                .filter(|state| self.is_possible(*state))
                .collect(),
            State::Fork(_) => self.newly_reached(state, &mut Seen::default()),
        }
    }

    /// As [`reached`](Self::reached), without the states that were `seen` before.
    pub(super) fn newly_reached(&self, state: usize, seen: &mut Seen<usize>) -> Vec<usize> {
        let states = self.without_character(state, seen);
        states.filter(|state| self.is_possible(*state)).collect()
    }

    /// Whether it is a position with a character: a guard can remove all of them.
    fn is_possible(&self, state: usize) -> bool {
        match &self.0[state] {
            State::Position(position) => state == END || !position.chars.is_empty(),
            State::Fork(_) => false,
        }
    }

    /// Whether `other` can be reached without another character.
    pub(super) fn leads_to(&self, state: usize, other: usize) -> bool {
        match &self.0[state] {
            State::Position(_) => state == other,
            State::Fork(_) => {
                let mut seen = Seen::default();
                let mut reached = self.without_character(state, &mut seen);
                reached.any(|reached| reached == other)
            }
        }
    }

    /// The states that are reached without another character, except those `seen` before.
    fn without_character(
        &self,
        state: usize,
        seen: &mut Seen<usize>,
    ) -> impl Iterator<Item = usize> {
        let mut pending = vec![state];
        iter::from_fn(move || {
            loop {
                let state = pending.pop()?;
                if !seen.insert(state) {
                    continue;
                }
                if let State::Fork(branches) = &self.0[state] {
                    pending.extend(branches.iter().rev());
                }
                return Some(state);
            }
        })
    }
}
