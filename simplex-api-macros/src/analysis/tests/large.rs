//! Large syntaxes: the analysis takes a number of steps that is a low power of their size.

use super::{by_name, grammar};
use crate::analysis::automaton::{Automaton, Unknown};
use crate::analysis::guard::{Settled, settle_within};
use crate::analysis::search::Budget;
use crate::analysis::{Unsettled, blank_at_the_end, blanks_that_meet, settle};

/// The syntax with this many parts.
type Shape = fn(usize) -> String;

fn repeat(count: usize, part: impl Fn(usize) -> String) -> String {
    (0..count).map(part).collect()
}

fn flags(count: usize) -> String {
    format!("/x{} <text>", repeat(count, |i| format!("[ o{i}=on]")))
}

fn options(count: usize) -> String {
    format!("/x{} <text>", repeat(count, |i| format!("[ o{i}=<n>]")))
}

fn options_of_fractions(count: usize) -> String {
    format!("/x{} <text>", repeat(count, |i| format!("[ o{i}=<part>]")))
}

fn options_of_strings(count: usize) -> String {
    format!("/x{} <text>", repeat(count, |i| format!("[ o{i}=<title>]")))
}

fn nested(count: usize) -> String {
    let (open, close) = (repeat(count, |i| format!("[ o{i}=<n>")), "]".repeat(count));
    format!("/x{open}{close} <text>")
}

fn keywords(count: usize) -> String {
    let keywords: Vec<_> = (0..count).map(|i| format!("keyword{i}")).collect();
    format!("/x[ {}] <text>", keywords.join("|"))
}

/// In ten slots.
fn keywords_in_slots(count: usize) -> String {
    let slot = |slot| {
        let keywords = (0..count / 10).map(|i| format!("keyword{slot}of{i}"));
        format!("[ {}]", keywords.collect::<Vec<_>>().join("|"))
    };
    format!("/x{} <text>", repeat(10, slot))
}

/// Each keyword is the prefix of all that follow.
fn longer_and_longer(count: usize) -> String {
    let keywords: Vec<_> = (1..=count).map(|i| "a".repeat(i)).collect();
    format!("/x {}[ y=on] <text>", keywords.join("|"))
}

fn choices_in_a_group(count: usize) -> String {
    format!("/x[{} <n>] <text>", repeat(count, |_| " a|b".to_owned()))
}

fn flags_in_a_group(count: usize) -> String {
    format!(
        "/x[{} <n>] <text>",
        repeat(count, |i| format!("[ o{i:03}]"))
    )
}

fn lists(count: usize) -> String {
    let list = |i| format!("[ o{i}=<ids[0]>[,<ids[1]>...]]");
    format!("/x{} <text>", repeat(count, list))
}

fn strings(count: usize) -> String {
    format!("/x{}", repeat(count, |_| " <text>".to_owned()))
}

/// What the analysis of a syntax takes.
#[derive(Debug)]
struct Cost {
    /// The length of the syntax and of all that its strings cannot begin with, in bytes.
    length: usize,
    states: usize,
    steps: usize,
}

fn cost(syntax: &str) -> Cost {
    let (grammar, _) = grammar(syntax, by_name);
    let mut budget = Budget::new();
    let settled = settle_within(&grammar, &mut budget);
    let Settled { guards, .. } = settled.unwrap_or_else(|found| panic!("{syntax}: {found:?}"));
    let automaton = Automaton::new(&grammar, &grammar.slots, &guards, Unknown::String);
    let forbidden = guards.iter().flat_map(|guard| &guard.taken);
    let forbidden: usize = forbidden.map(|head| head.text.len()).sum();
    assert_eq!(blanks_that_meet(&grammar), None, "{syntax}");
    assert_eq!(blank_at_the_end(&grammar), None, "{syntax}");
    Cost {
        length: syntax.len() + forbidden,
        states: automaton.size(),
        steps: budget.spent(),
    }
}

/// Shapes with a number of parts, and the highest power of it that the steps may grow with.
const SHAPES: &[(Shape, usize, u32)] = &[
    (flags, 100, 2),
    (options, 100, 2),
    (options_of_fractions, 100, 2),
    (options_of_strings, 100, 2),
    (lists, 100, 2),
    (nested, 25, 2),
    (keywords, 500, 1),
    (keywords_in_slots, 500, 1),
    (longer_and_longer, 50, 2),
    (choices_in_a_group, 20, 2),
    (flags_in_a_group, 20, 2),
    (strings, 100, 1),
];

#[test]
fn twice_the_syntax_takes_a_few_times_the_steps() {
    for (shape, count, power) in SHAPES {
        let (once, twice) = (cost(&shape(*count)), cost(&shape(2 * count)));
        let most = once.steps * 2_usize.pow(*power) * 11 / 10;
        assert!(twice.steps <= most, "{once:?} {twice:?} {}", shape(*count));
    }
}

#[test]
fn states_are_as_many_as_characters() {
    for (shape, count, _) in SHAPES {
        let cost = cost(&shape(*count));
        assert!(cost.states <= 8 * cost.length, "{cost:?} {}", shape(*count));
    }
}

/// They took 19 and 41 seconds.
#[test]
fn twelve_flags_and_24_options() {
    assert!(cost(&flags(12)).steps < 2_000);
    assert!(cost(&options(24)).steps < 5_000);
}

#[test]
fn what_takes_too_many_steps_is_reported() {
    let (grammar, _) = grammar(&flags(200), by_name);
    let settled = settle_within(&grammar, &mut Budget::of(100_000));
    assert_eq!(settled, Err(Unsettled::TooLarge));
}

/// The shortest text with two readings may be far away: then another one is shown.
#[test]
fn an_example_is_found_in_any_case() {
    let (grammar, _) = grammar(&format!("{}[ <n>][ <m>]", options(150)), by_name);
    let settled = settle(&grammar);
    assert!(
        matches!(settled, Err(Unsettled::Ambiguous(_))),
        "{settled:?}"
    );
}
