//! Parses the markdown of messages as the server does: line by line, from word to word.
//!
//! A mark opens a format only at the start of a word, and there is no space just inside the marks. Everything that is
//! not a format is plain text.

mod marks;
mod parsed_format;
mod words;

#[cfg(test)]
mod tests;

use simplex_api::types::{Format, FormattedText};

/// The parts of a text with their formats; `None` if it has no format. SimpleX names exist since server version 7.0.
pub(crate) fn parse(text: &str, has_names: bool) -> Option<Vec<FormattedText>> {
    let mut parts = Parts::default();
    if let Some(command) = whole_command(text) {
        parts.push(command, text);
    } else {
        let text = text.strip_suffix('\n').unwrap_or(text);
        for (number, line) in text.split('\n').enumerate() {
            if number > 0 {
                parts.push_plain("\n");
            }
            parse_line(line, has_names, &mut parts);
        }
    }
    parts.finish()
}

/// Whether one of the parts is a link.
pub(crate) fn has_link(parts: &[FormattedText]) -> bool {
    let formats = parts.iter().filter_map(|part| part.format.as_ref());
    let is_link = |format: &Format| {
        matches!(
            format,
            Format::Uri { .. }
                | Format::HyperLink { .. }
                | Format::SimplexLink { .. }
                | Format::SimplexName { .. }
        )
    };
    formats.into_iter().any(is_link)
}

/// A message that starts with `/` is one command, unless the command is quoted.
fn whole_command(text: &str) -> Option<Format> {
    let command = text.trim_start().strip_prefix('/')?;
    let is_whole = !command.is_empty() && !command.starts_with('\'') && !command.contains('\n');
    is_whole.then(|| Format::command(command))
}

fn parse_line(line: &str, has_names: bool, parts: &mut Parts) {
    let mut rest = line;
    while !rest.is_empty() {
        let found = marks::parse(rest).or_else(|| words::parse(rest, has_names));
        if let Some(found) = found {
            let (source, after) = rest.split_at(found.length);
            parts.push(found.format, found.shown.unwrap_or(source));
            rest = after;
            continue;
        }
        // Before version 7.0, an open secret makes the rest of the line plain.
        let is_open = !has_names && marks::is_open_secret(rest);
        let length = if is_open {
            rest.len()
        } else {
            word_length(rest)
        };
        let (plain, after) = rest.split_at(length);
        parts.push_plain(plain);
        rest = after;
    }
}

/// The length of a word and of the spaces after it.
fn word_length(text: &str) -> usize {
    let word = text.find(' ').unwrap_or(text.len());
    let spaces = text[word..].find(|c| c != ' ');
    spaces.map_or(text.len(), |spaces| word + spaces)
}

/// The parts of a text. Neighbours with the same format are one part.
#[derive(Default)]
struct Parts(Vec<FormattedText>);

impl Parts {
    fn push(&mut self, format: Format, text: &str) {
        self.add(Some(format), text);
    }

    fn push_plain(&mut self, text: &str) {
        self.add(None, text);
    }

    fn add(&mut self, format: Option<Format>, text: &str) {
        match self.0.last_mut() {
            Some(last) if last.format == format => last.text += text,
            _ => {
                let mut part = FormattedText::new(text);
                part.format = format;
                self.0.push(part);
            }
        }
    }

    fn finish(self) -> Option<Vec<FormattedText>> {
        let is_formatted = self.0.iter().any(|part| part.format.is_some());
        is_formatted.then_some(self.0)
    }
}
