//! Where in a JSON text a position is. Asked only after an error, so that decoding keeps no account of it.

use std::borrow::Cow;
use std::fmt::Write;

/// The most steps of a path. Nothing that a server sends on its own is nearly so deep.
const MOST: usize = 64;

/// An object or list that is open at some position.
enum Step<'a> {
    /// An object, and the member that it is at, quoted as in the text.
    Object(Option<&'a str>),
    /// A list, and the item that it is at.
    List(usize),
}

/// The path of the value that ends, or else stands, at byte `end` of `json`: `chatItems[0].chatItem.meta`. It goes
/// through no more than `depth` objects and lists.
///
/// The text need not be well-formed. Of a path that is too long the end is left out.
pub(crate) fn path_at(json: &str, end: usize, depth: usize) -> String {
    let bytes = json.as_bytes();
    let end = end.min(bytes.len());
    let mut open = Vec::new();
    // How many are open inside of those.
    let mut deeper = 0_usize;
    let mut at = 0;
    while at < end {
        match bytes[at] {
            b'{' | b'[' if open.len() == MOST => deeper += 1,
            b'}' | b']' if deeper > 0 => deeper -= 1,
            b'{' => open.push(Step::Object(None)),
            b'[' => open.push(Step::List(0)),
            b'}' | b']' => _ = open.pop(),
            b',' if deeper > 0 => {}
            b',' => match open.last_mut() {
                Some(Step::Object(member)) => *member = None,
                Some(Step::List(index)) => *index += 1,
                None => {}
            },
            b'"' => {
                let close = string_end(bytes, at);
                if deeper == 0
                    && let Some(Step::Object(member @ None)) = open.last_mut()
                {
                    *member = json.get(at..close);
                }
                at = close;
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    let is_cut = deeper > 0 && depth > open.len();
    open.truncate(depth);
    let mut path = written(&open);
    if is_cut {
        path.push('…');
    }
    path
}

/// The end of the string that begins at `start`, behind its closing quote.
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

fn written(open: &[Step<'_>]) -> String {
    let mut path = String::new();
    for step in open {
        match step {
            Step::Object(None) => {}
            Step::Object(Some(member)) => push_member(&mut path, member),
            Step::List(index) => _ = write!(path, "[{index}]"),
        }
    }
    path
}

fn push_member(path: &mut String, quoted: &str) {
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

/// Appends a path to that of the value around it.
pub(crate) fn join(path: &mut String, inner: &str) {
    if !path.is_empty() && !inner.is_empty() && !inner.starts_with('[') {
        path.push('.');
    }
    path.push_str(inner);
}
