//! What servers of version 6.4 send is read, too.

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

/// Reads values of each kind in the shape of 6.4; put into the shape of today they lose nothing.
fn read_all<'a>(kinds: impl Iterator<Item = &'a Tagged>, code: &[Declared]) {
    let mut generator = Generator::exploring(Facts::v6_4(), 1);
    for fact in kinds {
        let declared = declared(code, fact);
        for _ in 0..ROUNDS {
            let mut value = generator.tagged("type", fact, RICHEST);
            let read = (declared.again)(&value.to_string());
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
    read_all(responses.into_values(), code::RESPONSES);
}

#[test]
fn events() {
    read_all(Facts::v6_4().events.iter(), code::EVENTS);
}

/// 6.3 lists pairs of group and summary, 6.4 objects of the two, 7.0 groups with a summary in them.
#[test]
fn groups_with_their_summaries() {
    let fact = Facts::v7_0().responses()["GroupsList"];
    let mut generator = Generator::exploring(Facts::v7_0(), 1);
    let today = std::iter::repeat_with(|| generator.tagged("type", fact, RICHEST))
        .find(|value| {
            value["groups"]
                .as_array()
                .is_some_and(|list| !list.is_empty())
        })
        .expect("some groups");
    let read: GroupsList = GroupsList::decode(&today.to_string()).expect("a response of 7.0");
    assert!(
        read.groups
            .iter()
            .any(|group| group.group_summary.is_some())
    );

    let apart = |pair: fn(Value, Value) -> Value| {
        let mut older = today.clone();
        for group in older["groups"].as_array_mut().expect("a list") {
            let members = group.as_object_mut().expect("a group");
            let summary = members.remove("groupSummary").unwrap_or_default();
            *group = pair(group.take(), summary);
        }
        older.to_string()
    };
    let as_pairs = apart(|group, summary| json!([group, summary]));
    let as_objects = apart(|group, summary| json!({"groupInfo": group, "groupSummary": summary}));
    for older in [as_pairs, as_objects] {
        assert_eq!(GroupsList::decode(&older), Ok(read.clone()));
        let any = AnyResponse::decode(&older).expect("a response of 6.4");
        assert_eq!(any, AnyResponse::GroupsList(Box::new(read.clone())));
    }

    let broken = today.to_string().replace("\"groups\"", "\"group\"");
    assert_eq!(
        GroupsList::decode(&broken).map(|read| read.groups),
        Ok(vec![])
    );
    let broken = r#"{"type":"groupsList","user":1,"groups":[]}"#;
    assert_eq!(GroupsList::decode(broken).unwrap_err().path(), "user");
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

/// Before 6.4.3 preferences have no `files` and `sessions`: files were always allowed, sessions never.
#[test]
fn preferences_without_files_and_sessions() {
    fn strip(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(strip),
            Value::Object(members) => {
                for (name, value) in members.iter_mut() {
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
        let read = (declared(code::EVENTS, fact).again)(&value.to_string());
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

/// The words that the documentation has in lower case and the Python package in upper case.
#[test]
fn words_in_either_case() {
    fn read<T: json::Json>(word: &str) -> T {
        json::decode(&Value::from(word).to_string()).expect("a word")
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
    // The server writes one number so itself.
    for text in ["\"7\"", "7"] {
        let user: AgentUserId = json::decode(text).expect("digits");
        assert_eq!((user, &*json::encode(&user)), (AgentUserId(7), "\"7\""));
    }
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

/// The groups of 6.4 as those of 7.0: the summary is a member of the group.
fn summaries_in_groups(value: &mut Value) {
    let groups = value.get_mut("groups").and_then(Value::as_array_mut);
    for group in groups.into_iter().flatten() {
        let summary = group["groupSummary"].take();
        *group = group["groupInfo"].take();
        group["groupSummary"] = summary;
    }
}
