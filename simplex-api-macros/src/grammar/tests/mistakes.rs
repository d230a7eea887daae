//! Mistakes in a syntax, and the help for them.

use proptest::prelude::*;

use super::trees::check_spans;
use crate::grammar::{Syntax, suggest};

/// The mistakes in a syntax: the start and the text of the span, the message and the label.
fn mistakes(text: &str) -> Vec<String> {
    let invalid = Syntax::parse(text).expect_err("an invalid syntax");
    let mistakes = invalid.mistakes.iter();
    mistakes
        .map(|error| {
            let text = &text[error.span.clone()];
            let start = error.span.start;
            format!("{start} `{text}` {}: {}", error.message, error.label)
        })
        .collect()
}

fn helps(text: &str) -> Vec<Option<String>> {
    let invalid = Syntax::parse(text).expect_err("an invalid syntax");
    let mistakes = invalid.mistakes.into_iter();
    mistakes.map(|error| error.help).collect()
}

#[test]
fn the_whole_syntax() {
    assert_eq!(
        mistakes(""),
        ["0 `` syntax is empty: expected text or a parameter"]
    );
    assert_eq!(
        mistakes("  /x"),
        ["0 `  ` syntax starts with a space: expected text or a parameter"]
    );
    assert_eq!(
        mistakes("/x\t<y>\n"),
        [
            "2 `\t` control character `\\t` in syntax: expected printable text",
            "6 `\n` control character `\\n` in syntax: expected printable text",
        ]
    );
}

#[test]
fn brackets() {
    assert_eq!(
        mistakes("/x[ a[ b] <c> d"),
        ["2 `[` optional group is never closed: this `[` has no matching `]`"]
    );
    assert_eq!(
        mistakes("/x] y> z[]"),
        [
            "2 `]` unmatched `]`: no group is open here",
            "5 `>` unmatched `>`: no parameter is open here",
            "8 `[]` optional group is empty: expected text or a parameter inside",
        ]
    );
    let unclosed = "parameter is never closed: this `<` has no matching `>`";
    for (text, start) in [
        ("/x <", 3),
        ("/x <y", 3),
        ("/x <y json <json(z)>", 3),
        ("/x <str(y)[ live=on]", 3),
        ("[ ttl=<ttl]", 6),
        ("<x[0][,<x[1]>...]", 0),
    ] {
        assert_eq!(mistakes(text), [format!("{start} `<` {unclosed}")]);
    }
}

#[test]
fn names() {
    assert_eq!(
        mistakes("/x <> <json()>"),
        [
            "4 `` parameter has no name: expected a name",
            "12 `` parameter has no name: expected a name",
        ]
    );
    let expected = "expected a letter or `_`, then letters, digits and `_`";
    assert_eq!(
        mistakes("<a b> <1a> <str(€)> <_1>"),
        [
            format!("1 `a b` `a b` is not a parameter name: {expected}"),
            format!("7 `1a` `1a` is not a parameter name: {expected}"),
            format!("16 `€` `€` is not a parameter name: {expected}"),
        ]
    );
}

#[test]
fn corrections_of_names() {
    let help = |text| helps(text)[0].clone().unwrap_or_default();
    assert_eq!(help("/x <chat id>"), "did you mean `<chatId>`?");
    assert_eq!(help("/x <chat-item-id>"), "did you mean `<chatItemId>`?");
    assert_eq!(help("/x <json:x>"), "did you mean `<json(x)>`?");
    assert_eq!(help("/x <st:x>"), "did you mean `<str(x)>`?");
    assert_eq!(
        help("/x <x: i64>"),
        "did you mean `<x>`? The field determines its type"
    );
    assert_eq!(
        help("/x <on|off>"),
        "write a choice of keywords without `<` and `>`: `on|off`"
    );
    assert!(help("/x <1>").starts_with("a parameter is written"));
}

#[test]
fn encodings() {
    assert_eq!(
        mistakes("<jsn(x)> <base64(y)>"),
        [
            "1 `jsn` unknown encoding `jsn`: expected `str` or `json`",
            "10 `base64` unknown encoding `base64`: expected `str` or `json`",
        ]
    );
    assert_eq!(
        helps("<jsn(x)> <base64(y)>"),
        [
            Some("did you mean `<json(x)>`?".into()),
            Some("a parameter is written `<name>`, `<str(name)>` or `<json(name)>`".into()),
        ]
    );
    assert_eq!(
        mistakes("<json(x> <str(y)z> <json(x)[0]>[,<x[1]>...]"),
        [
            "7 `` encoding `json` is never closed: expected `)`",
            "16 `z` unexpected `z` after the encoding: expected `>`",
            "20 `json(x)` list element with an encoding: expected `x`",
        ]
    );
}

#[test]
fn incomplete_lists() {
    for (text, expected) in [
        (
            "<x[0]>",
            "6 `` list `x` is incomplete: expected `[,<x[1]>...]`",
        ),
        (
            "<x[0]>[ t=<t>]",
            "6 `` list `x` is incomplete: expected `[,<x[1]>...]`",
        ),
        (
            "<x[0]>[<x[1]>...]",
            "7 `` list `x` is incomplete: expected a separator, as in `,`",
        ),
        (
            "<x[0]>[,<x>...]",
            "10 `` list `x` is incomplete: expected `[1]`",
        ),
        (
            "<x[0]>[,<x[2]>...]",
            "10 `[2]` list `x` is incomplete: expected `[1]`",
        ),
        (
            "<x[0]>[,<x[1]...]",
            "13 `` list `x` is incomplete: expected `>`",
        ),
        (
            "<x[0]>[,<x[1]>]",
            "14 `` list `x` is incomplete: expected `...`",
        ),
        (
            "<x[0]>[,<x[1]>... y]",
            "17 `` list `x` is incomplete: expected `]`",
        ),
        (
            "<x[0]>[,<y[1]>...]",
            "9 `y` list `x` continues with `y`: expected `x`",
        ),
        (
            "<x[1]>",
            "0 `<x[1]>` `<x[1]>` is not part of a list: expected `<x>` or `<x[0]>`",
        ),
        (
            "<x>...",
            "3 `...` `...` outside of a list: only a list can be repeated",
        ),
    ] {
        assert_eq!(mistakes(text), [expected]);
    }
    assert_eq!(
        helps("<ids[0]>"),
        [Some("a list is written `<ids[0]>[,<ids[1]>...]`".into())]
    );
}

#[test]
fn wrong_choices() {
    let empty = "choice with an empty keyword: expected a keyword";
    for (text, start) in [
        ("|a", 0),
        ("|", 0),
        ("a||b", 2),
        ("a| <b>", 2),
        ("a|<b>", 2),
    ] {
        assert_eq!(mistakes(text), [format!("{start} `` {empty}")], "{text}");
    }
    assert_eq!(
        mistakes("on|off|on"),
        ["7 `on` keyword `on` is listed twice: expected another keyword"]
    );
}

#[test]
fn all_mistakes_at_once() {
    assert_eq!(
        mistakes("/_send <sendRef[ live=on][ ttl=<ttl> json <jsn(composedMessages)> a||b"),
        [
            "7 `<` parameter is never closed: this `<` has no matching `>`",
            "25 `[` optional group is never closed: this `[` has no matching `]`",
            "43 `jsn` unknown encoding `jsn`: expected `str` or `json`",
            "68 `` choice with an empty keyword: expected a keyword",
        ]
    );
}

#[test]
fn too_large() {
    let nested = |count: usize| format!("/x{}{}", "[ a".repeat(count), "]".repeat(count));
    assert!(Syntax::parse(&nested(64)).is_ok());
    assert_eq!(
        mistakes(&nested(65)),
        ["194 `[` optional groups are nested more than 64 levels deep: this `[` exceeds the limit"]
    );
    assert_eq!(mistakes(&nested(20_000)).len(), 1);
    assert_eq!(
        mistakes(&"a".repeat(65_537)),
        ["0 `` syntax is too long: it has 65537 bytes, and the limit is 65536: this syntax"]
    );
    assert!(Syntax::parse(&"[a]".repeat(4096)).is_ok());
    let parts = "it has more than 4096 parameters, groups and keywords: this exceeds the limit";
    assert_eq!(
        mistakes(&"[a]".repeat(4097)),
        [format!("12290 `]` syntax is too large: {parts}")]
    );
    let keywords: Vec<_> = (0..5000).map(|number| number.to_string()).collect();
    assert_eq!(mistakes(&keywords.join("|")).len(), 1);
    assert_eq!(mistakes(&">".repeat(60_000)).len(), 100);
}

#[test]
fn suggestions() {
    assert_eq!(suggest("jsn", ["str", "json"]), Some("json"));
    assert_eq!(
        suggest("chatRf", ["chatItemId", "chatRef"]),
        Some("chatRef")
    );
    assert_eq!(
        suggest("CHATREF", ["chatItemId", "chatRef"]),
        Some("chatRef")
    );
    assert_eq!(suggest("tga", ["type", "tag"]), Some("tag"));
    assert_eq!(
        suggest("chatItmeId", ["chatRef", "chatItemId"]),
        Some("chatItemId")
    );
    assert_eq!(suggest("b", ["a"]), None);
    assert_eq!(suggest("xml", ["str", "json"]), None);
    assert_eq!(suggest("x", []), None);
}

/// Text that is almost a syntax.
fn noise() -> impl Strategy<Value = String> {
    let token = prop_oneof![
        prop::sample::select(vec![
            "<",
            ">",
            "[",
            "]",
            "(",
            ")",
            "|",
            "...",
            "[0]",
            "[1]",
            "<x[0]>[,<x[1]>...]",
            "<x>",
            "<str(",
            "json",
            " ",
            "=",
            ",",
            "é",
            "\t",
        ])
        .prop_map(str::to_owned),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(token, 0..16).prop_map(|tokens| tokens.concat())
}

proptest! {
    #[test]
    fn any_text_gives_a_tree_or_mistakes(text in noise()) {
        match Syntax::parse(&text) {
            Ok(syntax) => check_spans(&text, &syntax.parts, 0, text.len()),
            Err(invalid) => {
                let mistakes = &invalid.mistakes;
                prop_assert!(!mistakes.is_empty());
                prop_assert!(mistakes.iter().all(|error| text.get(error.span.clone()).is_some()));
                prop_assert!(mistakes.is_sorted_by_key(|error| error.span.start));
                let mut uncertain = invalid.uncertain.iter();
                prop_assert!(uncertain.all(|span| text.get(span.clone()).is_some()));
            }
        }
    }
}
