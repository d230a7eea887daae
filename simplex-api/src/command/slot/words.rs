use crate::command::const_message::ConstMessage;

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
    let places = Places::of(all);
    let mut sorted = [Word {
        text: "",
        place: 0,
        listed: 0,
    }; N];
    let mut sorted_so_far = 0;
    let mut length = usize::MAX;
    while sorted_so_far < N {
        // All words of the next shorter length, in their order.
        length = longest_below(&words, length);
        let mut listed = 0;
        while listed < N {
            let text = words[listed];
            if text.len() == length {
                let place = places.find(text);
                sorted[sorted_so_far] = Word {
                    text,
                    place,
                    listed,
                };
                sorted_so_far += 1;
            }
            listed += 1;
        }
    }
    sorted
}

/// The length of the longest word that is shorter than `limit`.
const fn longest_below(words: &[&str], limit: usize) -> usize {
    let mut longest = 0;
    let mut i = 0;
    while i < words.len() {
        let length = words[i].len();
        if length < limit && length > longest {
            longest = length;
        }
        i += 1;
    }
    longest
}

/// Checks at compile time that every word of a syntax is a word of the enum it chooses from. `drawing` is the message and
/// the place in the syntax.
///
/// # Panics
/// With a message for the compiler to show, if a word is not.
#[track_caller]
pub const fn check_words(drawing: &'static str, listed: &[&str], words: &[&str]) {
    let mut message = ConstMessage::new(drawing);
    let places = Places::of(words);
    let mut all = true;
    let mut i = 0;
    while i < listed.len() {
        if !places.has(listed[i]) {
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

/// The places of words in a list, by a hash of each: the compiler does not compare every word of a long list with every
/// other one.
pub(super) struct Places<'a> {
    words: &'a [&'a str],
    /// One more than the place of the word with this hash, or with one shortly before. 0: there is none.
    buckets: [u16; BUCKETS],
}

/// A list of half as many words or more is searched from the start.
const BUCKETS: usize = 8192;

impl<'a> Places<'a> {
    pub(super) const fn of(words: &'a [&'a str]) -> Self {
        let mut places = Self {
            words,
            buckets: [0; BUCKETS],
        };
        let mut place = 0;
        while place < words.len() && words.len() < BUCKETS / 2 {
            let bucket = places.bucket(words[place]);
            if places.buckets[bucket] == 0 {
                places.buckets[bucket] = place as u16 + 1;
            }
            place += 1;
        }
        places
    }

    /// Where the word is, or would be.
    const fn bucket(&self, word: &str) -> usize {
        let mut bucket = hash(word.as_bytes()) % BUCKETS;
        while self.buckets[bucket] != 0 {
            let place = self.buckets[bucket] as usize - 1;
            if equal(self.words[place].as_bytes(), word.as_bytes()) {
                return bucket;
            }
            bucket = (bucket + 1) % BUCKETS;
        }
        bucket
    }

    pub(super) const fn has(&self, word: &str) -> bool {
        self.find(word) < self.words.len()
    }

    /// The place of `word`; behind all of them, if it is not one of them.
    const fn find(&self, word: &str) -> usize {
        if self.words.len() < BUCKETS / 2 {
            return match self.buckets[self.bucket(word)] {
                0 => self.words.len(),
                place => place as usize - 1,
            };
        }
        let mut place = 0;
        while place < self.words.len() && !equal(self.words[place].as_bytes(), word.as_bytes()) {
            place += 1;
        }
        place
    }
}

/// Fowler, Noll and Vo's.
const fn hash(bytes: &[u8]) -> usize {
    let mut hash = 0x811c_9dc5_u32;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u32).wrapping_mul(0x0100_0193);
        i += 1;
    }
    hash as usize
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

#[cfg(test)]
mod tests {
    use super::{Places, longest_first};

    #[test]
    fn longer_words_come_first() {
        let sorted = longest_first(
            ["b", "ab", "a", "abc", "bc"],
            &["a", "ab", "abc", "b", "bc"],
        );
        let sorted = sorted.map(|word| (word.text, word.place, word.listed));
        let expected = [
            ("abc", 2, 3),
            ("ab", 1, 1),
            ("bc", 4, 4),
            ("b", 3, 0),
            ("a", 0, 2),
        ];
        assert_eq!(sorted, expected);
    }

    #[test]
    fn each_word_is_found() {
        for count in [0, 1, 3000, 4096] {
            let words: Vec<_> = (0..count).map(|word| format!("word{word}")).collect();
            let words: Vec<_> = words.iter().map(String::as_str).collect();
            let places = Places::of(&words);
            for (place, word) in words.iter().enumerate().step_by(50) {
                assert_eq!(places.find(word), place);
            }
            assert!(!places.has("other"));
        }
    }
}
