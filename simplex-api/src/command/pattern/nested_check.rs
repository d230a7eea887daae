//! Where a reader decides by the texts of a type with a syntax of its own: whether it can decide wrongly.

use super::automaton::{Automaton, DEAD, END, Node, SIZE};
use super::chars::Chars;
use super::walk::{self, Common, Found};
use crate::command::const_message::ConstMessage;
use crate::command::pattern::Pattern;

/// A part of a syntax, taken as soon as its text is there: what else can be there must not begin like it.
#[derive(Debug, Clone, Copy)]
pub struct NestedCheck {
    /// The message and the place in the syntax.
    pub drawing: &'static str,
    /// What stands before the part and after it.
    pub before: &'static [Pattern],
    /// The part.
    pub part: &'static [Pattern],
    /// What comes after it.
    pub after: &'static [Pattern],
    /// The part is a type, and the choice where it ends; otherwise it is a group, and the choice whether it is there.
    pub is_type: bool,
    /// People type it.
    pub is_typed: bool,
    /// The syntax is that of a type itself, after which a command goes on.
    pub goes_on: bool,
}

impl NestedCheck {
    /// Stops the compiler where the reader can decide wrongly.
    ///
    /// # Panics
    /// With a message for the compiler to show.
    #[track_caller]
    pub const fn check(&self) {
        let found = if self.is_type {
            self.type_that_goes_on()
        } else {
            self.group_left_out()
        };
        let message = match found.found {
            Found::Nothing => return,
            Found::Unknown => ConstMessage::new(self.drawing).with(
                "\n  = note: it is too long to tell whether there is a text in which that matters",
            ),
            Found::Text if self.is_type => self.tell_type(&found),
            Found::Text => ConstMessage::new(self.drawing)
                .with("\n  = note: `")
                .with_example(self)
                .with_chars(&found.text, 0, found.length)
                .with("` leaves the group out, but is read as if `")
                .with_chars(&found.text, 0, found.marked)
                .with("` were the group"),
        };
        let message = message
            .with("\n  = help: put text between them, or put text before each of them, as in `[ key=<param>]`");
        panic!("{}", message.text());
    }

    /// A text of the type with another one of it at the beginning, after which the next part could begin.
    const fn type_that_goes_on(&self) -> Common {
        let mut automaton = Automaton::new(self.is_typed);
        let after = automaton.sequence(self.after, false, END);
        let next = automaton.first(after);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let next = automaton.add(Node::Take(next, more));
        let mark = automaton.add(Node::Fork(next, DEAD));
        let ends = automaton.sequence(self.part, false, mark);
        let goes_on = automaton.sequence(self.part, false, END);
        walk::marked(&automaton, ends, goes_on, mark)
    }

    /// A text of what comes after the group which begins with one of the group.
    const fn group_left_out(&self) -> Common {
        let [Pattern::Optional(group)] = self.part else {
            return Common::of(Found::Nothing);
        };
        let mut automaton = Automaton::new(self.is_typed);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let mark = automaton.add(Node::Fork(more, DEAD));
        let there = automaton.sequence(group, false, mark);
        let end = if self.goes_on {
            automaton.sequence(&[Pattern::Optional(&[Pattern::Literal(" ")])], false, END)
        } else {
            END
        };
        let absent = automaton.sequence(self.after, false, end);
        walk::marked(&automaton, there, absent, mark)
    }

    const fn tell_type(&self, found: &Common) -> ConstMessage {
        let after = self.after_beginning_with(found.text[found.marked]);
        ConstMessage::new(self.drawing)
            .with("\n  = note: `")
            .with_example(self)
            .with_chars(&found.text, 0, found.marked)
            .with_chars(&after.text, 0, after.length)
            .with("` has `")
            .with_chars(&found.text, 0, found.marked)
            .with("` for the type and `")
            .with_chars(&after.text, 0, after.length)
            .with("` after it, but the type can go on like that itself, as in `")
            .with_chars(&found.text, 0, found.length)
            .with("`")
    }

    /// What can come after the part, with this character first.
    const fn after_beginning_with(&self, character: char) -> Common {
        let mut automaton = Automaton::new(self.is_typed);
        let after = automaton.sequence(self.after, false, END);
        let more = automaton.sequence(Pattern::ANY, false, END);
        let first = automaton.alphabet.set(character);
        let beginning = automaton.add(Node::Take(first, more));
        walk::common(&automaton, beginning, after)
    }
}

impl ConstMessage {
    /// The shortest text that can stand before the part.
    const fn with_example(self, choice: &NestedCheck) -> Self {
        let before = walk::shortest_common(choice.before, choice.before, choice.is_typed);
        self.with_chars(&before.text, 0, before.length)
    }
}

impl Automaton {
    /// The characters that come next in a state. Each state is looked at once, however many forks lead to it.
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
                    // What was seen is popped in between, so that there is room for both.
                    ahead[length] = other;
                    ahead[length + 1] = one;
                    length += 2;
                }
            }
        }
        chars
    }
}
