//! Hostile parameters: values that look like another part of the command or may be lost in it, and parameters with
//! mistakes.

mod json_noise;
mod mistake;
mod mutate;
mod strings;
mod value_path;
mod values;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::Command;
use simplex_api_tests::generate::Generator;

pub(crate) use json_noise::insert_json_noise;
pub(crate) use mistake::Mistake;
pub(crate) use mutate::{mutate, mutate_json};
pub(crate) use values::make_hostile;

/// The names that parameters had in 6.4.
const NAMES_OF_6_4: [(&str, &str); 2] = [
    ("connectTarget", "connectionLink"),
    ("connTarget_", "connLink_"),
];

/// How many values of a set to replace at most.
const MAX_CHANGES: usize = 3;

/// Hostile parameters for the console.
pub(crate) struct Set {
    /// The parameters as meant, if they have no mistake.
    pub(crate) params: Map<String, Value>,
    /// The line of input.
    pub(crate) line: String,
    /// The names of the changed parameters.
    pub(crate) changed: BTreeSet<String>,
    /// The mistake, if one was made.
    pub(crate) mistake: Option<Mistake>,
}

impl Set {
    /// Changes `params` to have hostile values or a mistake.
    pub(crate) fn make(
        generator: &mut Generator<'_>,
        command: &Command,
        params: &Map<String, Value>,
    ) -> Self {
        let mut params = params.clone();
        let made = match generator.below(4) {
            0 => Mistake::make(generator, command, &params),
            _ => None,
        };
        if let Some((mistake, line)) = made {
            return Self {
                line: input_line(command, &line),
                changed: BTreeSet::new(),
                mistake: Some(mistake),
                params,
            };
        }
        let changed = make_hostile(generator, command, &mut params);
        let mut given = params.clone();
        for (name, older) in NAMES_OF_6_4 {
            if generator.below(4) == 0
                && let Some(value) = given.remove(name)
            {
                given.insert(older.to_owned(), value);
            }
        }
        Self {
            line: input_line(command, &Value::from(given).to_string()),
            changed,
            mistake: None,
            params,
        }
    }
}

fn input_line(command: &Command, params: &str) -> String {
    let name = json!(command.name);
    format!(r#"{{"command":{name},"params":{params}}}"#)
}
