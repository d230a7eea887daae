//! The published syntaxes that the tests of the macro crate use. The crate has a copy, because its package does not contain
//! the documentation.

use serde_json::Value;

/// A line for each command and type with a syntax: its kind, name, syntax and parameters, separated by tabs.
fn lines(list: &str, kind: &str, document: &str) -> String {
    let document: Value = serde_json::from_str(document).expect("JSON");
    let items = document[list].as_array().expect("a list");
    let lines = items.iter().filter_map(|item| {
        let text = |key: &str| item[key].as_str();
        let params = params(item).join(", ");
        let line = [kind, text("name")?, text("syntax")?, &params].join("\t");
        Some(line + "\n")
    });
    lines.collect()
}

/// The parameters or fields of an item and of its variants, and their documented types.
fn params(item: &Value) -> Vec<String> {
    let list = |key: &str| item[key].as_array().into_iter().flatten();
    let own = list("params").chain(list("fields")).map(|param| {
        let text = |key: &str| param[key].as_str().expect("a string");
        format!("{}: {}", text("name"), text("doc"))
    });
    own.chain(list("variants").flat_map(params)).collect()
}

macro_rules! compare {
    ($version:literal) => {
        let copied = include_str!(concat!(
            "../../simplex-api-macros/testdata/syntaxes-",
            $version,
            ".tsv"
        ));
        let commands = include_str!(concat!("../spec/v", $version, "/commands.json"));
        let types = include_str!(concat!("../spec/v", $version, "/types.json"));
        let published = lines("commands", "command", commands) + &lines("types", "type", types);
        assert_eq!(copied, published, "{}", $version);
    };
}

#[test]
fn the_copy_equals_the_published_syntaxes() {
    compare!("6.4");
    compare!("7.0");
}
