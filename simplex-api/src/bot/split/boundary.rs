//! Positions where a text can be split.

/// What ends at a position of a text, in order of preference for a split.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Boundary {
    Paragraph,
    Line,
    Sentence,
    Word,
    Character,
}

impl Boundary {
    /// The number of variants.
    pub(super) const COUNT: usize = Self::Character as usize + 1;

    /// The boundary at the end of a text.
    pub(super) fn at_end_of(text: &str) -> Self {
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

/// Detects where a grapheme cluster ends: what people see as one character.
#[derive(Debug, Default)]
pub(super) struct GraphemeCluster {
    last: Option<char>,
    /// The number of regional indicators in a row. Two of them are a flag.
    regional_indicators: usize,
}

impl GraphemeCluster {
    /// The last character; `None` at the start of a text.
    pub(super) fn last(&self) -> Option<char> {
        self.last
    }

    /// Whether the cluster ends before the next character.
    pub(super) fn ends_before(&self, next: char) -> bool {
        let Some(last) = self.last else {
            return false;
        };
        let joins = (last, next) == ('\r', '\n')
            || last == '\u{200d}'
            // Several backquotes are one mark of code.
            || last == '`' && next == '`'
            || extends_cluster(next)
            || is_regional_indicator(next) && self.regional_indicators % 2 == 1;
        !joins
    }

    pub(super) fn push(&mut self, character: char) {
        if is_regional_indicator(character) {
            self.regional_indicators += 1;
        } else {
            self.regional_indicators = 0;
        }
        self.last = Some(character);
    }
}

/// Whether a character extends the cluster before it: accents, joiners, variation selectors, skin tones, tags.
fn extends_cluster(character: char) -> bool {
    match character {
        '\u{200c}' | '\u{200d}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}' => true,
        ' '..='~' => false,
        // The standard library escapes characters that extend a cluster, and characters that are not printable.
        _ => {
            character.escape_debug().len() > 1
                && !character.is_whitespace()
                && !character.is_control()
        }
    }
}

fn is_regional_indicator(character: char) -> bool {
    matches!(character, '\u{1f1e6}'..='\u{1f1ff}')
}
