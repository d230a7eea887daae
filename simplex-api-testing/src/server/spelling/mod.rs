//! Spellings of the API's commands that the real server accepts in addition to the documented ones.
//!
//! [`documented`] converts a line to the documented spelling, by [a table](table). It does not validate the line: it
//! leaves what it cannot read unchanged.

mod part;
mod table;

use part::read_all;
use table::LINES;

/// The documented spelling of a line; `None` if the table does not have it.
pub(crate) fn documented(line: &str) -> Option<String> {
    LINES.iter().find_map(|parts| {
        let mut written = String::with_capacity(line.len());
        let rest = read_all(parts, line, &mut written)?;
        written.push_str(rest);
        Some(written)
    })
}

#[cfg(test)]
mod tests;
