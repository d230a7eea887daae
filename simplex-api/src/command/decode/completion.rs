use super::case_fold;
use super::failure::Expected;
use crate::spec::CommandSpec;

/// A command that can start with a given string: see [`CommandSet::completions`](crate::command::CommandSet::completions).
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Completion {
    /// The command.
    pub spec: &'static CommandSpec,
    /// Whether the string is already a complete command.
    pub is_complete: bool,
    /// What can come next. It is optional if the string is already complete.
    pub next: Vec<CompletionItem>,
}

/// What can come next in a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum CompletionItem {
    /// A fixed string: a name, a keyword, or the start of an option.
    Literal {
        /// The whole string, for example ` live=on`.
        text: &'static str,
        /// The part that is still missing: append it to complete the string.
        rest: &'static str,
    },
    /// The value of a parameter, or the rest of the value.
    Param {
        /// The documentation's name of the parameter; empty for a value without a name.
        name: &'static str,
        /// A description of the value: `text`, `JSON`, `a number of at most 4294967295`.
        what: &'static str,
    },
}

/// The part of a string after the furthest position that was decoded.
pub(super) struct Tail<'a> {
    text: &'a str,
    is_human_input: bool,
    has_space: bool,
}

impl<'a> Tail<'a> {
    /// The tail of `text` after `position`. Spaces at the end of human input do not belong to it.
    pub(super) fn after(text: &'a str, position: usize, is_human_input: bool) -> Self {
        let rest = text.get(position..).unwrap_or_default();
        let text = if is_human_input {
            rest.trim_end_matches(case_fold::is_space)
        } else {
            rest
        };
        Self {
            text,
            is_human_input,
            has_space: text.len() < rest.len(),
        }
    }

    /// The completions among what was expected.
    pub(super) fn completions(
        &self,
        expected: impl Iterator<Item = Expected>,
    ) -> Vec<CompletionItem> {
        let items = expected.filter_map(|expected| self.completion(expected));
        items.collect()
    }

    /// The rest of what was expected, if the tail is a prefix of it.
    fn completion(&self, expected: Expected) -> Option<CompletionItem> {
        match expected {
            Expected::Literal { text, read } => {
                let rest = self.missing_part(text, read)?;
                Some(CompletionItem::Literal { text, rest })
            }
            Expected::Param { param, what } if self.text.is_empty() => {
                Some(CompletionItem::Param { name: param, what })
            }
            Expected::Param { .. } | Expected::End => None,
        }
    }

    fn missing_part(&self, literal: &'static str, read: usize) -> Option<&'static str> {
        let (before, rest) = literal.split_at_checked(read)?;
        if !self.is_human_input {
            return rest.strip_prefix(self.text);
        }
        if self.text.is_empty() && !self.has_space {
            // The end of the string has matched a space.
            return Some(&literal[before.trim_end_matches(case_fold::is_space).len()..]);
        }
        let matched = case_fold::match_prefix(self.text, rest, false);
        let (before, rest) = literal.split_at(read + matched.literal);
        let ends_in_word = !before.is_empty() && !before.ends_with(case_fold::is_space);
        let splits_word = ends_in_word && !rest.starts_with(case_fold::is_space);
        let is_prefix = matched.text == self.text.len();
        (is_prefix && !(self.has_space && splits_word)).then_some(rest)
    }
}
