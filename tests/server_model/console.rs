//! The same parameters as somebody gives them to `console encode`.

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
use crate::{decoded, understood, written};

/// How many hostile sets a plain run tries, no two of them the same.
const SETS: usize = 20_000;

/// The cases of a plain run.
const USUAL: usize = 256;

/// How many are made of the forms of a command at a time.
const AT_A_TIME: usize = 40;

/// Parameters that cannot be as they are because of another one, which their error does not name.
const HANG_ON: [(&str, &str); 2] = [
    ("liveMessage", "composedMessages"),
    ("composedMessages", "sendRef"),
];

/// What came of the sets.
#[derive(Debug, Default)]
struct Tally {
    /// What is known of them.
    seen: HashSet<u64, BuildHasherDefault<DefaultHasher>>,
    written: BTreeMap<String, usize>,
    refused: BTreeMap<String, usize>,
    mistakes: BTreeMap<&'static str, usize>,
}

impl Tally {
    /// Whether the set is another one than those before.
    fn is_new(&mut self, set: &Set) -> bool {
        let hash = self.seen.hasher().hash_one(&set.line);
        self.seen.insert(hash)
    }
}

/// The commands, each as often as it has parameters.
fn weighed() -> impl Iterator<Item = &'static Command> {
    let commands = Facts::v7_0().commands.iter();
    commands.flat_map(|command| vec![command; command.params.len().max(1)])
}

/// Each set has an error that names what is wrong, or a text that means it.
#[test]
fn hostile_sets() {
    let config = ProptestConfig::default();
    let cases = usize::try_from(config.cases).expect("a small number");
    let wanted = SETS * cases.max(USUAL) / USUAL;
    let mut runner = TestRunner::new(config);
    let mut tally = Tally::default();
    let commands: Vec<_> = weighed().collect();
    for command in commands.into_iter().cycle().take(wanted) {
        let generator = Generator::new(Facts::v7_0(), runner.rng().next_u64());
        try_some(generator, &corrected(command), &mut tally);
        if tally.seen.len() >= wanted {
            break;
        }
    }
    let [written, refused] = [&tally.written, &tally.refused].map(|it| it.values().sum::<usize>());
    let mistakes = &tally.mistakes;
    println!("{written} sets were written, {refused} refused, for {mistakes:?} among others");
    assert!(written + refused >= wanted);
    assert!(written >= wanted / 5);
    assert_eq!(tally.mistakes.len(), 6);
    for Command { name, params, .. } in &Facts::v7_0().commands {
        assert!(tally.refused.contains_key(name), "{name}");
        assert!(
            tally.written.contains_key(name) || params.is_empty(),
            "{name}"
        );
    }
}

/// Tries sets that are made of the forms of a command.
fn try_some(mut generator: Generator<'_>, command: &Command, tally: &mut Tally) {
    let forms = generator.every_form(command);
    for _ in 0..AT_A_TIME {
        let form = &forms[generator.below(forms.len())];
        let set = Set::of(&mut generator, command, form);
        let is_hostile = set.mistake.is_some() || !set.changed.is_empty();
        if is_hostile && tally.is_new(&set) {
            let is_sendable = written(command, form).is_some();
            let judged = judge(command, &set, is_sendable, tally);
            judged.unwrap_or_else(|error| panic!("{}: {error}", set.line));
        }
    }
}

/// Whether the console's answer to a set is right. If the values were sendable before, it is about one that is not
/// as it was.
fn judge(
    command: &Command,
    set: &Set,
    is_sendable: bool,
    tally: &mut Tally,
) -> Result<(), TestCaseError> {
    match encode(&set.line) {
        Ok(text) => {
            prop_assert_eq!(&set.mistake, &None, "{}", text);
            *tally.written.entry(command.name.clone()).or_default() += 1;
            understood(command, &set.params, &text, Server::Today)?;
            decoded(command, &set.params, &text)
        }
        Err(error) => {
            *tally.refused.entry(command.name.clone()).or_default() += 1;
            if let Some(mistake) = &set.mistake {
                *tally.mistakes.entry(mistake.name).or_default() += 1;
            }
            names_it(
                set,
                is_sendable,
                &serde_json::to_value(error).expect("an answer"),
            )
        }
    }
}

/// Whether an error names what is wrong with a set.
fn names_it(set: &Set, is_sendable: bool, error: &Value) -> Result<(), TestCaseError> {
    let text = |name| error[name].as_str().unwrap_or_default();
    let (kind, param, message) = (text("kind"), text("param"), text("message"));
    prop_assert!(message.contains(&format!("`{param}`")), "{}", error);
    let Some(mistake) = &set.mistake else {
        prop_assert!(matches!(kind, "param" | "value"), "{}", error);
        let names = |name: &String| {
            let hangs_on = HANG_ON.contains(&(param, name));
            name == param || message.contains(name) || hangs_on
        };
        let is_named = set.changed.iter().any(names);
        prop_assert!(!is_sendable || is_named, "{}: {:?}", error, set.changed);
        return Ok(());
    };
    let expected = (mistake.kind, mistake.param.as_str());
    prop_assert_eq!((kind, param), expected, "{}", error);
    prop_assert!(
        message.contains(&mistake.says),
        "{}: {:?}",
        message,
        mistake
    );
    Ok(())
}
