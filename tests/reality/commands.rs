//! Every command that was sent is read as what it is, and written again as it was.

use std::collections::BTreeSet;

use serde_json::Value;
use simplex_api::command::{CommandSet, EncodeErrorKind, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::json::difference;
use simplex_api_tests::recordings::{self, Step};

/// Commands that servers read and that are not read here, and why. `…` stands for any rest.
const NOT_READ: &[(&str, &str)] = &[
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
        "is not documented, and is left out",
    ),
    (
        "/_send @4 live=off ttl=default …",
        "is not documented, and is left out",
    ),
    (
        "/_send #1 ttl=default …",
        "is not documented, and is left out",
    ),
];

/// Commands that are written otherwise, and how.
const WRITTEN_OTHERWISE: &[(&str, &str)] = &[
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

/// What a command begins with in front of its JSON, and the JSON.
fn parts(command: &str) -> (&str, Option<Value>) {
    let start = command.find(['{', '[']).unwrap_or(command.len());
    let (head, tail) = command.split_at(start);
    match serde_json::from_str(tail) {
        Ok(value) => (head, Some(value)),
        Err(_) => (command, None),
    }
}

/// Whether both say the same, perhaps in JSON with other spaces or without fields that have their default value.
fn is_same(sent: &str, written: &str) -> bool {
    match (parts(sent), parts(written)) {
        ((sent, Some(one)), (written, Some(other))) => {
            let is_same = difference(&one, &other)
                .or_else(|| difference(&other, &one))
                .is_none();
            sent == written && is_same
        }
        _ => sent == written,
    }
}

/// What is wrong with the command of a step, as it is read and written here.
fn fault(sent: &str, step: &Step, server: &ServerVersion) -> Option<String> {
    let answer = step.answer.as_ref().expect("an answer");
    let is_error = answer["type"] == "chatCmdError";
    let is_read = !answer.to_string().contains("Failed reading");
    let command = match AnyCommand::decode(sent) {
        Ok(command) => command,
        Err(error) => return is_read.then(|| error.to_string()),
    };
    match command.encode_for(server) {
        Ok(written) if !is_read => is_same(sent, &written).then(|| "cannot be read".to_owned()),
        Ok(written) if is_same(sent, &written) => None,
        Ok(written) => Some(written),
        Err(error) if is_error && matches!(error.kind(), EncodeErrorKind::Rejected(_)) => None,
        Err(error) => is_read.then(|| error.to_string()),
    }
}

#[test]
fn every_command_is_read_and_written_again() {
    let (mut used, mut faults) = (BTreeSet::new(), BTreeSet::new());
    for (name, scenario) in recordings::all() {
        let server = scenario.version();
        for step in &scenario.steps {
            let Some(sent) = &step.sent else {
                continue;
            };
            let Some(fault) = fault(sent, step, &server) else {
                continue;
            };
            let not_read = NOT_READ.iter().map(|row| row.0);
            let otherwise = WRITTEN_OTHERWISE.iter().filter(|row| row.1 == fault);
            let mut rows = not_read.chain(otherwise.map(|row| row.0));
            match rows.find(|row| matches(row, sent)) {
                Some(row) => drop(used.insert(row)),
                None => drop(faults.insert(format!("{name}: `{sent:.300}`: {fault:.300}"))),
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let rows = NOT_READ.len() + WRITTEN_OTHERWISE.len();
    assert_eq!(used.len(), rows, "rows that are not needed");
}
