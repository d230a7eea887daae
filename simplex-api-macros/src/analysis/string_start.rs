//! The beginning of a string, which may not be that of another part.

use super::chars::Chars;
use super::states::{END, States};
use super::trie::{ROOT, Trie};

/// The states of a string in a slot. At its start there is a fork for each prefix of what is forbidden, which leads to
/// the next longer ones and out of them to any text: so they are as many as the forbidden prefixes have characters.
#[derive(Debug)]
pub(super) struct FreeString {
    slot: usize,
    /// The characters that are left to it.
    chars: Chars,
    /// The state in front of another character.
    pub(super) more: usize,
    /// The state after a character that is not a blank.
    after: usize,
    /// The state after the string.
    next: usize,
    /// All positions in it.
    positions: Vec<usize>,
    prefixes: Trie<Chars, Prefix>,
}

/// A prefix of what is forbidden.
#[derive(Debug, Clone, Copy, Default)]
struct Prefix {
    /// The position of its last character.
    last: usize,
    /// The fork to what can come next.
    fork: usize,
    /// The position of a character that is not a blank and leads out of all that is forbidden.
    text: usize,
    /// The same of a blank.
    blank: usize,
}

impl FreeString {
    /// A string in front of the state `next`. It has no blank in front or at the end.
    pub(super) fn new(states: &mut States, slot: usize, next: usize) -> Self {
        let mut string = Self {
            slot,
            chars: Chars::ANY,
            more: states.add_fork_ahead(),
            after: states.add_fork_ahead(),
            next,
            positions: Vec::new(),
            prefixes: Trie::new(),
        };
        let blank = string.position(states, Chars::BLANK, string.more);
        let text = string.position(states, !Chars::BLANK, string.after);
        states.branches_mut(string.more).extend([blank, text]);
        states
            .branches_mut(string.after)
            .extend([string.more, next]);
        let root = string.prefix(states, Chars::ANY & !Chars::BLANK);
        *string.prefixes.value_mut(ROOT) = root;
        string
    }

    /// The state in front of it.
    pub(super) fn start(&self) -> usize {
        self.prefixes.value(ROOT).fork
    }

    fn position(&mut self, states: &mut States, chars: Chars, next: usize) -> usize {
        let position = states.add_position(chars & self.chars, Some(self.slot), next);
        self.positions.push(position);
        position
    }

    /// A prefix after which one of these characters can come.
    fn prefix(&mut self, states: &mut States, next: Chars) -> Prefix {
        let text = self.position(states, next & !Chars::BLANK, self.after);
        let blank = self.position(states, next & Chars::BLANK, self.more);
        let fork = states.add_fork_ahead();
        states.branches_mut(fork).extend([text, blank]);
        Prefix {
            last: END,
            fork,
            text,
            blank,
        }
    }

    /// The string cannot have these characters.
    pub(super) fn stop_at(&mut self, states: &mut States, stops: Chars) {
        self.chars = self.chars & !stops;
        for position in &self.positions {
            let chars = &mut states.position_mut(*position).chars;
            *chars = *chars & !stops;
        }
    }

    /// The string cannot begin with these characters, or with them and a digit.
    pub(super) fn forbid(&mut self, states: &mut States, text: &[Chars], before_digit: bool) {
        let mut prefix = ROOT;
        for chars in text {
            let longer = self.prefixes.child(prefix, *chars);
            prefix = longer.unwrap_or_else(|| self.add_longer(states, prefix, *chars));
            let last = self.prefixes.value(prefix).last;
            if states.position(last).chars.is_empty() {
                // It is forbidden already, or never possible.
                return;
            }
        }
        let Prefix {
            last, fork, text, ..
        } = *self.prefixes.value(prefix);
        let mut forbid = |position: usize, chars: Chars| {
            let left = &mut states.position_mut(position).chars;
            *left = *left & !chars;
        };
        if before_digit {
            forbid(text, Chars::DIGITS);
            for (_, longer) in self.prefixes.children(prefix) {
                forbid(self.prefixes.value(*longer).last, Chars::DIGITS);
            }
        } else if prefix == ROOT {
            states.branches_mut(fork).clear();
        } else {
            forbid(last, Chars::ANY);
        }
    }

    /// Splits a character off those that lead out of what is forbidden.
    fn add_longer(&mut self, states: &mut States, prefix: usize, chars: Chars) -> usize {
        let Prefix {
            fork, text, blank, ..
        } = *self.prefixes.value(prefix);
        let out = if chars == Chars::BLANK { blank } else { text };
        let left = states.position(out).chars;
        states.position_mut(out).chars = left & !chars;
        let mut longer = self.prefix(states, Chars::ANY);
        let next = if out == blank {
            longer.fork
        } else {
            states.add_fork(&[longer.fork, self.next])
        };
        longer.last = self.position(states, left & chars, next);
        let branches = states.branches_mut(fork);
        let place = branches.iter().position(|branch| *branch == out);
        branches.insert(place.unwrap_or(branches.len()), longer.last);
        self.prefixes.add(prefix, chars, longer)
    }
}
