//! The texts of an automaton that are within bounds.

use super::automaton::{Automaton, DEAD, Node};
use super::chars::{Chars, next_char};
use crate::command::slot::{Bounds, Taken};

/// How far a text has come.
#[derive(Clone, Copy)]
struct Progress {
    /// The beginnings that it has had all of so far, a bit for each.
    begun: u32,
    /// How many bytes of them that was.
    read: usize,
    last: Last,
}

/// What a text has had last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Nothing,
    Blank,
    Other,
}

/// A state of the text together with how far it has come, and the state that stands for both.
#[derive(Clone, Copy)]
struct Pair {
    node: u16,
    progress: Progress,
    both: u16,
}

const PAIRS: usize = 1024;
/// The most beginnings that are told apart; further ones are allowed.
const MOST_TAKEN: usize = 32;

/// The product of an automaton with its bounds: pairs are made as they are met.
pub(in crate::command) struct Within<'a> {
    bounds: &'a Bounds,
    /// Where the text ends.
    end: u16,
    next: u16,
    pairs: [Pair; PAIRS],
    length: usize,
}

impl<'a> Within<'a> {
    pub(in crate::command) const fn new(bounds: &'a Bounds, end: u16, next: u16) -> Self {
        let pair = Pair {
            node: DEAD,
            progress: Progress {
                begun: 0,
                read: 0,
                last: Last::Nothing,
            },
            both: DEAD,
        };
        Self {
            bounds,
            end,
            next,
            pairs: [pair; PAIRS],
            length: 0,
        }
    }

    /// The state that stands for the texts within bounds of those that begin at `start`.
    pub(in crate::command) const fn start(mut self, automaton: &mut Automaton, start: u16) -> u16 {
        let taken = self.bounds.taken.len();
        let begun = if taken < MOST_TAKEN {
            (1 << taken) - 1
        } else {
            u32::MAX
        };
        let progress = Progress {
            begun,
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
                Last::Nothing | Last::Blank => DEAD,
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

    /// One of `chars`, which are told apart as far as the bounds do.
    const fn take(
        &mut self,
        automaton: &mut Automaton,
        chars: Chars,
        next: u16,
        progress: Progress,
    ) -> Node {
        let mut left = chars;
        let mut i = 0;
        while i < self.bounds.stops.len() {
            left = left.minus(automaton.alphabet.set(self.bounds.stops[i]));
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

    /// Characters of `chars` between which the bounds make no difference.
    const fn atom(&self, automaton: &mut Automaton, chars: Chars, progress: Progress) -> Chars {
        let blank = chars.and(Chars::BLANK);
        let mut atom = if blank.is_empty() { chars } else { blank };
        let mut i = 0;
        while i < self.begun_at_most() {
            if progress.has_begun(i) {
                let (next, _) = next_of(automaton, &self.bounds.taken[i], progress.read);
                let common = atom.and(next);
                atom = if common.is_empty() { atom } else { common };
            }
            i += 1;
        }
        atom
    }

    /// How far the text has come after a character of `atom`; `None` if it cannot have one here.
    const fn after(
        &self,
        automaton: &mut Automaton,
        atom: Chars,
        progress: Progress,
    ) -> Option<Progress> {
        let is_blank = !atom.and(Chars::BLANK).is_empty();
        if is_blank && matches!(progress.last, Last::Nothing) {
            return None;
        }
        let mut begun = 0;
        let mut read = 0;
        let mut i = 0;
        while i < self.begun_at_most() {
            if progress.has_begun(i) {
                let (next, after) = next_of(automaton, &self.bounds.taken[i], progress.read);
                if !atom.and(next).is_empty() {
                    let Some(after) = after else {
                        return None;
                    };
                    begun |= 1 << i;
                    read = after;
                }
            }
            i += 1;
        }
        let last = if is_blank { Last::Blank } else { Last::Other };
        Some(Progress { begun, read, last })
    }

    const fn begun_at_most(&self) -> usize {
        let taken = self.bounds.taken.len();
        if taken < MOST_TAKEN {
            taken
        } else {
            MOST_TAKEN
        }
    }
}

impl Progress {
    const fn has_begun(self, taken: usize) -> bool {
        self.begun >> taken & 1 == 1
    }

    const fn is(self, other: Self) -> bool {
        self.begun == other.begun && self.read == other.read && self.last as u8 == other.last as u8
    }
}

/// The characters that come next in a beginning, and how much of it is read then; `None`: all of it.
const fn next_of(automaton: &mut Automaton, taken: &Taken, read: usize) -> (Chars, Option<usize>) {
    if read == taken.text.len() {
        return (Chars::DIGITS, None);
    }
    let (character, after) = next_char(taken.text, read);
    let is_all = after == taken.text.len() && !taken.digit;
    let chars = automaton.alphabet.set(character);
    (chars, if is_all { None } else { Some(after) })
}
