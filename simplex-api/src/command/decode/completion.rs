use super::case_fold;
use super::reader::Reader;
use crate::command::SetCommand;
use crate::command::decode::failure::Expected;
use crate::spec::CommandSpec;

/// A command that a text is the beginning of: see [`CommandSet::completions`](super::CommandSet::completions).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Completion {
    /// The command.
    pub spec: &'static CommandSpec,
    /// Whether the text is all of a command as it stands.
    pub is_whole: bool,
    /// What can come next. If the text is all of the command, that is optional.
    pub next: Vec<CompletionItem>,
}

/// What can come next in the text of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompletionItem {
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

impl Completion {
    /// `None` if no text of the command begins with `text`.
    pub(in crate::command) fn of<S>(member: &'static SetCommand<S>, text: &str) -> Option<Self> {
        if member.spec.hidden && !member.is_named(text) {
            return None;
        }
        let mut reader = Reader::with_all_expected(text);
        let is_whole = member.read(&mut reader).is_ok() && reader.end().is_ok();
        let next = reader.next(member.spec.usage.is_some());
        (is_whole || !next.is_empty()).then_some(Self {
            spec: &member.spec,
            is_whole,
            next,
        })
    }
}

/// The end of a text.
pub(in crate::command) struct End<'a> {
    /// What stands behind the furthest place that was understood.
    there: &'a str,
    is_typed: bool,
    has_blank: bool,
}

impl<'a> End<'a> {
    /// The end of `text`, which was understood up to `position`. Where people type, blanks are no part of it.
    pub(in crate::command) fn behind(text: &'a str, position: usize, is_typed: bool) -> Self {
        let rest = text.get(position..).unwrap_or_default();
        let there = if is_typed {
            rest.trim_end_matches(case_fold::is_blank)
        } else {
            rest
        };
        Self {
            there,
            is_typed,
            has_blank: there.len() < rest.len(),
        }
    }

    /// What can come here of what was expected.
    pub(in crate::command) fn all(
        &self,
        expected: impl Iterator<Item = Expected>,
    ) -> Vec<CompletionItem> {
        expected
            .filter_map(|expected| self.next(expected))
            .collect()
    }

    /// What is missing of something, if all that stands there is its beginning.
    fn next(&self, expected: Expected) -> Option<CompletionItem> {
        match expected {
            Expected::Literal { text, read } => {
                let rest = self.missing(text, read)?;
                Some(CompletionItem::Literal { text, rest })
            }
            Expected::Param { param, what } if self.there.is_empty() => {
                Some(CompletionItem::Param { name: param, what })
            }
            Expected::Param { .. } | Expected::End => None,
        }
    }

    fn missing(&self, literal: &'static str, read: usize) -> Option<&'static str> {
        let (before, rest) = literal.split_at_checked(read)?;
        if !self.is_typed {
            return rest.strip_prefix(self.there);
        }
        if self.there.is_empty() && !self.has_blank {
            // The end has been taken for a blank.
            return Some(&literal[before.trim_end_matches(case_fold::is_blank).len()..]);
        }
        let followed = case_fold::follow(self.there, rest, false);
        let (before, rest) = literal.split_at(read + followed.literal);
        let is_in_word = |text: &str| !text.is_empty() && !text.ends_with(case_fold::is_blank);
        let splits_word = is_in_word(before) && !rest.starts_with(case_fold::is_blank);
        let is_beginning = followed.text == self.there.len();
        (is_beginning && !(self.has_blank && splits_word)).then_some(rest)
    }
}
