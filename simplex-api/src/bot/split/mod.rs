//! Long texts in parts that fit into messages.

mod boundary;
mod code;
#[cfg(test)]
mod tests;

use crate::types::ComposedMessage;

use boundary::{Cluster, Kind};
use code::{Code, Mode};

/// What is left for all that stands around the text of a message: ids, the names that it mentions, a scope.
const AROUND: usize = 1_024;

/// The most bytes of a part, counted as in JSON.
pub(super) const LONGEST_PART: usize = ComposedMessage::MAX_BYTES - AROUND;

/// The least limit: there is room for the marks of code, and for some characters.
const LEAST: usize = 128;

/// Splits a text into parts of at most `limit` bytes each, as it is counted in JSON: two for a quote, a backslash, a
/// line break or a tab, six for another control character. A limit below 128 counts as that.
///
/// A part ends with a paragraph if it can, else with a line, a sentence, a word or a character, in this order; what
/// people see as one character, such as an accented letter or a flag, is not torn, unless it alone is longer than a
/// part. The line breaks and spaces between two parts are left out. Nothing else is lost, and no part is empty: a text
/// of nothing but spaces has none, if it is too long.
///
/// Code stays together if it can: between backquotes in a line, or between two lines that begin with three of them.
/// Code that has to be torn is closed at the end of the part, and opened again in the next.
///
/// A bot does this by itself with [`split_long_answers`](super::Builder::split_long_answers).
///
/// ```
/// use simplex_api::bot::split_text;
///
/// let (first, second) = ("one, ".repeat(25) + "one.", "two, ".repeat(25) + "two.");
/// let parts = split_text(&format!("{first}\n\n{second}"), 150);
/// assert_eq!(parts, [first, second]);
/// ```
pub fn split_text(text: &str, limit: usize) -> Vec<String> {
    let limit = limit.max(LEAST);
    let mut parts = Vec::new();
    let (mut rest, mut mode) = (text, Mode::Text);
    while !fits(mode.opening(), rest, limit) {
        let place = place(rest, mode, limit);
        let (part, left) = tear(rest, mode, place);
        parts.extend(part);
        (rest, mode) = (left, place.mode);
    }
    // Spaces are a text of their own only if they are all of it.
    let is_left_out = rest.is_empty() || rest.len() < text.len() && rest.trim().is_empty();
    if !is_left_out {
        parts.push(format!("{}{rest}", mode.opening()));
    }
    parts
}

/// A place where a text can be torn.
#[derive(Debug, Clone, Copy)]
struct Place<'a> {
    at: usize,
    kind: Kind,
    /// What is torn there.
    mode: Mode<'a>,
}

/// Where a text that is too long for a part is torn best.
fn place<'a>(text: &'a str, mode: Mode<'a>, limit: usize) -> Place<'a> {
    let room = limit - in_json(mode.opening()) - Mode::LONGEST_CLOSING;
    let mut places = Places::default();
    let mut code = Code::rest(text, mode);
    let mut cluster = Cluster::default();
    let mut bytes = 0;
    let mut end = 0;
    for (at, character) in text.char_indices() {
        code = code.filter(|code| at < code.end);
        if cluster.ends_before(character) && code.is_none_or(|code| code.can_be_torn(at)) {
            places.push(Place {
                at,
                kind: Kind::of(&text[..at]),
                mode: code.map_or(Mode::Text, |code| code.mode),
            });
        }
        code = code.or_else(|| Code::at(text, at, cluster.before()));
        bytes += char_in_json(character);
        if bytes > room {
            end = at;
            break;
        }
        cluster.push(character);
    }
    let whole = code.filter(|code| code.start > 0 && fits("", &text[code.start..code.end], room));
    places.best(end, whole)
}

/// The last place of each kind, in text and in code.
#[derive(Default)]
struct Places<'a> {
    text: [Option<Place<'a>>; Kind::COUNT],
    code: [Option<Place<'a>>; Kind::COUNT],
}

impl<'a> Places<'a> {
    fn push(&mut self, place: Place<'a>) {
        let places = match place.mode {
            Mode::Text => &mut self.text,
            Mode::Inline | Mode::Block(_) => &mut self.code,
        };
        places[place.kind as usize] = Some(place);
    }

    /// The best of a text that is full at `end`: one that leaves no more than half of the part empty, before code
    /// that can be `whole` in the next part, between lines of code, or any.
    fn best(&self, end: usize, whole: Option<Code<'a>>) -> Place<'a> {
        let words = &self.text[..Kind::Character as usize];
        let fills_half = |place: &&Place<'_>| place.at >= end / 2;
        let lines = &self.code[..=Kind::Line as usize];
        let whole = whole.map(|code| Place {
            at: code.start,
            kind: Kind::Word,
            mode: Mode::Text,
        });
        let last = |places: &[Option<Place<'a>>]| {
            places
                .iter()
                .flatten()
                .max_by_key(|place| place.at)
                .copied()
        };
        words
            .iter()
            .flatten()
            .find(fills_half)
            .copied()
            .or(whole)
            .or_else(|| last(lines))
            .or_else(|| last(words))
            .or_else(|| last(&self.code[..Kind::Character as usize]))
            .or_else(|| {
                last(&[
                    self.text[Kind::Character as usize],
                    self.code[Kind::Character as usize],
                ])
            })
            // A character that is longer than a part.
            .unwrap_or(Place {
                at: end,
                kind: Kind::Character,
                mode: Mode::Text,
            })
    }
}

/// The part before a place, if there is more in it than spaces, and what is left.
fn tear<'a>(text: &'a str, mode: Mode<'_>, place: Place<'_>) -> (Option<String>, &'a str) {
    let (body, rest) = text.split_at(place.at);
    let is_break = |character: char| matches!(character, '\n' | '\r');
    let (body, rest) = match (place.mode, place.kind) {
        // With spaces just inside of its marks it were none.
        (Mode::Inline, _) => (body.trim_end(), rest.trim_start()),
        (_, Kind::Character) => (body, rest),
        (Mode::Block(_), Kind::Paragraph | Kind::Line) => {
            let line = body.strip_suffix('\n').unwrap_or(body);
            (line.strip_suffix('\r').unwrap_or(line), rest)
        }
        (Mode::Block(_), _) => (body, rest),
        (_, Kind::Paragraph | Kind::Line) => (body.trim_end(), rest.trim_start_matches(is_break)),
        (_, Kind::Sentence | Kind::Word) => (body.trim_end(), rest.trim_start()),
    };
    let part = format!("{}{body}{}", mode.opening(), place.mode.closing());
    (Some(part).filter(|part| !part.is_empty()), rest)
}

/// Whether a part with this text is short enough.
fn fits(opening: &str, text: &str, limit: usize) -> bool {
    let mut bytes = in_json(opening);
    text.chars().all(|character| {
        bytes += char_in_json(character);
        bytes <= limit
    })
}

/// The bytes of a text in JSON, without the quotes around it.
pub(super) fn in_json(text: &str) -> usize {
    text.chars().map(char_in_json).sum()
}

fn char_in_json(character: char) -> usize {
    match character {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        character if character < ' ' => 6,
        character => character.len_utf8(),
    }
}
