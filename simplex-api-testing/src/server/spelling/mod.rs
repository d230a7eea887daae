//! Other spellings of the documented commands: what the real server reads beside the documented text.
//!
//! [`documented`] writes a line as the API documents it, by [a table](table) of what the server reads. It does not
//! judge: what it cannot read stays as it is, and whether the result is a command is for the one who decodes it.

mod part;
mod table;

use part::read_all;
use table::LINES;

/// The documented spelling of a line, if the line is read by the table.
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
