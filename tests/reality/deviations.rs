//! The table of deviations: what the embedded network does not yet do as the recorded servers did, by scenario, with the
//! reason. Each entry must be needed.

use std::collections::{BTreeMap, BTreeSet};

use crate::compare::Comparison;

/// Paragraphs with a reason each: `scenario: what what …`. What differs is `answer` (its type), `events` (their
/// sequence), `statuses` (their number), or the last field of a path.
const TABLE: &str = include_str!("deviations.txt");

/// # Panics
/// If a difference is not in the table, or an entry of the table is not a difference in any version.
pub(crate) fn check(compared: &BTreeMap<String, Comparison>) {
    let table = read(TABLE);
    let mut found: BTreeSet<(&str, &str)> = BTreeSet::new();
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
    let new: Vec<_> = found.difference(&table).collect();
    let gone: Vec<_> = table.difference(&found).collect();
    assert!(
        new.is_empty() && gone.is_empty(),
        "not in the table of deviations: {new:?}\nno longer a deviation: {gone:?}"
    );
}

/// The entries of the table.
fn read(table: &str) -> BTreeSet<(&str, &str)> {
    let lines = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    let entries = lines.flat_map(|line| {
        let (scenario, what) = line.split_once(':').expect("a scenario and what differs");
        what.split_whitespace().map(move |what| (scenario, what))
    });
    entries.collect()
}
