//! Where a text can be torn.

/// What a text is torn behind, in the order in which it is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Paragraph,
    Line,
    Sentence,
    Word,
    Character,
}

impl Kind {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Character as usize + 1;

    /// What ends where `text` does.
    pub(super) fn of(text: &str) -> Self {
        let line = text.strip_suffix('\n');
        if let Some(line) = line {
            let is_empty = line.trim_end_matches([' ', '\t', '\r']).ends_with('\n');
            return if is_empty {
                Self::Paragraph
            } else {
                Self::Line
            };
        }
        let ends_sentence = |text: &str| text.ends_with(['.', '!', '?', '…', '。', '！', '？']);
        let word = text.trim_end();
        if word.len() < text.len() {
            let quoted = word.trim_end_matches(['"', '\'', '”', '’', ')', '»']);
            return if ends_sentence(quoted) {
                Self::Sentence
            } else {
                Self::Word
            };
        }
        if text.ends_with(['。', '！', '？']) {
            Self::Sentence
        } else {
            Self::Character
        }
    }
}

/// What people see as one character, so far.
#[derive(Debug, Default)]
pub(super) struct Cluster {
    before: Option<char>,
    /// How many halves of flags there are in a row.
    halves: usize,
}

impl Cluster {
    /// The character before; `None` at the beginning of a text.
    pub(super) fn before(&self) -> Option<char> {
        self.before
    }

    /// Whether another character can be in another part.
    pub(super) fn ends_before(&self, next: char) -> bool {
        let Some(before) = self.before else {
            return false;
        };
        let joins = (before, next) == ('\r', '\n')
            || before == '\u{200d}'
            // Not more than one mark.
            || before == '`' && next == '`'
            || extends(next)
            || is_half_of_flag(next) && self.halves % 2 == 1;
        !joins
    }

    pub(super) fn push(&mut self, character: char) {
        let is_half = is_half_of_flag(character);
        self.halves = if is_half { self.halves + 1 } else { 0 };
        self.before = Some(character);
    }
}

/// Whether a character belongs to the one before: accents, joiners, variation selectors, colours of skin, tags.
fn extends(character: char) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' => true,
        ' '..='~' => false,
        // The standard library escapes what extends characters, and what is not printed.
        _ => {
            character.escape_debug().len() > 1
                && !character.is_whitespace()
                && !character.is_control()
        }
    }
}

fn is_half_of_flag(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}
