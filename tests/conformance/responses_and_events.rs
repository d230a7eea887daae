//! The names, tags and fields of responses and events.

use std::collections::{BTreeMap, BTreeSet};

use simplex_api::spec::TypeKind;
use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::versions::{self, Version};

use crate::code::{self, Declared};
use crate::lines;

fn events(facts: &Facts) -> BTreeMap<&str, &Tagged> {
    facts
        .events
        .iter()
        .map(|event| (event.name.as_str(), event))
        .collect()
}

/// `kind` is `response` or `event`.
fn documented(kind: &str, fact: &Tagged) -> Vec<String> {
    let name = &fact.name;
    let key = format!("{kind} {name}");
    let since = match kind {
        "response" => response_since(name),
        _ => versions::since(&key),
    };
    let fields = lines::documented_fields(name, &key, "member", &fact.fields);
    let head = format!("{name} is {}{}", fact.tag, lines::mark(since));
    [head].into_iter().chain(fields).collect()
}

/// The version of the first command that lists the response.
fn response_since(name: &str) -> Option<Version> {
    let commands = Facts::v7_0().commands.iter();
    let listing = commands.filter(|fact| fact.responses.iter().any(|listed| listed.name == name));
    let since = listing.map(|fact| versions::since(&format!("command {}", fact.name)));
    since.min().flatten()
}

fn declared(declared: &Declared) -> Vec<String> {
    let spec = declared.spec;
    let TypeKind::Record {
        tag: Some(tag),
        fields,
    } = spec.kind
    else {
        panic!("{} is not a tagged record", spec.name);
    };
    assert_eq!(tag, declared.tag);
    let head = format!("{} is {tag}{}", spec.name, lines::since(spec.since));
    [head]
        .into_iter()
        .chain(lines::declared_fields(spec.name, fields))
        .collect()
}

fn compare(kind: &str, facts: &BTreeMap<&str, &Tagged>, code: &[Declared]) {
    let names: BTreeSet<_> = code.iter().map(|declared| declared.spec.name).collect();
    assert_eq!(names, facts.keys().copied().collect());
    let documented: Vec<_> = facts
        .values()
        .flat_map(|fact| documented(kind, fact))
        .collect();
    let mut sorted: Vec<_> = code.iter().collect();
    sorted.sort_by_key(|declared| declared.spec.name);
    let declared: Vec<_> = sorted.into_iter().flat_map(declared).collect();
    let missing: Vec<_> = documented
        .iter()
        .filter(|line| !declared.contains(line))
        .collect();
    let added: Vec<_> = declared
        .iter()
        .filter(|line| !documented.contains(line))
        .collect();
    assert!(
        missing.is_empty() && added.is_empty(),
        "missing {missing:#?}\nadded {added:#?}"
    );
    assert_eq!(declared, documented);
}

#[test]
fn responses() {
    assert_eq!(code::RESPONSES.len(), 55);
    compare("response", &Facts::v7_0().responses(), code::RESPONSES);
}

#[test]
fn all_events() {
    assert_eq!(code::EVENTS.len(), 50);
    compare("event", &events(Facts::v7_0()), code::EVENTS);
}

#[test]
fn all_responses_and_events_of_6_4_are_in_7_0() {
    let old = Facts::v6_4();
    let mut responses = old.responses().into_keys();
    assert!(responses.all(|name| {
        code::RESPONSES
            .iter()
            .any(|declared| declared.spec.name == name)
    }));
    assert!(events(old).into_keys().all(|name| {
        code::EVENTS
            .iter()
            .any(|declared| declared.spec.name == name)
    }));
}

#[test]
fn responses_of_commands_are_listed() {
    for command in code::commands() {
        for response in command.responses {
            let listed = code::RESPONSES
                .iter()
                .find(|declared| declared.spec.name == response().name);
            let listed = listed.unwrap_or_else(|| panic!("{} is not listed", response().name));
            assert_eq!(lines::declared(listed.spec), lines::declared(response()));
        }
    }
}

#[test]
fn the_event_enum_has_all_events_in_the_documented_order() {
    let variants: Vec<_> = code::event_variants()
        .iter()
        .map(|variant| variant.tag)
        .collect();
    let documented: Vec<_> = Facts::v7_0()
        .events
        .iter()
        .map(|event| event.tag.as_str())
        .collect();
    assert_eq!(variants, documented);
}

#[test]
fn the_event_enum_has_the_fields_of_the_records() {
    for variant in code::event_variants() {
        let listed = code::EVENTS
            .iter()
            .find(|declared| declared.tag == variant.tag);
        let spec = listed
            .unwrap_or_else(|| panic!("{} is not listed", variant.tag))
            .spec;
        let TypeKind::Record { fields, .. } = spec.kind else {
            panic!("{} is not a record", spec.name);
        };
        let of_record = lines::declared_fields("", fields);
        assert_eq!(
            lines::declared_fields("", variant.fields),
            of_record,
            "{}",
            variant.tag
        );
        assert_eq!(variant.since, spec.since, "{}", variant.tag);
    }
}

/// A response and an event with the same name have the same type, with one exception.
#[test]
fn shared_names() {
    let different = code::RESPONSES.iter().filter(|response| {
        let event = code::EVENTS
            .iter()
            .find(|event| event.spec.name == response.spec.name);
        event.is_some_and(|event| lines::declared(event.spec) != lines::declared(response.spec))
    });
    let different: Vec<_> = different.map(|declared| declared.spec.name).collect();
    assert_eq!(different, ["GroupUpdated"]);
}
