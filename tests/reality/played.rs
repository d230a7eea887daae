//! The embedded network does what real servers did, except for what is in the table of deviations.
//!
//! ```text
//! cargo test -p simplex-api-tests --test reality played -- --nocapture     prints the counts
//! REALITY=group-roles cargo test …                                         prints all differences of these scenarios
//! REALITY=bless cargo test …                                               writes the counts
//! ```

use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::path::PathBuf;

use simplex_api_tests::recordings;
use tokio::task::JoinSet;

use crate::compare::{Comparison, Counts, compare};
use crate::deviations;
use crate::play::play;

/// The expected counts of each scenario.
const COUNTS: &str = include_str!("counts.txt");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_network_does_what_real_servers_did() {
    let mut running = JoinSet::new();
    for (name, scenario) in recordings::all() {
        running.spawn(async move {
            let played = play(&scenario).await;
            (name, compare(&scenario, &played))
        });
    }
    let compared: BTreeMap<String, Comparison> = running.join_all().await.into_iter().collect();
    let shown = env::var("REALITY").unwrap_or_default();
    for (name, comparison) in &compared {
        if !shown.is_empty() && name.contains(&shown) {
            println!("== {name}\n{}", comparison.report.join("\n"));
        }
    }
    let counts = counts(&compared);
    println!("{}", totals(&compared));
    if shown == "bless" {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reality/counts.txt");
        std::fs::write(path, &counts).expect("the file of counts");
        return;
    }
    deviations::check(&compared);
    let changed: Vec<_> = counts
        .lines()
        .zip(COUNTS.lines())
        .filter(|(new, old)| new != old)
        .collect();
    assert!(
        changed.is_empty() && counts.lines().count() == COUNTS.lines().count(),
        "the counts (new, old) have changed; if they are better, set them with REALITY=bless: {changed:#?}"
    );
}

/// A line for each scenario.
fn counts(compared: &BTreeMap<String, Comparison>) -> String {
    let mut text = String::new();
    for (name, comparison) in compared {
        let _ = writeln!(text, "{name}: {}", line(&comparison.counts));
    }
    text
}

fn line(counts: &Counts) -> String {
    let Counts {
        answers,
        sequences,
        bodies,
    } = counts;
    format!(
        "answers {}/{} sequences {}/{} bodies {}/{}",
        answers.same, answers.all, sequences.same, sequences.all, bodies.same, bodies.all
    )
}

/// The sums by version.
fn totals(compared: &BTreeMap<String, Comparison>) -> String {
    let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
    for (name, comparison) in compared {
        let (version, _) = name.split_once('/').unwrap_or_default();
        let sum = sums.entry(version).or_default();
        for (sum, share) in [
            (&mut sum.answers, comparison.counts.answers),
            (&mut sum.sequences, comparison.counts.sequences),
            (&mut sum.bodies, comparison.counts.bodies),
        ] {
            sum.same += share.same;
            sum.all += share.all;
        }
    }
    let lines = sums
        .iter()
        .map(|(version, sum)| format!("{version}: {}", line(sum)));
    lines.collect::<Vec<_>>().join("\n")
}
