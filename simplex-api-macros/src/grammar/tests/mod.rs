use std::fs;

use proptest::prelude::*;
use serde_json::Value;

use super::{Part, PartKind, Syntax, moved_blanks, suggest};

/// A tree in short: a line per part, its place in front, groups indented.
fn outline(parts: &[Part]) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts {
        let place = format!("{:?}", part.span);
        match &part.kind {
            PartKind::Literal(text) => lines.push(format!("{place} `{text}`")),
            PartKind::Slot { name, form } => {
                lines.push(format!("{place} {form:?} {name} {:?}", name.span));
            }
            PartKind::Words(words) => {
                let words: Vec<String> = words
                    .iter()
                    .map(|word| format!("{word} {:?}", word.span))
                    .collect();
                lines.push(format!("{place} {}", words.join(" | ")));
            }
            PartKind::Optional(inner) => {
                lines.push(format!("{place} optional"));
                lines.extend(outline(inner).iter().map(|line| format!("  {line}")));
            }
        }
    }
    lines
}

fn tree(text: &str) -> Vec<String> {
    outline(&Syntax::parse(text).expect("a right syntax").parts)
}

/// The mistakes in a syntax: the text they are in, from where, message and label.
fn mistakes(text: &str) -> Vec<String> {
    let broken = Syntax::parse(text).expect_err("a wrong syntax");
    let mistakes = broken.mistakes.iter();
    mistakes
        .map(|error| {
            let place = &text[error.span.clone()];
            let start = error.span.start;
            format!("{start} `{place}` {}: {}", error.message, error.label)
        })
        .collect()
}

fn helps(text: &str) -> Vec<Option<String>> {
    let broken = Syntax::parse(text).expect_err("a wrong syntax");
    let mistakes = broken.mistakes.into_iter();
    mistakes.map(|error| error.help).collect()
}

#[test]
fn slots_and_groups() {
    assert_eq!(
        tree("/_send <str(sendRef)>[ live=on][ ttl=<ttl>] json <json(composedMessages)>"),
        [
            "0..7 `/_send `",
            "7..21 Text sendRef 12..19",
            "21..31 optional",
            "  22..30 ` live=on`",
            "31..43 optional",
            "  32..37 ` ttl=`",
            "  37..42 Plain ttl 38..41",
            "43..49 ` json `",
            "49..73 Json composedMessages 55..71",
        ]
    );
}

#[test]
fn lists() {
    assert_eq!(
        tree("#<g> <ids[0]>[, <ids[1]>...][ <n>]"),
        [
            "0..1 `#`",
            "1..4 Plain g 2..3",
            "4..5 ` `",
            "5..28 List { separator: \", \" } ids 6..9",
            "28..34 optional",
            "  29..30 ` `",
            "  30..33 Plain n 31..32",
        ]
    );
}

#[test]
fn choices() {
    assert_eq!(
        tree("<id> blocked=on|off"),
        [
            "0..4 Plain id 1..3",
            "4..13 ` blocked=`",
            "13..19 on 13..15 | off 16..19",
        ]
    );
    assert_eq!(tree("@|#|*|"), ["0..6 @ 0..1 | # 2..3 | * 4..5 |  6..6"]);
    assert_eq!(
        tree("a|b[ c|] d=<d>"),
        [
            "0..3 a 0..1 | b 2..3",
            "3..8 optional",
            "  4..5 ` `",
            "  5..7 c 5..6 |  7..7",
            "8..11 ` d=`",
            "11..14 Plain d 12..13",
        ]
    );
}

#[test]
fn groups_nest() {
    assert_eq!(
        tree("(_support[:<id>[ x]])"),
        [
            "0..9 `(_support`",
            "9..20 optional",
            "  10..11 `:`",
            "  11..15 Plain id 12..14",
            "  15..19 optional",
            "    16..18 ` x`",
            "20..21 `)`",
        ]
    );
}

#[test]
fn the_whole_syntax() {
    assert_eq!(
        mistakes(""),
        ["0 `` syntax is empty: expected text or a parameter"]
    );
    assert_eq!(
        mistakes("  /x"),
        ["0 `  ` syntax begins with a blank: expected text or a parameter"]
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
            "3 `...` `...` outside of a list: only a list is repeated",
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
    let empty = "choice with an empty word: expected a word";
    for (text, place) in [
        ("|a", 0),
        ("|", 0),
        ("a||b", 2),
        ("a| <b>", 2),
        ("a|<b>", 2),
    ] {
        assert_eq!(mistakes(text), [format!("{place} `` {empty}")], "{text}");
    }
    assert_eq!(
        mistakes("on|off|on"),
        ["7 `on` word `on` is listed twice: expected another word"]
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
            "68 `` choice with an empty word: expected a word",
        ]
    );
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

/// Every `syntax` in a document, however deep.
fn syntaxes<'a>(document: &'a Value, found: &mut Vec<&'a str>) {
    match document {
        Value::Object(members) => {
            found.extend(members.get("syntax").and_then(Value::as_str));
            members.values().for_each(|value| syntaxes(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| syntaxes(value, found)),
        _ => {}
    }
}

#[test]
fn the_published_syntaxes() {
    for (file, count) in [
        ("v6.4/commands.json", 42),
        ("v6.4/types.json", 5),
        ("v7.0/commands.json", 52),
        ("v7.0/types.json", 6),
    ] {
        let path = format!("{}/../tests/spec/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = fs::read_to_string(path).expect("the published API");
        let document = serde_json::from_str(&text).expect("JSON");
        let mut found = Vec::new();
        syntaxes(&document, &mut found);
        assert_eq!(found.len(), count, "{file}");
        for text in found {
            let syntax = Syntax::parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
            assert_eq!(syntax.to_string(), text);
        }
    }
}

/// Right syntaxes.
fn syntax() -> impl Strategy<Value = String> {
    let name = "[a-z_][A-Za-z0-9_]{0,4}";
    let part = prop_oneof![
        "[ /#@=a-zé(:]{1,4}",
        name.prop_map(|name| format!("<{name}>")),
        name.prop_map(|name| format!("<str({name})>")),
        name.prop_map(|name| format!("<json({name})>")),
        (name, "[,; |]{1,2}").prop_map(|(x, s)| format!("<{x}[0]>[{s}<{x}[1]>...]")),
        "[a-f]{1,2}\\|[g-m]{1,2}\\|[n-z]{1,2} ",
    ];
    let parts = part.prop_recursive(3, 12, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|parts| parts.concat()),
            inner.prop_map(|inner| format!("[{inner}]")),
        ]
    });
    parts.prop_map(|text| format!("/{text}"))
}

/// Text that is nearly a syntax.
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

/// The parts lie end to end, and each prints the text at its place.
fn check_places(text: &str, parts: &[Part], start: usize, end: usize) {
    let mut at = start;
    for part in parts {
        assert_eq!(part.span.start, at);
        assert_eq!(part.to_string(), text[part.span.clone()]);
        at = part.span.end;
        match &part.kind {
            PartKind::Literal(_) => {}
            PartKind::Slot { name, .. } => assert_eq!(name.text, text[name.span.clone()]),
            PartKind::Words(words) => {
                assert!(
                    words
                        .iter()
                        .all(|word| word.text == text[word.span.clone()])
                );
            }
            PartKind::Optional(inner) => {
                check_places(text, inner, part.span.start + 1, part.span.end - 1);
            }
        }
    }
    assert_eq!(at, end);
}

#[test]
fn names_that_are_none() {
    let help = |text| helps(text)[0].clone().unwrap_or_default();
    assert_eq!(help("/x <chat id>"), "did you mean `<chatId>`?");
    assert_eq!(help("/x <chat-item-id>"), "did you mean `<chatItemId>`?");
    assert_eq!(help("/x <json:x>"), "did you mean `<json(x)>`?");
    assert_eq!(help("/x <st:x>"), "did you mean `<str(x)>`?");
    assert_eq!(
        help("/x <x: i64>"),
        "did you mean `<x>`? Its type is that of the field"
    );
    assert_eq!(
        help("/x <on|off>"),
        "a choice of words has no `<` and `>`: `on|off`"
    );
    assert!(help("/x <1>").starts_with("a parameter is written"));
}

#[test]
fn blanks_move_to_what_needs_them() {
    let moved = |text: &str| {
        let syntax = Syntax::parse(text).expect("a right syntax");
        moved_blanks(&syntax).map(|(place, moved)| (text[place].to_owned(), moved))
    };
    let is = |text: &str, place: &str, other: &str| {
        assert_eq!(
            moved(text),
            Some((place.to_owned(), other.to_owned())),
            "{text}"
        );
    };
    is("/list [page <n>]", "[page <n>]", "/list[ page <n>]");
    is("/list [<n>]", "[<n>]", "/list[ <n>]");
    is(
        "/set[ to <a>] [ for <b>]!",
        "[ for <b>]",
        "/set[ to <a>][ for <b>]!",
    );
    is("/a[ b [c=<c>]] d", "[c=<c>]", "/a[ b[ c=<c>]] d");
    is("/a  <b>", "/a  ", "/a <b>");
    is("/a ", "/a ", "/a");
    assert_eq!(moved("/a <b>[ <c>]"), None);
}

proptest! {
    #[test]
    fn trees_print_as_their_text(text in syntax()) {
        prop_assert_eq!(Syntax::parse(&text).expect("a right syntax").to_string(), text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in noise()) {
        match Syntax::parse(&text) {
            Ok(syntax) => check_places(&text, &syntax.parts, 0, text.len()),
            Err(broken) => {
                let mistakes = &broken.mistakes;
                prop_assert!(!mistakes.is_empty());
                prop_assert!(mistakes.iter().all(|error| text.get(error.span.clone()).is_some()));
                prop_assert!(mistakes.is_sorted_by_key(|error| error.span.start));
                let mut lost = broken.lost.iter();
                prop_assert!(lost.all(|place| text.get(place.clone()).is_some()));
            }
        }
    }
}

#[test]
fn too_large() {
    let nested = |count: usize| format!("/x{}{}", "[ a".repeat(count), "]".repeat(count));
    assert!(Syntax::parse(&nested(64)).is_ok());
    assert_eq!(
        mistakes(&nested(65)),
        ["194 `[` optional groups are nested more than 64 deep: this `[` exceeds the limit"]
    );
    assert_eq!(mistakes(&nested(20_000)).len(), 1);
    assert_eq!(
        mistakes(&"a".repeat(65_537)),
        [
            "0 `` syntax is too long: it has 65537 bytes, and at most 65536 are supported: this syntax"
        ]
    );
    assert!(Syntax::parse(&"[a]".repeat(4096)).is_ok());
    let parts = "it has more than 4096 parameters, groups and keywords: this exceeds the limit";
    assert_eq!(
        mistakes(&"[a]".repeat(4097)),
        [format!("12290 `]` syntax is too large: {parts}")]
    );
    let words: Vec<_> = (0..5000).map(|word| word.to_string()).collect();
    assert_eq!(mistakes(&words.join("|")).len(), 1);
    assert_eq!(mistakes(&">".repeat(60_000)).len(), 100);
}
