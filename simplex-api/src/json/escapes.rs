//! Strings with escapes in them.

use super::scan;

/// The bytes that a string with escapes is given to begin with.
const FIRST: usize = 256;

/// What a string says of which `inside` is all behind its first quote, and how long it is there: if all of its
/// escapes are single letters.
pub(super) fn unescaped(inside: &str) -> Option<(String, usize)> {
    let mut text = String::with_capacity(inside.len().min(FIRST));
    let mut rest = inside;
    loop {
        let (plain, special) = rest.split_at(scan::plain(rest.as_bytes(), 0));
        if text.capacity() - text.len() <= plain.len() {
            let room = (text.capacity() * 8).min(rest.len());
            text.reserve(room.max(plain.len() + 1));
        }
        text.push_str(plain);
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
