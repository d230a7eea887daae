//! Declarations and facts as lines of text, for comparison.

use simplex_api::spec::{FieldSpec, TypeKind, TypeRef, TypeSpec};
use simplex_api_tests::facts::{self, Field, Kind};
use simplex_api_tests::versions::{self, Version};

/// The lines of a declared type: a head, then one for each field, keyword or variant, in order.
pub(crate) fn declared(spec: &TypeSpec) -> Vec<String> {
    let syntax = spec
        .syntax
        .map(|syntax| format!(" `{syntax}`"))
        .unwrap_or_default();
    let head = |kind| format!("{} is {kind}{syntax}{}", spec.name, since(spec.since));
    match spec.kind {
        TypeKind::Record { fields, .. } => {
            let fields = declared_fields(spec.name, fields);
            [head("a record".to_owned())]
                .into_iter()
                .chain(fields)
                .collect()
        }
        TypeKind::Enum(keywords) => {
            let keywords = keywords
                .iter()
                .map(|known| format!("{}: {}{}", spec.name, known.keyword, since(known.since)));
            [head("an enum".to_owned())]
                .into_iter()
                .chain(keywords)
                .collect()
        }
        TypeKind::Union { tag, variants } => {
            let mut lines = vec![head(format!("a union by {tag}"))];
            for variant in variants {
                let path = format!("{}.{}", spec.name, variant.tag);
                lines.push(format!("{path}{}", since(variant.since)));
                lines.extend(declared_fields(&path, variant.fields));
            }
            lines
        }
        kind => panic!("{kind:?}"),
    }
}

/// The lines of declared fields.
pub(crate) fn declared_fields(path: &str, fields: &[FieldSpec]) -> Vec<String> {
    let line = |field: &FieldSpec| {
        format!(
            "{path}.{}: {}{}",
            field.name,
            described(&field.ty),
            since(field.since)
        )
    };
    fields.iter().map(line).collect()
}

/// The lines of a type in the facts about version 7.0; newer parts than 6.4 are marked.
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
            let fields = documented_fields(name, &key, "member", fields);
            [head("a record".to_owned())]
                .into_iter()
                .chain(fields)
                .collect()
        }
        Kind::Enum { values } => {
            let keywords = values.iter().map(|keyword| {
                let since = versions::since(&format!("{key}, word {keyword}"));
                format!("{name}: {keyword}{}", mark(since))
            });
            [head("an enum".to_owned())]
                .into_iter()
                .chain(keywords)
                .collect()
        }
        Kind::Union { tag, variants } => {
            let mut lines = vec![head(format!("a union by {tag}"))];
            for variant in variants {
                let path = format!("{name}.{}", variant.tag);
                let since = versions::variant_since(name, &variant.tag);
                lines.push(format!("{path}{}", mark(since)));
                let key = format!("{key}, variant {}", variant.tag);
                lines.extend(documented_fields(&path, &key, "member", &variant.fields));
            }
            lines
        }
    }
}

/// The lines of the parameters of a command in the facts about version 7.0.
pub(crate) fn documented_command(command: &facts::Command) -> Vec<String> {
    let key = format!("command {}", command.name);
    documented_fields(&command.name, &key, "parameter", &command.params)
}

/// The lines of fields in the facts. In `spec/since.json`, `key` is the key of their owner, and `kind` is the word for the
/// fields. Fields that are newer than their owner are marked and may be absent.
pub(crate) fn documented_fields(
    path: &str,
    key: &str,
    kind: &str,
    fields: &[Field],
) -> Vec<String> {
    let line = |field: &Field| {
        let since = versions::since(&format!("{key}, {kind} {}", field.name));
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

/// The notation of the documentation for a type.
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

/// The mark of declarations that are newer than 6.4.
pub(crate) fn since(version: Option<&str>) -> String {
    version
        .map(|version| format!(", since {version}"))
        .unwrap_or_default()
}

pub(crate) fn mark(version: Option<Version>) -> String {
    since(version.map(Version::mark))
}
