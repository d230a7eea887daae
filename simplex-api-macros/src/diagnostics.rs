//! Collects all mistakes of a declaration, and formats their messages.

use std::fmt::{Display, Write};

use proc_macro2::Span;
use quote::ToTokens;
use syn::LitStr;

use crate::grammar::SyntaxError;
use crate::literal;

/// Collects errors, so that one mistake does not hide another.
#[derive(Default)]
pub(crate) struct Errors(Vec<(SourcePosition, syn::Error)>);

/// Line and column in the source, and the byte in a syntax.
type SourcePosition = (usize, usize, usize);

impl Errors {
    pub(crate) fn push(&mut self, error: syn::Error) {
        for error in error {
            self.0.push((position(error.span(), 0), error));
        }
    }

    pub(crate) fn push_spanned(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(syn::Error::new_spanned(tokens, message));
    }

    /// Adds a mistake in the syntax of this literal.
    pub(crate) fn push_syntax(&mut self, literal: &LitStr, error: SyntaxError) {
        let position = position(literal.span(), error.span.start);
        self.0.push((position, syntax_error(literal, &error)));
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// Combines all errors, in the order of the source.
    pub(crate) fn finish(mut self) -> Result<(), syn::Error> {
        self.0.sort_by_key(|(position, _)| *position);
        let errors = self.0.into_iter().map(|(_, error)| error);
        let all = errors.reduce(|mut all, error| {
            all.combine(error);
            all
        });
        all.map_or(Ok(()), Err)
    }
}

fn position(span: Span, byte: usize) -> SourcePosition {
    // In unit tests, which run without the compiler, there are no lines.
    if !proc_macro::is_available() {
        return (0, 0, byte);
    }
    let span = span.unwrap();
    (span.line(), span.column(), byte)
}

/// An error at a span in the literal, if the compiler supports such spans; otherwise an error that draws the position.
fn syntax_error(literal: &LitStr, error: &SyntaxError) -> syn::Error {
    match literal::subspan(literal, error.span.clone()) {
        Some(span) => syn::Error::new(span, spanned_message(error)),
        None => syn::Error::new(literal.span(), drawn_message(&literal.value(), error)),
    }
}

fn spanned_message(error: &SyntaxError) -> String {
    let mut message = format!("{}: {}", error.message, error.label);
    write_footer(&mut message, "", error);
    message
}

/// The maximum number of columns of a syntax that are drawn.
const MAX_COLUMNS: usize = 200;

/// The message, the syntax with the error position marked, and the help, in the format of the compiler. The compiler puts its
/// own margin before every line except the first. Only the part around the position is shown of a long syntax.
pub(crate) fn drawn_message(text: &str, error: &SyntaxError) -> String {
    let before = columns(text.get(..error.span.start));
    let marked = columns(text.get(error.span.clone())).max(1);
    let all = columns(Some(text));
    let start = if all > MAX_COLUMNS {
        before.saturating_sub(MAX_COLUMNS / 4)
    } else {
        0
    };
    let end = all.min(start + MAX_COLUMNS);
    let cut = |is_cut: bool| if is_cut { "…" } else { "" };
    let (cut_before, cut_after) = (cut(start > 0), cut(end < all));
    let shown: String = text.chars().map(printable).take(end).skip(start).collect();
    let line = format!("{cut_before}{shown}{cut_after}");
    let margin = columns(Some(cut_before)) + before - start;
    let marks = " ".repeat(margin) + &"^".repeat(marked.min((end - before).max(1)));
    let mut message = error.message.clone();
    for line in ["", &line, &format!("{marks} {}", error.label)] {
        message.push_str(format!("\n  | {line}").trim_end());
    }
    write_footer(&mut message, "  ", error);
    message
}

fn write_footer(message: &mut String, margin: &str, error: &SyntaxError) {
    for (kind, text) in [("note", &error.note), ("help", &error.help)] {
        if let Some(text) = text {
            let _ = write!(message, "\n{margin}= {kind}: {text}");
        }
    }
}

fn columns(text: Option<&str>) -> usize {
    text.map_or(0, |text| text.chars().count())
}

/// A character that takes exactly one column. A control character is replaced by its Unicode symbol.
fn printable(character: char) -> char {
    match character {
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        _ if character.is_control() => '\u{fffd}',
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use proc_macro2::Span;
    use syn::LitStr;

    use super::{Errors, drawn_message, spanned_message};
    use crate::grammar::SyntaxError;

    fn error(span: Range<usize>) -> SyntaxError {
        SyntaxError::new(span, "parameter is wrong", "expected another")
    }

    fn lines(text: &str, error: SyntaxError) -> Vec<String> {
        drawn_message(text, &error)
            .lines()
            .map(str::to_owned)
            .collect()
    }

    #[test]
    fn the_position_is_marked() {
        let error = SyntaxError::new(4..7, "unknown encoding `jsn`", "expected `str` or `json`")
            .help("did you mean `<json(x)>`?");
        assert_eq!(
            lines("/x <jsn(x)>", error),
            [
                "unknown encoding `jsn`",
                "  |",
                "  | /x <jsn(x)>",
                "  |     ^^^ expected `str` or `json`",
                "  = help: did you mean `<json(x)>`?",
            ]
        );
    }

    #[test]
    fn columns_are_characters() {
        assert_eq!(
            lines("é🦀 <naïve>", error(8..14))[2..],
            ["  | é🦀 <naïve>", "  |     ^^^^^ expected another"]
        );
    }

    #[test]
    fn a_place_without_text() {
        assert_eq!(
            lines("/x <a>", error(2..2))[2..],
            ["  | /x <a>", "  |   ^ expected another"]
        );
        assert_eq!(
            lines("/x é", error(5..5))[2..],
            ["  | /x é", "  |     ^ expected another"]
        );
        assert_eq!(
            lines("", error(0..0))[1..],
            ["  |", "  |", "  | ^ expected another"]
        );
    }

    #[test]
    fn a_long_text_is_cut() {
        let text = format!("/x {}<a>{}", "b".repeat(300), "c".repeat(300));
        let lines = lines(&text, error(303..306));
        let line = format!("  | …{}<a>{}…", "b".repeat(50), "c".repeat(147));
        let marks = format!("  | {}^^^ expected another", " ".repeat(51));
        assert_eq!(lines[2..], [line, marks]);
    }

    #[test]
    fn the_end_of_the_text() {
        assert_eq!(
            lines("/x <a", error(3..5))[2..],
            ["  | /x <a", "  |    ^^ expected another"]
        );
    }

    #[test]
    fn control_characters_keep_the_columns() {
        assert_eq!(
            lines("a\tb\n\u{7f}\u{85}<c>", error(7..10))[2..],
            ["  | a␉b␊␡\u{fffd}<c>", "  |       ^^^ expected another"]
        );
    }

    #[test]
    fn a_spanned_error_is_not_drawn() {
        let error = error(1..2).note("because").help("do");
        assert_eq!(
            spanned_message(&error),
            "parameter is wrong: expected another\n= note: because\n= help: do"
        );
    }

    #[test]
    fn errors_are_sorted() {
        let literal = LitStr::new("/x <a> <b>", Span::call_site());
        let mut errors = Errors::default();
        errors.push_syntax(&literal, SyntaxError::new(8..9, "second", "here"));
        errors.push_syntax(&literal, SyntaxError::new(4..5, "first", "here"));
        let all = errors.finish().expect_err("two errors");
        let messages: Vec<String> = all
            .into_iter()
            .map(|error| {
                error
                    .to_string()
                    .lines()
                    .next()
                    .unwrap_or_default()
                    .to_owned()
            })
            .collect();
        assert_eq!(messages, ["first", "second"]);
    }

    #[test]
    fn no_errors() {
        assert!(Errors::default().finish().is_ok());
    }
}
