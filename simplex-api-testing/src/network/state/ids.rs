//! Ids, counted from 1 like the rows of the server's tables.

/// The rows of one table so far.
#[derive(Debug, Default)]
pub(crate) struct Sequence(i64);

impl Sequence {
    pub(crate) fn next(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

/// The tables of the network.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    pub(crate) users: Sequence,
    pub(crate) contacts: Sequence,
    pub(crate) profiles: Sequence,
    pub(crate) connections: Sequence,
    pub(crate) links: Sequence,
    pub(crate) requests: Sequence,
    pub(crate) items: Sequence,
    pub(crate) groups: Sequence,
    pub(crate) members: Sequence,
    pub(crate) files: Sequence,
    pub(crate) relays: Sequence,
}

/// An id that is a text to those who use it: base64url, as the server's are, and still telling.
pub(crate) fn readable_id(kind: &str, number: i64) -> String {
    format!("{kind}{number:0>width$}", width = 16 - kind.len().min(16))
}

/// Base64url of so many bytes that names what it stands for.
pub(crate) fn readable_base64(kind: &str, number: i64, bytes: usize) -> String {
    let length = (4 * bytes).div_ceil(3);
    // The last digit must not have more bits than there are left.
    let digits = length.saturating_sub(kind.len() + 1);
    format!("{kind}{number:0>digits$}A")
}
