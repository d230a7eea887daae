//! `console spec`, against all facts about both versions.

use serde_json::{Map, Value, json};

use crate::program::output;

/// The parameters that differ from the documentation, with their type in the document. The commands
/// that they belong to say why.
const CORRECTED: &[(&str, &str, &str)] = &[
    ("APIConnectPlan", "connectTarget", "string"),
    ("APIConnectPlan", "connectionLink", "string"),
    ("APIConnectPlan", "resolveMode", "PlanResolveMode?"),
    ("APIConnect", "preparedLink_", "CreatedConnLink"),
    ("Connect", "connTarget_", "string"),
    ("Connect", "connLink_", "string"),
    ("StartChat", "mainApp", "bool?"),
    ("StartChat", "enableSndFiles", "bool?"),
];

/// The responses that the documentation does not list, by their tags.
const UNLISTED: &[(&str, &str)] = &[
    ("APISetProfileAddress", "userProfileNoChange"),
    ("Connect", "connectionPlan"),
];

/// The commands whose documentation lists roles that the server has no word for.
const WITH_ROLE: [&str; 5] = [
    "APIAddMember",
    "APIAcceptMember",
    "APIMembersRole",
    "APICreateGroupLink",
    "APIGroupLinkMemberRole",
];

fn document(args: &[&str]) -> Value {
    let output = output(&[&["spec"], args].concat(), "");
    assert!(output.status.success());
    assert_eq!(
        output.stdout.iter().filter(|byte| **byte == b'\n').count(),
        1
    );
    serde_json::from_slice(&output.stdout).unwrap()
}

fn facts(version: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/spec");
    let text = std::fs::read_to_string(format!("{folder}/{version}/commands.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

fn commands(document: &Value) -> &[Value] {
    document["commands"].as_array().unwrap()
}

/// Compares the document with the facts: what they have in common is the same.
fn compare(document: &Value, facts: &Value) {
    assert_eq!(document["api_version"], facts["api_version"]);
    assert_eq!(document["groups"], facts["groups"]);
    assert_eq!(commands(document).len(), commands(facts).len());
    for (declared, fact) in commands(document).iter().zip(commands(facts)) {
        let name = &fact["name"];
        for (key, value) in fact.as_object().unwrap() {
            match key.as_str() {
                "params" => compare_params(declared, fact),
                "responses" => compare_responses(declared, fact),
                _ => assert_eq!(declared[key], *value, "{key} of {name}"),
            }
        }
        let mut keys: Vec<_> = declared.as_object().unwrap().keys().collect();
        keys.retain(|key| fact.get(key).is_none() && !key.starts_with("correct"));
        assert_eq!(keys, ["javascript", "python"]);
    }
}

fn compare_params(declared: &Value, fact: &Value) {
    let name = fact["name"].as_str().unwrap();
    let (params, facts) = (&declared["params"], &fact["params"]);
    let (params, facts) = (params.as_array().unwrap(), facts.as_array().unwrap());
    assert_eq!(params.len(), facts.len(), "{name}");
    for (param, fact) in params.iter().zip(facts) {
        let corrected = CORRECTED
            .iter()
            .find(|(command, param, _)| *command == name && fact["name"] == *param);
        match corrected {
            None => assert_eq!(param, fact, "{name}"),
            Some((_, param_name, doc)) => {
                assert!(declared["correction"].is_string());
                assert_eq!(param["name"], *param_name);
                assert_eq!(param["doc"], *doc);
                assert_ne!(param["doc"], fact["doc"]);
            }
        }
    }
}

fn compare_responses(declared: &Value, fact: &Value) {
    let name = fact["name"].as_str().unwrap();
    let mut responses = declared["responses"].as_array().unwrap().clone();
    for (_, tag) in UNLISTED.iter().filter(|(command, _)| *command == name) {
        assert!(declared["correction"].is_string());
        let place = responses
            .iter()
            .position(|response| response["tag"] == *tag);
        responses.remove(place.unwrap_or_else(|| panic!("{name} does not declare {tag}")));
    }
    let documented = fact["responses"].as_array().unwrap();
    assert_eq!(&responses, documented, "responses of {name}");
}

fn expressions(document: &Value, key: &str) -> usize {
    let commands = commands(document).iter();
    commands.filter(|command| command[key].is_string()).count()
}

fn with_correction(document: &Value) -> Vec<&str> {
    let commands = commands(document).iter();
    let corrected = commands.filter(|command| command["correction"].is_string());
    corrected
        .map(|command| command["name"].as_str().unwrap())
        .collect()
}

#[test]
fn version_7_0() {
    let document = document(&[]);
    compare(&document, &facts("v7.0"));
    assert_eq!(commands(&document).len(), 52);
    assert_eq!(expressions(&document, "javascript"), 49);
    assert_eq!(expressions(&document, "python"), 49);
    let corrected = [
        &["APISetProfileAddress"],
        &WITH_ROLE[..],
        &["APIConnectPlan", "APIConnect", "Connect", "StartChat"],
    ]
    .concat();
    assert_eq!(with_correction(&document), corrected);
}

#[test]
fn version_6_4() {
    let document = document(&["--api", "6.4"]);
    let mut facts = facts("v6.4");
    // The type of the groups was another, which is not declared: servers 6.4 do not answer this command.
    let groups = json!({ "name": "groups", "doc": "[GroupInfo]", "type": { "array": { "ref": "GroupInfo" } } });
    let list = facts["commands"].as_array_mut().unwrap();
    let list = list
        .iter_mut()
        .find(|command| command["name"] == "APIListGroups");
    list.unwrap()["responses"][0]["fields"][1] = groups;
    compare(&document, &facts);
    assert_eq!(commands(&document).len(), 42);
    assert_eq!(expressions(&document, "javascript"), 40);
    assert_eq!(expressions(&document, "python"), 40);
    let corrected = [
        &["APISetProfileAddress"],
        &WITH_ROLE[..],
        &["APIConnectPlan", "APIConnect", "Connect"],
    ]
    .concat();
    assert_eq!(with_correction(&document), corrected);
}

#[test]
fn version_6_5() {
    let document = document(&["--api", "6.5"]);
    let names: Vec<_> = commands(&document)
        .iter()
        .map(|command| command["name"].as_str().unwrap())
        .collect();
    let later = ["APIAddGroupRelays", "APIAllowRelayGroup", "APIGetChats"];
    assert_eq!(names.len(), 52 - later.len());
    assert!(later.iter().all(|name| !names.contains(name)));
    let text = document.to_string();
    assert!(text.contains("ownerVerification") || text.contains("linkOwnerSig"));
    for newer in ["signMessages", "history"] {
        assert!(!text.contains(newer), "{newer}");
    }
}

#[test]
fn the_latest_version_is_the_default() {
    assert_eq!(document(&["--api", "7.0"]), document(&[]));
}

/// An expression is of the version that is asked for, in its names and its parts.
#[test]
fn expressions_have_the_names_of_the_version() {
    let find = |document: &Value, name: &str| {
        let command = commands(document)
            .iter()
            .find(|command| command["name"] == name);
        command.and_then(Value::as_object).unwrap().clone()
    };
    let (new, old) = (document(&[]), document(&["--api", "6.4"]));
    let javascript =
        |command: Map<String, Value>| command["javascript"].as_str().unwrap().to_owned();
    let new_send = javascript(find(&new, "APISendMessages"));
    assert_eq!(
        new_send,
        "'/_send ' + sendRef.toString() + (liveMessage ? ' live=on' : '') + (ttl ? ' ttl=' + ttl : '') \
         + (signMessages ? ' sign=on' : '') + ' json ' + JSON.stringify(composedMessages)"
    );
    let old_send = new_send.replace(" + (signMessages ? ' sign=on' : '')", "");
    assert_eq!(javascript(find(&old, "APISendMessages")), old_send);
    let new_plan = javascript(find(&new, "APIConnectPlan"));
    assert!(new_plan.contains("connectTarget") && new_plan.contains("resolveMode"));
    assert_eq!(
        javascript(find(&old, "APIConnectPlan")),
        "'/_connect plan ' + userId + ' ' + connectionLink"
    );
}
