//! Sets of characters.

use std::ops::{BitAnd, BitOr, Not};

/// A set of characters: one bit for each ASCII character. A syntax or a value never contains control characters, so
/// their bits represent other characters, see [`Alphabet`].
///
/// The library has a similar type for its collision check, which runs in `const fn`s. A procedural macro crate can export
/// only macros, so the two cannot be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chars(u128);

impl Chars {
    pub(super) const NONE: Self = Self(0);
    /// All printable characters.
    pub(super) const ANY: Self = Self(u128::MAX);
    pub(super) const SPACE: Self = Self::ascii(b' ');
    pub(super) const ZERO: Self = Self::ascii(b'0');
    pub(super) const DIGITS: Self = Self(0x3ff << b'0');

    const fn ascii(character: u8) -> Self {
        Self(1 << character)
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn intersects(self, other: Self) -> bool {
        !(self & other).is_empty()
    }
}

impl BitAnd for Chars {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl BitOr for Chars {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Not for Chars {
    type Output = Self;

    fn not(self) -> Self {
        Self(!self.0)
    }
}

/// The non-ASCII characters of a syntax: each has a bit; all other characters share the last bit.
#[derive(Debug, Default)]
pub(super) struct Alphabet(Vec<char>);

const OTHERS: u8 = 127;

impl Alphabet {
    pub(super) fn set(&mut self, character: char) -> Chars {
        if let Ok(ascii @ b' '..OTHERS) = u8::try_from(character) {
            return Chars::ascii(ascii);
        }
        let index = self.0.iter().position(|known| *known == character);
        let index = index.unwrap_or_else(|| {
            self.0.push(character);
            self.0.len() - 1
        });
        match u8::try_from(index) {
            Ok(bit @ ..b' ') => Chars::ascii(bit),
            _ => Chars::ascii(OTHERS),
        }
    }

    /// The characters of a set that have a bit, the most readable ones first.
    pub(super) fn all(&self, set: Chars) -> Vec<char> {
        let ascii = ('1'..='9')
            .chain('0'..='0')
            .chain('a'..='z')
            .chain('A'..='Z');
        let others = ('!'..='~').filter(|c| !c.is_ascii_alphanumeric());
        let ascii = ascii.chain(others).chain(' '..=' ');
        let ascii = ascii.map(|c| (Chars::ascii(c as u8), c));
        let known = (0..b' ').zip(&self.0);
        let known = known.map(|(bit, c)| (Chars::ascii(bit), *c));
        let all = ascii.chain(known).filter(|(one, _)| set.intersects(*one));
        all.map(|(_, c)| c).collect()
    }

    /// A character of a set, for an example.
    pub(super) fn example(&self, set: Chars) -> char {
        let unknown = || ('é'..).find(|c| !self.0.contains(c));
        let known = self.all(set).into_iter().next();
        known.or_else(unknown).unwrap_or('?')
    }
}
