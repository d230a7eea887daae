//! Every recorded command is decoded and encoded without loss.

use std::collections::BTreeSet;

use serde_json::Value;
use simplex_api::command::{CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::json::difference;
use simplex_api_tests::recordings::{self, Step};

/// Commands that servers decode, but the library does not, with the reason. `…` matches any rest.
const NOT_DECODED: &[(&str, &str)] = &[
    ("/_accept member contact …", "is not documented"),
    ("/_connect contact …", "is not documented"),
    ("/_connect group …", "is not documented"),
    ("/_create member contact …", "is not documented"),
    (
        "/_delete :…",
        "a pending connection is not a documented kind of chat",
    ),
    ("/_get chat …", "is not documented"),
    ("/_invite member contact …", "is not documented"),
    ("/_prepare contact …", "is not documented"),
    ("/_prepare group …", "is not documented"),
    ("/_read chat …", "is not documented"),
    ("/_report …", "is not documented"),
    ("/relays …", "is not documented"),
    (
        "/connect",
        "is another command, which creates an invitation",
    ),
    (
        "/_get chats 1",
        "the pagination and the filter are documented as required",
    ),
    (
        "/_get chats 1 pcc=off count=10",
        "the filter is documented as required",
    ),
    (
        "/_get chats 2 count=10",
        "the filter is documented as required",
    ),
    (
        "/_send #1(as_group=on) …",
        "is not documented, and is `ApiSendMessagesAsGroup`",
    ),
    ("/_send @4 text …", "is not documented"),
    (
        "/_send @4 ttl=default …",
        "is not documented, and is omitted",
    ),
    (
        "/_send @4 live=off ttl=default …",
        "is not documented, and is omitted",
    ),
    (
        "/_send #1 ttl=default …",
        "is not documented, and is omitted",
    ),
];

/// Commands with a different encoding.
const ENCODED_DIFFERENTLY: &[(&str, &str)] = &[
    (
        r#"/_create user {"profile":{"displayName":"relay","fullName":""},"pastTimestamp":false,"userChatRelay":true}"#,
        r#"/_create user {"profile":{"displayName":"relay","fullName":""},"pastTimestamp":false,"userChatRelay":true,"clientService":false}"#,
    ),
    (
        r#"/_send @4 json [{"filePath":"{files}/note.txt","msgContent":{"type":"text","text":"old form"},"mentions":{}}]"#,
        r#"/_send @4 json [{"fileSource":{"filePath":"{files}/note.txt"},"msgContent":{"type":"text","text":"old form"},"mentions":{}}]"#,
    ),
];

fn matches(pattern: &str, command: &str) -> bool {
    match pattern.strip_suffix('…') {
        Some(start) => command.starts_with(start),
        None => command == pattern,
    }
}

/// The part of a command before its JSON, and the JSON.
fn parts(command: &str) -> (&str, Option<Value>) {
    let start = command.find(['{', '[']).unwrap_or(command.len());
    let (head, tail) = command.split_at(start);
    match serde_json::from_str(tail) {
        Ok(value) => (head, Some(value)),
        Err(_) => (command, None),
    }
}

/// Whether two commands are equal, except for spaces and default values in JSON.
fn is_same(sent: &str, encoded: &str) -> bool {
    match (parts(sent), parts(encoded)) {
        ((sent, Some(one)), (encoded, Some(other))) => {
            let is_same = difference(&one, &other)
                .or_else(|| difference(&other, &one))
                .is_none();
            sent == encoded && is_same
        }
        _ => sent == encoded,
    }
}

/// The problem of decoding and encoding the command of a step, if there is one.
fn problem(sent: &str, step: &Step, server: &ServerVersion) -> Option<String> {
    let answer = step.answer.as_ref().expect("an answer");
    let is_error = answer["type"] == "chatCmdError";
    let is_accepted = !answer.to_string().contains("Failed reading");
    let command = match AnyCommand::decode(sent) {
        Ok(command) => command,
        Err(error) => return is_accepted.then(|| error.to_string()),
    };
    match command.encode_for(server) {
        Ok(encoded) if !is_accepted => {
            is_same(sent, &encoded).then(|| "the server cannot decode it".to_owned())
        }
        Ok(encoded) if is_same(sent, &encoded) => None,
        Ok(encoded) => Some(encoded),
        Err(error) if is_error && matches!(error.kind(), EncodeErrorKind::Rejected(_)) => None,
        Err(error) => is_accepted.then(|| error.to_string()),
    }
}

#[test]
fn every_command_is_decoded_and_encoded() {
    let (mut used, mut problems) = (BTreeSet::new(), BTreeSet::new());
    for (name, scenario) in recordings::all() {
        let server = scenario.version();
        for step in &scenario.steps {
            let Some(sent) = &step.sent else {
                continue;
            };
            let Some(problem) = problem(sent, step, &server) else {
                continue;
            };
            let not_decoded = NOT_DECODED.iter().map(|row| row.0);
            let differently = ENCODED_DIFFERENTLY.iter().filter(|row| row.1 == problem);
            let mut rows = not_decoded.chain(differently.map(|row| row.0));
            match rows.find(|row| matches(row, sent)) {
                Some(row) => drop(used.insert(row)),
                None => drop(problems.insert(format!("{name}: `{sent:.300}`: {problem:.300}"))),
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
    let rows = NOT_DECODED.len() + ENCODED_DIFFERENTLY.len();
    assert_eq!(used.len(), rows, "unused rows");
}
