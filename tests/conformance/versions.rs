//! The version marks of the declarations, and the values of each documented version.

use std::collections::BTreeSet;

use simplex_api_tests::facts::{Facts, Tagged};
use simplex_api_tests::generate::{Generator, RICHEST};
use simplex_api_tests::versions::{Version, as_of, newer, since};

use crate::code::{self, Declared};
use crate::decoding::{check, declared};
use crate::types::{REMOVED, fact_names};

const ROUNDS: u64 = 4;

/// Exactly the parts that are missing in the facts about 6.4 are marked as newer.
#[test]
fn everything_newer_than_6_4_is_marked() {
    let (old, unmarked) = (Facts::v6_4(), as_of(Version::V6_4));
    let documented = old
        .types
        .values()
        .flat_map(|ty| fact_names(&ty.name, &ty.kind));
    let documented: BTreeSet<_> = documented.collect();
    let types = unmarked
        .types
        .values()
        .filter(|ty| since(&format!("type {}", ty.name)).is_none());
    let listed: BTreeSet<_> = types
        .flat_map(|ty| fact_names(&ty.name, &ty.kind))
        .filter(|name| name != "ConnStatus.sndReady")
        .collect();
    let unlisted: Vec<_> = listed.difference(&documented).collect();
    assert!(unlisted.is_empty(), "newer than 6.4: {unlisted:#?}");
    let removed: BTreeSet<_> = REMOVED.iter().copied().collect();
    let lost = documented.difference(&listed);
    let lost: Vec<_> = lost
        .filter(|name| {
            let mut owners = name.match_indices('.').map(|(at, _)| &name[..at]);
            !removed.contains(name.as_str()) && !owners.any(|owner| removed.contains(owner))
        })
        .collect();
    assert!(lost.is_empty(), "not newer than 6.4: {lost:#?}");

    let names = |facts: &[Tagged]| -> BTreeSet<_> {
        let fields = facts.iter().flat_map(|fact| {
            let fields = fact.fields.iter();
            fields.map(|field| format!("{}.{}", fact.name, field.name))
        });
        fields.collect()
    };
    assert_eq!(names(&unmarked.events), names(&old.events));
    let params = |facts: &Facts| -> BTreeSet<_> {
        let params = facts.commands.iter().flat_map(|fact| {
            let params = fact.params.iter();
            params.map(|param| format!("{}.{}", fact.name, param.name))
        });
        params.collect()
    };
    let (unmarked, old) = (params(&unmarked), params(old));
    let renamed: Vec<_> = old.difference(&unmarked).map(String::as_str).collect();
    assert_eq!(
        renamed,
        ["APIConnectPlan.connectionLink", "Connect.connLink_"]
    );
    assert!(unmarked.is_subset(&old));
}

/// Every entry of the list refers to an existing part.
#[test]
fn every_mark_refers_to_an_existing_part() {
    let [oldest, newest] = [Version::V6_4, Version::V7_0_2].map(as_of);
    let count = |facts: &Facts| {
        let fields = |facts: &[Tagged]| facts.iter().map(|fact| fact.fields.len()).sum::<usize>();
        let responses: Vec<_> = facts.responses().into_values().cloned().collect();
        let params = facts.commands.iter().map(|fact| fact.params.len());
        let types = facts.types.values();
        let parts = types.map(|ty| fact_names(&ty.name, &ty.kind).len());
        params.sum::<usize>() + fields(&responses) + fields(&facts.events) + parts.sum::<usize>()
    };
    assert!(count(&oldest) < count(&newest));
    let known = |key: &str| {
        let (owner, part) = key.split_once(", ").unwrap_or((key, ""));
        let (kind, name) = owner.split_once(' ')?;
        let name = name.to_owned();
        let facts = &newest;
        let fields = match kind {
            "command" => facts.find_command(&name)?.params.clone(),
            "response" => facts.responses().get(name.as_str())?.fields.clone(),
            "event" => facts
                .events
                .iter()
                .find(|fact| fact.name == name)?
                .fields
                .clone(),
            _ => {
                let names = fact_names(&name, &facts.types.get(&name)?.kind);
                let parts = part
                    .split(", ")
                    .filter_map(|part| Some(part.split_once(' ')?.1));
                let path = parts.fold(name, |path, part| format!("{path}.{part}"));
                return names.contains(&path).then_some(());
            }
        };
        let field = part.split_once(' ').map(|(_, field)| field);
        field
            .is_none_or(|field| fields.iter().any(|known| known.name == field))
            .then_some(())
    };
    let unknown: Vec<_> = newer().filter(|(key, _)| known(key).is_none()).collect();
    let types: Vec<_> = unknown
        .into_iter()
        .filter(|(key, _)| key.contains(','))
        .collect();
    assert!(types.is_empty(), "{types:#?}");
}

/// The values of each version are decoded without loss. Newer parts may be absent.
#[test]
fn values_of_each_version() {
    for version in Version::DOCUMENTED {
        let facts = as_of(version);
        let mut generator = Generator::exploring(&facts, 1);
        let mut read = |code: &[Declared], fact: &Tagged| {
            let declared = declared(code, fact);
            for _ in 0..ROUNDS {
                check(declared, &generator.tagged("type", fact, RICHEST));
            }
        };
        for fact in facts.responses().into_values() {
            read(code::RESPONSES, fact);
        }
        for fact in &facts.events {
            read(code::EVENTS, fact);
        }
    }
}
