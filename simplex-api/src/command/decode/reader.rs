//! The text of a command from left to right: the one way into decoding.

use super::case_fold;
use super::diagnosis::Diagnosis;

/// The text at the reader's position is something else. A reader that tells remembers what was expected.
#[derive(Debug, Clone, Copy)]
pub struct Mismatch;

/// Reads a value at the position of a reader.
pub type Read<'a, T> = fn(&mut Reader<'a>) -> Result<T, Mismatch>;

/// A text that is being read, from left to right.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    /// What of it is not read yet.
    rest: &'a str,
    /// People have typed it.
    is_typed: bool,
    /// What is missing is remembered: only texts that cannot be read are read in this way, after the quick one. What
    /// can be read does not depend on it.
    pub(in crate::command) telling: Option<Box<Diagnosis>>,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        let telling = Some(Box::default());
        Self {
            telling,
            ..Self::quick(text)
        }
    }

    /// One that only tells whether the text can be read, not what is missing.
    #[inline]
    pub(in crate::command) fn quick(text: &'a str) -> Self {
        Self {
            text,
            rest: text,
            is_typed: false,
            telling: None,
        }
    }

    /// Reads `literal`.
    ///
    /// # Errors
    /// If other text stands here.
    #[inline]
    pub fn literal(&mut self, literal: &'static str) -> Result<(), Mismatch> {
        if self.is_typed {
            return self.spelled(literal);
        }
        if let Some(rest) = self.rest.strip_prefix(literal) {
            self.rest = rest;
            return Ok(());
        }
        if self.tells() {
            Err(self.miss_literal(literal))
        } else {
            Err(Mismatch)
        }
    }

    /// Reads `literal` as people spell it.
    fn spelled(&mut self, literal: &'static str) -> Result<(), Mismatch> {
        if self.accept_typed(literal) {
            Ok(())
        } else {
            Err(self.miss_literal(literal))
        }
    }

    /// Reads with `read` a text that people have typed: case and kind and number of blanks make no
    /// difference in what is always the same, and blanks around the text are no part of it.
    ///
    /// # Errors
    /// If `read` fails.
    pub fn human_input<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let text = self.rest.trim_end_matches(case_fold::is_blank);
        let inside = text.trim_start_matches(case_fold::is_blank);
        self.take_margin(text.len() - inside.len());
        let before = std::mem::replace(&mut self.is_typed, true);
        let value = self.within(inside.len(), read);
        self.is_typed = before;
        if value.is_ok() && self.rest.chars().all(case_fold::is_blank) {
            self.take(self.rest.len());
        }
        value
    }

    /// Reads with `read` to the letter, even if people have typed it.
    #[inline]
    pub(in crate::command) fn letter_by_letter<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let before = std::mem::replace(&mut self.is_typed, false);
        let value = read(self);
        self.is_typed = before;
        value
    }

    /// Reads with `read`, or nothing if the text is something else.
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

    /// Reads with the alternative that takes most of the text.
    ///
    /// # Errors
    /// If none of them reads.
    #[inline]
    pub fn longest<T>(&mut self, alternatives: &[Read<'a, T>]) -> Result<T, Mismatch> {
        self.longest_of(alternatives, |reader, read| read(reader))
    }

    /// Reads one of `heads` and then with `read`: with the head of which most of the text can be read.
    ///
    /// # Errors
    /// If none of them reads.
    pub fn named<T>(
        &mut self,
        heads: &[&'static str],
        read: impl Fn(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        self.longest_of(heads, |reader, head| {
            reader.literal(head)?;
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

    /// Reads with `read`, which sees the next `length` bytes only.
    pub(in crate::command) fn within<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Mismatch>,
    ) -> Result<T, Mismatch> {
        let (text, rest) = (self.text, self.rest);
        let (inside, behind) = rest.split_at(length);
        self.text = &text[..text.len() - behind.len()];
        self.rest = inside;
        let value = read(self);
        self.text = text;
        self.rest = &rest[length - self.rest.len()..];
        value
    }

    /// Expects the end of the text.
    ///
    /// # Errors
    /// If there is more.
    #[inline]
    pub fn end(&mut self) -> Result<(), Mismatch> {
        if self.is_at_end() {
            Ok(())
        } else {
            Err(self.miss_end())
        }
    }

    /// All of the text.
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
    pub(in crate::command) fn is_typed(&self) -> bool {
        self.is_typed
    }

    /// Goes back to the start of the text.
    pub(in crate::command) fn rewind(&mut self) {
        self.rest = self.text;
    }

    /// Takes `text`, if it stands here.
    #[inline]
    pub(in crate::command) fn accept(&mut self, text: &str) -> bool {
        if self.is_typed {
            return self.accept_typed(text);
        }
        let rest = self.rest.strip_prefix(text);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn accept_typed(&mut self, text: &str) -> bool {
        let length = self.length_typed(text);
        self.take(length.unwrap_or(0));
        length.is_some()
    }

    /// Takes both texts, the one after the other, or nothing.
    pub(in crate::command) fn accept_both(&mut self, texts: Option<(&str, &str)>) -> bool {
        let start = self.rest;
        let found = texts.is_some_and(|(first, second)| self.accept(first) && self.accept(second));
        if !found {
            self.rest = start;
        }
        found
    }

    /// The bytes that stand here for all of `literal`, if people have typed it.
    pub(in crate::command) fn length_typed(&self, literal: &str) -> Option<usize> {
        let followed = case_fold::follow(self.rest, literal, true);
        (followed.literal == literal.len()).then_some(followed.text)
    }

    /// Takes the next `length` bytes, which end at a character.
    #[inline]
    pub(in crate::command) fn take(&mut self, length: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}
