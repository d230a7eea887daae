//! Changes of texts, as a fuzzer makes them but with no regard to what they do.

use std::ops::Range;

use simplex_api_tests::random::Random;

/// What hurts in one notation or another.
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

/// The most characters that one change takes or adds.
const LONGEST: usize = 40;

/// Makes texts out of those of a corpus; the same ones for the same corpus.
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

    /// A text of the corpus with a few changes.
    pub(crate) fn text(&mut self) -> String {
        let mut text = self.pick();
        for _ in 0..=self.below(3) {
            self.change(&mut text);
        }
        text.into_iter().collect()
    }

    fn change(&mut self, text: &mut Vec<char>) {
        let range = self.range(text.len());
        let new: Vec<char> = match self.below(6) {
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
                let token = TOKENS[self.below(TOKENS.len())];
                text.splice(range.start..range.start, token.chars());
                return;
            }
            _ => TOKENS[self.below(TOKENS.len())].chars().collect(),
        };
        text.splice(range, new);
    }

    fn pick(&mut self) -> Vec<char> {
        let corpus = self.corpus;
        corpus[self.below(corpus.len())].chars().collect()
    }

    fn range(&mut self, length: usize) -> Range<usize> {
        let start = self.below(length + 1);
        let longest = LONGEST.min(length - start);
        start..start + self.below(longest + 1)
    }

    fn below(&mut self, end: usize) -> usize {
        self.random.place(end)
    }
}
