//! An independent model of the server's parser parses what the library encodes, and gets the same parameters. The embedded
//! server parses what the model parses.
//!
//! By default, `console encode` gets 20,000 different hostile sets of parameters and 2,100 ordinary ones, always the
//! same. In addition, each case of a property test takes all forms of a command and [`HOSTILE_VALUES`] variants of them
//! with hostile values. A million hostile sets and some millions of cases take some minutes:
//!
//! ```sh
//! PROPTEST_RNG_SEED=$RANDOM PROPTEST_CASES=12800 cargo test --release -p simplex-api-tests --test server_model
//! ```

mod alternatives;
mod commands;
mod console;
mod custom;
mod embedded_server;
mod hostile;
mod json_type;
mod links;
mod misread;
mod ordinary;
mod parser;
mod reference;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value};
use simplex_api::command::{CommandSet, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use alternatives::{alternative_spellings, json_start, options};
use commands::Server;
use misread::misreading;

/// How many variants with hostile values to make of the forms of a command.
const HOSTILE_VALUES: usize = 40;

/// Parameters in every form, and with hostile values.
fn parameters(generator: &mut Generator<'_>, command: &Command) -> Vec<Map<String, Value>> {
    let mut all = generator.every_form(command);
    let forms = all.len();
    for _ in 0..HOSTILE_VALUES {
        let form = generator.below(forms);
        let mut params = all[form].clone();
        hostile::make_hostile(generator, command, &mut params);
        all.push(params);
    }
    all
}

/// What the library encodes; `None` if it returns an error.
fn encoded(command: &Command, params: &Map<String, Value>) -> Option<String> {
    command_of(command, params)?.encode().ok()
}

fn command_of(command: &Command, params: &Map<String, Value>) -> Option<AnyCommand> {
    let built = AnyCommand::from_params(&command.name, params.clone());
    built.expect("a declared command").ok()
}

/// Whether the model parses `text` as the command with these parameters.
fn is_parsed_as(
    command: &Command,
    params: &Map<String, Value>,
    text: &str,
    server: Server,
) -> Result<(), TestCaseError> {
    match misreading(command, params, text, server) {
        Some(how) => Err(TestCaseError::fail(format!("{params:?}: {how}"))),
        None => Ok(()),
    }
}

/// Whether the library decodes `text` to the command with these parameters.
fn decodes_to(
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

    /// In every form, and with hostile values.
    #[test]
    fn encoded_commands_are_parsed_as_meant((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            if let Some(text) = encoded(command, &params) {
                is_parsed_as(command, &params, &text, Server::Current)?;
            }
        }
    }

    /// The same for servers before 6.5.
    #[test]
    fn commands_encoded_for_6_4_are_parsed_as_meant((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
        let server = ServerVersion::new(6, 4);
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            let made = command_of(command, &params).and_then(|made| made.encode_for(&server).ok());
            if let Some(text) = made {
                is_parsed_as(command, &params, &text, Server::Before6_5)?;
                decodes_to(command, &params, &text)?;
            }
        }
    }

    /// Encoded commands decode to themselves, also with options that only repeat a default.
    #[test]
    fn encoded_commands_decode_to_themselves((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            if let Some(text) = encoded(command, &params) {
                decodes_to(command, &params, &text)?;
                for (_, text) in alternative_spellings(command, &params, &text) {
                    decodes_to(command, &params, &text)?;
                }
            }
        }
    }

    /// Whatever the library decodes, the server parses as the same command.
    #[test]
    fn decoded_commands_are_parsed_the_same((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
        let mut generator = Generator::new(Facts::v7_0(), seed);
        for params in parameters(&mut generator, command) {
            let text = encoded(command, &params).unwrap_or_default();
            let (start, json) = text.split_at(json_start(&text));
            let changed = match generator.below(3) {
                0 => hostile::mutate(&mut generator, start) + json,
                1 => start.to_owned() + &hostile::mutate_json(&mut generator, json),
                _ => start.to_owned() + &hostile::insert_json_noise(&mut generator, json),
            };
            if let Ok(read) = AnyCommand::decode(&changed) {
                let command = corrected(Facts::v7_0().command(read.spec().name));
                let server = if changed.starts_with("/_groups") && !changed.starts_with("/_groups ") { Server::Before6_5 } else { Server::Current };
                is_parsed_as(&command, &read.to_params().expect("parameters"), &changed, server)?;
            }
        }
    }
}

#[test]
fn every_option_can_be_written_with_its_default() {
    for command in &Facts::v7_0().commands {
        let command = &*corrected(command);
        let mut seen = BTreeSet::new();
        for params in Generator::new(Facts::v7_0(), 1).every_form(command) {
            let text = encoded(command, &params).unwrap_or_default();
            let texts = alternative_spellings(command, &params, &text);
            seen.extend(texts.into_iter().map(|(key, _)| key));
        }
        assert_eq!(seen, options(command), "{}", command.name);
    }
}
