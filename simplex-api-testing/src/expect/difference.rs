//! Where the parameters of two commands differ.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use simplex_api::json::JsonObject;

/// The parameters that differ, deepest first where they are objects or lists.
pub(crate) fn differences(
    expected: &JsonObject,
    came: &JsonObject,
) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let object = |members: &JsonObject| Value::Object(members.clone());
    differ("", &object(expected), &object(came), &mut found);
    found
}

fn differ(path: &str, expected: &Value, came: &Value, found: &mut Vec<(String, String, String)>) {
    match (expected, came) {
        (expected, came) if expected == came => {}
        (Value::Object(expected), Value::Object(came)) => {
            let names = expected.keys().chain(came.keys());
            let names: BTreeSet<_> = names.collect();
            for name in names {
                let inner = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                let member = |members: &Map<String, Value>| {
                    members.get(name).cloned().unwrap_or(Value::Null)
                };
                differ(&inner, &member(expected), &member(came), found);
            }
        }
        (Value::Array(expected), Value::Array(came)) if expected.len() == came.len() => {
            for (index, (expected, came)) in expected.iter().zip(came).enumerate() {
                differ(&format!("{path}[{index}]"), expected, came, found);
            }
        }
        _ => found.push((path.to_owned(), expected.to_string(), came.to_string())),
    }
}
