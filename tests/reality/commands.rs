//! Every command that was sent is read as what it is, and written again as it was.

use std::collections::BTreeSet;

use serde_json::Value;
use simplex_api::command::{CommandSet, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::json::difference;
use simplex_api_tests::recordings::{self, Step};

/// Commands that servers read and that are not read here, and why. `…` stands for any rest.
const NOT_READ: &[(&str, &str)] = &[
    (
        r#"/_create user {"profile":{"displayName":"relay",…"#,
        "`clientService` is required here",
    ),
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
    ("/_send #1(as_group=on) …", "is not documented"),
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

/// Commands that are not written for the server though it reads them, by the version, and why.
const NOT_WRITTEN: &[(&str, &str, &str)] = &[
    (
        "6.5.0.19",
        r#"/_create user {"profile":{"displayName":"relayer",…"#,
        MARKED,
    ),
    ("6.5.0.19", "/_get relays …", MARKED),
    ("6.5.0.19", r#"/_group 1 {"displayName":"odd",…"#, MARKED),
    (
        "6.5.0.19",
        r#"/_group_profile #1 {"displayName":"newest",…"#,
        MARKED,
    ),
    ("6.5.0.19", "/_public group …", MARKED),
];

const MARKED: &str = "is marked as of 7.0";

/// Commands that are written otherwise, and how.
const WRITTEN_OTHERWISE: &[(&str, &str)] = &[(
    r#"/_send @4 json [{"filePath":"{files}/note.txt","msgContent":{"type":"text","text":"old form"},"mentions":{}}]"#,
    r#"/_send @4 json [{"fileSource":{"filePath":"{files}/note.txt"},"msgContent":{"type":"text","text":"old form"},"mentions":{}}]"#,
)];

/// Commands that a server cannot read and that are written for it all the same, and why.
const NOT_KNOWN: &[(&str, &str, &str)] = &[(
    "7.0.0.6",
    "/_send #1 sign=on …",
    "7.0.2 reads it, which is marked as of 7.0",
)];

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
        Err(error) if is_error && error.refusal().is_answered() => None,
        Err(error) => is_read.then(|| error.to_string()),
    }
}

#[test]
fn every_command_is_read_and_written_again() {
    let (mut used, mut faults) = (BTreeSet::new(), BTreeSet::new());
    for (name, scenario) in recordings::all() {
        let (server, version) = (scenario.version(), scenario.server.as_str());
        for step in &scenario.steps {
            let Some(sent) = &step.sent else {
                continue;
            };
            let Some(fault) = fault(sent, step, &server) else {
                continue;
            };
            let not_read = NOT_READ.iter().map(|row| (None, row.0));
            let not_written = NOT_WRITTEN.iter().chain(NOT_KNOWN);
            let not_written = not_written.map(|row| (Some(row.0), row.1));
            let otherwise = WRITTEN_OTHERWISE.iter().filter(|row| row.1 == fault);
            let mut rows = not_read
                .chain(not_written)
                .chain(otherwise.map(|row| (None, row.0)));
            match rows.find(|(of, row)| of.is_none_or(|of| of == version) && matches(row, sent)) {
                Some((_, row)) => drop(used.insert(row)),
                None => drop(faults.insert(format!("{name}: `{sent:.300}`: {fault:.300}"))),
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
    let rows = NOT_READ.len() + NOT_WRITTEN.len() + NOT_KNOWN.len() + WRITTEN_OTHERWISE.len();
    assert_eq!(used.len(), rows, "rows that are not needed");
}
