//! The path of a position in a JSON text. It is computed only after an error, so that decoding does not have to track it.

use std::borrow::Cow;
use std::fmt::Write;

/// The maximum number of segments in a path. Regular data from a server is much less deep.
const MAX_SEGMENTS: usize = 64;

/// An object or list that is open at a position.
enum Segment<'a> {
    /// An object and the name of the current field, quoted as in the text.
    Object(Option<&'a str>),
    /// A list and the index of the current item.
    List(usize),
}

/// The path of the value that ends at byte `end` of `json`, or contains it: `chatItems[0].chatItem.meta`. It has at most
/// `max_depth` segments.
///
/// The text does not need to be valid JSON. The end of a long path is omitted.
pub(crate) fn path_at(json: &str, end: usize, max_depth: usize) -> String {
    let bytes = json.as_bytes();
    let end = end.min(bytes.len());
    let mut open = Vec::new();
    // The number of open objects and lists inside of those.
    let mut omitted = 0_usize;
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'{' | b'[' if open.len() == MAX_SEGMENTS => omitted += 1,
            b'}' | b']' if omitted > 0 => omitted -= 1,
            b'{' => open.push(Segment::Object(None)),
            b'[' => open.push(Segment::List(0)),
            b'}' | b']' => _ = open.pop(),
            b',' if omitted > 0 => {}
            b',' => match open.last_mut() {
                Some(Segment::Object(field)) => *field = None,
                Some(Segment::List(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let close = string_end(bytes, at);
                if omitted == 0
                    && let Some(Segment::Object(field @ None)) = open.last_mut()
                {
                    *field = json.get(at..close);
                }
                at = close;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let is_truncated = omitted > 0 && max_depth > open.len();
    open.truncate(max_depth);
    let mut path = join_segments(&open);
    if is_truncated {
        path.push('…');
    }
    path
}

/// The position after the closing quote of the string that starts at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'"' => return at + 1,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
    bytes.len()
}

fn join_segments(open: &[Segment<'_>]) -> String {
    let mut path = String::new();
    for segment in open {
        match segment {
            Segment::Object(None) => {}
            Segment::Object(Some(name)) => push_field(&mut path, name),
            Segment::List(index) => _ = write!(path, "[{index}]"),
        }
    }
    path
}

fn push_field(path: &mut String, quoted: &str) {
    let name = match serde_json::from_str::<String>(quoted) {
        Ok(name) => Cow::Owned(name),
        Err(_) => Cow::Borrowed(quoted),
    };
    if name.is_empty() || name.contains(|c: char| !c.is_alphanumeric() && c != '_') {
        _ = write!(path, "[{quoted}]");
    } else {
        join(path, &name);
    }
}

/// Appends a path to the path of the outer value.
pub(crate) fn join(path: &mut String, inner: &str) {
    if !path.is_empty() && !inner.is_empty() && !inner.starts_with('[') {
        path.push('.');
    }
    path.push_str(inner);
}
