//! An automaton that reads the strings of a pattern.

use super::chars::{Alphabet, Chars};

/// The maximum number of states: more than any command needs.
pub(super) const SIZE: usize = 2048;

/// A state of the automaton.
#[derive(Clone, Copy)]
pub(super) enum Node {
    /// The end of the string.
    End,
    /// Reads one of these characters and continues in the state.
    Take(Chars, u16),
    /// Continues in both states.
    Fork(u16, u16),
}

/// The automata of several patterns, which share an alphabet.
pub(super) struct Automaton {
    pub(super) nodes: [Node; SIZE],
    pub(super) length: usize,
    pub(super) alphabet: Alphabet,
    /// The strings are human input: in lower case, and a space represents one or more spaces.
    pub(super) is_human_input: bool,
    /// A state was dropped, because there are too many.
    pub(super) is_full: bool,
}

pub(super) const END: u16 = 0;
/// A state that reads nothing.
pub(super) const DEAD: u16 = 1;

impl Automaton {
    pub(super) const fn new(is_human_input: bool) -> Self {
        let mut nodes = [Node::End; SIZE];
        nodes[DEAD as usize] = Node::Take(Chars::NONE, DEAD);
        Self {
            nodes,
            length: 2,
            alphabet: Alphabet::new(),
            is_human_input,
            is_full: false,
        }
    }

    pub(super) const fn add(&mut self, node: Node) -> u16 {
        if self.length == SIZE {
            self.is_full = true;
            return DEAD;
        }
        self.nodes[self.length] = node;
        self.length += 1;
        (self.length - 1) as u16
    }

    pub(super) const fn set(&mut self, state: u16, node: Node) {
        if state != DEAD {
            self.nodes[state as usize] = node;
        }
    }
}
