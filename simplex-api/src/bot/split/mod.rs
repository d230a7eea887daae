//! Splits long texts into parts that fit into messages.

mod boundary;
mod code;
pub(super) mod json_len;
#[cfg(test)]
mod tests;

use crate::types::ComposedMessage;

use boundary::{Boundary, GraphemeCluster};
use code::{CodeMode, CodeSpan};
use json_len::{char_json_len, json_len};

/// The space for everything in a message except its text: ids, mentioned names, a scope.
const MESSAGE_OVERHEAD: usize = 1_024;

/// The maximum length of a part, in bytes of JSON.
pub(super) const MAX_PART: usize = ComposedMessage::MAX_BYTES - MESSAGE_OVERHEAD;

/// The minimum limit: enough for the marks of code and some characters.
const MIN_LIMIT: usize = 128;

/// Splits a text into parts of at most `limit` bytes each, counted as in JSON: two bytes for a quote, a backslash, a line
/// break or a tab, six for another control character. A limit below 128 is raised to 128.
///
/// A part ends with a paragraph if possible, otherwise with a line, a sentence, a word or a character, in this order. What
/// people see as one character, such as an accented letter or a flag, is not split, unless it is longer than a part. The
/// line breaks and spaces between two parts are removed. Nothing else is lost, and no part is empty: a text that contains
/// only spaces and is too long has no parts.
///
/// Code is kept together if possible: text between backquotes in a line, or between two lines that start with three
/// backquotes. Code that has to be split is closed at the end of a part, and opened again in the next part.
///
/// A bot splits its texts by itself with [`split_long_replies`](crate::bot::Builder::split_long_replies).
///
/// ```
/// use simplex_api::bot::split_text;
///
/// let (first, second) = ("one, ".repeat(25) + "one.", "two, ".repeat(25) + "two.");
/// let parts = split_text(&format!("{first}\n\n{second}"), 150);
/// assert_eq!(parts, [first, second]);
/// ```
pub fn split_text(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(MIN_LIMIT);
    let mut parts = Vec::new();
    let (mut rest, mut mode) = (text, CodeMode::Text);
    while !fits(mode.opening(), rest, limit) {
        let point = find_break(rest, mode, limit);
        let (part, after) = split_at(rest, mode, point);
        parts.extend(part);
        (rest, mode) = (after, point.mode);
    }
    // Spaces at the end are not a part, unless they are the whole text.
    let is_skipped = rest.is_empty() || rest.len() < text.len() && rest.trim().is_empty();
    if !is_skipped {
        parts.push(format!("{}{rest}", mode.opening()));
    }
    parts
}

/// A position where a text can be split.
#[derive(Debug, Clone, Copy)]
struct BreakPoint<'a> {
    at: usize,
    boundary: Boundary,
    /// The code that is split there.
    mode: CodeMode<'a>,
}

/// The best position to split a text that is too long for a part.
fn find_break<'a>(text: &'a str, mode: CodeMode<'a>, limit: usize) -> BreakPoint<'a> {
    let capacity = limit - json_len(mode.opening()) - CodeMode::MAX_CLOSING_LEN;
    let mut points = BreakPoints::default();
    let mut code = CodeSpan::rest(text, mode);
    let mut cluster = GraphemeCluster::default();
    let mut bytes = 0;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        code = code.filter(|code| at < code.end);
        if cluster.ends_before(character) && code.is_none_or(|code| code.can_split_at(at)) {
            points.push(BreakPoint {
                at,
                boundary: Boundary::at_end_of(&text[..at]),
                mode: code.map_or(CodeMode::Text, |code| code.mode),
            });
        }
        code = code.or_else(|| CodeSpan::at(text, at, cluster.last()));
        bytes += char_json_len(character);
        if bytes > capacity {
            end = at;
            break;
        }
        cluster.push(character);
    }
    let fits_next = |code: &CodeSpan<'_>| fits("", &text[code.start..code.end], capacity);
    let movable = code.filter(|code| code.start > 0 && fits_next(code));
    points.best(end, movable)
}

/// The last break point of each boundary, in text and in code.
#[derive(Default)]
struct BreakPoints<'a> {
    text: [Option<BreakPoint<'a>>; Boundary::COUNT],
    code: [Option<BreakPoint<'a>>; Boundary::COUNT],
}

impl<'a> BreakPoints<'a> {
    fn push(&mut self, point: BreakPoint<'a>) {
        let points = match point.mode {
            CodeMode::Text => &mut self.text,
            CodeMode::Inline | CodeMode::Block(_) => &mut self.code,
        };
        points[point.boundary as usize] = Some(point);
    }

    /// The best break point for a part that is full at `end`. In this order: one that fills at least half of the part, one
    /// before `movable` code, which fits into the next part, one between lines of code, or any.
    fn best(&self, end: usize, movable: Option<CodeSpan<'a>>) -> BreakPoint<'a> {
        let words = &self.text[..Boundary::Character as usize];
        let fills_half = |point: &&BreakPoint<'_>| point.at >= end / 2;
        let lines = &self.code[..=Boundary::Line as usize];
        let before_code = movable.map(|code| BreakPoint {
            at: code.start,
            boundary: Boundary::Word,
            mode: CodeMode::Text,
        });
        let last = |points: &[Option<BreakPoint<'a>>]| {
            points
                .iter()
                .flatten()
                .max_by_key(|point| point.at)
                .copied()
        };
        words
            .iter()
            .flatten()
            .find(fills_half)
            .copied()
            .or(before_code)
            .or_else(|| last(lines))
            .or_else(|| last(words))
            .or_else(|| last(&self.code[..Boundary::Character as usize]))
            .or_else(|| {
                last(&[
                    self.text[Boundary::Character as usize],
                    self.code[Boundary::Character as usize],
                ])
            })
            // A character that is longer than a part.
            .unwrap_or(BreakPoint {
                at: end,
                boundary: Boundary::Character,
                mode: CodeMode::Text,
            })
    }
}

/// The part before a break point, unless it is empty, and the rest of the text.
fn split_at<'a>(
    text: &'a str,
    mode: CodeMode<'_>,
    point: BreakPoint<'_>,
) -> (Option<String>, &'a str) {
    let (body, rest) = text.split_at(point.at);
    let is_line_break = |character: char| matches!(character, '\n' | '\r');
    let (body, rest) = match (point.mode, point.boundary) {
        // Inline code must not start or end with a space.
        (CodeMode::Inline, _) => (body.trim_end(), rest.trim_start()),
        (_, Boundary::Character) => (body, rest),
        (CodeMode::Block(_), Boundary::Paragraph | Boundary::Line) => {
            let line = body.strip_suffix('\n').unwrap_or(body);
            (line.strip_suffix('\r').unwrap_or(line), rest)
        }
        (CodeMode::Block(_), _) => (body, rest),
        (_, Boundary::Paragraph | Boundary::Line) => {
            (body.trim_end(), rest.trim_start_matches(is_line_break))
        }
        (_, Boundary::Sentence | Boundary::Word) => (body.trim_end(), rest.trim_start()),
    };
    let part = format!("{}{body}{}", mode.opening(), point.mode.closing());
    (Some(part).filter(|part| !part.is_empty()), rest)
}

/// Whether a part with this text is short enough.
fn fits(opening: &str, text: &str, limit: usize) -> bool {
    let mut bytes = json_len(opening);
    text.chars().all(|character| {
        bytes += char_json_len(character);
        bytes <= limit
    })
}
