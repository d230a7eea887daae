//! Reads an encoded command from left to right.

use std::fmt::Display;

use super::case_fold::{self, Matched};
use super::completion::CompletionItem;
use super::diagnosis::Diagnosis;
use super::error::DecodeError;
use super::failure::{Expected, Failure, ShownText};
use crate::command::error::EncodeError;

/// The string at the position of a [`Reader`] is not what was expected.
#[derive(Debug, Clone, Copy)]
pub struct Mismatch;

/// Reads a value at the position of a reader.
pub type ReadFn<'a, T> = fn(&mut Reader<'a>) -> Result<T, Mismatch>;

/// A string that is decoded from left to right.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// The part that is not read yet.
    rest: &'a str,
    is_human_input: bool,
    /// Records what was expected. Only a string that failed to decode is read with it, a second time: it does not change
    /// what can be read.
    diagnosis: Option<Box<Diagnosis>>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            diagnosis: Some(Box::default()),
            ..Self::silent(text)
        }
    }

    /// A reader that does not record what was expected.
    #[inline]
    pub(in crate::command) fn silent(text: &'a str) -> Self {
        Self {
            text,
            rest: text,
            is_human_input: false,
            diagnosis: None,
        }
    }

    /// A reader that records all that was expected, without a limit.
    pub(in crate::command) fn with_all_expected(text: &'a str) -> Self {
        let mut reader = Self::new(text);
        if let Some(diagnosis) = &mut reader.diagnosis {
            diagnosis.keep_all_expected();
        }
        reader
    }

    /// Reads `literal`.
    ///
    /// # Errors
    /// If the rest of the string does not start with it.
    #[inline]
    pub fn literal(&mut self, literal: &'static str) -> Result<(), Mismatch> {
        if self.is_human_input {
            return self.literal_ignoring_case(literal);
        }
        if let Some(rest) = self.rest.strip_prefix(literal) {
            self.rest = rest;
            return Ok(());
        }
        if self.is_diagnosing() {
            Err(self.mismatch_literal(literal))
        } else {
            Err(Mismatch)
        }
    }

    fn literal_ignoring_case(&mut self, literal: &'static str) -> Result<(), Mismatch> {
        if self.accept_human_input(literal) {
            Ok(())
        } else {
            Err(self.mismatch_literal(literal))
        }
    }

    /// Reads human input with `read`: upper and lower case, and the kind and number of spaces, make no difference in
    /// literals, and spaces around the string are ignored.
    ///
    /// # Errors
    /// If `read` fails.
    pub fn human_input<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let text = self.rest.trim_end_matches(case_fold::is_space);
        let inside = text.trim_start_matches(case_fold::is_space);
        self.skip_leading_space(text.len() - inside.len());
        let before = std::mem::replace(&mut self.is_human_input, true);
        let value = self.limited_to(inside.len(), read);
        self.is_human_input = before;
        if value.is_ok() && self.rest.chars().all(case_fold::is_space) {
            self.take(self.rest.len());
        }
        value
    }

    fn skip_leading_space(&mut self, length: usize) {
        let before = self.position();
        self.take(length);
        let after = self.position();
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.move_start(before, after);
        }
    }

    /// Reads with `read`, where case and spaces make a difference, also in human input.
    #[inline]
    pub(in crate::command) fn case_sensitive<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let before = std::mem::replace(&mut self.is_human_input, false);
        let value = read(self);
        self.is_human_input = before;
        value
    }

    /// Reads with `read`, or reads nothing if that fails.
    #[inline]
    pub fn optional<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Option<T> {
        let start = self.rest;
        let value = read(self).ok();
        if value.is_none() {
            self.rest = start;
        }
        value
    }

    /// Reads with the alternative that reads the longest string.
    ///
    /// # Errors
    /// If all of them fail.
    #[inline]
    pub fn longest<T>(&mut self, alternatives: &[ReadFn<'a, T>]) -> Result<T, Mismatch> {
        self.longest_of(alternatives, |reader, read| read(reader))
    }

    /// Reads one of `prefixes`, and then with `read`: the prefix with which the longest string can be read.
    ///
    /// # Errors
    /// If it fails with all of them.
    pub fn with_any_prefix<T>(
        &mut self,
        prefixes: &[&'static str],
        read: impl Fn(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        self.longest_of(prefixes, |reader, prefix| {
            reader.literal(prefix)?;
            read(reader)
        })
    }

    #[inline]
    fn longest_of<A, T>(
        &mut self,
        alternatives: &[A],
        read: impl Fn(&mut Self, &A) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let start = self.rest;
        let mut best = None;
        for alternative in alternatives {
            self.rest = start;
            if let Ok(value) = read(self, alternative)
                && best
                    .as_ref()
                    .is_none_or(|(rest, _): &(&str, T)| self.rest.len() < rest.len())
            {
                best = Some((self.rest, value));
            }
        }
        let (rest, value) = best.ok_or(Mismatch)?;
        self.rest = rest;
        Ok(value)
    }

    /// Reads with `read`, which has access to the next `length` bytes only.
    pub(in crate::command) fn limited_to<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let (text, rest) = (self.text, self.rest);
        let (inside, after) = rest.split_at(length);
        self.text = &text[..text.len() - after.len()];
        self.rest = inside;
        let value = read(self);
        self.text = text;
        self.rest = &rest[length - self.rest.len()..];
        value
    }

    /// Expects the end of the string.
    ///
    /// # Errors
    /// If more follows.
    #[inline]
    pub fn end(&mut self) -> Result<(), Mismatch> {
        if self.is_at_end() {
            Ok(())
        } else {
            Err(self.mismatch(Expected::End))
        }
    }

    /// The whole string.
    pub(in crate::command) fn text(&self) -> &'a str {
        self.text
    }

    #[inline]
    pub(in crate::command) fn rest(&self) -> &'a str {
        self.rest
    }

    pub(in crate::command) fn position(&self) -> usize {
        self.text.len() - self.rest.len()
    }

    #[inline]
    pub(in crate::command) fn is_at_end(&self) -> bool {
        self.rest.is_empty()
    }

    #[inline]
    pub(in crate::command) fn is_human_input(&self) -> bool {
        self.is_human_input
    }

    /// Goes back to the start of the string.
    pub(in crate::command) fn rewind(&mut self) {
        self.rest = self.text;
    }

    /// Reads `text` if it is next.
    #[inline]
    pub(in crate::command) fn accept(&mut self, text: &str) -> bool {
        if self.is_human_input {
            return self.accept_human_input(text);
        }
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn accept_human_input(&mut self, text: &str) -> bool {
        let length = self.match_human_input(text);
        self.take(length.unwrap_or(0));
        length.is_some()
    }

    /// Reads both strings, one after the other, or nothing.
    pub(in crate::command) fn accept_both(&mut self, texts: Option<(&str, &str)>) -> bool {
        let start = self.rest;
        let found = texts.is_some_and(|(first, second)| self.accept(first) && self.accept(second));
        if !found {
            self.rest = start;
        }
        found
    }

    /// The number of bytes of human input that match all of `literal`.
    pub(in crate::command) fn match_human_input(&self, literal: &str) -> Option<usize> {
        let matched = case_fold::match_prefix(self.rest, literal, true);
        (matched.literal == literal.len()).then_some(matched.text)
    }

    /// Reads the next `length` bytes, which end at a character boundary.
    #[inline]
    pub(in crate::command) fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// The diagnosis.
impl Reader<'_> {
    #[inline]
    pub(in crate::command) fn is_diagnosing(&self) -> bool {
        self.diagnosis.is_some()
    }

    /// The error at the furthest position that was reached.
    pub(in crate::command) fn error(&self) -> DecodeError {
        match &self.diagnosis {
            Some(diagnosis) => diagnosis.error(self.text),
            None => Failure::default().error(self.text, ShownText::Nothing),
        }
    }

    /// What can follow the whole string.
    pub(in crate::command) fn completions(&self, is_human_input: bool) -> Vec<CompletionItem> {
        match &self.diagnosis {
            Some(diagnosis) => diagnosis.completions(self.text, is_human_input),
            None => Vec::new(),
        }
    }

    /// The furthest position that was reached.
    pub(in crate::command) fn furthest(&self) -> usize {
        let diagnosis = self.diagnosis.as_ref();
        diagnosis.map_or(0, |diagnosis| diagnosis.furthest())
    }

    /// Records that the parameter `param` starts here.
    #[inline]
    pub(in crate::command) fn mark_param(&mut self, param: &'static str) {
        let position = self.position();
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.mark_param(param, position);
        }
    }

    /// Lets errors show at most `shown` of the string.
    pub(in crate::command) fn limit_shown(&mut self, shown: ShownText) {
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.limit_shown(shown);
        }
    }

    /// A mismatch because the value that was read from `start` on is rejected.
    pub(in crate::command) fn reject(&mut self, start: usize, error: &EncodeError) -> Mismatch {
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.reject(start, error);
        }
        Mismatch
    }

    /// Records that an option that starts with one of `keys`, and that was already read, is repeated here.
    pub(in crate::command) fn note_repeated(&mut self, keys: &[&'static str]) {
        let mut keys = keys.iter();
        let repeated = keys.find(|key| self.match_human_input(key).is_some());
        let position = self.position();
        if let (Some(key), Some(diagnosis)) = (repeated, &mut self.diagnosis) {
            diagnosis.repeat(position, key);
        }
    }

    /// A mismatch with `literal`, at the first character that differs.
    pub(in crate::command) fn mismatch_literal(&mut self, literal: &'static str) -> Mismatch {
        if !self.is_diagnosing() {
            return Mismatch;
        }
        let matched = if self.is_human_input {
            case_fold::match_prefix(self.rest, literal, true)
        } else {
            let common = common_prefix_len(self.rest, literal);
            Matched {
                literal: common,
                text: common,
            }
        };
        let start = self.position();
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.add_literal(start, start + matched.text, literal, matched.literal);
        }
        Mismatch
    }

    /// A mismatch at the current position.
    pub(in crate::command) fn mismatch(&mut self, expected: Expected) -> Mismatch {
        self.mismatch_after(0, expected)
    }

    /// A mismatch `offset` bytes after the current position.
    pub(in crate::command) fn mismatch_after(
        &mut self,
        offset: usize,
        expected: Expected,
    ) -> Mismatch {
        let position = self.position() + offset;
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.add(position, expected);
        }
        Mismatch
    }

    /// A mismatch `offset` bytes after the current position, with a detail.
    pub(in crate::command) fn mismatch_with_detail(
        &mut self,
        offset: usize,
        expected: Expected,
        detail: &dyn Display,
    ) -> Mismatch {
        let position = self.char_boundary(offset);
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.add_detail(position, expected, detail);
        }
        Mismatch
    }

    /// A mismatch inside JSON, `offset` bytes after the current position, with a detail.
    pub(in crate::command) fn mismatch_in_json(
        &mut self,
        offset: usize,
        expected: Expected,
        detail: &dyn Display,
    ) -> Mismatch {
        let position = self.char_boundary(offset);
        if let Some(diagnosis) = &mut self.diagnosis {
            diagnosis.add_in_json(position, expected, detail);
        }
        Mismatch
    }

    fn char_boundary(&self, offset: usize) -> usize {
        let mut positions = (0..=self.position() + offset).rev();
        let boundary = positions.find(|position| self.text.is_char_boundary(*position));
        boundary.unwrap_or(0)
    }
}

/// The number of bytes that two strings share at the start, up to a character boundary.
fn common_prefix_len(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}
