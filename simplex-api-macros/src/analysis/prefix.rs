//! What a part of a syntax can begin with.

use super::guard::{Head, Then};
use super::{Kind, Node, Numeral};

/// The most prefixes of a part that are put together of several parts.
const MAX_PREFIXES: usize = 64;

/// What `nodes` can begin with: text up to the first slot that is not known to the letter.
pub(super) fn heads(nodes: &[Node], slots: &[Kind]) -> Vec<Head> {
    let mut prefixes = Prefixes {
        slots,
        found: Vec::new(),
        open: vec![String::new()],
    };
    prefixes.sequence(nodes);
    prefixes.end(Then::Anything);
    prefixes.found
}

struct Prefixes<'a> {
    slots: &'a [Kind],
    found: Vec<Head>,
    /// Those that the next part makes longer.
    open: Vec<String>,
}

impl Prefixes<'_> {
    fn sequence(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Literal(text) => self.open.iter_mut().for_each(|open| open.push_str(text)),
                Node::Flag { texts, .. } => self.optional(|prefixes| prefixes.each(texts)),
                Node::Optional(nodes) => self.optional(|prefixes| prefixes.sequence(nodes)),
                Node::Slot(slot) | Node::List { slot, .. } => match &self.slots[*slot] {
                    Kind::Words(words) => self.each(words),
                    Kind::Number(numeral) => self.number(*numeral, Then::Digit),
                    Kind::NumberOrString(numeral) => self.number(*numeral, Then::Slot(*slot)),
                    Kind::String | Kind::Own | Kind::Json => self.end(Then::Anything),
                },
            }
        }
    }

    /// The prefixes end here.
    fn end(&mut self, then: Then) {
        let open = self.open.drain(..);
        self.found.extend(open.map(|text| Head::new(text, then)));
    }

    /// The prefixes end at a number, perhaps at its sign.
    fn number(&mut self, numeral: Numeral, then: Then) {
        if numeral.signed {
            let negative = self.open.iter().map(|text| format!("{text}-"));
            self.found
                .extend(negative.map(|text| Head::new(text, then)));
        }
        self.end(then);
    }

    /// Each prefix with each of the words behind it.
    fn each(&mut self, words: &[String]) {
        self.make_room(words.len());
        let open = self.open.iter();
        let each = open.flat_map(|text| words.iter().map(move |word| format!("{text}{word}")));
        self.open = each.collect();
    }

    /// With a part and without it.
    fn optional(&mut self, part: impl FnOnce(&mut Self)) {
        self.make_room(2);
        let mut without = self.open.clone();
        part(self);
        without.append(&mut self.open);
        self.open = without;
    }

    /// Ends all prefixes but the shortest one, should they become too many when they are multiplied. So they forbid more
    /// than they need to, but do not grow exponentially.
    fn make_room(&mut self, times: usize) {
        let shortest = (0..self.open.len()).min_by_key(|prefix| self.open[*prefix].len());
        if let Some(shortest) = shortest
            && self.open.len() * times > MAX_PREFIXES
        {
            let shortest = self.open.swap_remove(shortest);
            self.end(Then::Anything);
            self.open.push(shortest);
        }
    }
}
