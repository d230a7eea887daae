use proptest::prelude::*;

use super::json_len::json_len;
use super::{MAX_PART, MIN_LIMIT, split_text};

/// A piece of text, or something that text is split at.
fn piece() -> impl Strategy<Value = String> {
    const PIECES: &[&str] = &[
        "word",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        ". ",
        "é",
        "e\u{301}",
        "👩\u{200d}👩\u{200d}👧",
        "🇩🇪",
        "👍🏽",
        "❤\u{fe0f}",
        "\"",
        "\\",
        "\t",
        "\u{1}",
        "。",
        "漢字",
        "`",
        "`code` ",
        "```\n",
        "```rust\n",
        "let x = 1;\n",
        "https://example.com/",
    ];
    let piece = prop::sample::select(PIECES).prop_map(str::to_owned);
    let long = prop::sample::select(&["x", "é", "\n", " ", "` "][..]);
    prop_oneof![
        9 => piece,
        1 => (long, 1..100_usize).prop_map(|(text, times)| text.repeat(times)),
    ]
}

fn text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..150).prop_map(|pieces| pieces.concat())
}

/// A text without the characters that a split can remove or repeat.
fn essence(text: &str) -> String {
    let is_essential = |character: &char| !character.is_whitespace() && *character != '`';
    text.chars().filter(is_essential).collect()
}

/// Whether `text` is a subsequence of `other`.
fn is_subsequence(text: &str, other: &str) -> bool {
    let mut all = other.chars();
    text.chars()
        .all(|character| all.any(|other| other == character))
}

proptest! {
    #[test]
    fn nothing_is_lost(text in text(), limit in MIN_LIMIT..1_000) {
        let parts = split_text(&text, limit);
        let joined = essence(&parts.concat());
        prop_assert!(is_subsequence(&essence(&text), &joined), "{parts:#?}");
        if !text.contains('`') {
            prop_assert_eq!(joined, essence(&text));
            let all: Vec<&str> = text.split_whitespace().collect();
            let joined = parts.join("\n");
            // A word is split only if it is long.
            if all.iter().all(|word| json_len(word) < MIN_LIMIT / 4) {
                prop_assert_eq!(joined.split_whitespace().collect::<Vec<_>>(), all);
            }
        }
    }

    #[test]
    fn each_part_fits_and_is_not_empty(text in text(), limit in 0..1_000_usize) {
        for part in split_text(&text, limit) {
            prop_assert!(json_len(&part) <= limit.max(MIN_LIMIT), "{part:?}");
            prop_assert!(!part.is_empty());
            prop_assert!(part.len() == text.len() || !part.trim().is_empty());
        }
    }

    #[test]
    fn a_short_text_is_unchanged(text in text()) {
        let parts = split_text(&text, 1_000_000);
        prop_assert_eq!(parts, Vec::from_iter(Some(text).filter(|text| !text.is_empty())));
    }

    #[test]
    fn grapheme_clusters_are_not_split(
        cluster in prop::sample::select(&["e\u{301}\u{323}", "👩\u{200d}👩\u{200d}👧", "🇩🇪", "👍🏽", "❤\u{fe0f}", "\r\n"][..]),
        before in 0..20_usize,
    ) {
        let text = "x".repeat(before) + &cluster.repeat(100);
        for part in split_text(&text, 200) {
            let clusters = part.trim_start_matches('x').replace(cluster, "");
            prop_assert_eq!(clusters, "", "{:?}", part);
        }
    }
}

#[test]
fn a_part_ends_at_the_best_boundary() {
    let filler = "word ".repeat(18);
    let filler = filler.trim_end();
    for (separator, end, what) in [
        ("\n\n", "", "paragraph"),
        ("\n", "", "line"),
        (". ", ".", "sentence"),
        (" ", " word word word word word word", "word"),
    ] {
        let text = format!("{filler}{separator}{filler} {filler}");
        let parts = split_text(&text, 128);
        assert_eq!(parts[0], format!("{filler}{end}"), "{what}: {parts:?}");
    }
    let line = format!("{filler}. {filler}");
    // A better boundary is used only if it fills at least half of the part.
    let parts = split_text(&format!("Hm\n\n{line} {line}"), 128);
    assert!(parts[0].starts_with("Hm\n\nword"), "{parts:?}");
}

#[test]
fn code_is_kept_together_if_possible() {
    let words = "word ".repeat(14);
    let block = "```rust\nfn f() {\n    g();\n}\n```";
    let parts = split_text(&format!("{words}\n{block}\n{words}"), 128);
    assert!(parts.iter().any(|part| part.contains(block)), "{parts:#?}");
    let inline = "`one two three four five six seven`";
    let parts = split_text(&format!("{words}so {words}{inline} {words}"), 128);
    assert!(parts.iter().any(|part| part.contains(inline)), "{parts:#?}");
}

#[test]
fn split_code_is_code_in_each_part() {
    let code: String = (0..100).map(|line| format!("    line {line};\n")).collect();
    let text = format!("So:\n```rust\n{code}```\nThat is all.");
    let parts = split_text(&text, 200);
    assert!(parts.len() > 5);
    let lines = |part: &str| -> Vec<String> {
        let mut lines = part.lines().map(str::to_owned);
        lines.by_ref().find(|line| line == "```rust").expect(part);
        let code: Vec<String> = lines.by_ref().take_while(|line| line != "```").collect();
        assert!(!code.is_empty(), "{part}");
        code
    };
    let all: Vec<String> = parts.iter().flat_map(|part| lines(part)).collect();
    assert_eq!(all.join("\n") + "\n", code);
    assert!(parts[0].starts_with("So:\n```rust\n    line 0;"));
    assert!(parts.last().unwrap().ends_with("\n```\nThat is all."));

    let inline = format!("`{}`", "word ".repeat(100).trim_end());
    let parts = split_text(&inline, 128);
    for part in &parts {
        let code = part
            .strip_prefix('`')
            .and_then(|part| part.strip_suffix('`'));
        let code = code.unwrap_or_else(|| panic!("{part}"));
        assert_eq!(code.trim(), code);
    }
}

#[test]
fn texts_without_boundaries_are_split() {
    for (text, parts) in [
        (String::new(), 0),
        (" ".repeat(20_000), 0),
        ("\n".repeat(20_000), 0),
        ("x".repeat(20_000), 2),
        // One grapheme cluster.
        (format!("e{}", "\u{301}".repeat(20_000)), 3),
        ("`".repeat(20_000), 2),
        ("```\n".repeat(5_000), 2),
        (format!("```{}\n```", "x".repeat(20_000)), 2),
    ] {
        let all = split_text(&text, MAX_PART);
        assert_eq!(all.len(), parts, "{text:.20}");
    }
}
