//! Where the blanks of a syntax belong: in front of what needs them.

use std::ops::Range;

use super::{Part, PartKind, Syntax};

/// The syntax without blanks that have nothing but blanks behind them when a group is left out, and the place of the
/// first such blank or of the group behind it.
pub(crate) fn moved_blanks(syntax: &Syntax) -> Option<(Range<usize>, String)> {
    let mut moved = Moved { place: None };
    let mut parts = syntax.parts.clone();
    moved.sequence(&mut parts);
    if let Some(Part {
        kind: PartKind::Literal(text),
        span,
    }) = parts.last_mut()
    {
        moved.trim(text, span);
    }
    let text = parts.iter().map(Part::to_string).collect();
    Some((moved.place?, text))
}

struct Moved {
    place: Option<Range<usize>>,
}

impl Moved {
    fn sequence(&mut self, parts: &mut [Part]) {
        for index in 0..parts.len() {
            let (before, rest) = parts.split_at_mut(index);
            match &mut rest[0] {
                Part {
                    kind: PartKind::Literal(text),
                    span,
                } => {
                    while text.contains("  ") {
                        *text = text.replace("  ", " ");
                        self.place.get_or_insert_with(|| span.clone());
                    }
                }
                Part {
                    kind: PartKind::Optional(group),
                    span,
                } => {
                    if let Some(PartKind::Literal(text)) =
                        before.last_mut().map(|part| &mut part.kind)
                        && self.trim(text, span)
                    {
                        put_in_front(group);
                    }
                    self.sequence(group);
                }
                _ => {}
            }
        }
    }

    /// Takes the blank off the end of `text`.
    fn trim(&mut self, text: &mut String, place: &Range<usize>) -> bool {
        let has_blank = text.ends_with(' ');
        if has_blank {
            text.truncate(text.trim_end_matches(' ').len());
            self.place.get_or_insert_with(|| place.clone());
        }
        has_blank
    }
}

/// Lets the group begin with a blank.
fn put_in_front(group: &mut Vec<Part>) {
    match group.first_mut().map(|part| &mut part.kind) {
        Some(PartKind::Literal(text)) if text.starts_with(' ') => {}
        Some(PartKind::Literal(text)) => text.insert(0, ' '),
        _ => group.insert(
            0,
            Part {
                span: 0..0,
                kind: PartKind::Literal(" ".to_owned()),
            },
        ),
    }
}
