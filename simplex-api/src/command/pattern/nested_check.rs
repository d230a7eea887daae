//! Decisions of the decoder that depend on a type with its own syntax: the compiler checks that none of them can be wrong.

use super::Pattern;
use super::automaton::{Automaton, DEAD, END, Node, SIZE};
use super::chars::Chars;
use super::walk::{self, Common, Found};
use crate::command::const_message::ConstMessage;

/// A part of a syntax that is read as soon as it matches: nothing else at this position must start like it.
#[derive(Debug, Clone, Copy)]
pub struct NestedCheck {
    /// The message, with the position in the syntax.
    pub drawing: &'static str,
    /// The pattern before the part.
    pub before: &'static [Pattern],
    /// The part.
    pub part: &'static [Pattern],
    /// The pattern after the part.
    pub after: &'static [Pattern],
    /// The part is a type, and the decision is where it ends. Otherwise it is a group, and the decision is whether it is
    /// present.
    pub is_type: bool,
    /// The command is human input.
    pub is_human_input: bool,
    /// The syntax belongs to a type itself, after which a command can continue.
    pub is_in_type: bool,
}

impl NestedCheck {
    /// Stops the compiler if the decoder can decide wrongly.
    ///
    /// # Panics
    /// With a message for the compiler to show.
    #[track_caller]
    pub const fn check(&self) {
        let found = if self.is_type {
            self.type_that_continues()
        } else {
            self.omitted_group()
        };
        let message = match found.found {
            Found::Nothing => return,
            Found::OutOfRoom => {
                ConstMessage::new(self.drawing).with("\n  = note: the syntax is too long to check")
            }
            Found::Text if self.is_type => self.describe_type(&found),
            Found::Text => ConstMessage::new(self.drawing)
                .with("\n  = note: `")
                .with_example(self)
                .with_chars(&found.text, 0, found.length)
                .with("` omits the group, but is decoded as if `")
                .with_chars(&found.text, 0, found.split)
                .with("` were the group"),
        };
        let message = message
            .with("\n  = help: put text between them, or put text before each of them, as in `[ key=<param>]`");
        panic!("{}", message.text());
    }

    /// A string of the type that starts with another string of the type, after which the next part can start.
    const fn type_that_continues(&self) -> Common {
        let mut automaton = Automaton::new(self.is_human_input);
        let after = automaton.sequence(self.after, false, END);
        let next = automaton.first(after);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let next = automaton.add(Node::Take(next, more));
        let split = automaton.add(Node::Fork(next, DEAD));
        let ends = automaton.sequence(self.part, false, split);
        let continues = automaton.sequence(self.part, false, END);
        walk::with_split(&automaton, ends, continues, split)
    }

    /// A string of the parts after the group that starts with a string of the group.
    const fn omitted_group(&self) -> Common {
        let [Pattern::Optional(group)] = self.part else {
            return Common::of(Found::Nothing);
        };
        let mut automaton = Automaton::new(self.is_human_input);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let split = automaton.add(Node::Fork(more, DEAD));
        let present = automaton.sequence(group, false, split);
        let end = if self.is_in_type {
            automaton.sequence(&[Pattern::Optional(&[Pattern::Literal(" ")])], false, END)
        } else {
            END
        };
        let absent = automaton.sequence(self.after, false, end);
        walk::with_split(&automaton, present, absent, split)
    }

    const fn describe_type(&self, found: &Common) -> ConstMessage {
        let after = self.after_starting_with(found.text[found.split]);
        ConstMessage::new(self.drawing)
            .with("\n  = note: `")
            .with_example(self)
            .with_chars(&found.text, 0, found.split)
            .with_chars(&after.text, 0, after.length)
            .with("` has `")
            .with_chars(&found.text, 0, found.split)
            .with("` for the type and `")
            .with_chars(&after.text, 0, after.length)
            .with("` after it, but the type can also continue like that, as in `")
            .with_chars(&found.text, 0, found.length)
            .with("`")
    }

    /// What can follow the part, with this character first.
    const fn after_starting_with(&self, character: char) -> Common {
        let mut automaton = Automaton::new(self.is_human_input);
        let after = automaton.sequence(self.after, false, END);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let first = automaton.alphabet.set(character);
        let start = automaton.add(Node::Take(first, more));
        walk::shortest_in_both(&automaton, start, after)
    }
}

impl ConstMessage {
    /// Appends the shortest string that can precede the part.
    const fn with_example(self, check: &NestedCheck) -> Self {
        let before = walk::shortest_common(check.before, check.before, check.is_human_input);
        self.with_chars(&before.text, 0, before.length)
    }
}

impl Automaton {
    /// The characters that a state can read next. Each state is visited once, even if several forks lead to it.
    const fn first(&self, state: u16) -> Chars {
        let mut chars = Chars::NONE;
        let mut seen = [false; SIZE];
        let mut ahead = [state; SIZE];
        let mut length = 1;
        while length > 0 {
            length -= 1;
            let state = ahead[length] as usize;
            if seen[state] {
                continue;
            }
            seen[state] = true;
            match self.nodes[state] {
                Node::End => {}
                Node::Take(next, _) => chars = chars.or(next),
                Node::Fork(one, other) => {
                    // Each state is expanded once, so the stack is large enough.
                    ahead[length] = other;
                    ahead[length + 1] = one;
                    length += 2;
                }
            }
        }
        chars
    }
}
