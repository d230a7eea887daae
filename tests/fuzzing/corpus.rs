//! The corpus: files in `fuzz/corpus`, with one folder for each target.

use std::fs;
use std::path::PathBuf;

use serde_json::{Map, Value};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::generate::Generator;
use simplex_api_tests::json::tag_first;

/// The texts for a target, sorted by file name.
pub(crate) fn read(target: &str) -> Vec<String> {
    let folder = fs::read_dir(folder(target)).expect("a folder of the corpus");
    let mut files: Vec<_> = folder.map(|file| file.expect("a file").path()).collect();
    files.sort();
    let texts = files.iter().map(fs::read_to_string);
    texts.map(|text| text.expect("a text")).collect()
}

/// Generates the corpus from the facts.
#[test]
#[ignore = "writes files"]
fn write() {
    let facts = Facts::v7_0();
    for command in &facts.commands {
        write_file("syntax", &command.name, &corrected(command).syntax);
        let params = richest(&command.name);
        let decoded = AnyCommand::from_params(&command.name, params.clone());
        let decoded = decoded.expect("a declared command");
        let text = decoded.expect("documented parameters").encode();
        write_file("commands", &command.name, &text.expect("a text"));
        write_file("params", &command.name, &Value::from(params).to_string());
    }
    for (name, ty) in &facts.types {
        if let Some(syntax) = &ty.syntax {
            write_file("syntax", name, syntax);
        }
    }
    for response in facts.responses().values() {
        let resp = body(response);
        let frame = format!(r#"{{"corrId":"1","resp":{resp}}}"#);
        write_file("frames", &response.name, &frame);
    }
    for event in &facts.events {
        let resp = body(event);
        write_file("frames", &event.name, &format!(r#"{{"resp":{resp}}}"#));
    }
}

/// The largest number of parameters of a command, in their shortest form.
fn richest(name: &str) -> Map<String, Value> {
    let facts = Facts::v7_0();
    let forms = Generator::new(facts, 1).every_sendable_form(&corrected(facts.command(name)));
    let richest = forms.into_iter().max_by_key(|params| {
        let length = Value::from(params.clone()).to_string().len();
        (params.len(), std::cmp::Reverse(length))
    });
    richest.expect("a form")
}

/// The shortest of several generated bodies with optional fields.
fn body(tagged: &Tagged) -> String {
    let bodies = (0..20).map(|seed| {
        let value = Generator::new(Facts::v7_0(), seed).tagged("type", tagged, 1);
        tag_first(&value)
    });
    bodies.min_by_key(String::len).expect("a body")
}

fn write_file(target: &str, name: &str, text: &str) {
    let folder = folder(target);
    fs::create_dir_all(&folder).expect("a folder of the corpus");
    fs::write(folder.join(name), text).expect("a file of the corpus");
}

fn folder(target: &str) -> PathBuf {
    let corpus = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus");
    PathBuf::from(corpus).join(target)
}
