//! Servers of each documented version receive what it documents, and nothing that later versions introduced.

use serde_json::{Map, Value, json};
use simplex_api::command::{CommandSet, EncodeError, EncodeErrorKind, ServerVersion};
use simplex_api::commands::AnyCommand;
use simplex_api_tests::corrections::corrected;
use simplex_api_tests::facts::Facts;
use simplex_api_tests::generate::Generator;
use simplex_api_tests::versions::{Version, as_of, is_read_by_6_4, newer, since};

const ROUNDS: u64 = 8;

/// Parameters that have another name in earlier versions, but are not new.
const RENAMED: [&str; 2] = [
    "command APIConnectPlan, parameter connectTarget",
    "command Connect, parameter connTarget_",
];

fn command(name: &str, params: Map<String, Value>) -> AnyCommand {
    let command = AnyCommand::from_params(name, params).expect("a declared command");
    command.unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn encode(command: &AnyCommand, version: Version) -> Result<String, EncodeError> {
    let server: ServerVersion = version.reported().parse().expect("a version");
    command.encode_for(&server)
}

/// Commands with all combinations of values that `version` documents.
fn documented(version: Version, seed: u64) -> Vec<(&'static str, AnyCommand)> {
    let facts = as_of(version);
    let mut generator = Generator::new(&facts, seed);
    let mut commands = Vec::new();
    for fact in &facts.commands {
        let fact = Facts::v7_0().command(&fact.name);
        let is_newer = |param: &str| {
            let key = format!("command {}, parameter {param}", fact.name);
            !RENAMED.contains(&key.as_str()) && since(&key).is_some_and(|since| since > version)
        };
        for mut params in generator.every_sendable_form(&corrected(fact)) {
            params.retain(|name, _| !is_newer(name));
            commands.push((fact.name.as_str(), command(&fact.name, params)));
        }
    }
    commands
}

#[test]
fn documented_commands_are_sent() {
    for version in Version::DOCUMENTED {
        for seed in 0..ROUNDS {
            for (name, command) in documented(version, seed) {
                let encoded = encode(&command, version);
                assert!(encoded.is_ok(), "{name} for {version:?}: {encoded:?}");
            }
        }
    }
}

fn is_unsupported_before(error: &EncodeError, version: Version) -> bool {
    matches!(error.kind(), EncodeErrorKind::Unsupported { since, .. } if *since == version.mark())
}

#[test]
fn commands_of_later_versions_are_not_sent() {
    let mut refused = 0;
    for version in Version::DOCUMENTED {
        for (name, command) in documented(Version::V7_0_2, 0) {
            let since = since(&format!("command {name}"));
            let Some(since) = since.filter(|since| *since > version && !is_read_by_6_4(name))
            else {
                continue;
            };
            let error = encode(&command, version).expect_err(name);
            assert!(is_unsupported_before(&error, since), "{name}: {error}");
            refused += 1;
        }
    }
    assert!(refused > 10, "{refused}");
}

/// A value of a parameter that was introduced later than its command.
fn value(param: &str) -> Value {
    match param {
        "signMessages" => json!(true),
        "resolveMode" => json!("never"),
        "linkOwnerSig" => json!({"chatBinding": "a", "ownerSig": "b"}),
        _ => panic!("no value of {param}"),
    }
}

#[test]
fn parameters_of_later_versions_are_not_sent() {
    let mut tried = 0;
    for (key, since) in newer().filter(|(key, _)| !RENAMED.contains(key)) {
        let Some((name, param)) = key
            .strip_prefix("command ")
            .and_then(|key| key.split_once(", parameter "))
        else {
            continue;
        };
        let mut params = match name {
            "APISendMessages" => {
                json!({"sendRef": {"chatType": "group", "chatId": 1}, "composedMessages": [{"msgContent": {"type": "text", "text": "a"}}]})
            }
            _ => json!({"userId": 1, "connectTarget": "simplex:/a"}),
        };
        params[param] = value(param);
        let Value::Object(params) = params else {
            panic!("{params} is no object");
        };
        let command = command(name, params);
        for version in Version::DOCUMENTED {
            match encode(&command, version) {
                Ok(_) => assert!(version >= since, "{key} for {version:?}"),
                Err(error) => {
                    assert!(version < since, "{key} for {version:?}: {error}");
                    assert!(is_unsupported_before(&error, since), "{error}");
                    assert_eq!(error.param(), param);
                }
            }
        }
        tried += 1;
    }
    assert_eq!(tried, 3);
}
