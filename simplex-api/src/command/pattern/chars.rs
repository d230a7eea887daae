//! Sets of characters that the compiler can compute with.

/// A set of characters: a bit for each of ASCII. Control characters are in no text, so their bits are
/// free for other characters, see `Alphabet`.
#[derive(Debug, Clone, Copy)]
pub struct Chars(u128);

impl Chars {
    pub(in crate::command) const NONE: Self = Self(0);
    /// All of them.
    pub const ANY: Self = Self(u128::MAX);
    /// All that are not of ASCII.
    pub(in crate::command) const BEYOND_ASCII: Self = Self(0xffff_ffff | 1 << OTHERS);
    /// The blank.
    pub const BLANK: Self = Self(1 << b' ');
    /// All digits.
    pub const DIGITS: Self = Self(0x3ff << b'0');

    /// The set without this character of ASCII.
    #[must_use]
    pub const fn except(self, ascii: char) -> Self {
        Self(self.0 & !(1 << ascii as u32))
    }

    pub(in crate::command) const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(in crate::command) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(in crate::command) const fn minus(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    pub(in crate::command) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The set without capitals, for texts in which case makes no difference.
    pub(in crate::command) const fn in_lower_case(self) -> Self {
        const CAPITALS: u128 = 0x03ff_ffff << b'A';
        Self(self.0 & !CAPITALS | (self.0 & CAPITALS) << 32)
    }

    /// Whether the character can be in the set: one beyond ASCII, if any is.
    pub(in crate::command) const fn may_have(self, character: char) -> bool {
        match character as u32 {
            code @ 0x20..OTHERS => self.has(code),
            _ => !self.and(Self::BEYOND_ASCII).is_empty(),
        }
    }

    const fn has(self, bit: u32) -> bool {
        self.0 >> bit & 1 == 1
    }
}

/// The characters beyond ASCII that texts name: each has a bit, all others share the last.
pub(in crate::command) struct Alphabet {
    named: [char; 32],
    length: usize,
    /// There was no bit for a character.
    pub(in crate::command) is_full: bool,
}

const OTHERS: u32 = 127;

impl Alphabet {
    pub(in crate::command) const fn new() -> Self {
        Self {
            named: ['\0'; 32],
            length: 0,
            is_full: false,
        }
    }

    pub(in crate::command) const fn set(&mut self, character: char) -> Chars {
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

    /// A character of a set, the best to read.
    pub(in crate::command) const fn example(&self, set: Chars) -> char {
        const BEST: &[u8] = b"abcdefghijklmnopqrstuvwxyz123456789";
        let mut i = 0;
        while i < BEST.len() {
            if set.has(BEST[i] as u32) {
                return BEST[i] as char;
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

/// The character of `text` that begins at the byte `at`, and where the next one begins.
pub(in crate::command) const fn next_char(text: &str, at: usize) -> (char, usize) {
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
