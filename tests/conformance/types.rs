//! The types in commands, responses and events.

use std::collections::BTreeSet;

use simplex_api::spec::{TypeKind, TypeSpec};
use simplex_api_tests::facts::{Facts, Field, Kind};

use crate::{code, deviations, lines};

/// Compares all types of one kind line by line.
fn compare(is_kind: impl Fn(&Kind) -> bool) -> usize {
    let facts = Facts::v7_0();
    let declared = code::types();
    let mut different = Vec::new();
    let mut count = 0;
    for ty in facts.types.values().filter(|ty| is_kind(&ty.kind)) {
        let documented = lines::documented(ty);
        let expected = deviations::applied(documented, deviations::TYPES);
        let found = declared
            .get(ty.name.as_str())
            .map(|spec| lines::declared(spec))
            .unwrap_or_default();
        different.extend(difference(&expected, &found));
        count += 1;
    }
    assert!(different.is_empty(), "\n{}", different.join("\n"));
    count
}

fn difference(expected: &[String], found: &[String]) -> Vec<String> {
    let missing = expected.iter().filter(|line| !found.contains(line));
    let added = found.iter().filter(|line| !expected.contains(line));
    let lines: Vec<_> = missing
        .map(|line| format!("- {line}"))
        .chain(added.map(|line| format!("+ {line}")))
        .collect();
    if lines.is_empty() && expected != found {
        return vec![format!("another order: {found:#?}")];
    }
    lines
}

#[test]
fn records() {
    assert_eq!(compare(|kind| matches!(kind, Kind::Record { .. })), 107);
}

#[test]
fn enums() {
    assert_eq!(compare(|kind| matches!(kind, Kind::Enum { .. })), 43);
}

#[test]
fn unions() {
    assert_eq!(compare(|kind| matches!(kind, Kind::Union { .. })), 61);
}

#[test]
fn the_code_has_no_other_types() {
    let documented: BTreeSet<_> = Facts::v7_0().types.keys().map(String::as_str).collect();
    let declared: BTreeSet<_> = code::types().into_keys().collect();
    assert_eq!(declared, documented);
    assert_eq!(declared.len(), 211);
}

#[test]
fn no_type_is_foreign() {
    let lines = code::types().into_values().flat_map(lines::declared);
    let foreign: Vec<_> = lines.filter(|line| line.contains("foreign ")).collect();
    assert!(foreign.is_empty(), "{foreign:#?}");
}

/// Parts that are in 6.4, but not in 7.0: `Type`, `Type.field` or `Type.variant`.
pub(crate) const REMOVED: &[&str] = &[
    "ChatErrorType.activeUserExists",
    "ChatErrorType.fileRead",
    // A union since 7.0, with the keywords as tags.
    "ConnStatus.snd-ready",
    "ConnectionEntity.rcvFileConnection",
    "ConnectionEntity.sndFileConnection",
    "Contact.viaGroup",
    "GroupInfoSummary",
    "RcvFileInfo",
    "RcvFileStatus.accepted.fileInfo",
    "RcvFileStatus.cancelled.fileInfo_",
    "RcvFileStatus.complete.fileInfo",
    "RcvFileStatus.connected.fileInfo",
    "StoreError.introNotFound",
];

#[test]
fn everything_of_version_6_4_is_declared_or_removed() {
    let declared = code::types();
    let names: BTreeSet<_> = declared
        .values()
        .flat_map(|spec| spec_names(spec))
        .collect();
    let unknown = deviations::TYPES.iter().map(|deviation| deviation.fact);
    let unknown: BTreeSet<_> = unknown
        .map(|line| line.split(':').next().unwrap_or(line))
        .collect();
    let mut removed = BTreeSet::new();
    for ty in Facts::v6_4().types.values() {
        if !names.contains(&ty.name) {
            removed.insert(ty.name.clone());
            continue;
        }
        let missing = |name: &String| !names.contains(name) && !unknown.contains(name.as_str());
        for name in fact_names(&ty.name, &ty.kind).into_iter().filter(missing) {
            let owner = name.rsplit_once('.').map(|(owner, _)| owner);
            if owner.is_none_or(|owner| !removed.contains(owner)) {
                removed.insert(name);
            }
        }
    }
    assert_eq!(
        removed,
        REMOVED.iter().map(|name| (*name).to_owned()).collect()
    );
}

fn spec_names(spec: &TypeSpec) -> Vec<String> {
    let mut names = vec![spec.name.to_owned()];
    let path = spec.name;
    match spec.kind {
        TypeKind::Record { fields, .. } => {
            names.extend(fields.iter().map(|field| format!("{path}.{}", field.name)));
        }
        TypeKind::Enum(keywords) => {
            names.extend(
                keywords
                    .iter()
                    .map(|known| format!("{path}.{}", known.keyword)),
            );
        }
        TypeKind::Union { variants, .. } => {
            for variant in variants {
                let path = format!("{path}.{}", variant.tag);
                names.extend(
                    variant
                        .fields
                        .iter()
                        .map(|field| format!("{path}.{}", field.name)),
                );
                names.push(path);
            }
        }
        kind => panic!("{kind:?}"),
    }
    names
}

/// The names in a type of the facts, with the path of their owner.
pub(crate) fn fact_names(path: &str, kind: &Kind) -> Vec<String> {
    let within = |path: &str, fields: &[Field]| -> Vec<_> {
        fields
            .iter()
            .map(|field| format!("{path}.{}", field.name))
            .collect()
    };
    let mut names = within(path, kind.fields());
    names.extend(
        kind.words()
            .iter()
            .map(|keyword| format!("{path}.{keyword}")),
    );
    for variant in kind.variants() {
        let path = format!("{path}.{}", variant.tag);
        let fields = within(&path, &variant.fields);
        names.push(path);
        names.extend(fields);
    }
    names
}
