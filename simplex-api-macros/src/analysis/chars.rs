//! Sets of characters.

use std::ops::{BitAnd, BitOr, Not};

/// A set of characters: a bit for each of ASCII. Control characters are in no syntax and in no value, so
/// their bits are free for other characters, see [`Alphabet`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Chars(u128);

impl Chars {
    pub(super) const NONE: Self = Self(0);
    /// Everything printable.
    pub(super) const ANY: Self = Self(u128::MAX);
    pub(super) const BLANK: Self = Self::ascii(b' ');
    pub(super) const ZERO: Self = Self::ascii(b'0');
    pub(super) const DIGITS: Self = Self(0x3ff << b'0');

    const fn ascii(character: u8) -> Self {
        Self(1 << character)
    }

    pub(super) fn is_empty(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn meets(self, other: Self) -> bool {
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

/// The characters beyond ASCII that a syntax names: each has a bit, all others share the last.
#[derive(Debug, Default)]
pub(super) struct Alphabet(Vec<char>);

const OTHERS: u8 = 127;

impl Alphabet {
    pub(super) fn set(&mut self, character: char) -> Chars {
        if let Ok(ascii @ b' '..OTHERS) = u8::try_from(character) {
            return Chars::ascii(ascii);
        }
        let place = self.0.iter().position(|known| *known == character);
        let place = place.unwrap_or_else(|| {
            self.0.push(character);
            self.0.len() - 1
        });
        match u8::try_from(place) {
            Ok(bit @ ..b' ') => Chars::ascii(bit),
            _ => Chars::ascii(OTHERS),
        }
    }

    /// The characters of a set, as far as there are bits for them. The best to read comes first.
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
        let all = ascii.chain(known).filter(|(one, _)| set.meets(*one));
        all.map(|(_, c)| c).collect()
    }

    /// A character of a set, to show in an example.
    pub(super) fn example(&self, set: Chars) -> char {
        let unknown = || ('é'..).find(|c| !self.0.contains(c));
        let known = self.all(set).into_iter().next();
        known.or_else(unknown).unwrap_or('?')
    }
}
