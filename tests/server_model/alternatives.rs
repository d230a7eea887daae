//! Other encodings of the same command.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts, TypeRef};

use crate::commands::{Server, readings};
use crate::misread::misreading;

/// The options in the syntax of a command that are encoded for only one of their values, such as ` live=`.
pub(crate) fn options(command: &Command) -> BTreeSet<&str> {
    let types = command
        .params
        .iter()
        .filter_map(|param| match param.ty.required() {
            TypeRef::Ref(name) => Facts::v7_0().ty(name).syntax.as_deref(),
            _ => None,
        });
    let syntaxes = types.chain([command.syntax.as_str()]);
    let parts = syntaxes.flat_map(|syntax| syntax.split(['[', ']']));
    let keys = parts.filter_map(|part| part.strip_suffix("on").or(part.strip_suffix("off")));
    keys.filter(|key| key.ends_with('=') && !key.contains('|'))
        .collect()
}

/// The encoded command with one more option, at every position where the server parses the same.
pub(crate) fn alternative_spellings<'a>(
    command: &'a Command,
    params: &Map<String, Value>,
    text: &str,
) -> Vec<(&'a str, String)> {
    let spaces = text[..json_start(text)]
        .match_indices(' ')
        .map(|(position, _)| position);
    let positions: Vec<_> = spaces.chain([text.len()]).collect();
    let mut texts = Vec::new();
    for key in options(command) {
        for (before, after) in positions.iter().map(|position| text.split_at(*position)) {
            texts.extend(["on", "off"].map(|value| (key, format!("{before}{key}{value}{after}"))));
        }
    }
    texts.retain(|(_, text)| misreading(command, params, text, Server::Current).is_none());
    texts
}

/// Alternatives that the library decodes and does not encode.
#[test]
fn decoded_alternatives() {
    let message = r#"{"msgContent":{"type":"text","text":"a"},"mentions":{}}"#;
    for text in [
        format!("/_send @1 live=off json [{message}]"),
        format!("/_send @1 json \n [ {message}\t]"),
        format!("/_update item @1 5 live=off json {message}"),
        "/_delete @1 full notify=on".to_owned(),
        "/_remove #1 5 messages=off".to_owned(),
        "/_connect 1 incognito=off".to_owned(),
        "/_contacts 007".to_owned(),
    ] {
        let read = AnyCommand::decode(&text).expect(&text);
        let params = read.to_params().expect("parameters");
        let command = corrected(Facts::v7_0().command(read.spec().name));
        assert_eq!(misreading(&command, &params, &text, Server::Current), None);
        assert_ne!(read.encode().expect("a text"), text);
    }
}

/// Alternatives that the server parses and the library, as documented, does not.
#[test]
fn rejected_alternatives() {
    let message = r#"{"msgContent":{"type":"text","text":"a"},"mentions":{}}"#;
    for text in [
        "/u",
        "/c https://simplex.chat/contact#/?v=2-7&smp=smp%3A%2F%2Fa",
        "/fr 5 /a",
        "/fc 5",
        "/_create link #1",
        "/_delete @1",
        "/_delete @1 notify=on",
        "/_contacts 1 ",
        "/freceive 5 /a ",
        "/_profile_address 1\ton",
        "/_connect 1\tincognito=on",
        &format!("/_update item @1 5 json{message}"),
        &format!("/_send @1 ttl=default json [{message}]"),
        "/_send @1 text hello",
    ] {
        assert_eq!(readings(text, Server::Current).len(), 1, "{text}");
        assert!(AnyCommand::decode(text).is_err(), "{text}");
    }
}

/// The offset of the JSON in an encoded command, or its length.
pub(crate) fn json_start(text: &str) -> usize {
    text.find(['{', '[', '"']).unwrap_or(text.len())
}
