//! The differences between the parameters of two commands.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use simplex_api::json::JsonObject;

/// The path and both values of each difference, as deep in objects and lists as possible.
pub(crate) fn differences(
    expected: &JsonObject,
    received: &JsonObject,
) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let object = |fields: &JsonObject| Value::Object(fields.clone());
    collect("", &object(expected), &object(received), &mut found);
    found
}

fn collect(
    path: &str,
    expected: &Value,
    received: &Value,
    found: &mut Vec<(String, String, String)>,
) {
    match (expected, received) {
        (expected, received) if expected == received => {}
        (Value::Object(expected), Value::Object(received)) => {
            let names = expected.keys().chain(received.keys());
            let names: BTreeSet<_> = names.collect();
            for name in names {
                let inner = match path {
                    "" => name.clone(),
                    path => format!("{path}.{name}"),
                };
                let field =
                    |fields: &Map<String, Value>| fields.get(name).cloned().unwrap_or(Value::Null);
                collect(&inner, &field(expected), &field(received), found);
            }
        }
        (Value::Array(expected), Value::Array(received)) if expected.len() == received.len() => {
            for (index, (expected, received)) in expected.iter().zip(received).enumerate() {
                collect(&format!("{path}[{index}]"), expected, received, found);
            }
        }
        _ => found.push((path.to_owned(), expected.to_string(), received.to_string())),
    }
}
