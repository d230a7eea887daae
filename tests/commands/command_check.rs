//! The checks that are run for each command.

use std::collections::BTreeSet;
use std::fmt::Debug;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use simplex_api::command::{Command, CommandSet};
use simplex_api::commands::AnyCommand;
use simplex_api::json::JsonObject;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::evaluate;
use simplex_api_tests::facts::{self, Facts};
use simplex_api_tests::generate::{Generator, NOT_OFFERED};
use simplex_api_tests::json::difference;

/// Every combination of values is encoded as documented and decoded as the same value, and together they use every choice of
/// the syntax.
pub(crate) fn every_form<C>()
where
    C: Command + Clone + Debug + PartialEq,
    AnyCommand: From<C>,
{
    let facts = Facts::v7_0();
    let fact = &*corrected(facts.command(C::SPEC.name));
    let mut made = BTreeSet::new();
    for params in Generator::new(facts, 1).every_sendable_form(fact) {
        made.extend(one::<C>(fact, &params));
    }
    let mut offered = evaluate::choices(facts, fact);
    offered.retain(|choice| !NOT_OFFERED.contains(&(C::SPEC.name, choice)));
    assert_eq!(made, offered);
}

/// The same with random parameters.
pub(crate) fn any_parameters<C>()
where
    C: Command + Clone + Debug + PartialEq,
    AnyCommand: From<C>,
{
    let facts = Facts::v7_0();
    let fact = &*corrected(facts.command(C::SPEC.name));
    let config = ProptestConfig {
        failure_persistence: None,
        ..ProptestConfig::default()
    };
    let cases = any::<u64>().prop_map(|seed| {
        let mut generator = Generator::new(facts, seed);
        let mut forms = generator.every_sendable_form(fact);
        forms.swap_remove(generator.below(forms.len()))
    });
    let result = TestRunner::new(config).run(&cases, |params| {
        one::<C>(fact, &params);
        Ok(())
    });
    result.unwrap_or_else(|error| panic!("{error}"));
}

/// Checks one command, and returns the choices of the syntax that it used.
fn one<C>(fact: &facts::Command, params: &JsonObject) -> BTreeSet<String>
where
    C: Command + Clone + Debug + PartialEq,
    AnyCommand: From<C>,
{
    let command =
        C::from_params(params.clone()).unwrap_or_else(|error| panic!("{params:?}: {error}"));
    let text = command
        .encode()
        .unwrap_or_else(|error| panic!("{params:?}: {error}"));
    let documented = evaluate::line(Facts::v7_0(), fact, params);
    same_text(&text, &documented);

    assert_eq!(C::decode(&text).as_ref(), Ok(&command), "{text}");
    let any = AnyCommand::from(command.clone());
    assert_eq!(AnyCommand::decode(&text).as_ref(), Ok(&any), "{text}");

    let written = command.to_params().expect("parameters");
    let lost = difference(&Value::from(params.clone()), &Value::from(written.clone()));
    assert_eq!(lost, None, "{params:?}");
    assert_eq!(
        C::from_params(written).expect("its own parameters"),
        command
    );
    documented.choices
}

fn same_text(text: &str, documented: &evaluate::Line) {
    let head = &documented.head;
    let tail = text.strip_prefix(head.as_str());
    let tail = tail.unwrap_or_else(|| panic!("{text}\ndoes not begin with\n{head}"));
    match &documented.tail {
        None => assert_eq!(tail, "", "after {head}"),
        Some(json) => {
            let written =
                serde_json::from_str(tail).unwrap_or_else(|error| panic!("{tail}: {error}"));
            assert_eq!(difference(json, &written), None, "{tail}");
        }
    }
}
