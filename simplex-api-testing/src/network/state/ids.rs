//! Ids, counted from 1 as in the tables of the server's database.

/// The last id of a table.
#[derive(Debug, Default)]
pub(crate) struct Sequence(i64);

impl Sequence {
    pub(crate) fn next(&mut self) -> i64 {
        self.0 += 1;
        self.0
    }
}

impl Sequence {
    /// Continues after the largest id that is still used.
    pub(crate) fn reset(&mut self, used: impl Iterator<Item = i64>) {
        self.0 = used.max().unwrap_or_default();
    }
}

/// The tables of a client.
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

/// A readable id in base64url, for ids that clients treat as opaque strings.
pub(crate) fn readable_id(kind: &str, number: i64) -> String {
    format!("{kind}{number:0>width$}", width = 16 - kind.len().min(16))
}

/// Readable base64url that decodes to the given number of bytes.
pub(crate) fn readable_base64(kind: &str, number: i64, bytes: usize) -> String {
    let length = (4 * bytes).div_ceil(3);
    // The last digit must not encode more bits than are left.
    let digits = length.saturating_sub(kind.len() + 1);
    format!("{kind}{number:0>digits$}A")
}
