//! Random mutations of texts, like those of a fuzzer without coverage feedback.

use std::ops::Range;

use simplex_api_tests::random::Random;

/// Tokens that are special in some notation.
const TOKENS: &[&str] = &[
    " ",
    "\n",
    "\0",
    "\u{a0}",
    "\u{301}",
    "é",
    "👩‍👩‍👧",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "/",
    "@",
    "#",
    "*",
    "-",
    "0",
    "9223372036854775808",
    "1e999",
    "=on",
    "=off",
    ",",
    ":",
    "null",
    "true",
    "{",
    "}",
    "[",
    "]",
    "[]",
    "{}",
    "<",
    ">",
    "<x>",
    "<str(x)>",
    "<json(x)>",
    "<x[0]>[,<x[1]>...]",
    "|",
    "...",
    "\"type\":",
    "\"extra\":1,",
    "{\"Right\":",
    "\"corrId\":null,",
];

/// The maximum number of characters that a mutation removes or adds.
const MAX_LENGTH: usize = 40;

/// Generates texts from a corpus; the same texts for the same corpus.
pub(crate) struct Mutator<'a> {
    corpus: &'a [String],
    random: Random,
}

impl<'a> Mutator<'a> {
    pub(crate) fn new(corpus: &'a [String]) -> Self {
        Self {
            corpus,
            random: Random::new(1),
        }
    }

    /// A text of the corpus with a few mutations.
    pub(crate) fn text(&mut self) -> String {
        let mut text = self.pick();
        for _ in 0..=self.random.place(3) {
            self.mutate(&mut text);
        }
        text.into_iter().collect()
    }

    fn mutate(&mut self, text: &mut Vec<char>) {
        let range = self.range(text.len());
        let new: Vec<char> = match self.random.place(6) {
            0 => Vec::new(),
            1 => text[range.clone()].repeat(2),
            2 => {
                let other = self.pick();
                other[self.range(other.len())].to_vec()
            }
            3 => {
                text.truncate(range.end);
                return;
            }
            4 => {
                let token = TOKENS[self.random.place(TOKENS.len())];
                text.splice(range.start..range.start, token.chars());
                return;
            }
            _ => TOKENS[self.random.place(TOKENS.len())].chars().collect(),
        };
        text.splice(range, new);
    }

    fn pick(&mut self) -> Vec<char> {
        let corpus = self.corpus;
        corpus[self.random.place(corpus.len())].chars().collect()
    }

    fn range(&mut self, length: usize) -> Range<usize> {
        let start = self.random.place(length + 1);
        let longest = MAX_LENGTH.min(length - start);
        start..start + self.random.place(longest + 1)
    }
}
