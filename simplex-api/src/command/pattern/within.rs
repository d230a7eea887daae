//! Restricts an automaton to the strings that satisfy rules.

use super::automaton::{Automaton, DEAD, Node};
use super::chars::{Chars, next_char};
use crate::command::rules::{ForbiddenPrefix, StringRules};

/// What the rules need to know about the string so far.
#[derive(Clone, Copy)]
struct Progress {
    /// The forbidden prefixes that the string still matches, a bit for each.
    live_prefixes: u32,
    /// The number of bytes that match.
    read: usize,
    last: Last,
}

/// The last character of the string.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Space,
    Other,
}

/// A state of the automaton and the progress of the string, and the state that represents both.
#[derive(Clone, Copy)]
struct Pair {
    node: u16,
    progress: Progress,
    both: u16,
}

const PAIRS: usize = 1024;
/// The maximum number of prefixes that are checked; others are allowed.
const MAX_PREFIXES: usize = 32;

/// The product of an automaton and rules. Its states are created when they are reached.
pub(super) struct Within<'a> {
    rules: &'a StringRules,
    /// The end of the string.
    end: u16,
    next: u16,
    pairs: [Pair; PAIRS],
    length: usize,
}

impl<'a> Within<'a> {
    pub(super) const fn new(rules: &'a StringRules, end: u16, next: u16) -> Self {
        let pair = Pair {
            node: DEAD,
            progress: Progress {
                live_prefixes: 0,
                read: 0,
                last: Last::Nothing,
            },
            both: DEAD,
        };
        Self {
            rules,
            end,
            next,
            pairs: [pair; PAIRS],
            length: 0,
        }
    }

    /// The state at the start of the strings that satisfy the rules, of all strings from the state `start`.
    pub(super) const fn start(mut self, automaton: &mut Automaton, start: u16) -> u16 {
        let prefixes = self.rules.forbidden_prefixes.len();
        let live_prefixes = if prefixes < MAX_PREFIXES {
            (1 << prefixes) - 1
        } else {
            u32::MAX
        };
        let progress = Progress {
            live_prefixes,
            read: 0,
            last: Last::Nothing,
        };
        let both = self.pair(automaton, start, progress);
        let mut i = 0;
        while i < self.length {
            self.fill(automaton, self.pairs[i]);
            i += 1;
        }
        both
    }

    const fn pair(&mut self, automaton: &mut Automaton, node: u16, progress: Progress) -> u16 {
        if node == self.end {
            return match progress.last {
                Last::Other => self.next,
                Last::Nothing | Last::Space => DEAD,
            };
        }
        let mut i = 0;
        while i < self.length {
            if self.pairs[i].node == node && self.pairs[i].progress.is(progress) {
                return self.pairs[i].both;
            }
            i += 1;
        }
        if self.length == PAIRS {
            automaton.is_full = true;
            return DEAD;
        }
        let both = automaton.add(Node::End);
        self.pairs[self.length] = Pair {
            node,
            progress,
            both,
        };
        self.length += 1;
        both
    }

    const fn fill(&mut self, automaton: &mut Automaton, pair: Pair) {
        let node = match automaton.nodes[pair.node as usize] {
            Node::End => Node::End,
            Node::Fork(one, other) => Node::Fork(
                self.pair(automaton, one, pair.progress),
                self.pair(automaton, other, pair.progress),
            ),
            Node::Take(chars, next) => self.take(automaton, chars, next, pair.progress),
        };
        automaton.set(pair.both, node);
    }

    /// Reads one of `chars`, split into sets between which the rules make no difference.
    const fn take(
        &mut self,
        automaton: &mut Automaton,
        chars: Chars,
        next: u16,
        progress: Progress,
    ) -> Node {
        let mut left = chars;
        let mut i = 0;
        while i < self.rules.terminators.len() {
            left = left.minus(automaton.alphabet.set(self.rules.terminators[i]));
            i += 1;
        }
        let mut node = Node::Take(Chars::NONE, DEAD);
        while !left.is_empty() {
            let atom = self.atom(automaton, left, progress);
            left = left.minus(atom);
            let Some(progress) = self.after(automaton, atom, progress) else {
                continue;
            };
            let both = self.pair(automaton, next, progress);
            let (one, other) = (automaton.add(Node::Take(atom, both)), automaton.add(node));
            node = Node::Fork(one, other);
        }
        node
    }

    /// Some characters of `chars` between which the rules make no difference.
    const fn atom(&self, automaton: &mut Automaton, chars: Chars, progress: Progress) -> Chars {
        let space = chars.and(Chars::SPACE);
        let mut atom = if space.is_empty() { chars } else { space };
        let mut i = 0;
        while i < self.checked_prefixes() {
            if progress.is_live(i) {
                let (next, _) =
                    next_of(automaton, &self.rules.forbidden_prefixes[i], progress.read);
                let common = atom.and(next);
                atom = if common.is_empty() { atom } else { common };
            }
            i += 1;
        }
        atom
    }

    /// The progress after a character of `atom`; `None` if the rules do not allow it here.
    const fn after(
        &self,
        automaton: &mut Automaton,
        atom: Chars,
        progress: Progress,
    ) -> Option<Progress> {
        let is_space = !atom.and(Chars::SPACE).is_empty();
        if is_space && matches!(progress.last, Last::Nothing) {
            return None;
        }
        let mut live_prefixes = 0;
        let mut read = 0;
        let mut i = 0;
        while i < self.checked_prefixes() {
            if progress.is_live(i) {
                let (next, after) =
                    next_of(automaton, &self.rules.forbidden_prefixes[i], progress.read);
                if !atom.and(next).is_empty() {
                    let Some(after) = after else {
                        return None;
                    };
                    live_prefixes |= 1 << i;
                    read = after;
                }
            }
            i += 1;
        }
        let last = if is_space { Last::Space } else { Last::Other };
        Some(Progress {
            live_prefixes,
            read,
            last,
        })
    }

    const fn checked_prefixes(&self) -> usize {
        let prefixes = self.rules.forbidden_prefixes.len();
        if prefixes < MAX_PREFIXES {
            prefixes
        } else {
            MAX_PREFIXES
        }
    }
}

impl Progress {
    const fn is_live(self, prefix: usize) -> bool {
        self.live_prefixes >> prefix & 1 == 1
    }

    const fn is(self, other: Self) -> bool {
        self.live_prefixes == other.live_prefixes
            && self.read == other.read
            && self.last as u8 == other.last as u8
    }
}

/// The next characters of a forbidden prefix, and the number of bytes that are then read; `None` if it is complete.
const fn next_of(
    automaton: &mut Automaton,
    prefix: &ForbiddenPrefix,
    read: usize,
) -> (Chars, Option<usize>) {
    if read == prefix.text.len() {
        return (Chars::DIGITS, None);
    }
    let (character, after) = next_char(prefix.text, read);
    let is_all = after == prefix.text.len() && !prefix.digit;
    let chars = automaton.alphabet.set(character);
    (chars, if is_all { None } else { Some(after) })
}
