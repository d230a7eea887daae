//! The loosest guards under which a syntax has one reading.

use std::collections::BTreeSet;

use super::automaton::{Automaton, Unknown};
use super::left_to_right::Conflict;
use super::{Grammar, Kind, Node, Numeral, Open, square};

/// What keeps a string apart from its surroundings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Guard {
    /// The characters that end the string, so that it cannot have them.
    pub(crate) stops: BTreeSet<char>,
    /// What the string cannot begin with, because another part does.
    pub(crate) taken: Vec<Head>,
}

/// What a part begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) text: String,
    pub(crate) then: Then,
}

/// What a head is followed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Then {
    Anything,
    Digit,
    /// What this slot prints: a digit, should it be a number.
    Slot(usize),
}

impl Head {
    pub(super) fn new(text: impl Into<String>, then: Then) -> Self {
        let text = text.into();
        Self { text, then }
    }
}

/// What every text with one reading needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Settled {
    /// The guard of each slot.
    pub(crate) guards: Vec<Guard>,
    /// Slots of which it is only said that they name a type, and that have to be numbers.
    pub(crate) numbers: Vec<usize>,
    /// What is not decided.
    pub(crate) open: Vec<Open>,
}

/// A text that is read as something else than was written, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ambiguity {
    pub(crate) text: String,
    pub(crate) written: Reading,
    /// Another reading of the whole text. `None`: the text has one, but it cannot be found from left to
    /// right, because a part of it begins as another does.
    pub(crate) other: Option<Reading>,
    /// The slots between which it is not decided.
    pub(crate) slots: Vec<usize>,
}

/// The slots that are there, in order, and their text; of a list, that of each item.
pub(crate) type Reading = Vec<(usize, Vec<String>)>;

/// Finds the guards of all slots.
///
/// It begins without any. Each conflict that is found is answered with the least that removes it, until
/// there is none, or one that nothing removes.
pub(crate) fn settle(grammar: &Grammar) -> Result<Settled, Ambiguity> {
    let mut grammar = grammar.clone();
    let mut settled = Settled {
        guards: vec![Guard::default(); grammar.slots.len()],
        numbers: Vec::new(),
        open: Vec::new(),
    };
    loop {
        let found = [Unknown::String, Unknown::Number]
            .into_iter()
            .find_map(|unknown| {
                let automaton = Automaton::new(&grammar, &settled.guards, unknown);
                Some((
                    Conflict::find(&automaton, &settled.open)?,
                    automaton,
                    unknown,
                ))
            });
        let Some((conflict, automaton, unknown)) = found else {
            return Ok(settled);
        };
        if settled.answer(&conflict, &automaton, &mut grammar) {
            continue;
        }
        let examples = Automaton::for_examples(&grammar, &settled.guards, unknown);
        let (text, written, other) = match square::two_readings(&examples) {
            Some((text, one, other)) => (text, one, Some(other)),
            None => {
                let (text, written) = match Conflict::find(&examples, &settled.open) {
                    Some(shown) => shown.example(&examples),
                    None => conflict.example(&automaton),
                };
                (text, written, None)
            }
        };
        return Err(Ambiguity {
            text,
            written,
            other,
            slots: conflict.slots(),
        });
    }
}

impl Settled {
    /// Whether the conflict could be removed.
    fn answer(
        &mut self,
        conflict: &Conflict,
        automaton: &Automaton,
        grammar: &mut Grammar,
    ) -> bool {
        self.guard(conflict, &grammar.slots)
            || self.leave_open(conflict, automaton, &grammar.slots)
            || self.assume_number(conflict, &mut grammar.slots)
    }

    fn leave_open(&mut self, conflict: &Conflict, automaton: &Automaton, slots: &[Kind]) -> bool {
        let open = conflict.open(automaton, slots);
        let is_one = open.is_some();
        self.open.extend(open);
        is_one
    }

    fn guard(&mut self, conflict: &Conflict, slots: &[Kind]) -> bool {
        let before = self.clone();
        match conflict {
            // The number is then a whole one.
            Conflict::GoesOn { slot, chars, .. }
                if slots[*slot].has_fraction() && chars[..] == ['.'] =>
            {
                self.guards[*slot].stops.insert('.');
            }
            Conflict::GoesOn {
                slot,
                next,
                chars,
                is_fixed,
                ..
            } => match (&slots[*slot], next.map(|next| (next, &slots[next]))) {
                // A type says itself what it begins with: no digit, right after a number.
                (Kind::Number(_), Some((next, Kind::Own))) => {
                    self.guards[next].add(&Head::new("", Then::Digit));
                }
                (kind, next) if kind.is_free() => {
                    let is_fixed = *is_fixed || matches!(next, Some((_, Kind::Number(_))));
                    let without = *kind == Kind::Own || !chars.iter().any(char::is_ascii_digit);
                    // It ends where the next part begins, told by the character alone: the server ends
                    // a word at a blank, whatever follows.
                    if is_fixed && without {
                        self.guards[*slot].stops.extend(chars);
                    }
                }
                _ => {}
            },
            Conflict::Begins { slot, heads, .. } => {
                let free = slot.filter(|slot| slots[*slot].is_free());
                if let Some(slot) = free {
                    let heads = heads.iter().filter(|head| may_be_taken(head, &slots[slot]));
                    heads.for_each(|head| self.guards[slot].add(head));
                }
            }
        }
        *self != before
    }

    /// Takes a type that the declaration only names for a number.
    fn assume_number(&mut self, conflict: &Conflict, slots: &mut [Kind]) -> bool {
        let unknown = conflict
            .slots()
            .into_iter()
            .find_map(|slot| match slots[slot] {
                Kind::NumberOrString(numeral) => Some((slot, numeral)),
                _ => None,
            });
        let Some((slot, numeral)) = unknown else {
            return false;
        };
        slots[slot] = Kind::Number(numeral);
        // What ends it as a number still does.
        let stops = &mut self.guards[slot].stops;
        let point = stops.take(&'.').into_iter().collect();
        self.guards[slot] = Guard {
            stops: point,
            ..Guard::default()
        };
        self.numbers.push(slot);
        true
    }
}

impl Guard {
    fn add(&mut self, head: &Head) {
        if !self.taken.contains(head) {
            self.taken.push(head.clone());
        }
    }
}

/// Whether a value can do without this beginning: no number can do without a digit, and nothing without
/// all beginnings.
fn may_be_taken(head: &Head, kind: &Kind) -> bool {
    match kind {
        Kind::NumberOrString(_) => head.text.contains(|c: char| !c.is_ascii_digit()),
        _ => !head.text.is_empty() || head.then == Then::Digit,
    }
}

/// What `nodes` can begin with: text up to the first slot that is not known to the letter.
pub(super) fn heads(nodes: &[Node], slots: &[Kind]) -> Vec<Head> {
    let (mut heads, open) = beginnings(nodes, slots, vec![String::new()]);
    heads.extend(open.into_iter().map(|text| Head::new(text, Then::Anything)));
    heads
}

/// The heads of `nodes` after one of the `open` texts, and the texts that are still open behind them.
fn beginnings(nodes: &[Node], slots: &[Kind], mut open: Vec<String>) -> (Vec<Head>, Vec<String>) {
    let mut heads = Vec::new();
    for node in nodes {
        match node {
            Node::Literal(text) => open.iter_mut().for_each(|open| open.push_str(text)),
            Node::Flag { texts, .. } => {
                let there = each(&open, texts);
                open.extend(there);
            }
            Node::Slot(slot) | Node::List { slot, .. } => {
                let then = match &slots[*slot] {
                    Kind::Words(words) => {
                        open = each(&open, words);
                        continue;
                    }
                    Kind::Number(numeral) => {
                        heads.extend(below_zero(*numeral, &open, Then::Digit));
                        Then::Digit
                    }
                    Kind::NumberOrString(numeral) => {
                        heads.extend(below_zero(*numeral, &open, Then::Slot(*slot)));
                        Then::Slot(*slot)
                    }
                    Kind::String | Kind::Own | Kind::Json => Then::Anything,
                };
                heads.extend(open.drain(..).map(|text| Head::new(text, then)));
            }
            Node::Optional(nodes) => {
                let (inner, there) = beginnings(nodes, slots, open.clone());
                heads.extend(inner);
                open.extend(there);
            }
        }
    }
    (heads, open)
}

/// The texts with the sign of a number behind them.
fn below_zero(numeral: Numeral, texts: &[String], then: Then) -> Vec<Head> {
    let texts = texts.iter().filter(|_| numeral.signed);
    texts
        .map(|text| Head::new(format!("{text}-"), then))
        .collect()
}

/// Each of the texts with each of the words behind it.
fn each(texts: &[String], words: &[String]) -> Vec<String> {
    let each = texts
        .iter()
        .flat_map(|text| words.iter().map(move |word| format!("{text}{word}")));
    each.collect()
}
