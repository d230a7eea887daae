//! Valid syntaxes, and their trees.

use proptest::prelude::*;

use crate::grammar::{Part, PartKind, Syntax};

/// A short form of a tree: one line for each part, which starts with its span; groups are indented.
fn outline(parts: &[Part]) -> Vec<String> {
    let mut lines = Vec::new();
    for part in parts {
        let span = format!("{:?}", part.span);
        match &part.kind {
            PartKind::Literal(text) => lines.push(format!("{span} `{text}`")),
            PartKind::Slot { name, form } => {
                lines.push(format!("{span} {form:?} {name} {:?}", name.span));
            }
            PartKind::Keywords(keywords) => {
                let keywords: Vec<String> = keywords
                    .iter()
                    .map(|keyword| format!("{keyword} {:?}", keyword.span))
                    .collect();
                lines.push(format!("{span} {}", keywords.join(" | ")));
            }
            PartKind::Optional(inner) => {
                lines.push(format!("{span} optional"));
                lines.extend(outline(inner).iter().map(|line| format!("  {line}")));
            }
        }
    }
    lines
}

fn tree(text: &str) -> Vec<String> {
    outline(&Syntax::parse(text).expect("a valid syntax").parts)
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
fn the_published_syntaxes() {
    for (lines, count) in [
        (include_str!("../../../testdata/syntaxes-6.4.tsv"), 47),
        (include_str!("../../../testdata/syntaxes-7.0.tsv"), 58),
    ] {
        assert_eq!(lines.lines().count(), count);
        for line in lines.lines() {
            let text = line.split('\t').nth(2).expect("a syntax");
            let syntax = Syntax::parse(text).unwrap_or_else(|errors| panic!("{text}: {errors:?}"));
            assert_eq!(syntax.to_string(), text);
        }
    }
}

/// Valid syntaxes.
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

/// The spans of the parts are adjacent, and each part prints the text of its span.
pub(super) fn check_spans(text: &str, parts: &[Part], start: usize, end: usize) {
    let mut at = start;
    for part in parts {
        assert_eq!(part.span.start, at);
        assert_eq!(part.to_string(), text[part.span.clone()]);
        at = part.span.end;
        match &part.kind {
            PartKind::Literal(_) => {}
            PartKind::Slot { name, .. } => assert_eq!(name.text, text[name.span.clone()]),
            PartKind::Keywords(keywords) => {
                assert!(
                    keywords
                        .iter()
                        .all(|keyword| keyword.text == text[keyword.span.clone()])
                );
            }
            PartKind::Optional(inner) => {
                check_spans(text, inner, part.span.start + 1, part.span.end - 1);
            }
        }
    }
    assert_eq!(at, end);
}

proptest! {
    #[test]
    fn a_tree_prints_its_text(text in syntax()) {
        prop_assert_eq!(Syntax::parse(&text).expect("a valid syntax").to_string(), text);
    }
}
