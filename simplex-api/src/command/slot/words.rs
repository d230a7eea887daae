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

/// Checks at compile time that every word of a syntax is a word of the enum it chooses from. `drawing` is the message and
/// the place in the syntax.
///
/// # Panics
/// With a message for the compiler to show, if a word is not.
#[track_caller]
pub const fn check_words(drawing: &'static str, listed: &[&str], words: &[&str]) {
    let mut message = Message::new(drawing);
    let mut all = true;
    let mut i = 0;
    while i < listed.len() {
        if !contains(words, listed[i]) {
            all = false;
            message = message.with("\n  = note: `").with(listed[i]);
            message = message.with("` is in the syntax only");
            if let Some(near) = nearest(listed[i], words) {
                message = message.with(", did you mean `").with(near).with("`?");
            }
        }
        i += 1;
    }
    if all {
        return;
    }
    message = message.with("\n  = help: the words of the enum are ");
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

/// The word that is nearest to this one, capitals aside, if no more than a third of the letters differ.
const fn nearest<'a>(word: &str, words: &[&'a str]) -> Option<&'a str> {
    let mut near = None;
    let mut least = word.len() / 3 + 1;
    let mut i = 0;
    while i < words.len() {
        let distance = distance(word.as_bytes(), words[i].as_bytes());
        if distance < least {
            least = distance;
            near = Some(words[i]);
        }
        i += 1;
    }
    near
}

/// The number of letters to insert, remove or replace (Levenshtein).
const fn distance(from: &[u8], to: &[u8]) -> usize {
    const LONGEST: usize = 64;
    if to.len() > LONGEST {
        return usize::MAX;
    }
    let mut row = [0; LONGEST + 1];
    let mut j = 0;
    while j <= to.len() {
        row[j] = j;
        j += 1;
    }
    let mut i = 0;
    while i < from.len() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        let mut j = 0;
        while j < to.len() {
            let is_other = !from[i].eq_ignore_ascii_case(&to[j]);
            let replaced = diagonal + is_other as usize;
            diagonal = row[j + 1];
            row[j + 1] = least(replaced, least(row[j], row[j + 1]) + 1);
            j += 1;
        }
        i += 1;
    }
    row[to.len()]
}

const fn least(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
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
