//! The text of a command from left to right: the one way into decoding.

use std::fmt::Display;

use super::continuation::End;
use super::failure::{Expected, Failure, Show};
use super::typing::{self, Followed};
use super::{DecodeError, EncodeError, Next};

/// The text at the reader's position is something else. A reader that tells remembers what was expected.
#[derive(Debug)]
pub struct Miss;

/// Reads a value at the position of a reader.
pub type Read<'a, T> = fn(&mut Reader<'a>) -> Result<T, Miss>;

/// A text that is being read, from left to right.
#[derive(Debug)]
pub struct Reader<'a> {
    text: &'a str,
    position: usize,
    /// People have typed it.
    is_typed: bool,
    /// What is missing is remembered: only texts that cannot be read are read in this way, after the quick one.
    tells: bool,
    failure: Failure,
    /// All of the text was understood, and refused: that is the mistake, wherever else something is missing.
    refusal: Option<Box<Failure>>,
    /// Where parameters begin, for commands and types that ask.
    begins: Vec<(&'static str, usize)>,
    /// How much of the text errors show, since there can be a secret in it.
    show: Show,
    /// Where the text begins, but for blanks.
    start: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the start of `text`.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            position: 0,
            is_typed: false,
            tells: true,
            failure: Failure::default(),
            refusal: None,
            begins: Vec::new(),
            show: Show::Text,
            start: 0,
        }
    }

    /// One that only tells whether the text can be read, not what is missing.
    pub(in crate::command) fn quick(text: &'a str) -> Self {
        let tells = false;
        Self {
            tells,
            ..Self::new(text)
        }
    }

    /// Whether it knows what was missing.
    pub(in crate::command) fn tells(&self) -> bool {
        self.tells
    }

    /// A reader that remembers all that was expected, however much it is.
    pub(in crate::command) fn with_all_expected(text: &'a str) -> Self {
        let mut reader = Self::new(text);
        reader.failure.keep_all();
        reader
    }

    /// Reads `literal`.
    ///
    /// # Errors
    /// If other text stands here.
    #[inline]
    pub fn literal(&mut self, literal: &'static str) -> Result<(), Miss> {
        if self.is_typed {
            return self.spelled(literal);
        }
        if self.rest().as_bytes().starts_with(literal.as_bytes()) {
            self.position += literal.len();
            return Ok(());
        }
        match self.tells {
            true => self.spelled(literal),
            false => Err(Miss),
        }
    }

    /// Reads `literal` in another spelling, or says where the text differs.
    fn spelled(&mut self, literal: &'static str) -> Result<(), Miss> {
        if self.is_typed && self.accept(literal) {
            return Ok(());
        }
        if !self.tells {
            return Err(Miss);
        }
        let common = self.follow(literal);
        let position = self.position + common.text;
        let miss = self.miss_at(
            position,
            Expected::Literal {
                text: literal,
                read: common.literal,
            },
        );
        let is_head = self.position == self.start;
        self.failure.in_head |= is_head && self.failure.position == position;
        Err(miss)
    }

    /// Reads with `read` a text that people have typed: case and kind and number of blanks make no
    /// difference in what is always the same, and blanks around the text are no part of it.
    ///
    /// # Errors
    /// If `read` fails.
    pub fn as_typed<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Miss>,
    ) -> Result<T, Miss> {
        let start = self.position;
        let text = self.rest().trim_end_matches(typing::is_blank);
        self.take(text.len() - text.trim_start_matches(typing::is_blank).len());
        if start == self.start {
            self.start = self.position;
        }
        let length = start + text.len() - self.position;
        let before = std::mem::replace(&mut self.is_typed, true);
        let value = self.within(length, read);
        self.is_typed = before;
        if value.is_ok() && self.rest().chars().all(typing::is_blank) {
            self.take(self.rest().len());
        }
        value
    }

    /// Reads with `read` to the letter, even if people have typed it.
    #[inline]
    pub(in crate::command) fn letter_by_letter<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, Miss>,
    ) -> Result<T, Miss> {
        let before = std::mem::replace(&mut self.is_typed, false);
        let value = read(self);
        self.is_typed = before;
        value
    }

    /// Reads with `read`, or nothing if the text is something else.
    #[inline]
    pub fn optional<T>(&mut self, read: impl FnOnce(&mut Self) -> Result<T, Miss>) -> Option<T> {
        let start = self.position;
        let value = read(self).ok();
        if value.is_none() {
            self.position = start;
        }
        value
    }

    /// Reads with the alternative that takes most of the text.
    ///
    /// # Errors
    /// If none of them reads.
    #[inline]
    pub fn longest<T>(&mut self, alternatives: &[Read<'a, T>]) -> Result<T, Miss> {
        let start = self.position;
        let mut best = None;
        for read in alternatives {
            self.position = start;
            if let Ok(value) = read(self)
                && best.as_ref().is_none_or(|(end, _)| self.position > *end)
            {
                best = Some((self.position, value));
            }
        }
        let (end, value) = best.ok_or(Miss)?;
        self.position = end;
        Ok(value)
    }

    /// Reads with `read`, which sees the next `length` bytes only.
    pub(in crate::command) fn within<T>(
        &mut self,
        length: usize,
        read: impl FnOnce(&mut Self) -> Result<T, Miss>,
    ) -> Result<T, Miss> {
        let all = self.text;
        self.text = &all[..self.position + length];
        let value = read(self);
        self.text = all;
        value
    }

    /// Expects the end of the text.
    ///
    /// # Errors
    /// If there is more.
    #[inline]
    pub fn end(&mut self) -> Result<(), Miss> {
        if self.is_at_end() {
            return Ok(());
        }
        Err(self.miss(Expected::End))
    }

    /// What was expected, at the furthest place that was reached.
    pub(in crate::command) fn error(&self) -> DecodeError {
        self.mistake().error(self.text, self.show)
    }

    /// What can come behind all of the text. Where people type, blanks at its end are no part of it.
    pub(in crate::command) fn next(&self, is_typed: bool) -> Vec<Next> {
        End::behind(self.text, self.failure.position, is_typed).all(self.failure.expected())
    }

    /// Notes that the parameter `param` begins here.
    #[doc(hidden)]
    #[inline]
    pub fn begin(&mut self, param: &'static str) {
        if self.tells {
            self.begins.push((param, self.position));
        }
    }

    /// Lets errors show so much of the text, and no more.
    pub(in crate::command) fn show_only(&mut self, show: Show) {
        self.show = self.show.min(show);
    }

    /// Keeps the text out of errors.
    #[doc(hidden)]
    pub fn hide(&mut self) {
        self.show_only(Show::Nothing);
    }

    pub(in crate::command) fn text(&self) -> &'a str {
        self.text
    }

    pub(in crate::command) fn position(&self) -> usize {
        self.position
    }

    /// A miss because what was read from `start` on is not a value to send.
    pub(in crate::command) fn refuse(&mut self, start: usize, error: &EncodeError) -> Miss {
        if !self.tells {
            return Miss;
        }
        let param = error.param();
        let mut begins = self.begins.iter().rev();
        let begin = begins.find(|(name, begin)| *name == param && *begin >= start);
        let position = begin.map_or(start, |(_, begin)| *begin);
        self.refusal
            .get_or_insert_with(|| Box::new(Failure::refused(position, error)));
        Miss
    }

    #[inline]
    pub(in crate::command) fn is_at_end(&self) -> bool {
        self.position == self.text.len()
    }

    #[inline]
    pub(in crate::command) fn rest(&self) -> &'a str {
        &self.text[self.position..]
    }

    #[inline]
    pub(in crate::command) fn accept(&mut self, text: &str) -> bool {
        let length = self.length_of(text);
        self.position += length.unwrap_or(0);
        length.is_some()
    }

    /// The bytes that stand here for all of `literal`, if they do.
    #[inline]
    pub(in crate::command) fn length_of(&self, literal: &str) -> Option<usize> {
        if self.is_typed {
            let followed = self.follow(literal);
            return (followed.literal == literal.len()).then_some(followed.text);
        }
        self.rest().starts_with(literal).then_some(literal.len())
    }

    /// The place of the longest of `words` that stands here, and the bytes that stand for it.
    pub(in crate::command) fn longest_of(&self, words: &[&str]) -> Option<(usize, usize)> {
        if self.is_typed {
            return longest(words, |word| self.length_of(word));
        }
        let rest = self.rest().as_bytes();
        longest(words, |word| {
            // Mostly the first byte is another one: there is no call for each.
            let word = word.as_bytes();
            let may_be = word.is_empty() || word.first() == rest.first();
            (may_be && rest.starts_with(word)).then_some(word.len())
        })
    }

    fn follow(&self, literal: &str) -> Followed {
        if self.is_typed {
            return typing::follow(self.rest(), literal, true);
        }
        let common = common_prefix(self.rest(), literal);
        Followed {
            literal: common,
            text: common,
        }
    }

    /// Goes back to the start of the text.
    pub(in crate::command) fn rewind(&mut self) {
        self.position = 0;
    }

    /// How far it has come at most.
    pub(in crate::command) fn furthest(&self) -> usize {
        self.mistake().position
    }

    fn mistake(&self) -> &Failure {
        self.refusal.as_deref().unwrap_or(&self.failure)
    }

    /// Takes both texts, the one after the other, or nothing.
    pub(in crate::command) fn accept_both(&mut self, texts: Option<(&str, &str)>) -> bool {
        let start = self.position;
        let found = texts.is_some_and(|(first, second)| self.accept(first) && self.accept(second));
        if !found {
            self.position = start;
        }
        found
    }

    /// Takes the next `length` bytes, which end at a character.
    #[inline]
    pub(in crate::command) fn take(&mut self, length: usize) -> &'a str {
        let (taken, _) = self.rest().split_at(length);
        self.position += length;
        taken
    }

    /// Goes on by `length` bytes, which are known to end at a character.
    #[inline]
    pub(in crate::command) fn skip(&mut self, length: usize) {
        self.position += length;
    }

    pub(in crate::command) fn miss(&mut self, expected: Expected) -> Miss {
        self.miss_at(self.position, expected)
    }

    /// A miss `offset` bytes into the rest of the text, with more to say about it.
    pub(in crate::command) fn miss_with(
        &mut self,
        offset: usize,
        expected: Expected,
        detail: &dyn Display,
    ) -> Miss {
        if !self.tells {
            return Miss;
        }
        let position = (self.position + offset).min(self.text.len());
        let position = (0..=position)
            .rev()
            .find(|i| self.text.is_char_boundary(*i))
            .unwrap_or_default();
        let miss = self.miss_at(position, expected);
        if self.failure.position == position {
            self.failure.detail = Some((expected, detail.to_string()));
        }
        miss
    }

    fn miss_at(&mut self, position: usize, expected: Expected) -> Miss {
        if self.tells {
            self.failure.add(position, expected);
        }
        Miss
    }
}

/// The place of the longest of `words`, the last one of the same length, where `length_of` tells how long they are.
#[inline]
fn longest(words: &[&str], length_of: impl Fn(&str) -> Option<usize>) -> Option<(usize, usize)> {
    let mut longest = None;
    for (place, word) in words.iter().enumerate() {
        let Some(length) = length_of(word) else {
            continue;
        };
        if longest.is_none_or(|(_, before)| length >= before) {
            longest = Some((place, length));
        }
    }
    longest
}

/// The bytes that two texts share at the start, ending at a character.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// The byte in `text` at a line and column that serde_json counts.
pub(in crate::command) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    before + column.saturating_sub(1)
}
