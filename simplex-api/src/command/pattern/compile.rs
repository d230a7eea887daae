//! Builds the automaton of a pattern.

use super::Pattern;
use super::automaton::{Automaton, DEAD, Node};
use super::chars::{Chars, next_char};
use super::within::Within;
use crate::command::quote_marks::QUOTE_MARKS;

/// Parts are built from the last to the first: each function takes the state that follows, and returns the state at its
/// start.
impl Automaton {
    /// The state at the start of `patterns`, after which the automaton continues in `next`. If `exactly`, each space is
    /// one space, also in human input.
    ///
    /// It is recursive only for nested groups: the compiler limits the depth of calls.
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
                Pattern::Keywords(keywords) => self.keywords(keywords, exactly, next),
                Pattern::Plain {
                    number: Some(number),
                    rules,
                } => self.sequence(Pattern::number(number, rules), exactly, next),
                Pattern::Plain { rules, .. } => {
                    let end = self.add(Node::End);
                    let start = self.sequence(Pattern::ANY, exactly, end);
                    let unquoted = Within::new(rules, end, next).start(self, start);
                    if rules.is_quotable {
                        let quoted = self.quoted(next);
                        self.add(Node::Fork(unquoted, quoted))
                    } else {
                        unquoted
                    }
                }
                Pattern::Within { text, rules } => {
                    let end = self.add(Node::End);
                    let start = self.sequence(text, true, end);
                    Within::new(rules, end, next).start(self, start)
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

    /// Any quoted string.
    const fn quoted(&mut self, next: u16) -> u16 {
        let mut start = DEAD;
        let mut i = QUOTE_MARKS.len();
        while i > 0 {
            i -= 1;
            let (open, closing) = QUOTE_MARKS[i];
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
        let chars = if self.is_human_input {
            chars.in_lower_case()
        } else {
            chars
        };
        self.add(Node::Take(chars, next))
    }

    const fn keywords(&mut self, keywords: &[&str], exactly: bool, next: u16) -> u16 {
        let mut start = DEAD;
        let mut i = keywords.len();
        while i > 0 {
            i -= 1;
            let keyword = self.literal(keywords[i], exactly, next);
            start = self.add(Node::Fork(keyword, start));
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
            let chars = if self.is_human_input && exactly && !character.is_ascii() {
                // The string of a type is read as it is, in an unknown case.
                Chars::BEYOND_ASCII
            } else {
                self.alphabet.set(character)
            };
            if self.is_human_input && !exactly && character == ' ' {
                // Two states: the space, and whether another one follows.
                let again = (self.length + 1) as u16;
                let space = self.take(chars, again);
                let next = if is_last { next } else { again + 1 };
                self.add(Node::Fork(space, next));
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
