//! A string in an automaton, whose prefixes can be forbidden.

use super::chars::Chars;
use super::states::{END, States};
use super::trie::{ROOT, Trie};

/// The states of a string in a slot. Its start is a tree of the forbidden prefixes: a fork for each of their prefixes
/// leads to the next longer ones, and out of the tree to any other text. The number of states is therefore linear in the
/// length of the forbidden prefixes.
#[derive(Debug)]
pub(super) struct FreeString {
    slot: usize,
    /// The characters that it can contain.
    chars: Chars,
    /// The state before another character.
    pub(super) more: usize,
    /// The state after a character that is not a space.
    after: usize,
    /// The state after the string.
    next: usize,
    /// All positions in it.
    positions: Vec<usize>,
    prefixes: Trie<Chars, PrefixStates>,
}

/// The states of a prefix of what is forbidden.
#[derive(Debug, Clone, Copy, Default)]
struct PrefixStates {
    /// The position of its last character.
    last: usize,
    /// The fork to what can come next.
    fork: usize,
    /// The position of a character that is not a space and leads out of the forbidden prefixes.
    text: usize,
    /// The position of a space that leads out of them.
    space: usize,
}

impl FreeString {
    /// A string before the state `next`. It has no space at either end.
    pub(super) fn new(states: &mut States, slot: usize, next: usize) -> Self {
        let mut string = Self {
            slot,
            chars: Chars::ANY,
            more: states.add_open_fork(),
            after: states.add_open_fork(),
            next,
            positions: Vec::new(),
            prefixes: Trie::new(),
        };
        let space = string.position(states, Chars::SPACE, string.more);
        let text = string.position(states, !Chars::SPACE, string.after);
        states.branches_mut(string.more).extend([space, text]);
        states
            .branches_mut(string.after)
            .extend([string.more, next]);
        let root = string.prefix(states, Chars::ANY & !Chars::SPACE);
        *string.prefixes.value_mut(ROOT) = root;
        string
    }

    /// The state before it.
    pub(super) fn start(&self) -> usize {
        self.prefixes.value(ROOT).fork
    }

    fn position(&mut self, states: &mut States, chars: Chars, next: usize) -> usize {
        let position = states.add_position(chars & self.chars, Some(self.slot), next);
        self.positions.push(position);
        position
    }

    /// A prefix that one of these characters can follow.
    fn prefix(&mut self, states: &mut States, next: Chars) -> PrefixStates {
        let text = self.position(states, next & !Chars::SPACE, self.after);
        let space = self.position(states, next & Chars::SPACE, self.more);
        let fork = states.add_open_fork();
        states.branches_mut(fork).extend([text, space]);
        PrefixStates {
            last: END,
            fork,
            text,
            space,
        }
    }

    /// Ends the string before these characters: it cannot contain them.
    pub(super) fn end_before(&mut self, states: &mut States, terminators: Chars) {
        self.chars = self.chars & !terminators;
        for position in &self.positions {
            let chars = &mut states.position_mut(*position).chars;
            *chars = *chars & !terminators;
        }
    }

    /// Forbids strings that start with these characters, or with these characters and a digit.
    pub(super) fn forbid(&mut self, states: &mut States, text: &[Chars], before_digit: bool) {
        let mut prefix = ROOT;
        for chars in text {
            let longer = self.prefixes.child(prefix, *chars);
            prefix = longer.unwrap_or_else(|| self.add_longer(states, prefix, *chars));
            let last = self.prefixes.value(prefix).last;
            if states.position(last).chars.is_empty() {
                // It is already forbidden, or was never possible.
                return;
            }
        }
        let PrefixStates {
            last, fork, text, ..
        } = *self.prefixes.value(prefix);
        let mut remove = |position: usize, chars: Chars| {
            let left = &mut states.position_mut(position).chars;
            *left = *left & !chars;
        };
        if before_digit {
            remove(text, Chars::DIGITS);
            for (_, longer) in self.prefixes.children(prefix) {
                remove(self.prefixes.value(*longer).last, Chars::DIGITS);
            }
        } else if prefix == ROOT {
            states.branches_mut(fork).clear();
        } else {
            remove(last, Chars::ANY);
        }
    }

    /// Adds a longer prefix: splits its last character off those that lead out of the forbidden prefixes.
    fn add_longer(&mut self, states: &mut States, prefix: usize, chars: Chars) -> usize {
        let PrefixStates {
            fork, text, space, ..
        } = *self.prefixes.value(prefix);
        let out = if chars == Chars::SPACE { space } else { text };
        let left = states.position(out).chars;
        states.position_mut(out).chars = left & !chars;
        let mut longer = self.prefix(states, Chars::ANY);
        let next = if out == space {
            longer.fork
        } else {
            states.add_fork(&[longer.fork, self.next])
        };
        longer.last = self.position(states, left & chars, next);
        let branches = states.branches_mut(fork);
        let index = branches.iter().position(|branch| *branch == out);
        branches.insert(index.unwrap_or(branches.len()), longer.last);
        self.prefixes.add(prefix, chars, longer)
    }
}
