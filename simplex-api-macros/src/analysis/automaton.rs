//! The position automaton of a syntax.

use std::ops::Range;

use super::chars::{Alphabet, Chars};
use super::guard::{Guard, Head, Then, heads};
use super::{Grammar, Kind, Node, Numeral};

/// The automaton: its states are the positions, a path is a reading.
#[derive(Debug)]
pub(super) struct Automaton {
    pub(super) positions: Vec<Position>,
    /// Where a text can begin.
    pub(super) first: Vec<usize>,
    pub(super) choices: Vec<Choice>,
    pub(super) alphabet: Alphabet,
}

/// The position at the end of the text.
pub(super) const END: usize = 0;

/// The place of one character.
#[derive(Debug)]
pub(super) struct Position {
    pub(super) chars: Chars,
    /// The positions that can come next.
    pub(super) follow: Vec<usize>,
    /// The slot that it is a part of.
    pub(super) slot: Option<usize>,
    /// It is a character of text that is always the same, or of a word.
    pub(super) is_fixed: bool,
}

/// Where a reader decides: it takes what is there to take, and goes on after it only if there is nothing.
#[derive(Debug)]
pub(super) struct Choice {
    /// Where the part begins.
    pub(super) enter: Vec<usize>,
    /// What comes instead.
    pub(super) skip: Vec<usize>,
    /// The positions of the part, which is taken once the text can leave them. None: it is at once.
    pub(super) inside: Range<usize>,
    /// What the part begins with.
    pub(super) heads: Vec<Head>,
    /// The slots in it, if it is a group.
    pub(super) group: Option<Range<usize>>,
}

/// What a slot whose kind is not known is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unknown {
    String,
    Number,
}

impl Automaton {
    pub(super) fn new(grammar: &Grammar, guards: &[Guard], unknown: Unknown) -> Self {
        Self::build(grammar, guards, unknown, false)
    }

    /// With a little less than all texts, but each of them can be written.
    pub(super) fn for_examples(grammar: &Grammar, guards: &[Guard], unknown: Unknown) -> Self {
        Self::build(grammar, guards, unknown, true)
    }

    fn build(grammar: &Grammar, guards: &[Guard], unknown: Unknown, for_examples: bool) -> Self {
        let mut builder = Builder {
            slots: &grammar.slots,
            guards,
            unknown,
            for_examples,
            blank_after: None,
            positions: Vec::new(),
            choices: Vec::new(),
            alphabet: Alphabet::default(),
        };
        let end = builder.add(Chars::NONE, Vec::new(), None);
        let mut after = vec![end];
        if grammar.ends_at_blank {
            let blank = builder.add(Chars::BLANK, Vec::new(), None);
            builder.positions[blank].is_fixed = true;
            builder.blank_after = Some(blank);
            after.push(blank);
        }
        let first = builder.sequence(&grammar.nodes, after);
        Self {
            positions: builder.positions,
            first,
            choices: builder.choices,
            alphabet: builder.alphabet,
        }
    }

    pub(super) fn follow(&self, position: usize) -> &[usize] {
        &self.positions[position].follow
    }

    /// The characters that two positions have in common.
    pub(super) fn common(&self, a: usize, b: usize) -> Chars {
        self.positions[a].chars & self.positions[b].chars
    }
}

struct Builder<'a> {
    slots: &'a [Kind],
    guards: &'a [Guard],
    unknown: Unknown,
    for_examples: bool,
    /// The blank after the syntax, if it is that of a type.
    blank_after: Option<usize>,
    positions: Vec<Position>,
    choices: Vec<Choice>,
    alphabet: Alphabet,
}

/// Parts are built from the last to the first: each is given the positions that can come `next`, and
/// answers with those that it can begin with.
impl Builder<'_> {
    fn add(&mut self, chars: Chars, follow: Vec<usize>, slot: Option<usize>) -> usize {
        self.positions.push(Position {
            chars,
            follow,
            slot,
            is_fixed: false,
        });
        self.positions.len() - 1
    }

    fn sequence(&mut self, nodes: &[Node], next: Vec<usize>) -> Vec<usize> {
        let nodes = nodes.iter().rev();
        nodes.fold(next, |next, node| self.node(node, next))
    }

    fn node(&mut self, node: &Node, next: Vec<usize>) -> Vec<usize> {
        match node {
            Node::Literal(text) => self.text(text, None, next),
            Node::Slot(slot) => self.slot(*slot, next),
            Node::List { slot, separator } => self.list(*slot, separator, next),
            Node::Flag { slot, texts } => self.optional(node, next, |builder, next| {
                builder.words(texts, *slot, &next)
            }),
            Node::Optional(nodes) => {
                self.optional(node, next, |builder, next| builder.sequence(nodes, next))
            }
        }
    }

    fn text(&mut self, text: &str, slot: Option<usize>, next: Vec<usize>) -> Vec<usize> {
        text.chars().rev().fold(next, |next, c| {
            let chars = self.alphabet.set(c);
            let position = self.add(chars, next, slot);
            self.positions[position].is_fixed = true;
            vec![position]
        })
    }

    fn optional(
        &mut self,
        node: &Node,
        next: Vec<usize>,
        build: impl FnOnce(&mut Self, Vec<usize>) -> Vec<usize>,
    ) -> Vec<usize> {
        let start = self.positions.len();
        let enter = build(self, next.clone());
        let group = match node {
            Node::Optional(nodes) => nodes,
            flag => std::slice::from_ref(flag),
        };
        self.choices.push(Choice {
            enter: enter.clone(),
            skip: next.clone(),
            inside: start..self.positions.len(),
            heads: heads(group, self.slots),
            group: node.group(),
        });
        either(enter, &next)
    }

    fn slot(&mut self, slot: usize, next: Vec<usize>) -> Vec<usize> {
        match (&self.slots[slot], self.unknown) {
            (Kind::Number(numeral), _) | (Kind::NumberOrString(numeral), Unknown::Number) => {
                self.number(*numeral, slot, &next)
            }
            // Nobody knows one of its texts here.
            (Kind::Own, _) if self.for_examples => self.text("…", Some(slot), next),
            (Kind::String | Kind::Own | Kind::NumberOrString(_), _) => self.string(slot, &next),
            (Kind::Json, _) => self.json(slot, &next),
            (Kind::Words(words), _) => self.words(words, slot, &next),
        }
    }

    /// `slot` goes on with `more` as long as it can.
    fn goes_on(&mut self, more: &[usize], next: &[usize]) {
        self.choices.push(Choice {
            enter: more.to_vec(),
            skip: next.to_vec(),
            inside: END..END,
            heads: Vec::new(),
            group: None,
        });
    }

    /// A number that ends at a point has no fraction.
    fn number(&mut self, numeral: Numeral, slot: usize, next: &[usize]) -> Vec<usize> {
        let start = self.positions.len();
        let mut next = next.to_vec();
        if numeral.fraction && !self.guards[slot].stops.contains(&'.') {
            let digits = self.repeated(Chars::DIGITS, slot, &next);
            self.goes_on(&digits[..1], &next);
            let point = self.text(".", Some(slot), digits[..1].to_vec());
            self.goes_on(&point, &next);
            next = either(point, &next);
        }
        let mut first = self.integer(slot, &next);
        if numeral.signed {
            first.extend(self.text("-", Some(slot), first.clone()));
        }
        for position in &mut self.positions[start..] {
            position.is_fixed = false;
        }
        first
    }

    /// No zero in front, except of 0 itself: as it is printed.
    fn integer(&mut self, slot: usize, next: &[usize]) -> Vec<usize> {
        let follow = self.repeated(Chars::DIGITS, slot, next);
        self.goes_on(&follow[..1], next);
        let zero = self.add(Chars::ZERO, next.to_vec(), Some(slot));
        let first = self.add(Chars::DIGITS & !Chars::ZERO, follow, Some(slot));
        vec![first, zero]
    }

    /// No blank in front or at the end, and what the guard allows.
    fn string(&mut self, slot: usize, next: &[usize]) -> Vec<usize> {
        let guard = &self.guards[slot];
        let mut chars = Chars::ANY;
        for stop in &guard.stops {
            chars = chars & !self.alphabet.set(*stop);
        }
        let mut taken = Vec::new();
        for head in &guard.taken {
            let text = head.text.chars().map(|c| self.alphabet.set(c));
            let mut head_chars: Vec<_> = text.collect();
            if is_digit(head, self.slots, self.unknown) {
                head_chars.push(Chars::DIGITS);
            }
            taken.push(head_chars);
        }
        let blank = self.add(chars & Chars::BLANK, Vec::new(), Some(slot));
        let text = self.add(chars & !Chars::BLANK, Vec::new(), Some(slot));
        self.positions[blank].follow = vec![blank, text];
        self.positions[text].follow = either(vec![blank, text], next);
        let mut skip = next.to_vec();
        if self.slots[slot] == Kind::Own {
            // Where a type ends inside of another is for itself to say.
            skip.retain(|position| Some(*position) != self.blank_after);
        }
        self.goes_on(&[blank, text], &skip);
        let taken: Vec<_> = taken.iter().map(Vec::as_slice).collect();
        let string = FreeString {
            slot,
            chars,
            text,
            next,
        };
        self.beginning(&string, &taken, chars & !Chars::BLANK)
    }

    /// The next character of a string, one of `chars`, of which `taken` are the beginnings that are not
    /// allowed, as far as they are not ruled out yet.
    fn beginning(
        &mut self,
        string: &FreeString<'_>,
        taken: &[&[Chars]],
        chars: Chars,
    ) -> Vec<usize> {
        let mut atoms = vec![chars & !Chars::BLANK, chars & Chars::BLANK];
        for head in taken {
            let split = |atom: Chars| [atom & head[0], atom & !head[0]];
            atoms = atoms.into_iter().flat_map(split).collect();
        }
        atoms.retain(|atom| !atom.is_empty());
        let mut first = Vec::new();
        for atom in atoms {
            let left = taken.iter().filter(|head| atom.meets(head[0]));
            let left: Vec<_> = left.map(|head| &head[1..]).collect();
            if left.iter().any(|head| head.is_empty()) {
                continue;
            }
            let mut follow = match left.as_slice() {
                [] => self.positions[string.text].follow.clone(),
                left => either(self.beginning(string, left, string.chars), string.next),
            };
            if atom == Chars::BLANK {
                follow.retain(|position| !string.next.contains(position));
            }
            first.push(self.add(atom, follow, Some(string.slot)));
        }
        first
    }

    /// JSON to the letter, but for what is inside of brackets: anything, or in examples a string.
    fn json(&mut self, slot: usize, next: &[usize]) -> Vec<usize> {
        let start = self.positions.len();
        let mut first = self.json_number(slot, next);
        for word in ["true", "false", "null"] {
            first.extend(self.text(word, Some(slot), next.to_vec()));
        }
        for (open, close) in [("[", "]"), ("{", "}")] {
            let close = self.text(close, Some(slot), next.to_vec());
            let inside = if self.for_examples {
                match open {
                    "[" => either(self.json_string(slot, &close), &close),
                    _ => close,
                }
            } else {
                let inside = Chars::ANY & !self.positions[close[0]].chars;
                let inside = self.repeated(inside, slot, &close);
                self.positions[close[0]].follow.extend(&inside);
                inside
            };
            first.extend(self.text(open, Some(slot), inside));
        }
        first.extend(self.json_string(slot, next));
        for position in &mut self.positions[start..] {
            position.is_fixed = false;
        }
        first
    }

    fn json_number(&mut self, slot: usize, next: &[usize]) -> Vec<usize> {
        let exponent = self.repeated(Chars::DIGITS, slot, next);
        let sign = self.text("-", Some(slot), exponent[..1].to_vec());
        let exponent = self.text("e", Some(slot), either(sign, &exponent[..1]));
        let fraction = self.repeated(Chars::DIGITS, slot, &either(exponent.clone(), next));
        let fraction = self.text(".", Some(slot), fraction[..1].to_vec());
        let integer = self.integer(slot, &[fraction, exponent, next.to_vec()].concat());
        either(self.text("-", Some(slot), integer.clone()), &integer)
    }

    fn json_string(&mut self, slot: usize, next: &[usize]) -> Vec<usize> {
        let close = self.text("\"", Some(slot), next.to_vec());
        let escape = self.text("\\", Some(slot), Vec::new());
        let plain = Chars::ANY & !self.positions[close[0]].chars & !self.positions[escape[0]].chars;
        let inside = self.repeated(plain, slot, &either(close, &escape));
        let escaped = self.add(Chars::ANY, inside.clone(), Some(slot));
        self.positions[escape[0]].follow = vec![escaped];
        self.text("\"", Some(slot), inside)
    }

    /// Any number of characters and then what comes next. The first position is that of the characters.
    fn repeated(&mut self, chars: Chars, slot: usize, next: &[usize]) -> Vec<usize> {
        let repeated = self.add(chars, Vec::new(), Some(slot));
        let follow = either(vec![repeated], next);
        self.positions[repeated].follow.clone_from(&follow);
        follow
    }

    /// The longest word is taken: that one can be the beginning of another is a choice.
    fn words(&mut self, words: &[String], slot: usize, next: &[usize]) -> Vec<usize> {
        let mut first = Vec::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            let last = self.positions.len();
            first.extend(self.text(word, Some(slot), next.to_vec()));
            for shorter in words.iter().filter(|shorter| !shorter.is_empty()) {
                let Some(rest) = word
                    .strip_prefix(shorter.as_str())
                    .filter(|r| !r.is_empty())
                else {
                    continue;
                };
                let enter = last + rest.chars().count() - 1;
                self.choices.push(Choice {
                    enter: vec![enter],
                    skip: next.to_vec(),
                    inside: last..enter + 1,
                    heads: vec![Head::new(rest, Then::Anything)],
                    group: None,
                });
            }
        }
        first
    }

    fn list(&mut self, slot: usize, separator: &str, next: Vec<usize>) -> Vec<usize> {
        let last = self.positions.len();
        let again = self.text(separator, None, Vec::new());
        let item = self.slot(slot, either(again.clone(), &next));
        self.positions[last].follow.clone_from(&item);
        let more = [Node::Literal(separator.to_owned()), Node::Slot(slot)];
        self.choices.push(Choice {
            enter: again,
            skip: next,
            inside: last..self.positions.len(),
            heads: heads(&more, self.slots),
            group: None,
        });
        item
    }
}

/// A string that is being built.
struct FreeString<'a> {
    slot: usize,
    /// The characters that it may have.
    chars: Chars,
    /// The position of any character of it that is no blank.
    text: usize,
    next: &'a [usize],
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

fn either(mut positions: Vec<usize>, others: &[usize]) -> Vec<usize> {
    for other in others {
        if !positions.contains(other) {
            positions.push(*other);
        }
    }
    positions
}
