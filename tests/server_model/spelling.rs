//! Other texts for the same command.

use std::collections::BTreeSet;

use serde_json::{Map, Value};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::{Command, Facts, TypeRef};

use crate::commands::{Server, readings};
use crate::meaning::misread;

/// The options in the syntax of a command that are written for one value only, such as ` live=`.
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

/// The text with an option more than there need be, in every place where the server understands the same.
pub(crate) fn respelled<'a>(
    command: &'a Command,
    params: &Map<String, Value>,
    text: &str,
) -> Vec<(&'a str, String)> {
    let blanks = text[..head(text)]
        .match_indices(' ')
        .map(|(place, _)| place);
    let places: Vec<_> = blanks.chain([text.len()]).collect();
    let mut texts = Vec::new();
    for key in options(command) {
        for (before, after) in places.iter().map(|place| text.split_at(*place)) {
            texts.extend(["on", "off"].map(|value| (key, format!("{before}{key}{value}{after}"))));
        }
    }
    texts.retain(|(_, text)| misread(command, params, text, Server::Today).is_none());
    texts
}

/// What the library reads though it does not write it, as the server does.
#[test]
fn spellings_that_are_read() {
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
        assert_eq!(misread(&command, &params, &text, Server::Today), None);
        assert_ne!(read.encode().expect("a text"), text);
    }
}

/// What the server reads and the library does not, as it says.
#[test]
fn spellings_that_are_not_read() {
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
        assert_eq!(readings(text, Server::Today).len(), 1, "{text}");
        assert!(AnyCommand::decode(text).is_err(), "{text}");
    }
}

/// The length of the text before its JSON.
pub(crate) fn head(text: &str) -> usize {
    text.find(['{', '[', '"']).unwrap_or(text.len())
}
