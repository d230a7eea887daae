//! The README files show the real output of the bots.

use super::BOTS;

const README: &str = include_str!("../../../README.md");
const EXAMPLES: &str = include_str!("../../../examples/README.md");

/// The lines of the squaring bot with other SDKs, counted by the same rule.
const OTHERS: [(&str, usize); 3] = [
    ("the Node SDK of SimpleX Chat", 15),
    ("its Python SDK", 16),
    ("simploxide", 39),
];

/// The blocks of a page in this language.
fn blocks<'a>(page: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let begin = format!("```{language}\n");
    let parts: Vec<_> = page.split(&begin).skip(1).collect();
    parts
        .into_iter()
        .filter_map(|part| part.split("```").next())
}

/// The conversations of a page, by the name of the example.
fn conversations(page: &str) -> impl Iterator<Item = (&str, &str)> {
    blocks(page, "text").filter_map(|block| {
        let block = block.strip_prefix("$ cargo run --example ")?;
        block.split_once('\n')
    })
}

#[test]
fn the_pages_show_what_the_bots_print() {
    let printed = |name| BOTS.iter().find(|(bot, _)| *bot == name);
    for (name, shown) in conversations(README).chain(conversations(EXAMPLES)) {
        assert_eq!(Some(&(name, shown)), printed(name));
    }
    assert_eq!(conversations(README).count(), 1);
    assert_eq!(conversations(EXAMPLES).count(), BOTS.len());
}

#[test]
fn the_squaring_bot_is_no_longer_than_with_other_sdks() {
    let bot = blocks(README, "rust,no_run").next().expect("a bot");
    let is_code = |line: &&str| {
        let line = line.trim();
        !(line.is_empty() || line.starts_with("//") || line.starts_with("use "))
    };
    let lines = bot.lines().filter(is_code).count();
    let shown = |(name, lines): (&str, usize)| format!("| {name} | {lines} |\n");
    assert!(README.contains(&shown(("simplex-api", lines))), "{lines}");
    for other in OTHERS {
        assert!(README.contains(&shown(other)));
        assert!(lines <= other.1);
    }
}
