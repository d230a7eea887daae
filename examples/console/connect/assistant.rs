//! What the line editor asks for: completion, hints and colours.

use std::borrow::Cow;

use rustyline::completion::{Completer, Pair};
use rustyline::highlight::{CmdKind, Highlighter};
use rustyline::hint::{self, Hinter};
use rustyline::validate::Validator;
use rustyline::{Context, Helper};

use super::complete::{self, Hint};
use super::mistake;
use super::paint::{Ink, Paint};

/// Helps to type a line.
pub(super) struct Assistant {
    pub(super) paint: Paint,
}

impl Completer for Assistant {
    type Candidate = Pair;

    fn complete(
        &self,
        line: &str,
        position: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<Pair>)> {
        let choices = complete::choices(&line[..position]);
        let pairs = choices.into_iter().map(|choice| Pair {
            display: choice.shown,
            replacement: choice.rest,
        });
        Ok((position, pairs.collect()))
    }
}

impl Hinter for Assistant {
    type Hint = Hint;

    fn hint(&self, line: &str, position: usize, _: &Context<'_>) -> Option<Hint> {
        let is_at_end = position == line.len();
        is_at_end.then(|| complete::hint(line)).flatten()
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

impl Highlighter for Assistant {
    fn highlight<'l>(&self, line: &'l str, _: usize) -> Cow<'l, str> {
        let mut lines = line.split('\n').map(|line| self.highlight_line(line));
        let first = lines.next().unwrap_or_default();
        lines.fold(first, |all, line| all + "\n" + line)
    }

    fn highlight_prompt<'b, 's: 'b, 'p: 'b>(&'s self, prompt: &'p str, _: bool) -> Cow<'b, str> {
        self.paint.ink(Ink::Title, prompt).into()
    }

    fn highlight_hint<'h>(&self, hint: &'h str) -> Cow<'h, str> {
        self.paint.ink(Ink::Hint, hint).into()
    }

    fn highlight_char(&self, _: &str, _: usize, _: CmdKind) -> bool {
        true
    }
}

impl Assistant {
    /// Marks what the server would not understand.
    fn highlight_line<'l>(&self, line: &'l str) -> Cow<'l, str> {
        match mistake::place(line) {
            Some(place) => {
                let (good, bad) = line.split_at(place);
                (good.to_owned() + &self.paint.ink(Ink::Mistake, bad)).into()
            }
            None => line.into(),
        }
    }
}

impl Validator for Assistant {}

impl Helper for Assistant {}
