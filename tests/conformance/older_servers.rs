//! What servers of version 6.4 send is read, too.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json;
use simplex_api::responses::ContactRequestRejected;
use simplex_api::types::{ConnStatus, UserId};
use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::generate::{Generator, RICHEST};

use crate::code::{self, Declared};
use crate::decoding::{check, declared};

const ROUNDS: u64 = 4;

/// What is read from servers of 7.0 only: the last member of the path, and what is wrong.
const RETYPED: &[&str] = &[
    // `GroupInfoSummary` in 6.4, whose servers do not understand the command for it anyway.
    "groups: missing member `groupId`",
];

/// The failures for some values of each kind; what is read must not lose anything.
fn failures<'a>(kinds: impl Iterator<Item = &'a Tagged>, code: &[Declared]) -> BTreeSet<String> {
    let mut failures = BTreeSet::new();
    let mut generator = Generator::exploring(Facts::v6_4(), 1);
    for fact in kinds {
        let declared = declared(code, fact);
        for _ in 0..ROUNDS {
            let mut value = generator.tagged("type", fact, RICHEST);
            match (declared.again)(&value.to_string()) {
                Ok(_) => {
                    statuses_as_objects(&mut value);
                    check(declared, &value);
                }
                Err(error) => {
                    let place = error.path().rsplit('.').next().unwrap_or_default();
                    let member = place.split('[').next().unwrap_or_default();
                    failures.insert(format!("{member}: {}", error.message()));
                }
            }
        }
    }
    failures
}

#[test]
fn responses() {
    let responses = Facts::v6_4().responses();
    let failures = failures(responses.into_values(), code::RESPONSES);
    assert_eq!(
        failures,
        RETYPED.iter().map(|line| (*line).to_owned()).collect()
    );
}

#[test]
fn events() {
    let failures = failures(Facts::v6_4().events.iter(), code::EVENTS);
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_status_that_is_a_word() {
    let words = [
        ("ready", ConnStatus::ready()),
        ("new", ConnStatus::new()),
        ("snd-ready", ConnStatus::snd_ready()),
        ("sndReady", ConnStatus::snd_ready()),
    ];
    for (word, status) in words {
        let text = Value::from(word).to_string();
        assert_eq!(json::decode::<ConnStatus>(&text), Ok(status));
    }
}

/// The profile of a request is a `Profile` in 6.4 and a `LocalProfile`, which has more, in 7.0.
#[test]
fn a_request_with_either_profile() {
    for (facts, has_id) in [(Facts::v6_4(), false), (Facts::v7_0(), true)] {
        let fact = facts.responses()["ContactRequestRejected"];
        let value = Generator::new(facts, 1).tagged("type", fact, RICHEST);
        let read: ContactRequestRejected = json::decode(&value.to_string()).expect("a response");
        let profile = read.contact_request.profile;
        assert_eq!(
            value["contactRequest"]["profile"]["displayName"],
            profile.display_name
        );
        assert_eq!(profile.extra.get("profileId").is_some(), has_id);
    }
}

#[test]
fn parameters_by_their_names() {
    let plan = json!({"userId": 1, "connectionLink": "simplex:/a"});
    let connect = json!({"incognito": true, "connLink_": "simplex:/a"});
    let texts = [
        ("APIConnectPlan", plan, "/_connect plan 1 simplex:/a"),
        ("Connect", connect, "/connect incognito simplex:/a"),
    ];
    for (name, params, text) in texts {
        let Value::Object(params) = params else {
            panic!("{params} is no object");
        };
        let command = AnyCommand::from_params(name, params).expect("a known name");
        let command = command.expect("parameters of 6.4");
        assert_eq!(command.encode().as_deref(), Ok(text));
    }
}

#[test]
fn numbers_that_are_strings() {
    let user: UserId = json::decode("\"9223372036854775807\"").expect("digits");
    assert_eq!(user, UserId(i64::MAX));
}

/// A status of a connection is a word in 6.4 and written as an object, one in another spelling.
fn statuses_as_objects(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(statuses_as_objects),
        Value::Object(members) => {
            for (name, value) in members {
                if name.ends_with("onnStatus") && value.is_string() {
                    let word = if *value == "snd-ready" {
                        "sndReady".into()
                    } else {
                        value.take()
                    };
                    *value = json!({"type": word});
                }
                statuses_as_objects(value);
            }
        }
        _ => {}
    }
}
