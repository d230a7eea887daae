//! Maps a part of a string's value to its span in the source.

use std::iter;
use std::ops::Range;

use proc_macro2::Span;
use syn::LitStr;

/// The span of these bytes of the literal's value, if the compiler supports spans in literals.
pub(crate) fn subspan(literal: &LitStr, value: Range<usize>) -> Option<Span> {
    // Only the original token in the source provides spans inside the literal.
    let token = literal.token();
    let source = source_range(&token.to_string(), value)?;
    token.subspan(source)
}

/// The bytes of a string token that represent these bytes of its value.
///
/// The compiler has no empty spans: an empty range becomes the character at its position, or the closing quote.
fn source_range(token: &str, value: Range<usize>) -> Option<Range<usize>> {
    let (start, content) = content(token)?;
    let mut from =
        char_spans(content, token.starts_with('r')).skip_while(|c| c.value.end <= value.start);
    let Some(first) = from.next() else {
        let quote = start + content.len();
        return Some(quote..quote + 1);
    };
    let last = from.take_while(|c| c.value.start < value.end).last();
    let end = last.map_or(first.source.end, |c| c.source.end);
    Some(start + first.source.start..start + end)
}

/// The text between the quotes, and where it starts.
fn content(token: &str) -> Option<(usize, &str)> {
    let start = token.find('"')? + 1;
    let end = token.rfind('"')?;
    Some((start, token.get(start..end)?))
}

/// The bytes of a character of a string, in the value and in the source.
struct CharSpan {
    value: Range<usize>,
    source: Range<usize>,
}

/// The characters of a string. A line continuation is a character with an empty value.
fn char_spans(text: &str, is_raw: bool) -> impl Iterator<Item = CharSpan> {
    let (mut value, mut source) = (0, 0);
    iter::from_fn(move || {
        let (value_len, source_len) = lengths(text.get(source..)?, is_raw)?;
        let span = CharSpan {
            value: value..value + value_len,
            source: source..source + source_len,
        };
        (value, source) = (span.value.end, span.source.end);
        Some(span)
    })
}

/// The length of the first character in the value and in the source, in bytes.
fn lengths(text: &str, is_raw: bool) -> Option<(usize, usize)> {
    let first = text.chars().next()?;
    if is_raw || first != '\\' {
        return Some((first.len_utf8(), first.len_utf8()));
    }
    let escape = &text[1..];
    match escape.chars().next()? {
        'x' => Some((1, 4)),
        'u' => {
            let end = escape.find('}')?;
            let digits = escape.get(2..end)?.replace('_', "");
            let code = u32::from_str_radix(&digits, 16).ok()?;
            Some((char::from_u32(code)?.len_utf8(), end + 2))
        }
        '\n' | '\r' => {
            let next = escape.trim_start_matches([' ', '\n', '\r', '\t']);
            Some((0, text.len() - next.len()))
        }
        _ => Some((1, 2)),
    }
}

#[cfg(test)]
mod tests {
    use proc_macro2::Literal;
    use syn::LitStr;

    use super::{source_range, subspan};

    /// The source of the first occurrence of `part` in the value of a string token.
    fn source<'a>(token: &'a str, part: &str) -> &'a str {
        let literal: LitStr = syn::parse_str(token).expect("a string");
        let value = literal.value();
        let start = value.find(part).expect("a part of the value");
        &token[source_range(token, start..start + part.len()).expect("a range")]
    }

    #[test]
    fn plain_strings() {
        assert_eq!(source(r#""/x <id>""#, "<id>"), "<id>");
        assert_eq!(source(r#""é <naïve> 🦀""#, "naïve"), "naïve");
        assert_eq!(source(r#""é <naïve> 🦀""#, "🦀"), "🦀");
    }

    #[test]
    fn escapes() {
        assert_eq!(source(r#""\"a\" <b>""#, "\"a\""), r#"\"a\""#);
        assert_eq!(source(r#""\n\t\\<b>\0""#, "<b>"), "<b>");
        assert_eq!(source(r#""\n\t\\<b>\0""#, "\t\\"), r"\t\\");
        assert_eq!(source(r#""\x41<b>""#, "A<"), r"\x41<");
        assert_eq!(source(r#""\u{e9}\u{1_F980}<b>""#, "<b>"), "<b>");
        assert_eq!(source(r#""\u{e9}\u{1_F980}<b>""#, "🦀"), r"\u{1_F980}");
        assert_eq!(source("\"/x \\\n    <b>\"", "<b>"), "<b>");
        assert_eq!(source("\"/x \\\n    <b>\"", "/x "), "/x ");
    }

    #[test]
    fn raw_strings() {
        assert_eq!(source(r#"r"/x \<b>""#, "<b>"), "<b>");
        assert_eq!(source(r###"r##"é "#<b>""##"###, "#<b>"), "#<b>");
    }

    #[test]
    fn empty_ranges() {
        assert_eq!(source_range(r#""a\n<b>""#, 1..1), Some(2..4));
        assert_eq!(source_range(r#""a\n<b>""#, 2..2), Some(4..5));
        assert_eq!(source_range(r#""a\n""#, 2..2), Some(4..5));
        assert_eq!(source_range(r#""""#, 0..0), Some(1..2));
        assert_eq!(source_range(r###"r#"aé"#"###, 1..1), Some(4..6));
        assert_eq!(source_range(r###"r#"aé"#"###, 3..3), Some(6..7));
    }

    /// Spans inside literals exist on a nightly compiler. This test uses those of `proc_macro2`, which count characters.
    #[test]
    fn a_span_is_that_part_of_the_source() {
        for (token, part, source) in [
            (r#""/x <id>""#, "<id>", "<id>"),
            (r#""\"a\" \u{e9}<b>""#, "<b>", "<b>"),
            (r#""\"a\" \u{e9}<b>""#, "\"a\" é", r#"\"a\" \u{e9}"#),
            ("\"/x \\\n    <b>\"", "<b>", "<b>"),
            (r###"r#"/x "<b>""#"###, "<b>", "<b>"),
        ] {
            let literal: LitStr = syn::parse_str(token).expect("a string");
            let start = literal.value().find(part).expect("a part of the value");
            let span = subspan(&literal, start..start + part.len());
            let text = span.and_then(|span| span.source_text());
            assert_eq!(text.as_deref(), Some(source), "{token}");
        }
        let literal: LitStr = syn::parse_str(r#""/x""#).expect("a string");
        let end = subspan(&literal, 2..2).and_then(|span| span.source_text());
        assert_eq!(end.as_deref(), Some("\""));
    }

    #[test]
    fn tokens_keep_their_spelling() {
        let token: Literal = r#""\u{41}<b>""#.parse().expect("a string");
        assert_eq!(token.to_string(), r#""\u{41}<b>""#);
    }
}
