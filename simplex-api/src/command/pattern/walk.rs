//! The shortest string that two automata have in common.

use super::Pattern;
use super::automaton::{Automaton, DEAD, END, Node};

const STEPS: usize = 8192;
const SLOTS: usize = 2 * STEPS;

/// The maximum number of characters of a string that is shown.
pub(in crate::command) const MAX_SHOWN: usize = 200;

/// What two automata have in common.
pub(in crate::command) struct Common {
    pub(in crate::command) found: Found,
    pub(in crate::command) text: [char; MAX_SHOWN],
    pub(in crate::command) length: usize,
    /// The number of characters before the split, if there is one.
    pub(in crate::command) split: usize,
}

pub(in crate::command) enum Found {
    Nothing,
    /// This string.
    Text,
    /// Unknown: the automata are too large.
    OutOfRoom,
}

impl Common {
    pub(in crate::command) const fn of(found: Found) -> Self {
        Self {
            found,
            text: ['\0'; MAX_SHOWN],
            length: 0,
            split: 0,
        }
    }
}

/// Two states that are reached with the same string.
#[derive(Clone, Copy)]
struct Step {
    nodes: [u16; 2],
    /// The character that was read to reach them, if any.
    character: Option<char>,
    before: usize,
}

/// A breadth-first search through the product of two automata.
struct Walk<'a> {
    automaton: &'a Automaton,
    steps: [Step; STEPS],
    length: usize,
    /// A hash table of the pairs of states that were reached.
    visited: [u32; SLOTS],
    is_full: bool,
    /// The state of the first automaton at the split.
    split: u16,
}

/// The shortest string that both patterns contain.
pub(in crate::command) const fn shortest_common(
    one: &'static [Pattern],
    other: &'static [Pattern],
    is_human_input: bool,
) -> Common {
    let mut automaton = Automaton::new(is_human_input);
    let start = automaton.sequence(one, false, END);
    let start_of_other = automaton.sequence(other, false, END);
    shortest_in_both(&automaton, start, start_of_other)
}

pub(super) const fn shortest_in_both(automaton: &Automaton, a: u16, b: u16) -> Common {
    with_split(automaton, a, b, DEAD)
}

/// The same, with the position at which the first automaton is in the state `split`.
pub(super) const fn with_split(automaton: &Automaton, a: u16, b: u16, split: u16) -> Common {
    if automaton.is_full || automaton.alphabet.is_full {
        return Common::of(Found::OutOfRoom);
    }
    let start = Step {
        nodes: [a, b],
        character: None,
        before: 0,
    };
    let mut walk = Walk {
        automaton,
        steps: [start; STEPS],
        length: 1,
        visited: [0; SLOTS],
        is_full: false,
        split,
    };
    let mut layer = 0;
    while layer < walk.length {
        let mut i = layer;
        while i < walk.length {
            if walk.is_end(i) {
                return walk.text(i);
            }
            walk.fork(i);
            i += 1;
        }
        let end = walk.length;
        while layer < end {
            walk.take(layer);
            layer += 1;
        }
    }
    Common::of(if walk.is_full {
        Found::OutOfRoom
    } else {
        Found::Nothing
    })
}

impl Walk<'_> {
    const fn nodes(&self, step: usize) -> [Node; 2] {
        let [a, b] = self.steps[step].nodes;
        [
            self.automaton.nodes[a as usize],
            self.automaton.nodes[b as usize],
        ]
    }

    const fn is_end(&self, step: usize) -> bool {
        matches!(self.nodes(step), [Node::End, Node::End])
    }

    const fn fork(&mut self, step: usize) {
        let [a, b] = self.steps[step].nodes;
        match self.nodes(step) {
            [Node::Fork(one, other), _] => {
                self.add([one, b], None, step);
                self.add([other, b], None, step);
            }
            [_, Node::Fork(one, other)] => {
                self.add([a, one], None, step);
                self.add([a, other], None, step);
            }
            _ => {}
        }
    }

    const fn take(&mut self, step: usize) {
        if let [Node::Take(a, after_a), Node::Take(b, after_b)] = self.nodes(step) {
            let chars = a.and(b);
            if !chars.is_empty() {
                let character = self.automaton.alphabet.example(chars);
                self.add([after_a, after_b], Some(character), step);
            }
        }
    }

    const fn add(&mut self, nodes: [u16; 2], character: Option<char>, before: usize) {
        let key = (nodes[0] as u32) << 16 | nodes[1] as u32;
        // No key is 0: that would be the end of both, and is stored one higher anyway.
        let key = key + 1;
        let mut slot = key.wrapping_mul(0x9e37_79b1) as usize % SLOTS;
        while self.visited[slot] != 0 {
            if self.visited[slot] == key {
                return;
            }
            slot = (slot + 1) % SLOTS;
        }
        if self.length == STEPS {
            self.is_full = true;
            return;
        }
        self.visited[slot] = key;
        self.steps[self.length] = Step {
            nodes,
            character,
            before,
        };
        self.length += 1;
    }

    /// The string that was read up to a step.
    const fn text(&self, last: usize) -> Common {
        let mut backwards = ['\0'; STEPS];
        let mut length = 0;
        let mut after_split = 0;
        let mut step = last;
        while step > 0 {
            if self.steps[step].nodes[0] == self.split {
                after_split = length;
            }
            if let Some(character) = self.steps[step].character {
                backwards[length] = character;
                length += 1;
            }
            step = self.steps[step].before;
        }
        let mut common = Common::of(Found::Text);
        common.split = length - after_split;
        while common.length < length && common.length < MAX_SHOWN {
            common.text[common.length] = backwards[length - 1 - common.length];
            common.length += 1;
        }
        common
    }
}
