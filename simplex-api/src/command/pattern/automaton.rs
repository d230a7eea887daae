//! The automaton of a pattern.

use super::chars::{Alphabet, Chars, next_char};
use super::within::Within;
use crate::command::pattern::Pattern;
use crate::command::slot::QUOTES;

/// More than any command needs.
pub(in crate::command) const SIZE: usize = 2048;

/// A state of the automaton.
#[derive(Clone, Copy)]
pub(in crate::command) enum Node {
    /// The text ends here.
    End,
    /// One of these characters comes next, and then that state.
    Take(Chars, u16),
    /// It is in both states.
    Fork(u16, u16),
}

/// The automata of two patterns, in the same characters.
pub(in crate::command) struct Automaton {
    pub(in crate::command) nodes: [Node; SIZE],
    length: usize,
    pub(in crate::command) alphabet: Alphabet,
    /// The texts are typed by people: in lower case, and a blank stands for any number of them.
    is_typed: bool,
    /// There was no room for a state.
    pub(in crate::command) is_full: bool,
}

pub(in crate::command) const END: u16 = 0;
/// A state that nothing leaves.
pub(in crate::command) const DEAD: u16 = 1;

/// Parts are built from the last to the first: each is given the state that comes `next`, and answers
/// with the one that it begins with.
impl Automaton {
    pub(in crate::command) const fn new(is_typed: bool) -> Self {
        let mut nodes = [Node::End; SIZE];
        nodes[DEAD as usize] = Node::Take(Chars::NONE, DEAD);
        Self {
            nodes,
            length: 2,
            alphabet: Alphabet::new(),
            is_typed,
            is_full: false,
        }
    }

    pub(in crate::command) const fn add(&mut self, node: Node) -> u16 {
        if self.length == SIZE {
            self.is_full = true;
            return DEAD;
        }
        self.nodes[self.length] = node;
        self.length += 1;
        (self.length - 1) as u16
    }

    pub(in crate::command) const fn set(&mut self, place: u16, node: Node) {
        if place != DEAD {
            self.nodes[place as usize] = node;
        }
    }

    /// `exactly`: blanks are those of the pattern, whoever types. It calls itself once for each group in another one, as
    /// the compiler does not compute with functions that are called very deep.
    pub(in crate::command) const fn sequence(
        &mut self,
        patterns: &[Pattern],
        exactly: bool,
        next: u16,
    ) -> u16 {
        let mut next = next;
        let mut i = patterns.len();
        while i > 0 {
            i -= 1;
            next = match patterns[i] {
                Pattern::Literal(text) => self.literal(text, exactly, next),
                Pattern::Words(words) => self.words(words, exactly, next),
                Pattern::Plain {
                    number: Some(number),
                    bounds,
                } => self.sequence(number.pattern(bounds), exactly, next),
                Pattern::Plain { bounds, .. } => {
                    let end = self.add(Node::End);
                    let start = self.sequence(Pattern::ANY, exactly, end);
                    let bare = Within::new(bounds, end, next).start(self, start);
                    if bounds.is_quotable {
                        let quoted = self.quoted(next);
                        self.add(Node::Fork(bare, quoted))
                    } else {
                        bare
                    }
                }
                Pattern::Within { text, bounds } => {
                    let end = self.add(Node::End);
                    let start = self.sequence(text, true, end);
                    Within::new(bounds, end, next).start(self, start)
                }
                Pattern::Class(chars) => self.take(chars, next),
                Pattern::Many(patterns) => {
                    let again = self.add(Node::End);
                    let once = self.sequence(patterns, exactly, again);
                    self.set(again, Node::Fork(once, next));
                    again
                }
                Pattern::Optional(patterns) => {
                    let there = self.sequence(patterns, exactly, next);
                    self.add(Node::Fork(there, next))
                }
                Pattern::OneOf(patterns) => {
                    let mut start = DEAD;
                    let mut i = patterns.len();
                    while i > 0 {
                        i -= 1;
                        let one = self.sequence(patterns[i], exactly, next);
                        start = self.add(Node::Fork(one, start));
                    }
                    start
                }
            };
        }
        next
    }

    /// Any text in quotes.
    const fn quoted(&mut self, next: u16) -> u16 {
        let mut start = DEAD;
        let mut i = QUOTES.len();
        while i > 0 {
            i -= 1;
            let (open, closing) = QUOTES[i];
            let mut closes = Chars::NONE;
            let mut j = 0;
            while j < closing.len() {
                closes = closes.or(self.alphabet.set(closing[j]));
                j += 1;
            }
            let opens = self.alphabet.set(open);
            let again = self.add(Node::End);
            let inside = self.take(Chars::ANY.minus(closes), again);
            let end = self.take(closes, next);
            self.set(again, Node::Fork(inside, end));
            let quoted = self.take(opens, inside);
            start = self.add(Node::Fork(quoted, start));
        }
        start
    }

    const fn take(&mut self, chars: Chars, next: u16) -> u16 {
        let chars = if self.is_typed {
            chars.in_lower_case()
        } else {
            chars
        };
        self.add(Node::Take(chars, next))
    }

    const fn words(&mut self, words: &[&str], exactly: bool, next: u16) -> u16 {
        let mut start = DEAD;
        let mut i = words.len();
        while i > 0 {
            i -= 1;
            let word = self.literal(words[i], exactly, next);
            start = self.add(Node::Fork(word, start));
        }
        start
    }

    const fn literal(&mut self, text: &str, exactly: bool, next: u16) -> u16 {
        if text.is_empty() {
            return next;
        }
        let start = self.length;
        let mut at = 0;
        while at < text.len() {
            let (character, after) = next_char(text, at);
            let is_last = after == text.len();
            let chars = if self.is_typed && exactly && !character.is_ascii() {
                // The compiler does not know the case of the text of a type.
                Chars::BEYOND_ASCII
            } else {
                self.alphabet.set(character)
            };
            if self.is_typed && !exactly && character == ' ' {
                // Two states: the blank, and whether another one follows.
                let again = (self.length + 1) as u16;
                let blank = self.take(chars, again);
                let next = if is_last { next } else { again + 1 };
                self.add(Node::Fork(blank, next));
            } else {
                let next = if is_last {
                    next
                } else {
                    (self.length + 1) as u16
                };
                self.take(chars, next);
            }
            at = after;
        }
        if self.is_full { DEAD } else { start as u16 }
    }
}
