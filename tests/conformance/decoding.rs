//! Decodes and encodes values of every response and event without loss.

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::generate::{Generator, RICHEST, seeds};
use simplex_api_tests::json::{difference, tag_first};

use crate::code::{self, Declared};

/// The number of values for each response and event.
const ROUNDS: u64 = 3;

/// The maximum number of values for each response and event, to cover all keywords and variants.
const MAX_ROUNDS: usize = 100;

pub(crate) fn declared<'a>(code: &'a [Declared], fact: &Tagged) -> &'a Declared {
    let found = code.iter().find(|declared| declared.spec.name == fact.name);
    found.unwrap_or_else(|| panic!("{} is not declared", fact.name))
}

/// Decodes and encodes `value`, with the tags first and with the fields in alphabetical order.
pub(crate) fn check(declared: &Declared, value: &Value) {
    let name = declared.spec.name;
    for text in [tag_first(value), value.to_string()] {
        let again =
            (declared.reencode)(&text).unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        same(value, &again);
        assert_eq!(
            (declared.reencode)(&again).as_ref(),
            Ok(&again),
            "{name} is not stable"
        );
    }
}

/// The same as [`check`] with the enum of all events.
pub(crate) fn check_event(value: &Value) {
    let text = tag_first(value);
    let is_known = code::event_variants()
        .iter()
        .any(|variant| value["type"] == variant.tag);
    assert_eq!(code::is_documented(&text), is_known, "{}", value["type"]);
    let again = code::reencode_event(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    same(value, &again);
}

fn same(value: &Value, again: &str) {
    let again = serde_json::from_str(again).unwrap_or_else(|error| panic!("{error}\n{again}"));
    assert_eq!(difference(value, &again), None, "{value}\n{again}");
}

fn run(facts: Vec<&Tagged>, check: impl Fn(&Tagged, &Value)) {
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let cases = (0..facts.len(), seeds()).prop_map(|(index, (seed, depth))| {
        let mut generator = Generator::new(Facts::v7_0(), seed);
        (index, generator.tagged("type", facts[index], depth))
    });
    let result = TestRunner::new(config).run(&cases, |(index, value)| {
        check(facts[index], &value);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

#[test]
fn any_response() {
    run(
        Facts::v7_0().responses().into_values().collect(),
        |fact, value| {
            check(declared(code::RESPONSES, fact), value);
        },
    );
}

#[test]
fn any_event() {
    run(Facts::v7_0().events.iter().collect(), |fact, value| {
        check(declared(code::EVENTS, fact), value);
        check_event(value);
    });
}

#[test]
fn every_keyword_and_variant() {
    let facts = Facts::v7_0();
    let responses = facts.responses().into_values();
    let responses = responses.map(|fact| (fact, declared(code::RESPONSES, fact)));
    let events = facts
        .events
        .iter()
        .map(|fact| (fact, declared(code::EVENTS, fact)));
    let kinds: Vec<_> = responses.chain(events).collect();

    let mut generator = Generator::exploring(facts, 1);
    let types = |fact: &'static Tagged| fact.fields.iter().map(|field| &field.ty);
    for (fact, declared) in kinds.iter().cycle().take(MAX_ROUNDS * kinds.len()) {
        if !generator.left(types(fact)).is_empty() {
            check(declared, &generator.tagged("type", fact, RICHEST));
        }
    }
    let left = generator.left(kinds.iter().flat_map(|(fact, _)| types(fact)));
    assert!(left.is_empty(), "not generated: {left:?}");
}

#[test]
fn every_response_and_event() {
    let facts = Facts::v7_0();
    for seed in 0..ROUNDS {
        for fact in facts.responses().into_values() {
            let value = Generator::new(facts, seed).tagged("type", fact, RICHEST);
            check(declared(code::RESPONSES, fact), &value);
        }
        for fact in &facts.events {
            let value = Generator::new(facts, seed).tagged("type", fact, RICHEST);
            check(declared(code::EVENTS, fact), &value);
            check_event(&value);
        }
    }
}

#[test]
fn the_smallest_values() {
    let facts = Facts::v7_0();
    for fact in facts.responses().into_values() {
        check(
            declared(code::RESPONSES, fact),
            &Generator::new(facts, 0).tagged("type", fact, 0),
        );
    }
    for fact in &facts.events {
        check(
            declared(code::EVENTS, fact),
            &Generator::new(facts, 0).tagged("type", fact, 0),
        );
    }
}

/// A text that replaces another value and must not be shown in logs.
const TEXT: &str = "text of a message";

/// Replaces a scalar by [`TEXT`]: the one after `skip` others.
fn replace_scalar(value: &mut Value, skip: &mut usize) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| replace_scalar(item, skip)),
        Value::Object(fields) => fields.values_mut().for_each(|it| replace_scalar(it, skip)),
        scalar => {
            if *skip == 0 {
                *scalar = TEXT.into();
            }
            *skip = skip.wrapping_sub(1);
        }
    }
}

#[test]
fn errors_do_not_show_strings() {
    let facts = Facts::v7_0();
    let mut errors = 0;
    for fact in &facts.events {
        let mut generator = Generator::new(facts, 1);
        let value = generator.tagged("type", fact, RICHEST);
        for _ in 0..20 {
            let mut value = value.clone();
            replace_scalar(&mut value, &mut generator.below(60));
            let text = tag_first(&value);
            let failed = [
                (declared(code::EVENTS, fact).reencode)(&text).err(),
                code::reencode_event(&text).err(),
            ];
            for error in failed.into_iter().flatten() {
                let shown = format!("{error} {error:?}");
                assert!(!shown.contains(TEXT), "{shown}");
                errors += 1;
            }
        }
    }
    assert!(errors > 200, "only {errors} errors");
}
