//! Declarations and facts as lines of text, which can be compared and read.

use simplex_api::spec::{MemberSpec, TypeKind, TypeRef, TypeSpec};
use simplex_api_tests::facts::{self, Facts, Field, Kind};

/// The lines of a declared type: a head, then one for each member, word, variant, in order.
pub(crate) fn declared(spec: &TypeSpec) -> Vec<String> {
    let syntax = spec
        .syntax
        .map(|syntax| format!(" `{syntax}`"))
        .unwrap_or_default();
    let head = |kind| format!("{} is {kind}{syntax}{}", spec.name, since(spec.since));
    match spec.kind {
        TypeKind::Record { members, .. } => {
            let members = declared_members(spec.name, members);
            [head("a record".to_owned())]
                .into_iter()
                .chain(members)
                .collect()
        }
        TypeKind::Words(words) => {
            let words = words
                .iter()
                .map(|word| format!("{}: {}{}", spec.name, word.word, since(word.since)));
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
                lines.extend(declared_members(&path, variant.members));
            }
            lines
        }
    }
}

/// The lines of declared members.
pub(crate) fn declared_members(path: &str, members: &[MemberSpec]) -> Vec<String> {
    let line = |member: &MemberSpec| {
        format!(
            "{path}.{}: {}{}",
            member.name,
            described(&member.ty),
            since(member.since)
        )
    };
    members.iter().map(line).collect()
}

/// The lines of a type by the facts about version 7.0, where `old` is the type in 6.4.
pub(crate) fn documented(ty: &facts::Type, old: Option<&facts::Type>) -> Vec<String> {
    let name = &ty.name;
    let syntax = ty
        .syntax
        .as_ref()
        .map(|syntax| format!(" `{syntax}`"))
        .unwrap_or_default();
    let is_new = |known: bool| old.is_some() && !known;
    let head = |kind| format!("{name} is {kind}{syntax}{}", mark(old.is_none()));
    match &ty.kind {
        Kind::Record { fields } => {
            let members = documented_members(name, fields, old.map(|old| old.kind.fields()));
            [head("a record".to_owned())]
                .into_iter()
                .chain(members)
                .collect()
        }
        Kind::Enum { values } => {
            let known = |word| old.is_some_and(|old| old.kind.words().contains(word));
            let words = values
                .iter()
                .map(|word| format!("{name}: {word}{}", mark(is_new(known(word)))));
            [head("an enum".to_owned())]
                .into_iter()
                .chain(words)
                .collect()
        }
        Kind::Union { tag, variants } => {
            let mut lines = vec![head(format!("a union by {tag}"))];
            for variant in variants {
                let old_variants = old.map_or(&[][..], |old| old.kind.variants());
                let old_variant = old_variants.iter().find(|old| old.tag == variant.tag);
                let path = format!("{name}.{}", variant.tag);
                // A type that was an enum had the tags as words.
                let was_word = old.is_some_and(|old| old.kind.words().contains(&variant.tag));
                let known = old_variant.is_some() || was_word;
                lines.push(format!("{path}{}", mark(is_new(known))));
                let old_fields = old_variant.map(|old| old.fields.as_slice());
                lines.extend(documented_members(&path, &variant.fields, old_fields));
            }
            lines
        }
    }
}

/// The lines of the parameters of a command by the facts about version 7.0.
pub(crate) fn documented_command(command: &facts::Command) -> Vec<String> {
    let old = Facts::v6_4().find_command(&command.name);
    let old = old.map(|old| old.params.as_slice());
    documented_members(&command.name, &command.params, old)
}

/// The lines of members by the facts. Those that are newer than what contains them are marked, and may
/// be absent; `old` is `None` if what contains them is new itself.
pub(crate) fn documented_members(
    path: &str,
    fields: &[Field],
    old: Option<&[Field]>,
) -> Vec<String> {
    let line = |field: &Field| {
        let is_new = old.is_some_and(|old| old.iter().all(|old| old.name != field.name));
        let may_be_absent = match &field.ty {
            facts::TypeRef::Prim(name) => name == "bool",
            facts::TypeRef::Ref(_) => false,
            _ => true,
        };
        let absent = if is_new && !may_be_absent { "?" } else { "" };
        format!(
            "{path}.{}: {}{absent}{}",
            field.name,
            field.ty,
            mark(is_new)
        )
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
    }
}

/// How a declaration is marked as newer than 6.4.
pub(crate) fn since(version: Option<&str>) -> String {
    version
        .map(|version| format!(", since {version}"))
        .unwrap_or_default()
}

fn mark(is_new: bool) -> String {
    since(is_new.then_some("7.0"))
}
