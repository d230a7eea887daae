//! Where the tokens of a JSON text end.

/// The white space at the start.
pub(super) fn blanks(text: &[u8]) -> usize {
    let is_blank = |byte: &u8| matches!(byte, b' ' | b'\n' | b'\t' | b'\r');
    text.iter().take_while(|byte| is_blank(byte)).count()
}

/// The bytes at the start that stand for themselves in a string: up to a quote, a backslash or a control character.
///
/// Eight bytes are looked at at once: in most texts that a server sends there is an image, as one long string.
pub(super) fn plain(text: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    // Sets the highest bit of each byte of ASCII that is less than `limit`; exact up to the first of them.
    let below = |word: u64, limit: u8| word.wrapping_sub(ONES * u64::from(limit));
    let (chunks, rest) = text.as_chunks::<8>();
    for (index, chunk) in chunks.iter().enumerate() {
        let word = u64::from_le_bytes(*chunk);
        let is = |byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
        let special = (below(word, b' ') | is(b'"') | is(b'\\')) & !word & (ONES << 7);
        if special != 0 {
            return index * 8 + (special.trailing_zeros() / 8) as usize;
        }
    }
    let is_plain = |byte: &u8| !matches!(byte, b'"' | b'\\' | ..b' ');
    text.len() - rest.len() + rest.iter().take_while(|byte| is_plain(byte)).count()
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

/// The value at the start, not looked at more closely than its end needs.
pub(super) fn value(text: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = 0;
    loop {
        at += match text.get(at)? {
            b'{' | b'[' => {
                depth += 1;
                1
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                1
            }
            b'"' => string(&text[at..])?,
            b',' | b':' | b' ' | b'\n' | b'\t' | b'\r' if depth > 0 => 1,
            _ => scalar(&text[at..])?,
        };
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The string at the start, quotes included.
fn string(text: &[u8]) -> Option<usize> {
    let mut at = 1;
    loop {
        at += plain(text.get(at..)?);
        match text.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => return None,
        }
    }
}

fn scalar(text: &[u8]) -> Option<usize> {
    let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
    let length = text.iter().take_while(|byte| is_part(byte)).count();
    (length > 0).then_some(length)
}
