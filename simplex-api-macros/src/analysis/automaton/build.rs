//! Builds an automaton from a syntax.

use super::decision::{Decision, OptionalPart};
use crate::analysis::chars::{Alphabet, Chars};
use crate::analysis::free_string::FreeString;
use crate::analysis::model::{Node, Numeral, SlotKind};
use crate::analysis::states::{END, States};

/// What an automaton is built from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'g> {
    pub(super) nodes: &'g [Node],
    pub(super) slots: &'g [SlotKind],
    pub(super) is_nested: bool,
    pub(super) unknown: UnknownAs,
}

/// How a slot of an unknown type is treated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::analysis) enum UnknownAs {
    String,
    Number,
}

/// Parts are built from the last to the first: each method takes the state that comes `next`, and returns the state
/// before the part.
pub(super) struct Builder<'g> {
    source: Source<'g>,
    pub(super) for_examples: bool,
    /// The space after the syntax of a type.
    space_after: Option<usize>,
    pub(super) states: States,
    pub(super) decisions: Vec<Decision<'g>>,
    pub(super) alphabet: Alphabet,
    pub(super) strings: Vec<Option<FreeString>>,
    pub(super) points: Vec<Option<usize>>,
}

impl<'g> Builder<'g> {
    pub(super) fn new(source: Source<'g>, for_examples: bool) -> Self {
        Self {
            source,
            for_examples,
            space_after: None,
            states: States::new(),
            decisions: Vec::new(),
            alphabet: Alphabet::default(),
            strings: source.slots.iter().map(|_| None).collect(),
            points: vec![None; source.slots.len()],
        }
    }

    /// Builds the whole syntax.
    pub(super) fn syntax(&mut self) -> usize {
        let mut next = END;
        if self.source.is_nested {
            // The text after the space does not belong to the syntax.
            let nothing = self.states.add_fork(&[]);
            let space = self.states.add_position(Chars::SPACE, None, nothing);
            self.states.position_mut(space).is_fixed = true;
            self.space_after = Some(space);
            next = self.states.add_fork(&[END, space]);
        }
        self.sequence(self.source.nodes, next)
    }

    fn sequence(&mut self, nodes: &'g [Node], next: usize) -> usize {
        let nodes = nodes.iter().rev();
        nodes.fold(next, |next, node| self.node(node, next))
    }

    fn node(&mut self, node: &'g Node, next: usize) -> usize {
        match node {
            Node::Literal(text) => self.text(text, None, next),
            Node::Slot(slot) => self.slot(*slot, next),
            Node::List { slot, separator } => self.list(*slot, separator, next),
            Node::Flag { slot, texts } => {
                let take = self.keywords(texts, *slot, next);
                self.optional(node, take, next)
            }
            Node::Optional(nodes) => {
                let take = self.sequence(nodes, next);
                self.optional(node, take, next)
            }
        }
    }

    fn optional(&mut self, node: &'g Node, take: usize, skip: usize) -> usize {
        self.decide(take, skip, OptionalPart::Group(node));
        self.states.add_fork(&[take, skip])
    }

    pub(super) fn decide(&mut self, take: usize, skip: usize, part: OptionalPart<'g>) {
        self.decisions.push(Decision { take, skip, part });
    }

    fn text(&mut self, text: &str, slot: Option<usize>, next: usize) -> usize {
        let characters = text.chars().rev();
        characters.fold(next, |next, character| self.fixed(character, slot, next))
    }

    pub(super) fn fixed(&mut self, character: char, slot: Option<usize>, next: usize) -> usize {
        let chars = self.alphabet.set(character);
        let position = self.states.add_position(chars, slot, next);
        self.states.position_mut(position).is_fixed = true;
        position
    }

    fn slot(&mut self, slot: usize, next: usize) -> usize {
        let Source { slots, unknown, .. } = self.source;
        match (&slots[slot], unknown) {
            (SlotKind::Number(numeral), _)
            | (SlotKind::UnknownType(numeral), UnknownAs::Number) => {
                self.number(*numeral, slot, next)
            }
            // The texts of the type are not known here.
            (SlotKind::Nested, _) if self.for_examples => self.text("…", Some(slot), next),
            (SlotKind::String | SlotKind::Nested | SlotKind::UnknownType(_), _) => {
                self.string(slot, next)
            }
            (SlotKind::Json, _) => self.json(slot, next),
            (SlotKind::Keywords(keywords), _) => self.keywords(keywords, slot, next),
        }
    }

    fn number(&mut self, numeral: Numeral, slot: usize, next: usize) -> usize {
        let end = if numeral.fraction {
            self.fraction(slot, next)
        } else {
            next
        };
        let integer = self.integer(slot, end);
        if !numeral.signed {
            return integer;
        }
        let minus = self.alphabet.set('-');
        let negative = self.states.add_position(minus, Some(slot), integer);
        self.states.add_fork(&[integer, negative])
    }

    /// A point and digits, or nothing.
    fn fraction(&mut self, slot: usize, next: usize) -> usize {
        let digit = self.digits(slot, next);
        let point = self.alphabet.set('.');
        let point = self.states.add_position(point, Some(slot), digit);
        self.points[slot] = Some(point);
        self.decide_to_continue(point, slot, next);
        self.states.add_fork(&[point, next])
    }

    /// An integer as it is printed: without leading zeros, except for 0 itself.
    pub(super) fn integer(&mut self, slot: usize, next: usize) -> usize {
        let digit = self.digits(slot, next);
        let more = self.states.position(digit).next;
        let states = &mut self.states;
        let zero = states.add_position(Chars::ZERO, Some(slot), next);
        let first = states.add_position(Chars::DIGITS & !Chars::ZERO, Some(slot), more);
        states.add_fork(&[first, zero])
    }

    /// One or more digits. The reader takes all of them.
    fn digits(&mut self, slot: usize, next: usize) -> usize {
        let (_, digit) = self.repeated(Chars::DIGITS, slot, next);
        self.decide_to_continue(digit, slot, next);
        digit
    }

    /// The reader takes this position of a number if it can.
    fn decide_to_continue(&mut self, position: usize, slot: usize, next: usize) {
        let unless = None;
        self.decide(position, next, OptionalPart::Character { slot, unless });
    }

    /// Any number of these characters: the state before them, and their position.
    pub(super) fn repeated(&mut self, chars: Chars, slot: usize, next: usize) -> (usize, usize) {
        let more = self.states.add_open_fork();
        let position = self.states.add_position(chars, Some(slot), more);
        self.states.branches_mut(more).extend([position, next]);
        (more, position)
    }

    fn string(&mut self, slot: usize, next: usize) -> usize {
        let string = FreeString::new(&mut self.states, slot, next);
        let is_nested = self.source.slots[slot] == SlotKind::Nested;
        // A type inside another type ends where its own syntax says.
        let unless = self.space_after.filter(|_| is_nested);
        let part = OptionalPart::Character { slot, unless };
        self.decide(string.more, next, part);
        let start = string.start();
        self.strings[slot] = Some(string);
        start
    }

    fn list(&mut self, slot: usize, separator: &'g str, next: usize) -> usize {
        let after = self.states.add_open_fork();
        let item = self.slot(slot, after);
        let again = self.text(separator, None, item);
        self.states.branches_mut(after).extend([again, next]);
        self.decide(again, next, OptionalPart::Item { slot, separator });
        item
    }
}
