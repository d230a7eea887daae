//! JSON as a part of an automaton.

use super::build::Builder;
use crate::analysis::chars::Chars;
use crate::analysis::states::END;

impl Builder<'_> {
    /// Exact JSON, except for the content of brackets: that is any text, or a string in examples.
    pub(super) fn json(&mut self, slot: usize, next: usize) -> usize {
        let mut starts = vec![self.json_number(slot, next)];
        for keyword in ["true", "false", "null"] {
            starts.push(self.json_text(keyword, slot, next));
        }
        for (opening, closing) in [("[", "]"), ("{", "}")] {
            let close = self.json_text(closing, slot, next);
            let inside = if self.for_examples {
                match opening {
                    "[" => {
                        let item = self.json_string(slot, close);
                        self.states.add_fork(&[item, close])
                    }
                    _ => close,
                }
            } else {
                let inside = Chars::ANY & !self.states.position(close).chars;
                let (inside, _) = self.repeated(inside, slot, close);
                self.states.position_mut(close).next = self.states.add_fork(&[next, inside]);
                inside
            };
            starts.push(self.json_text(opening, slot, inside));
        }
        starts.push(self.json_string(slot, next));
        self.states.add_fork(&starts)
    }

    /// Text that is not fixed: it does not end a string before it.
    fn json_text(&mut self, text: &str, slot: usize, next: usize) -> usize {
        text.chars().rev().fold(next, |next, character| {
            let chars = self.alphabet.set(character);
            self.states.add_position(chars, Some(slot), next)
        })
    }

    fn json_number(&mut self, slot: usize, next: usize) -> usize {
        let (_, digits) = self.repeated(Chars::DIGITS, slot, next);
        let sign = self.json_text("-", slot, digits);
        let sign = self.states.add_fork(&[sign, digits]);
        let exponent = self.json_text("e", slot, sign);
        let (_, digits) = {
            let end = self.states.add_fork(&[exponent, next]);
            self.repeated(Chars::DIGITS, slot, end)
        };
        let fraction = self.json_text(".", slot, digits);
        let end = self.states.add_fork(&[fraction, exponent, next]);
        let integer = self.integer(slot, end);
        let negative = self.json_text("-", slot, integer);
        self.states.add_fork(&[negative, integer])
    }

    fn json_string(&mut self, slot: usize, next: usize) -> usize {
        let close = self.json_text("\"", slot, next);
        let escape = self.json_text("\\", slot, END);
        let chars = |position| self.states.position(position).chars;
        let plain = Chars::ANY & !chars(close) & !chars(escape);
        let end = self.states.add_fork(&[close, escape]);
        let (inside, _) = self.repeated(plain, slot, end);
        let escaped = self.states.add_position(Chars::ANY, Some(slot), inside);
        self.states.position_mut(escape).next = escaped;
        self.json_text("\"", slot, inside)
    }
}
