//! The shortest text that two automata have in common.

use super::automaton::{Automaton, DEAD, END, Node};
use crate::command::pattern::Pattern;

const STEPS: usize = 8192;
const SLOTS: usize = 2 * STEPS;

/// The characters of a text: the longest that is shown.
pub(in crate::command) const SHOWN: usize = 200;

/// What two automata have in common.
pub(in crate::command) struct Common {
    pub(in crate::command) found: Found,
    pub(in crate::command) text: [char; SHOWN],
    pub(in crate::command) length: usize,
    /// How much of it comes before the mark, if there is one.
    pub(in crate::command) marked: usize,
}

pub(in crate::command) enum Found {
    Nothing,
    /// The text.
    Text,
    /// There was no room to find out.
    Unknown,
}

impl Common {
    pub(in crate::command) const fn of(found: Found) -> Self {
        Self {
            found,
            text: ['\0'; SHOWN],
            length: 0,
            marked: 0,
        }
    }
}

/// Two states that the same text leads to.
#[derive(Clone, Copy)]
struct Step {
    nodes: [u16; 2],
    /// The character that led here, if one did.
    character: Option<char>,
    before: usize,
}

/// A walk through the product of two automata, all texts of one length at a time.
struct Walk<'a> {
    automaton: &'a Automaton,
    steps: [Step; STEPS],
    length: usize,
    /// The pairs of states that were met, by a hash of them.
    met: [u32; SLOTS],
    is_full: bool,
    /// A state of the first automaton.
    mark: u16,
}

/// The shortest text of both.
pub(in crate::command) const fn shortest_common(
    one: &'static [Pattern],
    other: &'static [Pattern],
    is_typed: bool,
) -> Common {
    let mut automaton = Automaton::new(is_typed);
    let start = automaton.sequence(one, false, END);
    let start_of_other = automaton.sequence(other, false, END);
    common(&automaton, start, start_of_other)
}

pub(in crate::command) const fn common(automaton: &Automaton, a: u16, b: u16) -> Common {
    marked(automaton, a, b, DEAD)
}

/// With the place in the text at which the first automaton is in the state `mark`.
pub(in crate::command) const fn marked(automaton: &Automaton, a: u16, b: u16, mark: u16) -> Common {
    if automaton.is_full || automaton.alphabet.is_full {
        return Common::of(Found::Unknown);
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
        met: [0; SLOTS],
        is_full: false,
        mark,
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
        Found::Unknown
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
        while self.met[slot] != 0 {
            if self.met[slot] == key {
                return;
            }
            slot = (slot + 1) % SLOTS;
        }
        if self.length == STEPS {
            self.is_full = true;
            return;
        }
        self.met[slot] = key;
        self.steps[self.length] = Step {
            nodes,
            character,
            before,
        };
        self.length += 1;
    }

    /// The text that led to a step.
    const fn text(&self, last: usize) -> Common {
        let mut backwards = ['\0'; STEPS];
        let mut length = 0;
        let mut after_mark = 0;
        let mut step = last;
        while step > 0 {
            if self.steps[step].nodes[0] == self.mark {
                after_mark = length;
            }
            if let Some(character) = self.steps[step].character {
                backwards[length] = character;
                length += 1;
            }
            step = self.steps[step].before;
        }
        let mut common = Common::of(Found::Text);
        common.marked = length - after_mark;
        while common.length < length && common.length < SHOWN {
            common.text[common.length] = backwards[length - 1 - common.length];
            common.length += 1;
        }
        common
    }
}
