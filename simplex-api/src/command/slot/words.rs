use crate::command::message::Message;

/// A word of a syntax.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    pub(super) text: &'static str,
    /// Its place among all words of the enum.
    pub(super) place: usize,
    /// Its place in the syntax.
    pub(super) listed: usize,
}

/// The `words` of a syntax, of `all` of an enum, in such an order that a word stands before those that it begins with:
/// so the first one that a text begins with is the longest.
pub const fn longest_first<const N: usize>(words: [&'static str; N], all: &[&str]) -> [Word; N] {
    let empty = Word {
        text: "",
        place: 0,
        listed: 0,
    };
    let mut sorted = [empty; N];
    let mut listed = 0;
    while listed < N {
        let text = words[listed];
        let mut to = listed;
        while to > 0 && sorted[to - 1].text.len() < text.len() {
            sorted[to] = sorted[to - 1];
            to -= 1;
        }
        let place = place_of(text, all);
        sorted[to] = Word {
            text,
            place,
            listed,
        };
        listed += 1;
    }
    sorted
}

/// Checks at compile time that every word of a syntax is a word of the enum it chooses from.
///
/// # Panics
/// With a message for the compiler to show, if a word is not.
#[track_caller]
pub const fn check_words(listed: &[&str], words: &[&str]) {
    let mut message = Message::new("not all words of the syntax are words of the enum");
    let mut all = true;
    let mut i = 0;
    while i < listed.len() {
        if !contains(words, listed[i]) {
            all = false;
            message = message.with("\n  `").with(listed[i]);
            message = message.with("` is in the syntax only");
        }
        i += 1;
    }
    if all {
        return;
    }
    message = message.with("\n  the words of the enum are ");
    let mut i = 0;
    while i < words.len() {
        message = message
            .with(if i == 0 { "`" } else { "`, `" })
            .with(words[i]);
        i += 1;
    }
    message = message.with("`");
    panic!("{}", message.text())
}

pub(super) const fn contains(words: &[&str], word: &str) -> bool {
    place_of(word, words) < words.len()
}

/// The place of `word` in `words`; behind them, if it is none of them.
const fn place_of(word: &str, words: &[&str]) -> usize {
    let mut place = 0;
    while place < words.len() && !equal(words[place].as_bytes(), word.as_bytes()) {
        place += 1;
    }
    place
}

const fn equal(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}
