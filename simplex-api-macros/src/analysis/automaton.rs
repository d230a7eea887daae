//! The automaton of a syntax.

mod json;

use super::chars::{Alphabet, Chars};
use super::guard::{Guard, Head, Then};
use super::search::{Budget, Seen, TooLarge};
use super::states::{Position, States};
use super::string_start::FreeString;
use super::trie::{ROOT, Trie};
use super::{Grammar, Kind, Node, Numeral};

pub(super) use super::states::END;

/// A syntax as an automaton: a path through its positions is a reading.
///
/// Positions are connected through forks, so that it grows linearly with the syntax and its guards, however many
/// positions can come next.
#[derive(Debug)]
pub(super) struct Automaton<'g> {
    source: Source<'g>,
    states: States,
    /// The state in front of the text.
    pub(super) start: usize,
    pub(super) decisions: Vec<Decision<'g>>,
    pub(super) alphabet: Alphabet,
    /// The string of each slot that has one.
    strings: Vec<Option<FreeString>>,
    /// The position of the point in front of a fraction, of each slot that has one.
    points: Vec<Option<usize>>,
}

/// What an automaton is built of.
#[derive(Debug, Clone, Copy)]
struct Source<'g> {
    nodes: &'g [Node],
    slots: &'g [Kind],
    ends_at_blank: bool,
    unknown: Unknown,
}

/// Where a reader decides: it takes the part if it is there, and continues after it only if it is not.
#[derive(Debug)]
pub(super) struct Decision<'g> {
    /// The state in front of the part.
    pub(super) take: usize,
    /// The state after the part, or in place of it.
    pub(super) skip: usize,
    pub(super) part: Part<'g>,
}

/// What a reader decides about.
#[derive(Debug)]
pub(super) enum Part<'g> {
    /// One more character of this slot.
    Character {
        slot: usize,
        /// A position that may come instead although the character can be the same.
        unless: Option<usize>,
    },
    /// The rest of a keyword that begins with another one.
    Keyword {
        rest: &'g str,
        positions: Vec<usize>,
    },
    /// One more item of the list in this slot.
    Item { slot: usize, separator: &'g str },
    /// An optional group, or a flag.
    Group(&'g Node),
}

/// What a slot whose kind is not known is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    String,
    Number,
}

impl<'g> Automaton<'g> {
    /// The automaton of a grammar with these `slots` instead of its own.
    pub(super) fn new(
        grammar: &'g Grammar,
        slots: &'g [Kind],
        guards: &[Guard],
        unknown: Unknown,
    ) -> Self {
        let source = Source {
            nodes: &grammar.nodes,
            slots,
            ends_at_blank: grammar.ends_at_blank,
            unknown,
        };
        Self::build(source, guards, false)
    }

    /// The same with a little less than all texts, but each of them can be written.
    pub(super) fn for_examples(&self, guards: &[Guard]) -> Self {
        Self::build(self.source, guards, true)
    }

    fn build(source: Source<'g>, guards: &[Guard], for_examples: bool) -> Self {
        let mut builder = Builder {
            slots: source.slots,
            unknown: source.unknown,
            for_examples,
            blank_after: None,
            states: States::new(),
            decisions: Vec::new(),
            alphabet: Alphabet::default(),
            strings: source.slots.iter().map(|_| None).collect(),
            points: vec![None; source.slots.len()],
        };
        let mut next = END;
        if source.ends_at_blank {
            // What comes after it is not a part of the syntax.
            let nothing = builder.states.add_fork(&[]);
            let blank = builder.states.add_position(Chars::BLANK, None, nothing);
            builder.states.position_mut(blank).is_fixed = true;
            builder.blank_after = Some(blank);
            next = builder.states.add_fork(&[END, blank]);
        }
        let start = builder.sequence(source.nodes, next);
        let mut automaton = Self {
            source,
            states: builder.states,
            start,
            decisions: builder.decisions,
            alphabet: builder.alphabet,
            strings: builder.strings,
            points: builder.points,
        };
        for (slot, guard) in guards.iter().enumerate() {
            automaton.restrict(slot, guard);
        }
        automaton
    }

    /// Takes the texts away that the guard does not allow for a slot.
    pub(super) fn restrict(&mut self, slot: usize, guard: &Guard) {
        if let Some(point) = self.points[slot] {
            // A number that ends at a point has no fraction.
            for stop in &guard.stops {
                let chars = &mut self.states.position_mut(point).chars;
                *chars = *chars & !self.alphabet.set(*stop);
            }
        }
        let Some(string) = &mut self.strings[slot] else {
            return;
        };
        for stop in &guard.stops {
            string.stop_at(&mut self.states, self.alphabet.set(*stop));
        }
        for head in &guard.taken {
            let text = head.text.chars().map(|c| self.alphabet.set(c));
            let text: Vec<_> = text.collect();
            let Source { slots, unknown, .. } = self.source;
            let before_digit = is_digit(head, slots, unknown);
            string.forbid(&mut self.states, &text, before_digit);
        }
    }

    pub(super) fn slots(&self) -> &'g [Kind] {
        self.source.slots
    }

    /// The number of states.
    pub(super) fn size(&self) -> usize {
        self.states.len()
    }

    pub(super) fn position(&self, position: usize) -> &Position {
        self.states.position(position)
    }

    /// The slot that a position is a part of.
    pub(super) fn slot(&self, position: usize) -> Option<usize> {
        self.position(position).slot
    }

    /// The positions that can come in a state, in the order in which a reader tries them.
    pub(super) fn reached(&self, state: usize) -> Vec<usize> {
        self.states.reached(state)
    }

    /// Those of them that were not `seen` before.
    pub(super) fn newly_reached(&self, state: usize, seen: &mut Seen<usize>) -> Vec<usize> {
        self.states.newly_reached(state, seen)
    }

    /// The positions that can come after a position.
    pub(super) fn follow(&self, position: usize) -> Vec<usize> {
        self.reached(self.position(position).next)
    }

    /// Whether the text can be in a state right after a position.
    pub(super) fn leads_to(&self, position: usize, state: usize) -> bool {
        self.states.leads_to(self.position(position).next, state)
    }

    /// The pairs of positions in which the same text can be.
    pub(super) fn pairs(
        &self,
        one: &[usize],
        other: &[usize],
        budget: &mut Budget,
    ) -> Result<Vec<(usize, usize)>, TooLarge> {
        budget.spend(one.len() * other.len())?;
        let pairs = one.iter().flat_map(|a| other.iter().map(|b| (*a, *b)));
        let pairs = pairs.filter(|(a, b)| !self.common(*a, *b).is_empty());
        Ok(pairs.collect())
    }

    /// The characters that two positions have in common.
    pub(super) fn common(&self, a: usize, b: usize) -> Chars {
        self.position(a).chars & self.position(b).chars
    }
}

struct Builder<'g> {
    slots: &'g [Kind],
    unknown: Unknown,
    for_examples: bool,
    /// The blank after the syntax, if it is that of a type.
    blank_after: Option<usize>,
    states: States,
    decisions: Vec<Decision<'g>>,
    alphabet: Alphabet,
    strings: Vec<Option<FreeString>>,
    points: Vec<Option<usize>>,
}

/// Parts are built from the last to the first: each is given the state that comes `next`, and answers with the one that
/// it begins with.
impl<'g> Builder<'g> {
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
        self.decide(take, skip, Part::Group(node));
        self.states.add_fork(&[take, skip])
    }

    fn decide(&mut self, take: usize, skip: usize, part: Part<'g>) {
        self.decisions.push(Decision { take, skip, part });
    }

    fn text(&mut self, text: &str, slot: Option<usize>, next: usize) -> usize {
        let characters = text.chars().rev();
        characters.fold(next, |next, character| self.fixed(character, slot, next))
    }

    fn fixed(&mut self, character: char, slot: Option<usize>, next: usize) -> usize {
        let chars = self.alphabet.set(character);
        let position = self.states.add_position(chars, slot, next);
        self.states.position_mut(position).is_fixed = true;
        position
    }

    fn slot(&mut self, slot: usize, next: usize) -> usize {
        match (&self.slots[slot], self.unknown) {
            (Kind::Number(numeral), _) | (Kind::NumberOrString(numeral), Unknown::Number) => {
                self.number(*numeral, slot, next)
            }
            // The texts of the type are not known here.
            (Kind::Own, _) if self.for_examples => self.text("…", Some(slot), next),
            (Kind::String | Kind::Own | Kind::NumberOrString(_), _) => self.string(slot, next),
            (Kind::Json, _) => self.json(slot, next),
            (Kind::Words(words), _) => self.keywords(words, slot, next),
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
        self.continue_with(point, slot, next);
        self.states.add_fork(&[point, next])
    }

    /// No zero in front, except of 0 itself: as it is printed.
    fn integer(&mut self, slot: usize, next: usize) -> usize {
        let digit = self.digits(slot, next);
        let more = self.states.position(digit).next;
        let states = &mut self.states;
        let zero = states.add_position(Chars::ZERO, Some(slot), next);
        let first = states.add_position(Chars::DIGITS & !Chars::ZERO, Some(slot), more);
        states.add_fork(&[first, zero])
    }

    /// As many digits as there are.
    fn digits(&mut self, slot: usize, next: usize) -> usize {
        let (_, digit) = self.repeated(Chars::DIGITS, slot, next);
        self.continue_with(digit, slot, next);
        digit
    }

    /// A number continues with this position if it can.
    fn continue_with(&mut self, position: usize, slot: usize, next: usize) {
        let unless = None;
        self.decide(position, next, Part::Character { slot, unless });
    }

    /// Any number of characters and then what comes next, and the position of the characters.
    fn repeated(&mut self, chars: Chars, slot: usize, next: usize) -> (usize, usize) {
        let more = self.states.add_fork_ahead();
        let position = self.states.add_position(chars, Some(slot), more);
        self.states.branches_mut(more).extend([position, next]);
        (more, position)
    }

    fn string(&mut self, slot: usize, next: usize) -> usize {
        let string = FreeString::new(&mut self.states, slot, next);
        let is_own = self.slots[slot] == Kind::Own;
        // Where a type ends inside of another is for itself to say.
        let unless = self.blank_after.filter(|_| is_own);
        self.decide(string.more, next, Part::Character { slot, unless });
        let start = string.start();
        self.strings[slot] = Some(string);
        start
    }

    /// The longest keyword is taken: that one can be the prefix of another is a decision.
    fn keywords(&mut self, words: &'g [String], slot: usize, next: usize) -> usize {
        let (prefixes, paths) = prefixes(words);
        let mut positions = vec![END; prefixes.len()];
        // The state after each prefix, and the first keyword that begins with it.
        let mut after = vec![(END, usize::MAX); prefixes.len()];
        for prefix in (0..prefixes.len()).rev() {
            let end = prefixes.value(prefix).map(|number| (next, number));
            let mut branches: Vec<_> = end.into_iter().collect();
            for (character, longer) in prefixes.children(prefix) {
                let (state, number) = after[*longer];
                positions[*longer] = self.fixed(*character, Some(slot), state);
                branches.push((positions[*longer], number));
            }
            branches.sort_by_key(|(_, number)| *number);
            let first = branches.first().map_or(usize::MAX, |(_, number)| *number);
            let states: Vec<_> = branches.iter().map(|(state, _)| *state).collect();
            after[prefix] = (self.states.add_fork(&states), first);
        }
        for (word, path) in words.iter().zip(&paths) {
            let ends = word.char_indices().map(|(at, c)| at + c.len_utf8());
            let shorter = path.iter().zip(ends).enumerate();
            let shorter = shorter.filter_map(|(index, (prefix, end))| {
                let number = (*prefixes.value(*prefix))?;
                (end < word.len()).then_some((number, index + 1, end))
            });
            let mut shorter: Vec<_> = shorter.collect();
            shorter.sort_unstable();
            for (_, length, end) in shorter {
                let positions = path[length..].iter().map(|prefix| positions[*prefix]);
                let positions: Vec<_> = positions.collect();
                let rest = &word[end..];
                self.decide(positions[0], next, Part::Keyword { rest, positions });
            }
        }
        after[ROOT].0
    }

    fn list(&mut self, slot: usize, separator: &'g str, next: usize) -> usize {
        let after = self.states.add_fork_ahead();
        let item = self.slot(slot, after);
        let again = self.text(separator, None, item);
        self.states.branches_mut(after).extend([again, next]);
        self.decide(again, next, Part::Item { slot, separator });
        item
    }
}

/// The prefixes of keywords, with the number of the keyword that each is, if it is one, and the prefixes of each keyword.
fn prefixes(words: &[String]) -> (Trie<char, Option<usize>>, Vec<Vec<usize>>) {
    let mut prefixes = Trie::new();
    let paths = words.iter().enumerate().map(|(number, word)| {
        let mut prefix = ROOT;
        let path = word.chars().map(|character| {
            let longer = prefixes.child(prefix, character);
            prefix = longer.unwrap_or_else(|| prefixes.add(prefix, character, None));
            prefix
        });
        let path: Vec<_> = path.collect();
        if let Some(whole) = path.last() {
            prefixes.value_mut(*whole).get_or_insert(number);
        }
        path
    });
    let paths = paths.collect();
    (prefixes, paths)
}

/// Whether a digit comes after the head.
fn is_digit(head: &Head, slots: &[Kind], unknown: Unknown) -> bool {
    match head.then {
        Then::Anything => false,
        Then::Digit => true,
        Then::Slot(slot) => match slots[slot] {
            Kind::NumberOrString(_) => unknown == Unknown::Number,
            Kind::Number(_) => true,
            _ => false,
        },
    }
}
