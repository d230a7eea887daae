//! The table of deviations: what the embedded network does not yet do as the recorded servers did, by scenario, with the
//! reason. Each entry must be needed.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use crate::compare::Comparison;

/// Paragraphs with a reason each: `scenario: what what …`. What differs is `answer` (its type), `events` (their
/// sequence), `statuses`, or the last two fields of a path.
const TABLE: &str = include_str!("deviations.txt");

/// The paragraph of entries for which nobody has written a reason yet.
const UNEXPLAINED: &str = "# not explained yet";

/// A scenario, and what differs in it.
type Entry<'a> = (&'a str, &'a str);

/// # Panics
/// If a difference is not in the table, or an entry of the table is not a difference in any version.
pub(crate) fn check(compared: &BTreeMap<String, Comparison>) {
    let table: BTreeSet<Entry<'_>> = paragraphs(TABLE)
        .into_iter()
        .flat_map(|(_, entries)| entries)
        .collect();
    let found = found(compared);
    let new: Vec<_> = found.difference(&table).collect();
    let gone: Vec<_> = table.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in the table of deviations: {new:?}\nno longer a deviation: {gone:?}"
    );
}

/// Writes the table without the entries that are gone, and with the new ones in a paragraph of their own.
pub(crate) fn bless(compared: &BTreeMap<String, Comparison>) {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reality/deviations.txt");
    fs::write(path, blessed(TABLE, found(compared))).expect("the table of deviations");
}

fn blessed<'a>(table: &'a str, mut found: BTreeSet<Entry<'a>>) -> String {
    let mut text = String::new();
    let mut paragraphs = paragraphs(table);
    for (_, entries) in &mut paragraphs {
        entries.retain(|entry| found.remove(entry));
    }
    match paragraphs
        .iter_mut()
        .find(|(reason, _)| *reason == UNEXPLAINED)
    {
        Some((_, entries)) => entries.append(&mut found),
        None => paragraphs.push((UNEXPLAINED, found)),
    }
    for (reason, entries) in paragraphs.iter().filter(|(_, entries)| !entries.is_empty()) {
        let mut scenarios: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (scenario, what) in entries {
            scenarios.entry(*scenario).or_default().push(*what);
        }
        let lines = scenarios
            .iter()
            .map(|(scenario, what)| format!("{scenario}: {}\n", what.join(" ")));
        text += &format!("{reason}\n{}\n", lines.collect::<String>());
    }
    text.trim_end().to_owned() + "\n"
}

fn found(compared: &BTreeMap<String, Comparison>) -> BTreeSet<Entry<'_>> {
    let mut found = BTreeSet::new();
    for (name, comparison) in compared {
        let (_, scenario) = name.split_once('/').unwrap_or_default();
        let scenario = scenario.strip_suffix(".json").unwrap_or(scenario);
        found.extend(
            comparison
                .deviations
                .iter()
                .map(|what| (scenario, what.as_str())),
        );
    }
    found
}

/// The reasons of the table, each with its entries. An entry belongs to one reason.
fn paragraphs(table: &str) -> Vec<(&str, BTreeSet<Entry<'_>>)> {
    let mut paragraphs = Vec::new();
    for paragraph in table
        .split("\n\n")
        .map(str::trim)
        .filter(|text| !text.is_empty())
    {
        let (reason, lines) = paragraph.split_once('\n').expect("a reason and entries");
        assert!(
            reason.starts_with("# "),
            "a paragraph starts with its reason: {reason}"
        );
        let entries = lines.lines().flat_map(|line| {
            let (scenario, what) = line.split_once(':').expect("a scenario and what differs");
            what.split_whitespace().map(move |what| (scenario, what))
        });
        paragraphs.push((reason, entries.collect()));
    }
    paragraphs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blessing_removes_what_is_gone_and_does_not_explain_what_is_new() {
        let table = "# a\none: answer events\n\n# b\ntwo: chats\n";
        let found = BTreeSet::from([("one", "events"), ("two", "content.text")]);
        let blessed = blessed(table, found);
        assert_eq!(
            blessed,
            "# a\none: events\n\n# not explained yet\ntwo: content.text\n"
        );
    }
}
