//! What was expected where, collected on the second pass over a string that failed to decode.

use std::fmt::Display;

use super::completion::{CompletionItem, Tail};
use super::error::DecodeError;
use super::failure::{Expected, Failure, ShownText};
use crate::command::error::EncodeError;

/// Collects the reasons why a string cannot be decoded, and how much of the string errors may show.
#[derive(Debug, Default)]
pub(super) struct Diagnosis {
    failure: Failure,
    /// A value was decoded and then rejected: this is the mistake, even if something is missing elsewhere.
    rejection: Option<Failure>,
    /// The start of each parameter, for commands and types that mark them.
    param_starts: Vec<(&'static str, usize)>,
    shown: ShownText,
    /// The start of the string, after leading spaces.
    start: usize,
}

impl Diagnosis {
    fn mistake(&self) -> &Failure {
        self.rejection.as_ref().unwrap_or(&self.failure)
    }

    /// Keeps all that was expected, without a limit.
    pub(super) fn keep_all_expected(&mut self) {
        self.failure.keep_all_expected();
    }

    /// The error at the furthest position that was reached in `text`.
    pub(super) fn error(&self, text: &str) -> DecodeError {
        self.mistake().error(text, self.shown)
    }

    /// What can follow `text`.
    pub(super) fn completions(&self, text: &str, is_human_input: bool) -> Vec<CompletionItem> {
        let tail = Tail::after(text, self.failure.position, is_human_input);
        tail.completions(self.failure.expected())
    }

    /// The furthest position that was reached.
    pub(super) fn furthest(&self) -> usize {
        self.mistake().position
    }

    /// Records that the parameter `param` starts at `position`.
    pub(super) fn mark_param(&mut self, param: &'static str, position: usize) {
        self.param_starts.push((param, position));
    }

    /// Moves the start of the string from `before` to `after`.
    pub(super) fn move_start(&mut self, before: usize, after: usize) {
        if self.start == before {
            self.start = after;
        }
    }

    /// Lets errors show at most `shown`.
    pub(super) fn limit_shown(&mut self, shown: ShownText) {
        self.shown = self.shown.min(shown);
    }

    /// Records that the value decoded from `start` on was rejected.
    pub(super) fn reject(&mut self, start: usize, error: &EncodeError) {
        let param = error.param();
        let mut starts = self.param_starts.iter().rev();
        let param_start = starts.find(|(name, position)| *name == param && *position >= start);
        let position = param_start.map_or(start, |(_, position)| *position);
        self.rejection
            .get_or_insert_with(|| Failure::rejected(position, error));
    }

    /// Records that an option that was already given is repeated at `position`.
    pub(super) fn repeat(&mut self, position: usize, key: &'static str) {
        self.failure.repeated = Some((position, key));
    }

    pub(super) fn add(&mut self, position: usize, expected: Expected) {
        self.failure.add(position, expected);
    }

    /// Records a literal that starts at `start`, and of which `read` bytes were found up to `position`.
    pub(super) fn add_literal(
        &mut self,
        start: usize,
        position: usize,
        text: &'static str,
        read: usize,
    ) {
        let expected = Expected::Literal { text, read };
        if start == self.start {
            // It can be another command, but most likely it is the one that matches best.
            self.failure.add(position, expected);
            self.failure.in_prefix |= self.failure.position == position;
        } else {
            self.failure.add_partial(start, position, expected);
        }
    }

    /// Records what was expected, with a detail.
    pub(super) fn add_detail(&mut self, position: usize, expected: Expected, detail: &dyn Display) {
        self.failure.add(position, expected);
        if self.failure.position == position {
            self.failure.detail = Some((expected, detail.to_string()));
        }
    }

    /// Records a mistake inside JSON, with a detail.
    pub(super) fn add_in_json(
        &mut self,
        position: usize,
        expected: Expected,
        detail: &dyn Display,
    ) {
        self.add_detail(position, expected, detail);
        let detail = self.failure.detail.as_ref();
        self.failure.in_json |= detail.is_some_and(|(of, _)| *of == expected);
    }
}
