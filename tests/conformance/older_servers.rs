//! Decodes the JSON of servers of version 6.4.

use serde_json::{Value, json};
use simplex_api::command::CommandSet;
use simplex_api::commands::AnyCommand;
use simplex_api::json::{self, Tagged as _};
use simplex_api::responses::{AnyResponse, ContactRequestRejected, GroupsList};
use simplex_api::types::{
    AgentUserId, ConnStatus, ConnectionMode, FeatureAllowed, FileProtocol, FullPreferences, UserId,
};
use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::generate::{Generator, RICHEST};

use crate::code::{self, Declared};
use crate::decoding::{check, declared};

const ROUNDS: u64 = 4;

/// Decodes values in the shape of 6.4, and checks that their conversion to the current shape loses nothing.
fn check_all<'a>(kinds: impl Iterator<Item = &'a Tagged>, code: &[Declared]) {
    let mut generator = Generator::exploring(Facts::v6_4(), 1);
    for fact in kinds {
        let declared = declared(code, fact);
        for _ in 0..ROUNDS {
            let mut value = generator.tagged("type", fact, RICHEST);
            let read = (declared.reencode)(&value.to_string());
            read.unwrap_or_else(|error| panic!("{error}\n{value}"));
            statuses_as_objects(&mut value);
            summaries_in_groups(&mut value);
            check(declared, &value);
        }
    }
}

#[test]
fn responses() {
    let responses = Facts::v6_4().responses();
    check_all(responses.into_values(), code::RESPONSES);
}

#[test]
fn events() {
    check_all(Facts::v6_4().events.iter(), code::EVENTS);
}

/// Version 6.3 lists pairs of group and summary, 6.4 objects with both, and 7.0 groups that contain their summary.
#[test]
fn groups_with_their_summaries() {
    let fact = Facts::v7_0().responses()["GroupsList"];
    let mut generator = Generator::exploring(Facts::v7_0(), 1);
    let current = std::iter::repeat_with(|| generator.tagged("type", fact, RICHEST))
        .find(|value| {
            value["groups"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        })
        .expect("some groups");
    let read: GroupsList = GroupsList::decode(&current.to_string()).expect("a response of 7.0");
    assert!(
        read.groups
            .iter()
            .any(|group| group.group_summary.is_some())
    );

    let older_groups = |combine: fn(Value, Value) -> Value| {
        let mut older = current.clone();
        for group in older["groups"].as_array_mut().expect("a list") {
            let fields = group.as_object_mut().expect("a group");
            let summary = fields.remove("groupSummary").unwrap_or_default();
            *group = combine(group.take(), summary);
        }
        older.to_string()
    };
    let as_pairs = older_groups(|group, summary| json!([group, summary]));
    let as_objects =
        older_groups(|group, summary| json!({"groupInfo": group, "groupSummary": summary}));
    for older in [as_pairs, as_objects] {
        assert_eq!(GroupsList::decode(&older), Ok(read.clone()));
        let any = AnyResponse::decode(&older).expect("a response of 6.4");
        assert_eq!(any, AnyResponse::GroupsList(Box::new(read.clone())));
    }

    let broken = current.to_string().replace("\"groups\"", "\"group\"");
    assert_eq!(
        GroupsList::decode(&broken).map(|read| read.groups),
        Ok(vec![])
    );
    let broken = r#"{"type":"groupsList","user":1,"groups":[]}"#;
    assert_eq!(GroupsList::decode(broken).unwrap_err().path(), "user");
}

#[test]
fn a_status_that_is_a_string() {
    let keywords = [
        ("ready", ConnStatus::ready()),
        ("new", ConnStatus::new()),
        ("snd-ready", ConnStatus::snd_ready()),
        ("sndReady", ConnStatus::snd_ready()),
    ];
    for (keyword, status) in keywords {
        let text = Value::from(keyword).to_string();
        assert_eq!(json::decode::<ConnStatus>(&text), Ok(status));
    }
}

/// Before 6.4.3, preferences have no `files` and `sessions`: files are always allowed, sessions never.
#[test]
fn preferences_without_files_and_sessions() {
    fn strip(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Object(fields) => {
                for (name, value) in fields.iter_mut() {
                    let older: &[&str] = match name.as_str() {
                        "fullPreferences" | "mergedPreferences" => &["files", "sessions"],
                        "fullGroupPreferences" => &["sessions"],
                        _ => &[],
                    };
                    if let Some(preferences) = value.as_object_mut() {
                        preferences.retain(|name, _| !older.contains(&name.as_str()));
                    }
                    strip(value);
                }
            }
            _ => {}
        }
    }
    let facts = Facts::v6_4();
    let mut generator = Generator::new(facts, 1);
    for fact in &facts.events {
        let mut value = generator.tagged("type", fact, RICHEST);
        strip(&mut value);
        let read = (declared(code::EVENTS, fact).reencode)(&value.to_string());
        assert!(read.is_ok(), "{}: {read:?}", fact.name);
    }

    let allowed = json!({"allow": "yes"});
    let known = ["timedMessages", "fullDelete", "reactions", "voice", "calls"];
    let older: serde_json::Map<_, _> = known
        .map(|name| (name.to_owned(), allowed.clone()))
        .into_iter()
        .collect();
    let read: FullPreferences = json::decode(&Value::from(older).to_string()).expect("preferences");
    let files = (read.files.allow, read.sessions.allow);
    assert_eq!(files, (FeatureAllowed::Always, FeatureAllowed::No));
}

/// Keywords that are lower case in the documentation and upper case in the Python package.
#[test]
fn keywords_in_both_cases() {
    fn read<T: json::Json>(keyword: &str) -> T {
        json::decode(&Value::from(keyword).to_string()).expect("a keyword")
    }
    for (lower, upper, mode) in [
        ("inv", "INV", ConnectionMode::Inv),
        ("con", "CON", ConnectionMode::Con),
    ] {
        assert_eq!(
            [lower, upper].map(read::<ConnectionMode>),
            [mode.clone(), mode]
        );
    }
    for (lower, upper, protocol) in [
        ("smp", "SMP", FileProtocol::Smp),
        ("xftp", "XFTP", FileProtocol::Xftp),
        ("local", "LOCAL", FileProtocol::Local),
    ] {
        assert_eq!(
            [lower, upper].map(read::<FileProtocol>),
            [protocol.clone(), protocol]
        );
    }
    let other = FileProtocol::Undocumented("Xftp".into());
    assert_eq!(read::<FileProtocol>("Xftp"), other);
}

/// The profile of a request is a `Profile` in 6.4, and a `LocalProfile` with more fields in 7.0.
#[test]
fn a_request_with_both_kinds_of_profile() {
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
fn parameters_with_older_names() {
    let plan = json!({"userId": 1, "connectionLink": "simplex:/a"});
    let connect = json!({"incognito": true, "connLink_": "simplex:/a"});
    let texts = [
        ("APIConnectPlan", plan, "/_connect plan 1 simplex:/a"),
        ("Connect", connect, "/connect incognito simplex:/a"),
    ];
    for (name, params, text) in texts {
        let Value::Object(params) = params else {
            panic!("{params} is not an object");
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
    // The server encodes this number as a string.
    for text in ["\"7\"", "7"] {
        let user: AgentUserId = json::decode(text).expect("digits");
        assert_eq!((user, &*json::encode(&user)), (AgentUserId(7), "\"7\""));
    }
}

/// Converts the status of connections from a string in 6.4 to an object. One keyword is different.
fn statuses_as_objects(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(statuses_as_objects),
        Value::Object(fields) => {
            for (name, value) in fields {
                if name.ends_with("onnStatus") && value.is_string() {
                    let keyword = if *value == "snd-ready" {
                        "sndReady".into()
                    } else {
                        value.take()
                    };
                    *value = json!({"type": keyword});
                }
                statuses_as_objects(value);
            }
        }
        _ => {}
    }
}

/// Converts groups from 6.4 to 7.0: the summary is a field of the group.
fn summaries_in_groups(value: &mut Value) {
    let groups = value.get_mut("groups").and_then(Value::as_array_mut);
    for group in groups.into_iter().flatten() {
        let summary = group["groupSummary"].take();
        *group = group["groupInfo"].take();
        group["groupSummary"] = summary;
    }
}
