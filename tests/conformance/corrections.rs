//! The page of corrections, which must list everything that is in the declarations.

use std::collections::BTreeSet;

use simplex_api::spec::CommandSpec;

use crate::code;

const PAGE: &str = include_str!("../../simplex-api/docs/corrections.md");

/// The page without its line breaks.
fn text() -> String {
    PAGE.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The blocks of lines that compare syntaxes.
fn entries() -> BTreeSet<String> {
    let blocks = PAGE.split("```");
    let blocks = blocks
        .skip(1)
        .step_by(2)
        .map(|block| block.strip_prefix("text\n"));
    let entries = blocks.flat_map(|block| block.expect("plain text").split("\n\n"));
    entries.map(|entry| entry.trim_end().to_owned()).collect()
}

/// The syntax of a declaration, in the format of the page.
fn entry(spec: &CommandSpec) -> Option<String> {
    let mut lines = vec![spec.name.to_owned()];
    lines.extend(spec.documented.map(|line| format!("  documented  {line}")));
    lines.push(format!("  sent        {}", spec.syntax));
    let older = spec
        .older
        .map(|older| format!("  before {}  {}", older.before, older.syntax));
    lines.extend(older);
    (lines.len() > 2).then(|| lines.join("\n"))
}

#[test]
fn every_corrected_syntax_is_on_the_page() {
    let declared = code::commands().filter_map(entry);
    assert_eq!(entries(), declared.collect());
}

#[test]
fn every_reason_is_on_the_page() {
    let page = text();
    for spec in code::commands() {
        let reason = spec.correction.unwrap_or_default();
        assert!(page.contains(reason), "{}: {reason}", spec.name);
    }
}

#[test]
fn every_check_is_on_the_page() {
    let commands = code::commands().map(|spec| (spec.name, spec.checks));
    let types = code::types();
    let types = types.values().map(|spec| (spec.name, spec.checks));
    let checked = commands
        .chain(types)
        .filter(|(_, checks)| !checks.is_empty());
    let checked: BTreeSet<_> = checked.map(|(name, _)| name).collect();
    let listed = PAGE.lines().filter_map(|line| line.strip_prefix("- `"));
    let listed = listed.filter_map(|line| Some(line.split_once("`: ")?.0));
    assert_eq!(listed.collect::<BTreeSet<_>>(), checked);
}
