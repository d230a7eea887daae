//! What a reader tells of a text that it cannot read.

use std::fmt::Display;

use super::case_fold::{self, Followed};
use super::completion::End;
use super::reader::{Mismatch, Reader};
use crate::command::decode::failure::{Expected, Failure, Show};
use crate::command::{CompletionItem, DecodeError, EncodeError};

/// What was missing, and how much of the text may be shown.
#[derive(Debug, Default)]
pub(in crate::command) struct Diagnosis {
    failure: Failure,
    /// All of the text was understood, and refused: that is the mistake, wherever else something is missing.
    rejection: Option<Failure>,
    /// Where parameters begin, for commands and types that ask.
    begins: Vec<(&'static str, usize)>,
    /// How much of the text errors show, since there can be a secret in it.
    show: Show,
    /// Where the text begins, but for blanks.
    start: usize,
}

impl Diagnosis {
    fn mistake(&self) -> &Failure {
        self.rejection.as_ref().unwrap_or(&self.failure)
    }
}

impl<'a> Reader<'a> {
    /// A reader that remembers all that was expected, however much it is.
    pub(in crate::command) fn with_all_expected(text: &'a str) -> Self {
        let mut reader = Self::new(text);
        if let Some(telling) = &mut reader.telling {
            telling.failure.keep_all();
        }
        reader
    }

    /// Whether it knows what was missing.
    #[inline]
    pub(in crate::command) fn tells(&self) -> bool {
        self.telling.is_some()
    }

    /// What was expected, at the furthest place that was reached.
    pub(in crate::command) fn error(&self) -> DecodeError {
        match &self.telling {
            Some(telling) => telling.mistake().error(self.text(), telling.show),
            None => Failure::default().error(self.text(), Show::Nothing),
        }
    }

    /// What can come behind all of the text. Where people type, blanks at its end are no part of it.
    pub(in crate::command) fn next(&self, is_typed: bool) -> Vec<CompletionItem> {
        let Some(telling) = &self.telling else {
            return Vec::new();
        };
        let Diagnosis { failure, .. } = &**telling;
        End::behind(self.text(), failure.position, is_typed).all(failure.expected())
    }

    /// How far it has come at most.
    pub(in crate::command) fn furthest(&self) -> usize {
        let telling = self.telling.as_ref();
        telling.map_or(0, |telling| telling.mistake().position)
    }

    /// Notes that the parameter `param` begins here.
    #[doc(hidden)]
    #[inline]
    pub fn begin(&mut self, param: &'static str) {
        if self.tells() {
            self.note_beginning(param);
        }
    }

    fn note_beginning(&mut self, param: &'static str) {
        let position = self.position();
        if let Some(telling) = &mut self.telling {
            telling.begins.push((param, position));
        }
    }

    /// Takes blanks in front of the text, which then begins behind them.
    pub(in crate::command) fn take_margin(&mut self, length: usize) {
        let before = self.position();
        self.take(length);
        let position = self.position();
        if let Some(telling) = &mut self.telling
            && telling.start == before
        {
            telling.start = position;
        }
    }

    /// Lets errors show so much of the text, and no more.
    pub(in crate::command) fn show_only(&mut self, show: Show) {
        if let Some(telling) = &mut self.telling {
            telling.show = telling.show.min(show);
        }
    }

    /// Keeps the text out of errors.
    #[doc(hidden)]
    pub fn hide(&mut self) {
        self.show_only(Show::Nothing);
    }

    /// A miss because what was read from `start` on is not a value to send.
    pub(in crate::command) fn refuse(&mut self, start: usize, error: &EncodeError) -> Mismatch {
        if let Some(telling) = &mut self.telling {
            let param = error.param();
            let mut begins = telling.begins.iter().rev();
            let begin = begins.find(|(name, begin)| *name == param && *begin >= start);
            let position = begin.map_or(start, |(_, begin)| *begin);
            telling
                .rejection
                .get_or_insert_with(|| Failure::refused(position, error));
        }
        Mismatch
    }

    /// Notes that an option of several, which begins with one of `keys`, stands here once more, if it has been `found`.
    #[doc(hidden)]
    #[inline]
    pub fn given(&mut self, found: bool, keys: &[&'static str]) {
        if found && self.tells() {
            self.note_given(keys);
        }
    }

    fn note_given(&mut self, keys: &[&'static str]) {
        let again = keys.iter().find(|key| self.length_typed(key).is_some());
        let position = self.position();
        if let (Some(key), Some(telling)) = (again, &mut self.telling) {
            telling.failure.again = Some((position, key));
        }
    }

    /// A miss because the text is not at its end.
    pub(in crate::command) fn miss_end(&mut self) -> Mismatch {
        self.miss(Expected::End)
    }

    /// A miss because something else than `literal` stands here: where the text differs from it.
    pub(in crate::command) fn miss_literal(&mut self, literal: &'static str) -> Mismatch {
        if !self.tells() {
            return Mismatch;
        }
        let common = self.follow(literal);
        let start = self.position();
        let position = start + common.text;
        let (text, read) = (literal, common.literal);
        let expected = Expected::Literal { text, read };
        if let Some(telling) = &mut self.telling {
            let failure = &mut telling.failure;
            if start == telling.start {
                // Another command may be meant, but mostly it is the one that is nearly there.
                failure.add(position, expected);
                failure.in_head |= failure.position == position;
            } else {
                failure.add_begun(start, position, expected);
            }
        }
        Mismatch
    }

    fn follow(&self, literal: &str) -> Followed {
        if self.is_typed() {
            return case_fold::follow(self.rest(), literal, true);
        }
        let common = common_prefix(self.rest(), literal);
        Followed {
            literal: common,
            text: common,
        }
    }

    pub(in crate::command) fn miss(&mut self, expected: Expected) -> Mismatch {
        self.miss_at(self.position(), expected)
    }

    /// A miss `offset` bytes into the rest of the text.
    pub(in crate::command) fn miss_behind(
        &mut self,
        offset: usize,
        expected: Expected,
    ) -> Mismatch {
        self.miss_at(self.position() + offset, expected)
    }

    /// A miss `offset` bytes into the rest of the text, with more to say about it.
    pub(in crate::command) fn miss_with(
        &mut self,
        offset: usize,
        expected: Expected,
        detail: &dyn Display,
    ) -> Mismatch {
        let text = self.text();
        let mut position = (self.position() + offset).min(text.len());
        while !text.is_char_boundary(position) {
            position -= 1;
        }
        let miss = self.miss_at(position, expected);
        if let Some(telling) = &mut self.telling
            && telling.failure.position == position
        {
            telling.failure.detail = Some((expected, detail.to_string()));
        }
        miss
    }

    /// The same for what is missing inside of JSON.
    pub(in crate::command) fn miss_in_json(
        &mut self,
        offset: usize,
        expected: Expected,
        detail: &dyn Display,
    ) -> Mismatch {
        let miss = self.miss_with(offset, expected, detail);
        if let Some(Diagnosis { failure, .. }) = self.telling.as_deref_mut() {
            let detailed = failure.detail.as_ref();
            failure.in_json |= detailed.is_some_and(|(of, _)| *of == expected);
        }
        miss
    }

    fn miss_at(&mut self, position: usize, expected: Expected) -> Mismatch {
        if let Some(telling) = &mut self.telling {
            telling.failure.add(position, expected);
        }
        Mismatch
    }
}

/// The bytes that two texts share at the start, ending at a character.
fn common_prefix(a: &str, b: &str) -> usize {
    a.chars()
        .zip(b.chars())
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

/// The byte in `text` at a line and column that `serde_json` counts.
pub(in crate::command) fn byte_offset(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    before + column.saturating_sub(1)
}

#[cfg(test)]
mod tests {
    use super::Reader;
    use crate::command::{CommandSet, SetCommand};
    use crate::commands::AnyCommand;

    const TEXTS: &[&str] = &[
        "/user",
        "/_contacts 1",
        "/freceive 17 approved_relays=on encrypt=on inline=off /tmp/inline=on",
        "/_reaction #7(_support:3) 907 on {\"type\":\"emoji\",\"emoji\":\"👍\"}",
        "/_delete item @7 901,902 internalMark",
        "/_delete @4 full notify=off",
        "/_send #7 live=on ttl=86400 json [{\"msgContent\":{\"type\":\"text\",\"text\":\"à\"},\"mentions\":{}}]",
        "/_connect 1 incognito=on https://simplex.chat/contact#/?v=2 simplex:/a#b",
        "/_groups 1 @4 à",
        "/_set accept member contact @4 on",
    ];

    /// The text as it is, each of its beginnings, and with each of its characters gone, another one or there twice.
    fn near(text: &str) -> Vec<String> {
        let mut texts = vec![text.to_owned()];
        for (at, character) in text.char_indices() {
            let (before, behind) = (&text[..at], &text[at + character.len_utf8()..]);
            texts.push(before.to_owned());
            for other in [
                "",
                " ",
                "0",
                "on",
                "\u{e0}",
                &format!("{character}{character}"),
            ] {
                texts.push(format!("{before}{other}{behind}"));
            }
        }
        texts
    }

    fn read(member: &SetCommand<AnyCommand>, mut reader: Reader<'_>) -> Option<AnyCommand> {
        let command = member.read(&mut reader).ok()?;
        reader.end().ok().map(|()| command)
    }

    #[test]
    fn what_can_be_read_does_not_depend_on_telling() {
        let texts = TEXTS.iter().flat_map(|text| near(text));
        let (mut readable, mut others) = (0, 0);
        for text in texts {
            for member in AnyCommand::COMMANDS {
                let quick = read(member, Reader::quick(&text));
                assert_eq!(quick, read(member, Reader::new(&text)), "{text}");
                match quick {
                    Some(_) => readable += 1,
                    None => others += 1,
                }
            }
        }
        assert!(readable > 500 && others > 500, "{readable}, {others}");
    }
}
