//! What is sent is what was meant: an independent model of the server's parser reads what the library writes.

mod commands;
mod gaps;
mod hostile;
mod lexis;
mod links;
mod meaning;
mod reference;
mod shape;
mod spelling;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::sent;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use gaps::GAPS;
use meaning::misread;
use spelling::{head, options, respelled};

/// How many hard values are made of all the forms of a command.
const HARD: usize = 80;

/// Parameters in every form, and hard ones.
fn parameters(generator: &mut Generator<'_>, command: &Command) -> Vec<Map<String, Value>> {
    let mut all = generator.every_form(command);
    let forms = all.len();
    for _ in 0..HARD {
        let form = generator.below(forms);
        all.push(hostile::harden(generator, command, &all[form]));
    }
    all
}

/// What the library writes, if it does.
fn written(command: &Command, params: &Map<String, Value>) -> Option<String> {
    let made = AnyCommand::from_params(&command.name, params.clone()).expect("a declared command");
    made.ok()?.encode().ok()
}

/// Whether `text` is understood as it was meant, except where a gap is known.
fn understood(
    command: &Command,
    params: &Map<String, Value>,
    text: &str,
) -> Result<(), TestCaseError> {
    let gap = GAPS.iter().find(|gap| gap.has(&command.name, params));
    match (misread(command, params, text), gap) {
        (Some(how), None) => Err(TestCaseError::fail(format!("{params:?}: {how}"))),
        (None, Some(gap)) => Err(TestCaseError::fail(format!(
            "{text} is no case of: {}",
            gap.reason
        ))),
        _ => Ok(()),
    }
}

/// Whether the library reads `text` as it was meant.
fn decoded(
    command: &Command,
    params: &Map<String, Value>,
    text: &str,
) -> Result<(), TestCaseError> {
    let meant = AnyCommand::from_params(&command.name, params.clone()).expect("a declared command");
    let meant = meant.expect("its parameters");
    prop_assert_eq!(AnyCommand::decode(text), Ok(meant), "{}", text);
    Ok(())
}

/// The name of a command, and a seed for its parameters.
fn any_command() -> impl Strategy<Value = (&'static str, u64)> {
    let names = Facts::v7_0()
        .commands
        .iter()
        .map(|command| command.name.as_str());
    (
        prop::sample::select(names.collect::<Vec<_>>()),
        any::<u64>().no_shrink(),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// In every form, and with hard values in it.
    #[test]
    fn what_is_written_is_understood((name, seed) in any_command()) {
        let command = &*sent(Facts::v7_0().command(name));
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            if let Some(text) = written(command, &params) {
                understood(command, &params, &text)?;
            }
        }
    }

    /// What is written is read, also where it says what need not be said.
    #[test]
    fn what_is_understood_is_read((name, seed) in any_command()) {
        let command = &*sent(Facts::v7_0().command(name));
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            if let Some(text) = written(command, &params) {
                decoded(command, &params, &text)?;
                for (_, text) in respelled(command, &params, &text) {
                    decoded(command, &params, &text)?;
                }
            }
        }
    }

    /// What the library reads is understood by the server as well, and as the same.
    #[test]
    fn what_is_read_is_understood((name, seed) in any_command()) {
        let command = &*sent(Facts::v7_0().command(name));
        let mut generator = Generator::new(Facts::v7_0(), seed);
        for params in parameters(&mut generator, command) {
            let text = written(command, &params).unwrap_or_default();
            let changed = hostile::change(&mut generator, &text[..head(&text)]) + &text[head(&text)..];
            if let Ok(read) = AnyCommand::decode(&changed) {
                let command = sent(Facts::v7_0().command(read.spec().name));
                understood(&command, &read.to_params(), &changed)?;
            }
        }
    }
}

#[test]
fn every_option_can_be_spelled_out() {
    for command in &Facts::v7_0().commands {
        let command = &*sent(command);
        let mut seen = BTreeSet::new();
        for params in Generator::new(Facts::v7_0(), 1).every_form(command) {
            let text = written(command, &params).unwrap_or_default();
            let texts = respelled(command, &params, &text);
            seen.extend(texts.into_iter().map(|(key, _)| key));
        }
        assert_eq!(seen, options(command), "{}", command.name);
    }
}

#[test]
fn every_gap_is_one() {
    for gap in GAPS {
        let command = &*sent(Facts::v7_0().command(gap.commands[0]));
        let params = serde_json::from_str(gap.example).expect("an object");
        assert!(
            gap.has(&command.name, &params),
            "the example is none: {}",
            gap.reason
        );
        let text = written(command, &params);
        let how = text.and_then(|text| misread(command, &params, &text));
        assert!(how.is_some(), "closed, its row can go: {}", gap.reason);
    }
}
