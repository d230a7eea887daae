//! The keywords of a syntax, sorted and checked by the compiler.

use crate::command::const_message::ConstMessage;

/// A keyword in a syntax.
#[derive(Debug, Clone, Copy)]
pub struct ListedKeyword {
    pub(super) text: &'static str,
    /// Its index among all keywords of the enum.
    pub(super) value: usize,
    /// Its index in the syntax.
    pub(super) position: usize,
}

/// The `keywords` of a syntax, of `all` keywords of an enum, with the longer ones first: then the first keyword that
/// matches is the longest.
pub const fn longest_first<const N: usize>(
    keywords: [&'static str; N],
    all: &[&str],
) -> [ListedKeyword; N] {
    let index = KeywordIndex::of(all);
    let mut sorted = [ListedKeyword {
        text: "",
        value: 0,
        position: 0,
    }; N];
    let mut sorted_so_far = 0;
    let mut length = usize::MAX;
    while sorted_so_far < N {
        // All keywords of the next shorter length, in their order.
        length = longest_below(&keywords, length);
        let mut position = 0;
        while position < N {
            let text = keywords[position];
            if text.len() == length {
                sorted[sorted_so_far] = ListedKeyword {
                    text,
                    value: index.find(text),
                    position,
                };
                sorted_so_far += 1;
            }
            position += 1;
        }
    }
    sorted
}

/// The length of the longest keyword that is shorter than `limit`.
const fn longest_below(keywords: &[&str], limit: usize) -> usize {
    let mut longest = 0;
    let mut i = 0;
    while i < keywords.len() {
        let length = keywords[i].len();
        if length < limit && length > longest {
            longest = length;
        }
        i += 1;
    }
    longest
}

/// Stops the compiler if a keyword of a syntax is not a keyword of the enum. `drawing` is the message with the place in
/// the syntax.
///
/// # Panics
/// With a message for the compiler to show.
#[track_caller]
pub const fn check_keywords(drawing: &'static str, listed: &[&str], all: &[&str]) {
    let mut message = ConstMessage::new(drawing);
    let index = KeywordIndex::of(all);
    let mut is_valid = true;
    let mut i = 0;
    while i < listed.len() {
        if !index.contains(listed[i]) {
            is_valid = false;
            message = message.with("\n  = note: `").with(listed[i]);
            message = message.with("` is not a keyword of the enum");
            if let Some(nearest) = nearest(listed[i], all) {
                message = message.with(", did you mean `").with(nearest).with("`?");
            }
        }
        i += 1;
    }
    if is_valid {
        return;
    }
    message = message.with("\n  = help: the keywords of the enum are ");
    let mut i = 0;
    while i < all.len() {
        message = message.with(if i == 0 { "`" } else { "`, `" }).with(all[i]);
        i += 1;
    }
    message = message.with("`");
    panic!("{}", message.text())
}

/// The most similar keyword, ignoring case, if at most a third of the characters differ.
const fn nearest<'a>(keyword: &str, all: &[&'a str]) -> Option<&'a str> {
    let mut nearest = None;
    let mut min_distance = keyword.len() / 3 + 1;
    let mut i = 0;
    while i < all.len() {
        let distance = edit_distance(keyword.as_bytes(), all[i].as_bytes());
        if distance < min_distance {
            min_distance = distance;
            nearest = Some(all[i]);
        }
        i += 1;
    }
    nearest
}

/// The number of characters to insert, remove or replace (Levenshtein). A crate for it cannot be used at compile time.
const fn edit_distance(from: &[u8], to: &[u8]) -> usize {
    const MAX_LENGTH: usize = 64;
    if to.len() > MAX_LENGTH {
        return usize::MAX;
    }
    let mut row = [0; MAX_LENGTH + 1];
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
            row[j + 1] = min(replaced, min(row[j], row[j + 1]) + 1);
            j += 1;
        }
        i += 1;
    }
    row[to.len()]
}

const fn min(a: usize, b: usize) -> usize {
    if a < b { a } else { b }
}

/// A hash table of the indexes of keywords: comparing all keywords of two long lists would take the compiler too long.
struct KeywordIndex<'a> {
    keywords: &'a [&'a str],
    /// The index of a keyword plus one, at its hash or shortly after it. 0 is an empty bucket.
    buckets: [u16; BUCKETS],
}

/// The number of buckets. A list of half as many keywords or more is searched from the start.
const BUCKETS: usize = 8192;

impl<'a> KeywordIndex<'a> {
    const fn of(keywords: &'a [&'a str]) -> Self {
        let mut table = Self {
            keywords,
            buckets: [0; BUCKETS],
        };
        let mut index = 0;
        while index < keywords.len() && keywords.len() < BUCKETS / 2 {
            let bucket = table.bucket(keywords[index]);
            if table.buckets[bucket] == 0 {
                table.buckets[bucket] = index as u16 + 1;
            }
            index += 1;
        }
        table
    }

    /// The bucket of the keyword, or the empty one for it.
    const fn bucket(&self, keyword: &str) -> usize {
        let mut bucket = hash(keyword.as_bytes()) % BUCKETS;
        while self.buckets[bucket] != 0 {
            let index = self.buckets[bucket] as usize - 1;
            if equal(self.keywords[index].as_bytes(), keyword.as_bytes()) {
                return bucket;
            }
            bucket = (bucket + 1) % BUCKETS;
        }
        bucket
    }

    const fn contains(&self, keyword: &str) -> bool {
        self.find(keyword) < self.keywords.len()
    }

    /// The index of the keyword; the number of keywords if it is not in the list.
    const fn find(&self, keyword: &str) -> usize {
        let count = self.keywords.len();
        if count < BUCKETS / 2 {
            return match self.buckets[self.bucket(keyword)] {
                0 => count,
                index => index as usize - 1,
            };
        }
        let mut index = 0;
        while index < count && !equal(self.keywords[index].as_bytes(), keyword.as_bytes()) {
            index += 1;
        }
        index
    }
}

/// The FNV-1a hash.
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
    use super::{KeywordIndex, longest_first};

    #[test]
    fn longer_keywords_come_first() {
        let sorted = longest_first(
            ["b", "ab", "a", "abc", "bc"],
            &["a", "ab", "abc", "b", "bc"],
        );
        let sorted = sorted.map(|keyword| (keyword.text, keyword.value, keyword.position));
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
    fn every_keyword_is_found() {
        for count in [0, 1, 3000, 4096] {
            let keywords: Vec<_> = (0..count).map(|index| format!("word{index}")).collect();
            let keywords: Vec<_> = keywords.iter().map(String::as_str).collect();
            let table = KeywordIndex::of(&keywords);
            for (index, keyword) in keywords.iter().enumerate().step_by(50) {
                assert_eq!(table.find(keyword), index);
            }
            assert!(!table.contains("other"));
        }
    }
}
