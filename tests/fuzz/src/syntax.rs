use std::ops::Range;

use grammar::{Part, PartKind, Syntax, SyntaxError};

/// The parser of the notation in the macro crate, without its tests.
#[allow(dead_code, reason = "other modules of the macro crate use the rest")]
#[path = "../../../simplex-api-macros/src/grammar"]
mod grammar {
    mod error;
    mod limits;
    mod name_chars;
    mod parse;
    mod suggest;
    mod tree;

    pub(crate) use error::SyntaxError;
    pub(crate) use tree::{Part, PartKind, Syntax};
}

/// A valid syntax prints as the original text, which its parts cover completely. The mistakes of an invalid syntax have spans, in
/// order.
///
/// # Panics
/// If the property is violated.
pub fn syntax(text: &str) {
    match Syntax::parse(text) {
        Ok(syntax) => {
            assert_eq!(syntax.text, text);
            assert_eq!(syntax.to_string(), text);
            check_tiling(&syntax.parts, 0..text.len(), text);
        }
        Err(invalid) => {
            let mistakes = &invalid.mistakes;
            assert!(!mistakes.is_empty());
            assert!(mistakes.is_sorted_by_key(|error| (error.span.start, error.span.end)));
            mistakes.iter().for_each(|error| check_error(error, text));
            let spans = invalid.uncertain.iter();
            let spans = spans.chain(invalid.parts.iter().map(|part| &part.span));
            spans.for_each(|span| assert!(text.get(span.clone()).is_some(), "{span:?}"));
        }
    }
}

/// The parts cover `whole` without gaps.
fn check_tiling(parts: &[Part], whole: Range<usize>, text: &str) {
    let mut at = whole.start;
    for part in parts {
        assert_eq!(part.span.start, at, "{part:?}");
        assert_eq!(text[part.span.clone()], part.to_string());
        at = part.span.end;
        match &part.kind {
            PartKind::Optional(inner) => check_tiling(inner, part.span.start + 1..at - 1, text),
            PartKind::Slot { name, .. } => assert_eq!(text[name.span.clone()], name.text),
            PartKind::Keywords(keywords) => {
                for keyword in keywords {
                    assert_eq!(text[keyword.span.clone()], keyword.text);
                }
            }
            PartKind::Literal(literal) => assert!(!literal.is_empty()),
        }
    }
    assert_eq!(at, whole.end);
}

fn check_error(error: &SyntaxError, text: &str) {
    assert!(text.get(error.span.clone()).is_some(), "{error:?}");
    let help = [&error.note, &error.help].into_iter().flatten();
    for words in [&error.message, &error.label].into_iter().chain(help) {
        assert!(!words.is_empty(), "{error:?}");
    }
}
