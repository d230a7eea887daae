//! Finds the ends of the tokens in a JSON text, and replaces escapes in strings.

/// The length of the whitespace at the start.
pub(super) fn whitespace(text: &[u8]) -> usize {
    let is_space = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
    text.iter().take_while(|byte| is_space(byte)).count()
}

/// The first position at or after `start` of a quote, a backslash or a control character.
///
/// It checks eight bytes at once, because most texts from a server contain an image as one long string.
pub(super) fn unescaped_end(text: &[u8], start: usize) -> usize {
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
            let is_unescaped = |byte: &&u8| !matches!(byte, b'"' | b'\\' | ..b' ');
            at + rest.iter().take_while(is_unescaped).count()
        }
    }
}

/// The same as [`unescaped_end`], optimized for short strings: usually the end is in the first eight bytes.
#[inline]
pub(super) fn unescaped_end_near(text: &[u8], start: usize) -> usize {
    let rest = &text[start..];
    let near = rest.first_chunk().map(|near| u64::from_le_bytes(*near));
    match near.or_else(|| last(text, rest)).map_or(0, special) {
        0 => unescaped_end(text, start),
        special => start + first(special),
    }
}

/// The `rest` of a text, which has less than eight bytes, filled up with zeros.
#[inline]
fn last(text: &[u8], rest: &[u8]) -> Option<u64> {
    let last = text.last_chunk().filter(|_| !rest.is_empty())?;
    Some(u64::from_le_bytes(*last) >> (64 - 8 * rest.len()))
}

/// Sets the highest bit of each special byte: a quote, a backslash or a control character. Starting at the lowest byte, the
/// result is exact up to the first special byte.
#[inline]
fn special(word: u64) -> u64 {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the highest bit of each byte of ASCII that is less than `limit`.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit));
    let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    (below(word, b' ') | is(b'"') | is(b'\\')) & !word & (ONES << 7)
}

/// The index of the first byte with a bit set. At least one bit must be set.
#[inline]
fn first(special: u64) -> usize {
    (special.trailing_zeros() / 8) as usize
}

/// The length of the number at the start; `None` if there is none.
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

/// The length of the value at the start; `None` if it is not JSON, or is nested too deeply for [`OpenBrackets`].
pub(super) fn value(text: &[u8]) -> Option<usize> {
    let mut open = OpenBrackets(1);
    let mut at = 0;
    'values: loop {
        at = match text.get(at)? {
            b'"' => string_end(text, at)?,
            b'-' | b'0'..=b'9' => at + number(&text[at..])?,
            bracket @ (b'{' | b'[') => {
                open.push(*bracket)?;
                let inside = skip_whitespace(text, at + 1);
                if text.get(inside) != Some(&open.closing()) {
                    at = open.value_start(text, inside)?;
                    continue;
                }
                inside
            }
            _ => at + word_len(&text[at..])?,
        };
        while !open.is_empty() {
            at = skip_whitespace(text, at);
            match text.get(at)? {
                b',' => {
                    at = open.value_start(text, skip_whitespace(text, at + 1))?;
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

/// The open brackets, one bit for each: 1 for an object, 0 for a list. The lowest bit is the innermost bracket; the highest
/// bit set marks the end.
struct OpenBrackets(u64);

impl OpenBrackets {
    fn is_empty(&self) -> bool {
        self.0 == 1
    }

    fn is_object(&self) -> bool {
        self.0 & 1 == 1
    }

    fn push(&mut self, bracket: u8) -> Option<()> {
        let is_object = bracket == b'{';
        let has_capacity = self.0.leading_zeros() > 0;
        has_capacity.then(|| self.0 = self.0 << 1 | u64::from(is_object))
    }

    fn pop(&mut self) {
        self.0 >>= 1;
    }

    fn closing(&self) -> u8 {
        if self.is_object() { b'}' } else { b']' }
    }

    /// The start of the value of the item at `at`. In an object this is after the name.
    fn value_start(&self, text: &[u8], at: usize) -> Option<usize> {
        if !self.is_object() {
            return Some(at);
        }
        text.get(at).filter(|byte| **byte == b'"')?;
        let colon = skip_whitespace(text, string_end(text, at)?);
        text.get(colon).filter(|byte| **byte == b':')?;
        Some(skip_whitespace(text, colon + 1))
    }
}

fn skip_whitespace(text: &[u8], at: usize) -> usize {
    match text.get(at) {
        Some(..=b' ') => at + whitespace(&text[at..]),
        _ => at,
    }
}

/// The end of the string whose opening quote is at `at`.
fn string_end(text: &[u8], at: usize) -> Option<usize> {
    let mut at = at + 1;
    loop {
        at = unescaped_end(text, at);
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += escape_len(&text[at + 1..])?,
            _ => return None,
        }
    }
}

/// The length of an escape; `text` starts after its backslash.
fn escape_len(text: &[u8]) -> Option<usize> {
    match text {
        [b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => Some(2),
        [b'u', digits @ ..] => {
            let digits = digits.first_chunk::<4>()?;
            digits.iter().all(u8::is_ascii_hexdigit).then_some(6)
        }
        _ => None,
    }
}

/// The length of the `null`, `true` or `false` at the start.
fn word_len(text: &[u8]) -> Option<usize> {
    let words: [&[u8]; 3] = [b"null", b"true", b"false"];
    let found = words.iter().find(|word| text.starts_with(word))?;
    Some(found.len())
}

/// The first capacity of a string with escapes.
const INITIAL_CAPACITY: usize = 256;

/// Replaces the escapes of a string; `inside` starts after its opening quote. Returns the string and its length in the
/// text; `None` if it has other escapes than those of one character.
pub(super) fn unescape(inside: &str) -> Option<(String, usize)> {
    let mut text = String::with_capacity(inside.len().min(INITIAL_CAPACITY));
    let mut rest = inside;
    loop {
        let (unescaped, special) = rest.split_at(unescaped_end(rest.as_bytes(), 0));
        if text.capacity() - text.len() <= unescaped.len() {
            let additional = (text.capacity() * 8).min(rest.len());
            text.reserve(additional.max(unescaped.len() + 1));
        }
        text.push_str(unescaped);
        text.push_str(match special.as_bytes() {
            [b'"', ..] => {
                text.shrink_to_fit();
                return Some((text, inside.len() - special.len()));
            }
            [b'\\', b'n', ..] => "\n",
            [b'\\', b'"', ..] => "\"",
            [b'\\', b'\\', ..] => "\\",
            [b'\\', b'/', ..] => "/",
            [b'\\', b't', ..] => "\t",
            [b'\\', b'r', ..] => "\r",
            [b'\\', b'b', ..] => "\u{8}",
            [b'\\', b'f', ..] => "\u{c}",
            _ => return None,
        });
        rest = &special[2..];
    }
}
