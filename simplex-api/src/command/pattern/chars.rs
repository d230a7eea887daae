//! Sets of characters that the compiler can compute with.

/// A set of characters, with a bit for each ASCII character. Commands contain no control characters, so their bits are
/// used for other characters, see `Alphabet`.
#[derive(Debug, Clone, Copy)]
pub struct Chars(u128);

impl Chars {
    pub(super) const NONE: Self = Self(0);
    /// All characters.
    pub const ANY: Self = Self(u128::MAX);
    /// All characters that are not ASCII.
    pub(super) const BEYOND_ASCII: Self = Self(0xffff_ffff | 1 << OTHERS);
    /// The space.
    pub const SPACE: Self = Self(1 << b' ');
    /// All digits.
    pub const DIGITS: Self = Self(0x3ff << b'0');

    /// The set without this ASCII character.
    #[must_use]
    pub const fn except(self, ascii: char) -> Self {
        Self(self.0 & !(1 << ascii as u32))
    }

    pub(super) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set with lower-case instead of upper-case letters, for strings in which case makes no difference.
    pub(super) const fn in_lower_case(self) -> Self {
        const UPPER_CASE: u128 = 0x03ff_ffff << b'A';
        Self(self.0 & !UPPER_CASE | (self.0 & UPPER_CASE) << 32)
    }

    const fn has(self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }
}

/// The non-ASCII characters that patterns name: each has a bit, and all others share the last bit.
pub(super) struct Alphabet {
    named: [char; 32],
    length: usize,
    /// A character has no bit, because all are used.
    pub(super) is_full: bool,
}

const OTHERS: u32 = 127;

impl Alphabet {
    pub(super) const fn new() -> Self {
        Self {
            named: ['\0'; 32],
            length: 0,
            is_full: false,
        }
    }

    pub(super) const fn set(&mut self, character: char) -> Chars {
        if character >= ' ' && (character as u32) < OTHERS {
            return Chars(1 << character as u32);
        }
        let mut bit = 0;
        while bit < self.length && self.named[bit] != character {
            bit += 1;
        }
        if bit == self.named.len() {
            self.is_full = true;
            return Chars(1 << OTHERS);
        }
        if bit == self.length {
            self.named[bit] = character;
            self.length += 1;
        }
        Chars(1 << bit)
    }

    /// A character of the set, preferably a readable one.
    pub(super) const fn example(&self, set: Chars) -> char {
        const PREFERRED: &[u8] = b"abcdefghijklmnopqrstuvwxyz123456789";
        let mut i = 0;
        while i < PREFERRED.len() {
            if set.has(PREFERRED[i] as u32) {
                return PREFERRED[i] as char;
            }
            i += 1;
        }
        let mut ascii = b'!';
        while ascii <= b'~' {
            if set.has(ascii as u32) {
                return ascii as char;
            }
            ascii += 1;
        }
        let mut named = 0;
        while named < self.length {
            if set.has(named as u32) {
                return self.named[named];
            }
            named += 1;
        }
        if set.has(' ' as u32) { ' ' } else { '\u{fffd}' }
    }
}

/// The character of `text` at the byte offset `at`, and the offset of the next one.
pub(super) const fn next_char(text: &str, at: usize) -> (char, usize) {
    let bytes = text.as_bytes();
    let lead = bytes[at];
    let (length, bits) = match lead {
        ..0x80 => return (lead as char, at + 1),
        0x80..0xe0 => (2, lead & 0x1f),
        0xe0..0xf0 => (3, lead & 0x0f),
        0xf0.. => (4, lead & 0x07),
    };
    let mut code = bits as u32;
    let mut i = at + 1;
    while i < at + length {
        code = code << 6 | (bytes[i] & 0x3f) as u32;
        i += 1;
    }
    match char::from_u32(code) {
        Some(character) => (character, i),
        None => ('\u{fffd}', i),
    }
}
