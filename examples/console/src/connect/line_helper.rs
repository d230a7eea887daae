//! Completion, hints and colors for the line editor.

use std::borrow::Cow;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{self, Hinter};
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

use super::check;
use super::completion::{self, Hint};
use super::style::{Style, Styler};

/// Implements the traits of the line editor.
pub(super) struct LineHelper {
    pub(super) styler: Styler,
}

impl Completer for LineHelper {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let completions = completion::completions(&line[..position]);
        let pairs = completions.into_iter().map(|completion| Pair {
            display: completion.shown,
            replacement: completion.rest,
        });
        Ok((position, pairs.collect()))
    }
}

impl Hinter for LineHelper {
    type Hint = Hint;

    fn hint(&self, line: &str, position: usize, _: &Context<'_>) -> Option<Hint> {
        let is_at_end = position == line.len();
        is_at_end.then(|| completion::hint(line)).flatten()
    }
}

impl hint::Hint for Hint {
    fn display(&self) -> &str {
        &self.shown
    }

    fn completion(&self) -> Option<&str> {
        self.rest.as_deref()
    }
}

impl Highlighter for LineHelper {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let mut lines = line.split('\n').map(|line| self.highlight_line(line));
        let first = lines.next().unwrap_or_default();
        lines.fold(first, |all, line| all + "\n" + line)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.styler.paint(Style::Title, prompt).into()
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        self.styler.paint(Style::Hint, hint).into()
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }
}

impl LineHelper {
    /// Colors the part of the line that is invalid.
    fn highlight_line<'l>(&self, line: &'l str) -> Cow<'l, str> {
        match check::error_offset(line) {
            Some(offset) => {
                let (valid, invalid) = line.split_at(offset);
                (valid.to_owned() + &self.styler.paint(Style::Error, invalid)).into()
            }
            None => line.into(),
        }
    }
}

impl Validator for LineHelper {}

impl Helper for LineHelper {}
