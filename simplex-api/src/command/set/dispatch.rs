//! Which commands of a set a text can be one of.

use super::item::SetEntry;
use crate::command::decode::case_fold;

/// The bytes of a head that are compared: enough to tell commands apart.
const KEY: usize = 48;

/// The text that a command begins with.
#[derive(Debug, Clone, Copy)]
pub struct Head {
    key: Key,
    /// Which member of the set it is.
    member: usize,
    /// The longest other head that this one begins with, or that is the same.
    shorter: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    bytes: [u8; KEY],
    length: usize,
}

impl Key {
    const fn new(text: &str) -> Self {
        let text = text.as_bytes();
        let mut key = Self {
            bytes: [0; KEY],
            length: 0,
        };
        while key.length < text.len() && key.length < KEY {
            key.bytes[key.length] = text[key.length];
            key.length += 1;
        }
        key
    }

    /// Of what people have typed, as heads are that people type: in lower case, with one blank for many.
    /// At the end there is one, too.
    fn of_typed(text: &str) -> Self {
        let mut key = Self::new("");
        let mut rest = text.trim_start_matches(case_fold::is_blank);
        while let Some(next) = rest.chars().next() {
            rest = &rest[next.len_utf8()..];
            if case_fold::is_blank(next) {
                rest = rest.trim_start_matches(case_fold::is_blank);
                key.push(' ');
            } else {
                key.push(case_fold::letter(next));
            }
            if key.length == KEY {
                return key;
            }
        }
        key.push(' ');
        key
    }

    fn push(&mut self, character: char) {
        for byte in character.encode_utf8(&mut [0; 4]).bytes() {
            if let Some(free) = self.bytes.get_mut(self.length) {
                *free = byte;
                self.length += 1;
            }
        }
    }

    fn as_bytes(&self) -> &[u8] {
        &self.bytes[..self.length]
    }

    const fn is_before(&self, other: &Self) -> bool {
        let mut i = 0;
        while i < self.length && i < other.length {
            if self.bytes[i] != other.bytes[i] {
                return self.bytes[i] < other.bytes[i];
            }
            i += 1;
        }
        self.length < other.length
    }

    const fn begins(&self, other: &Self) -> bool {
        let mut i = 0;
        while i < self.length {
            if i == other.length || self.bytes[i] != other.bytes[i] {
                return false;
            }
            i += 1;
        }
        true
    }
}

/// How many heads a set has.
pub const fn count(entries: &[SetEntry]) -> usize {
    let mut count = 0;
    let mut member = 0;
    while member < entries.len() {
        let mut index = 0;
        while entries[member].member.head(index).is_some() {
            index += 1;
        }
        count += index;
        member += 1;
    }
    count
}

/// The heads of a set, in the order of their bytes.
pub const fn heads<const N: usize>(entries: &[SetEntry]) -> [Head; N] {
    let empty = Head {
        key: Key::new(""),
        member: 0,
        shorter: None,
    };
    let mut heads = [empty; N];
    let mut length = 0;
    let mut member = 0;
    while member < entries.len() {
        let mut index = 0;
        while let Some(head) = entries[member].member.head(index) {
            let key = Key::new(head);
            let mut place = length;
            while place > 0 && key.is_before(&heads[place - 1].key) {
                heads[place] = heads[place - 1];
                place -= 1;
            }
            heads[place] = Head {
                key,
                member,
                shorter: None,
            };
            length += 1;
            index += 1;
        }
        member += 1;
    }
    link(heads)
}

/// What begins a head comes before it; so does what begins another of its beginnings.
const fn link<const N: usize>(mut heads: [Head; N]) -> [Head; N] {
    let mut place = 1;
    while place < N {
        let mut shorter = Some(place - 1);
        while let Some(other) = shorter {
            if heads[other].key.begins(&heads[place].key) {
                break;
            }
            shorter = heads[other].shorter;
        }
        heads[place].shorter = shorter;
        place += 1;
    }
    heads
}

/// The beginning of a text.
pub(super) enum Beginning<'a> {
    AsItIs(&'a str),
    Typed(Key),
}

impl Beginning<'_> {
    fn as_bytes(&self) -> &[u8] {
        match self {
            Self::AsItIs(text) => text.as_bytes(),
            Self::Typed(key) => key.as_bytes(),
        }
    }
}

/// The heads of a set, to find its commands by.
#[derive(Debug, Clone, Copy)]
pub struct Heads {
    heads: &'static [Head],
    is_typed: bool,
}

impl Heads {
    /// The `heads` of these commands.
    pub const fn new(entries: &[SetEntry], heads: &'static [Head]) -> Self {
        Self {
            heads,
            is_typed: matches!(entries, [first, ..] if first.member.is_typed()),
        }
    }

    /// The beginning of a text, to be compared with heads.
    pub(super) fn beginning(self, text: &str) -> Beginning<'_> {
        if self.is_typed {
            Beginning::Typed(Key::of_typed(text))
        } else {
            Beginning::AsItIs(text)
        }
    }

    /// The members whose heads a text begins with, the longest head first.
    pub(super) fn candidates(self, text: &Beginning<'_>) -> impl Iterator<Item = usize> {
        let text = text.as_bytes();
        let heads = self.heads;
        let after = heads.partition_point(|head| head.key.as_bytes() <= text);
        let last = after.checked_sub(1);
        let chain = std::iter::successors(last, |place| heads[*place].shorter);
        chain
            .map(|place| &heads[place])
            .filter(move |head| text.starts_with(head.key.as_bytes()))
            .map(|head| head.member)
    }
}
