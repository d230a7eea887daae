//! What is sent is what was meant: an independent model of the server's parser reads what the library writes; and the embedded
//! server reads what the model does.
//!
//! A plain run gives `console encode` 20,000 hostile sets of parameters, no two of them the same, and 2,100 harmless
//! ones; they are the same ones each time. Besides, each case of a law makes all forms of a command and [`HARD`]
//! hard values of them. A million hostile sets, and some millions of cases of the laws, in some minutes:
//!
//! ```sh
//! PROPTEST_RNG_SEED=$RANDOM PROPTEST_CASES=12800 cargo test --release -p simplex-api-tests --test server_model
//! ```

mod commands;
mod console;
mod harmless;
mod hostile;
mod lexis;
mod links;
mod meaning;
mod network;
mod odd;
mod reference;
mod shape;
mod spelling;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Map, Value};
use simplex_api::command::{CommandSet, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use commands::Server;
use meaning::misread;
use spelling::{head, options, respelled};

/// How many hard values are made of all the forms of a command.
const HARD: usize = 40;

/// Parameters in every form, and hard ones.
fn parameters(generator: &mut Generator<'_>, command: &Command) -> Vec<Map<String, Value>> {
    let mut all = generator.every_form(command);
    let forms = all.len();
    for _ in 0..HARD {
        let form = generator.below(forms);
        let mut params = all[form].clone();
        hostile::harden(generator, command, &mut params);
        all.push(params);
    }
    all
}

/// What the library writes, if it does.
fn written(command: &Command, params: &Map<String, Value>) -> Option<String> {
    made(command, params)?.encode().ok()
}

fn made(command: &Command, params: &Map<String, Value>) -> Option<AnyCommand> {
    let made = AnyCommand::from_params(&command.name, params.clone());
    made.expect("a declared command").ok()
}

/// Whether `text` is understood as it was meant.
fn understood(
    command: &Command,
    params: &Map<String, Value>,
    text: &str,
    server: Server,
) -> Result<(), TestCaseError> {
    match misread(command, params, text, server) {
        Some(how) => Err(TestCaseError::fail(format!("{params:?}: {how}"))),
        None => Ok(()),
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
        let command = &*corrected(Facts::v7_0().command(name));
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            if let Some(text) = written(command, &params) {
                understood(command, &params, &text, Server::Today)?;
            }
        }
    }

    /// The same for what older servers get.
    #[test]
    fn what_is_written_for_older_servers_is_understood((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
        let server = ServerVersion::new(6, 4);
        for params in parameters(&mut Generator::new(Facts::v7_0(), seed), command) {
            let made = made(command, &params).and_then(|made| made.encode_for(&server).ok());
            if let Some(text) = made {
                understood(command, &params, &text, Server::Before6_5)?;
                decoded(command, &params, &text)?;
            }
        }
    }

    /// What is written is read, also where it says what need not be said.
    #[test]
    fn what_is_understood_is_read((name, seed) in any_command()) {
        let command = &*corrected(Facts::v7_0().command(name));
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
        let command = &*corrected(Facts::v7_0().command(name));
        let mut generator = Generator::new(Facts::v7_0(), seed);
        for params in parameters(&mut generator, command) {
            let text = written(command, &params).unwrap_or_default();
            let (start, json) = text.split_at(head(&text));
            let changed = match generator.below(3) {
                0 => hostile::change(&mut generator, start) + json,
                1 => start.to_owned() + &hostile::change_json(&mut generator, json),
                _ => start.to_owned() + &hostile::respell_json(&mut generator, json),
            };
            if let Ok(read) = AnyCommand::decode(&changed) {
                let command = corrected(Facts::v7_0().command(read.spec().name));
                let server = if changed.starts_with("/_groups") && !changed.starts_with("/_groups ") { Server::Before6_5 } else { Server::Today };
                understood(&command, &read.to_params().expect("parameters"), &changed, server)?;
            }
        }
    }
}

#[test]
fn every_option_can_be_spelled_out() {
    for command in &Facts::v7_0().commands {
        let command = &*corrected(command);
        let mut seen = BTreeSet::new();
        for params in Generator::new(Facts::v7_0(), 1).every_form(command) {
            let text = written(command, &params).unwrap_or_default();
            let texts = respelled(command, &params, &text);
            seen.extend(texts.into_iter().map(|(key, _)| key));
        }
        assert_eq!(seen, options(command), "{}", command.name);
    }
}
