//! Declarations and facts as lines of text, which can be compared and read.

use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, TypeSpec};
use simplex_api_tests::facts::{self, Field, Kind};
use simplex_api_tests::versions::{self, Version};

/// The lines of a declared type: a head, then one for each member, word, variant, in order.
pub(crate) fn declared(spec: &TypeSpec) -> Vec<String> {
    let syntax = spec
        .syntax
        .map(|syntax| format!(" `{syntax}`"))
        .unwrap_or_default();
    let head = |kind| format!("{} is {kind}{syntax}{}", spec.name, since(spec.since));
    match spec.kind {
        TypeKind::Record { fields, .. } => {
            let members = declared_members(spec.name, fields);
            [head("a record".to_owned())]
                .into_iter()
                .chain(members)
                .collect()
        }
        TypeKind::Enum(words) => {
            let words = words
                .iter()
                .map(|word| format!("{}: {}{}", spec.name, word.keyword, since(word.since)));
            [head("an enum".to_owned())]
                .into_iter()
                .chain(words)
                .collect()
        }
        TypeKind::Union { tag, variants } => {
            let mut lines = vec![head(format!("a union by {tag}"))];
            for variant in variants {
                let path = format!("{}.{}", spec.name, variant.tag);
                lines.push(format!("{path}{}", since(variant.since)));
                lines.extend(declared_members(&path, variant.fields));
            }
            lines
        }
        kind => panic!("{kind:?}"),
    }
}

/// The lines of declared members.
pub(crate) fn declared_members(path: &str, members: &[FieldSpec]) -> Vec<String> {
    let line = |member: &FieldSpec| {
        format!(
            "{path}.{}: {}{}",
            member.name,
            described(&member.ty),
            since(member.since)
        )
    };
    members.iter().map(line).collect()
}

/// The lines of a type by the facts about version 7.0, with marks at what came after 6.4.
pub(crate) fn documented(ty: &facts::Type) -> Vec<String> {
    let name = &ty.name;
    let key = format!("type {name}");
    let syntax = ty
        .syntax
        .as_ref()
        .map(|syntax| format!(" `{syntax}`"))
        .unwrap_or_default();
    let head = |kind| format!("{name} is {kind}{syntax}{}", mark(versions::since(&key)));
    match &ty.kind {
        Kind::Record { fields } => {
            let members = documented_members(name, &key, "member", fields);
            [head("a record".to_owned())]
                .into_iter()
                .chain(members)
                .collect()
        }
        Kind::Enum { values } => {
            let words = values.iter().map(|word| {
                let since = versions::since(&format!("{key}, word {word}"));
                format!("{name}: {word}{}", mark(since))
            });
            [head("an enum".to_owned())]
                .into_iter()
                .chain(words)
                .collect()
        }
        Kind::Union { tag, variants } => {
            let mut lines = vec![head(format!("a union by {tag}"))];
            for variant in variants {
                let path = format!("{name}.{}", variant.tag);
                let since = versions::variant_since(name, &variant.tag);
                lines.push(format!("{path}{}", mark(since)));
                let key = format!("{key}, variant {}", variant.tag);
                lines.extend(documented_members(&path, &key, "member", &variant.fields));
            }
            lines
        }
    }
}

/// The lines of the parameters of a command by the facts about version 7.0.
pub(crate) fn documented_command(command: &facts::Command) -> Vec<String> {
    let key = format!("command {}", command.name);
    documented_members(&command.name, &key, "parameter", &command.params)
}

/// The lines of members by the facts, where `key` is what `spec/since.json` calls the value that has them, and `word`
/// what it calls them. Those that are newer than the value are marked, and may be absent.
pub(crate) fn documented_members(
    path: &str,
    key: &str,
    word: &str,
    fields: &[Field],
) -> Vec<String> {
    let line = |field: &Field| {
        let since = versions::since(&format!("{key}, {word} {}", field.name));
        let may_be_absent = match &field.ty {
            facts::TypeRef::Prim(name) => name == "bool",
            facts::TypeRef::Ref(_) => false,
            _ => true,
        };
        let absent = if since.is_some() && !may_be_absent {
            "?"
        } else {
            ""
        };
        format!("{path}.{}: {}{absent}{}", field.name, field.ty, mark(since))
    };
    fields.iter().map(line).collect()
}

/// A type as the documentation spells it.
pub(crate) fn described(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(name) => (*name).to_owned(),
        TypeRef::Named(spec) => spec().name.to_owned(),
        TypeRef::Foreign(name) => format!("foreign {}", name()),
        TypeRef::Optional(inner) => format!("{}?", described(inner)),
        TypeRef::Array(item) => format!("[{}]", described(item)),
        TypeRef::Map(key, value) => format!("{{{} : {}}}", described(key), described(value)),
        ty => panic!("{ty:?}"),
    }
}

/// How a declaration is marked as newer than 6.4.
pub(crate) fn since(version: Option<&str>) -> String {
    version
        .map(|version| format!(", since {version}"))
        .unwrap_or_default()
}

pub(crate) fn mark(version: Option<Version>) -> String {
    since(version.map(Version::mark))
}
