//! The number of steps for large syntaxes grows polynomially, with a low exponent.

use super::{by_name, grammar};
use crate::analysis::automaton::{Automaton, UnknownAs};
use crate::analysis::disambiguate::{Resolution, disambiguate_within};
use crate::analysis::search::Budget;
use crate::analysis::{DisambiguationError, adjacent_spaces, disambiguate, trailing_space};

/// Makes a syntax with the given number of parts.
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

fn keywords_in_ten_slots(count: usize) -> String {
    let slot = |slot| {
        let keywords = (0..count / 10).map(|i| format!("keyword{slot}of{i}"));
        format!("[ {}]", keywords.collect::<Vec<_>>().join("|"))
    };
    format!("/x{} <text>", repeat(10, slot))
}

/// Each keyword is a prefix of all later ones.
fn nested_keywords(count: usize) -> String {
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

/// The cost of the analysis of a syntax.
#[derive(Debug)]
struct Cost {
    /// The length of the syntax and of the forbidden prefixes of its strings, in bytes.
    length: usize,
    states: usize,
    steps: usize,
}

fn cost(syntax: &str) -> Cost {
    let (grammar, _) = grammar(syntax, by_name);
    let mut budget = Budget::new();
    let resolution = disambiguate_within(&grammar, &mut budget);
    let Resolution { guards, .. } =
        resolution.unwrap_or_else(|found| panic!("{syntax}: {found:?}"));
    let automaton = Automaton::new(&grammar, &grammar.slots, &guards, UnknownAs::String);
    let forbidden = guards.iter().flat_map(|guard| &guard.forbidden_prefixes);
    let forbidden: usize = forbidden.map(|prefix| prefix.text.len()).sum();
    assert_eq!(adjacent_spaces(&grammar), None, "{syntax}");
    assert_eq!(trailing_space(&grammar), None, "{syntax}");
    Cost {
        length: syntax.len() + forbidden,
        states: automaton.size(),
        steps: budget.spent(),
    }
}

/// Shapes, their number of parts, and the highest allowed exponent of the growth in steps.
const SHAPES: &[(Shape, usize, u32)] = &[
    (flags, 100, 2),
    (options, 100, 2),
    (options_of_fractions, 100, 2),
    (options_of_strings, 100, 2),
    (lists, 100, 2),
    (nested, 25, 2),
    (keywords, 500, 1),
    (keywords_in_ten_slots, 500, 1),
    (nested_keywords, 50, 2),
    (choices_in_a_group, 20, 2),
    (flags_in_a_group, 20, 2),
    (strings, 100, 1),
];

#[test]
fn steps_grow_polynomially() {
    for (shape, count, power) in SHAPES {
        let (once, twice) = (cost(&shape(*count)), cost(&shape(2 * count)));
        let limit = once.steps * 2_usize.pow(*power) * 11 / 10;
        assert!(twice.steps <= limit, "{once:?} {twice:?} {}", shape(*count));
    }
}

#[test]
fn states_grow_linearly() {
    for (shape, count, _) in SHAPES {
        let cost = cost(&shape(*count));
        assert!(cost.states <= 8 * cost.length, "{cost:?} {}", shape(*count));
    }
}

/// An earlier version, which was exponential, took 19 and 41 seconds.
#[test]
fn twelve_flags_and_24_options() {
    assert!(cost(&flags(12)).steps < 2_000);
    assert!(cost(&options(24)).steps < 5_000);
}

#[test]
fn too_many_steps_are_reported() {
    let (grammar, _) = grammar(&flags(200), by_name);
    let resolution = disambiguate_within(&grammar, &mut Budget::of(100_000));
    assert_eq!(resolution, Err(DisambiguationError::TooLarge));
}

/// If the search for the shortest text with two readings takes too many steps, another example is shown.
#[test]
fn an_example_is_always_found() {
    let (grammar, _) = grammar(&format!("{}[ <n>][ <m>]", options(150)), by_name);
    let resolution = disambiguate(&grammar);
    assert!(
        matches!(resolution, Err(DisambiguationError::Ambiguous(_))),
        "{resolution:?}"
    );
}
