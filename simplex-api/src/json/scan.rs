//! Where the tokens of a JSON text end.

/// The white space at the start.
pub(super) fn blanks(text: &[u8]) -> usize {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
    text.iter().take_while(|byte| is_blank(byte)).count()
}

/// The end of those bytes from `start` on that stand for themselves in a string: up to a quote, a backslash or a control
/// character.
///
/// Eight bytes are looked at at once: in most texts that a server sends there is an image, as one long string.
pub(super) fn plain(text: &[u8], start: usize) -> usize {
    let (chunks, rest) = text[start..].as_chunks();
    for (index, chunk) in chunks.iter().enumerate() {
        let special = special(u64::from_le_bytes(*chunk));
        if special != 0 {
            return start + index * 8 + first(special);
        }
    }
    let at = text.len() - rest.len();
    match last(text, rest) {
        Some(last) => at + first(special(last)),
        None => {
            let is_plain = |byte: &&u8| !matches!(byte, b'"' | b'\\' | ..b' ');
            at + rest.iter().take_while(is_plain).count()
        }
    }
}

/// The same where the end is most likely near: in most strings the first eight bytes tell.
#[inline]
pub(super) fn plain_near(text: &[u8], start: usize) -> usize {
    let rest = &text[start..];
    let near = rest.first_chunk().map(|near| u64::from_le_bytes(*near));
    match near.or_else(|| last(text, rest)).map_or(0, special) {
        0 => plain(text, start),
        special => start + first(special),
    }
}

/// The `rest` of a text, which is less than eight bytes: those before it go, and zeros come in behind.
#[inline]
fn last(text: &[u8], rest: &[u8]) -> Option<u64> {
    let last = text.last_chunk().filter(|_| !rest.is_empty())?;
    Some(u64::from_le_bytes(*last) >> (64 - 8 * rest.len()))
}

/// The highest bit of each byte that does not stand for itself; exact up to the first of them, from the lowest byte on.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the highest bit of each byte of ASCII that is less than `limit`.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit));
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & !word & (ONES << 7)
}

/// The place of the first byte with a bit set, which there has to be.
#[inline]
fn first(special: u64) -> usize {
    (special.trailing_zeros() / 8) as usize
}

/// The number at the start; `None` if there is none.
pub(super) fn number(text: &[u8]) -> Option<usize> {
    let digits = |at: usize| text[at..].iter().take_while(|b| b.is_ascii_digit()).count();
    let some_digits = |at: usize| Some(at + digits(at)).filter(|end| *end > at);
    let is = |at: usize, bytes: &[u8]| text.get(at).is_some_and(|byte| bytes.contains(byte));

    let start = usize::from(is(0, b"-"));
    let mut end = some_digits(start)?;
    if is(start, b"0") && end > start + 1 {
        return None;
    }
    if is(end, b".") {
        end = some_digits(end + 1)?;
    }
    if is(end, b"eE") {
        let sign = usize::from(is(end + 1, b"+-"));
        end = some_digits(end + 1 + sign)?;
    }
    Some(end)
}

/// The value at the start, checked to be JSON. `None` also if there is too much in each other to be told here.
pub(super) fn value(text: &[u8]) -> Option<usize> {
    let mut open = Open(1);
    let mut at = 0;
    'values: loop {
        at = match text.get(at)? {
            b'"' => string(text, at)?,
            b'-' | b'0'..=b'9' => at + number(&text[at..])?,
            bracket @ (b'{' | b'[') => {
                open.push(*bracket)?;
                let inside = behind_blanks(text, at + 1);
                if text.get(inside) != Some(&open.closing()) {
                    at = open.item(text, inside)?;
                    continue;
                }
                inside
            }
            _ => at + word(&text[at..])?,
        };
        while !open.is_empty() {
            at = behind_blanks(text, at);
            match text.get(at)? {
                b',' => {
                    at = open.item(text, behind_blanks(text, at + 1))?;
                    continue 'values;
                }
                bracket if *bracket == open.closing() => open.pop(),
                _ => return None,
            }
            at += 1;
        }
        return Some(at);
    }
}

/// The brackets that are open, a bit for each, the innermost the lowest: one for an object. Above them there is a one.
struct Open(u64);

impl Open {
    fn is_empty(&self) -> bool {
        self.0 == 1
    }

    fn is_object(&self) -> bool {
        self.0 & 1 == 1
    }

    fn push(&mut self, bracket: u8) -> Option<()> {
        let is_object = bracket == b'{';
        let has_room = self.0.leading_zeros() > 0;
        has_room.then(|| self.0 = self.0 << 1 | u64::from(is_object))
    }

    fn pop(&mut self) {
        self.0 >>= 1;
    }

    fn closing(&self) -> u8 {
        if self.is_object() { b'}' } else { b']' }
    }

    /// Where the value of the item at `at` begins, which has a name in an object.
    fn item(&self, text: &[u8], at: usize) -> Option<usize> {
        if !self.is_object() {
            return Some(at);
        }
        text.get(at).filter(|byte| **byte == b'"')?;
        let colon = behind_blanks(text, string(text, at)?);
        text.get(colon).filter(|byte| **byte == b':')?;
        Some(behind_blanks(text, colon + 1))
    }
}

fn behind_blanks(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(..=b' ') => at + blanks(&text[at..]),
        _ => at,
    }
}

/// Where the string that begins with the quote at `at` ends.
fn string(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at = plain(text, at);
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += escape(&text[at + 1..])?,
            _ => return None,
        }
    }
}

/// The length of the escape of which this stands behind the backslash.
fn escape(text: &[u8]) -> Option<usize> {
    match text {
        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(2),
        [b'u', digits @ ..] => {
            let digits = digits.first_chunk::<4>()?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}

fn word(text: &[u8]) -> Option<usize> {
    let words: [&[u8]; 3] = [b"null", b"true", b"false"];
    let found = words.iter().find(|word| text.starts_with(word))?;
    Some(found.len())
}
