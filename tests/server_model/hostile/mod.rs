//! Parameters that are hard to write: what looks like another part of the line, or is lost in it, and what is no
//! parameter of the command at all.

mod change;
mod hard;
mod mistake;
mod place;
mod respelled;
mod strings;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use simplex_api_tests::facts::Command;
use simplex_api_tests::generate::Generator;

pub(crate) use change::{change, change_json};
pub(crate) use hard::harden;
pub(crate) use mistake::Mistake;
pub(crate) use respelled::respell_json;

/// The names that parameters had in 6.4.
const OLDER_NAMES: [(&str, &str); 2] = [
    ("connectTarget", "connectionLink"),
    ("connTarget_", "connLink_"),
];

/// How many places of a set are made hard at most.
const MOST: usize = 3;

/// A set of parameters as somebody could give them to the console.
pub(crate) struct Set {
    /// What they mean, if they have no mistake.
    pub(crate) params: Map<String, Value>,
    /// The same in a line of its input.
    pub(crate) line: String,
    /// The parameters that are not as they were.
    pub(crate) changed: BTreeSet<String>,
    /// What is wrong with them, whatever the values.
    pub(crate) mistake: Option<Mistake>,
}

impl Set {
    /// `params`, with hard values or with a mistake.
    pub(crate) fn of(
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
                line: in_line(command, &line),
                changed: BTreeSet::new(),
                mistake: Some(mistake),
                params,
            };
        }
        let changed = harden(generator, command, &mut params);
        let mut written = params.clone();
        for (name, older) in OLDER_NAMES {
            if generator.below(4) == 0
                && let Some(value) = written.remove(name)
            {
                written.insert(older.to_owned(), value);
            }
        }
        Self {
            line: in_line(command, &Value::from(written).to_string()),
            changed,
            mistake: None,
            params,
        }
    }
}

fn in_line(command: &Command, params: &str) -> String {
    let name = json!(command.name);
    format!(r#"{{"command":{name},"params":{params}}}"#)
}
