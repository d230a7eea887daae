//! The embedded network does what real servers did, except for what is in the table of deviations.
//!
//! ```text
//! cargo test -p simplex-api-tests --test reality played -- --nocapture     prints the counts
//! REALITY=group-roles cargo test …                                         prints all differences of these scenarios
//! REALITY=bless cargo test …                                               writes the counts and the entries of the table
//! ```

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::env;
use std::fmt::Write;
use std::path::PathBuf;

use simplex_api_tests::recordings;
use simplex_api_tests::scratch::Scratch;
use tokio::task::JoinSet;

use crate::compare::{Comparison, Counts, compare};
use crate::deviations;
use crate::play::play;

/// The expected counts of each scenario.
const COUNTS: &str = include_str!("counts.txt");

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_network_does_what_real_servers_did() {
    // A recorded command has a relative path, which would be a file in the repository.
    let folder = Scratch::new("reality-folder");
    env::set_current_dir(folder.path()).expect("the folder");
    let mut running = JoinSet::new();
    for (name, scenario) in recordings::all() {
        running.spawn(async move {
            let played = play(&scenario).await;
            (name, compare(&scenario, &played))
        });
    }
    let compared: BTreeMap<String, Comparison> = running.join_all().await.into_iter().collect();
    let shown = env::var("REALITY").unwrap_or_default();
    if !shown.is_empty() {
        print_differences(&compared, &shown);
    }
    let counts = counts(&compared);
    println!("{}", totals(&compared));
    if shown == "bless" {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("reality/counts.txt");
        std::fs::write(path, &counts).expect("the file of counts");
        deviations::bless(&compared);
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

/// Prints all differences of the scenarios with this part in their name, and how often each occurs.
fn print_differences(compared: &BTreeMap<String, Comparison>, shown: &str) {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, comparison) in compared.iter().filter(|(name, _)| name.contains(shown)) {
        println!("== {name}");
        for difference in &comparison.report {
            println!("{difference}");
            *times.entry(&difference.what).or_default() += 1;
        }
    }
    let mut times: Vec<_> = times.into_iter().collect();
    times.sort_by_key(|(_, times)| Reverse(*times));
    for (what, times) in times {
        println!("{times:5} {what}");
    }
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
        late,
        bodies,
    } = counts;
    format!(
        "answers {}/{} sequences {}/{} (late {late}) bodies {}/{}",
        answers.same, answers.all, sequences.same, sequences.all, bodies.same, bodies.all
    )
}

/// The sums by version.
fn totals(compared: &BTreeMap<String, Comparison>) -> String {
    let mut sums: BTreeMap<&str, Counts> = BTreeMap::new();
    for (name, comparison) in compared {
        let (version, _) = name.split_once('/').unwrap_or_default();
        let sum = sums.entry(version).or_default();
        sum.late += comparison.counts.late;
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
