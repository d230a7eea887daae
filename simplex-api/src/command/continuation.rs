use super::{Reader, SetMember};
use crate::spec::CommandSpec;

/// A command that a text is the beginning of: see [`CommandSet::continuations`](super::CommandSet::continuations).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Continuation {
    /// The command.
    pub spec: &'static CommandSpec,
    /// Whether the text is all of a command as it stands.
    pub is_whole: bool,
    /// What can come next. If the text is all of the command, that is optional.
    pub next: Vec<Next>,
}

/// What can come next in the text of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Next {
    /// Text that is always the same: a name, a word, what introduces a parameter.
    Literal {
        /// All of it, for example ` live=on`.
        text: &'static str,
        /// What of it is not there yet. Put behind the text, it makes it whole.
        rest: &'static str,
    },
    /// The value of a parameter, or the rest of it.
    Param {
        /// The documentation's name of the parameter; empty for a value without one.
        name: &'static str,
        /// What is read there, in words: `text`, `JSON`, `a number of at most 4294967295`.
        what: &'static str,
    },
}

impl Continuation {
    /// `None` if no text of the command begins with `text`.
    pub(super) fn of<S>(member: &'static SetMember<S>, text: &str) -> Option<Self> {
        let mut reader = Reader::with_all_expected(text);
        let is_whole = (member.read)(&mut reader).is_ok() && reader.end().is_ok();
        let next = reader.next(member.spec.usage.is_some());
        (is_whole || !next.is_empty()).then_some(Self {
            spec: &member.spec,
            is_whole,
            next,
        })
    }
}
