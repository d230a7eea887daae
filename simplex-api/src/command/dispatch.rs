//! Which commands of a set a text can be one of.

use std::cmp::Ordering;

use super::SetMember;
use super::collision::head;

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
struct Key {
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

/// The heads of a set, in the order of their bytes.
pub const fn heads<S, const N: usize>(members: &[SetMember<S>]) -> [Head; N] {
    let empty = Head {
        key: Key::new(""),
        member: 0,
        shorter: None,
    };
    let mut heads = [empty; N];
    let mut member = 0;
    while member < N {
        let key = Key::new(head(members[member].spec.parts));
        let mut place = member;
        while place > 0 && key.is_before(&heads[place - 1].key) {
            heads[place] = heads[place - 1];
            place -= 1;
        }
        heads[place] = Head {
            key,
            member,
            shorter: None,
        };
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

/// The members whose heads `text` begins with, the longest head first.
pub(super) fn candidates(heads: &'static [Head], text: &str) -> impl Iterator<Item = usize> {
    let text = text.as_bytes();
    let after = heads.partition_point(|head| head.key.as_bytes().cmp(text) != Ordering::Greater);
    let last = after.checked_sub(1);
    let chain = std::iter::successors(last, |place| heads[*place].shorter);
    chain
        .map(|place| &heads[place])
        .filter(move |head| text.starts_with(head.key.as_bytes()))
        .map(|head| head.member)
}
