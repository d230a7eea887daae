//! Hostile parameters for `console encode`.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use serde_json::Value;
use simplex_api_console::encode::encode;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts};
use simplex_api_tests::generate::Generator;

use crate::commands::Server;
use crate::hostile::Set;
use crate::{decodes_to, encoded, is_parsed_as};

/// How many different hostile sets to try by default.
const SETS: usize = 20_000;

/// The default number of cases of a property test.
const DEFAULT_CASES: usize = 256;

/// How many sets to make of a command before the next command.
const BATCH: usize = 40;

/// Parameters whose value another parameter forbids, which the error does not name.
const DEPENDENT: [(&str, &str); 2] = [
    ("liveMessage", "composedMessages"),
    ("composedMessages", "sendRef"),
];

/// The results.
#[derive(Debug, Default)]
struct Tally {
    /// The hashes of the sets.
    seen: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
    encoded: BTreeMap<String, usize>,
    rejected: BTreeMap<String, usize>,
    mistakes: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Whether the set differs from those before.
    fn is_new(&mut self, set: &Set) -> bool {
        let hash = self.seen.hasher().hash_one(&set.line);
        self.seen.insert(hash)
    }
}

/// The commands, each once for each of its parameters.
fn weighted_commands() -> impl Iterator<Item = &'static Command> {
    let commands = Facts::v7_0().commands.iter();
    commands.flat_map(|command| vec![command; command.params.len().max(1)])
}

/// Each set is encoded as it was meant, or has an error that names the cause.
#[test]
fn hostile_sets_are_encoded_as_meant_or_rejected() {
    let config = ProptestConfig::default();
    let cases = usize::try_from(config.cases).expect("a small number");
    let wanted = SETS * cases.max(DEFAULT_CASES) / DEFAULT_CASES;
    let mut runner = TestRunner::new(config);
    let mut tally = Tally::default();
    let commands: Vec<_> = weighted_commands().collect();
    for command in commands.into_iter().cycle().take(wanted) {
        let generator = Generator::new(Facts::v7_0(), runner.rng().next_u64());
        try_batch(generator, &corrected(command), &mut tally);
        if tally.seen.len() >= wanted {
            break;
        }
    }
    let [encoded, rejected] =
        [&tally.encoded, &tally.rejected].map(|it| it.values().sum::<usize>());
    let mistakes = &tally.mistakes;
    println!("{encoded} sets were encoded, {rejected} rejected; the mistakes: {mistakes:?}");
    assert!(encoded + rejected >= wanted);
    assert!(encoded >= wanted / 5);
    assert_eq!(tally.mistakes.len(), 6);
    for Command { name, params, .. } in &Facts::v7_0().commands {
        assert!(tally.rejected.contains_key(name), "{name}");
        assert!(
            tally.encoded.contains_key(name) || params.is_empty(),
            "{name}"
        );
    }
}

/// Tries sets that are made from the forms of a command.
fn try_batch(mut generator: Generator<'_>, command: &Command, tally: &mut Tally) {
    let forms = generator.every_form(command);
    for _ in 0..BATCH {
        let form = &forms[generator.below(forms.len())];
        let set = Set::make(&mut generator, command, form);
        let is_hostile = set.mistake.is_some() || !set.changed.is_empty();
        if is_hostile && tally.is_new(&set) {
            let is_sendable = encoded(command, form).is_some();
            let checked = check(command, &set, is_sendable, tally);
            checked.unwrap_or_else(|error| panic!("{}: {error}", set.line));
        }
    }
}

/// Whether the console's answer to a set is right. If the values could be sent before they were changed, an error must
/// be about a changed one.
fn check(
    command: &Command,
    set: &Set,
    is_sendable: bool,
    tally: &mut Tally,
) -> Result<(), TestCaseError> {
    match encode(&set.line) {
        Ok(text) => {
            prop_assert_eq!(&set.mistake, &None, "{}", text);
            *tally.encoded.entry(command.name.clone()).or_default() += 1;
            is_parsed_as(command, &set.params, &text, Server::Current)?;
            decodes_to(command, &set.params, &text)
        }
        Err(error) => {
            *tally.rejected.entry(command.name.clone()).or_default() += 1;
            if let Some(mistake) = &set.mistake {
                *tally.mistakes.entry(mistake.name).or_default() += 1;
            }
            names_cause(
                set,
                is_sendable,
                &serde_json::to_value(error).expect("an answer"),
            )
        }
    }
}

/// Whether an error names the cause.
fn names_cause(set: &Set, is_sendable: bool, error: &Value) -> Result<(), TestCaseError> {
    let text = |name| error[name].as_str().unwrap_or_default();
    let (kind, param, message) = (text("kind"), text("param"), text("message"));
    prop_assert!(message.contains(&format!("`{param}`")), "{}", error);
    let Some(mistake) = &set.mistake else {
        prop_assert!(matches!(kind, "param" | "value"), "{}", error);
        let names = |name: &String| {
            let depends = DEPENDENT.contains(&(param, name));
            name == param || message.contains(name) || depends
        };
        let is_named = set.changed.iter().any(names);
        prop_assert!(!is_sendable || is_named, "{}: {:?}", error, set.changed);
        return Ok(());
    };
    let expected = (mistake.kind, mistake.param.as_str());
    prop_assert_eq!((kind, param), expected, "{}", error);
    prop_assert!(
        message.contains(&mistake.message),
        "{}: {:?}",
        message,
        mistake
    );
    Ok(())
}
