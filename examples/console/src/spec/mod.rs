//! `console spec`: all commands with their metadata, as one JSON document.
//!
//! It has the structure of `tests/spec/*/commands.json`. In addition, each command has a JavaScript and a
//! Python expression that encodes it (null if the encoded command is always the same). For a command that
//! deviates from its documentation, `syntax` is the documented syntax, `corrected` is the declared one, and
//! `correction` is the reason; parameters and expressions are those of the declared one.

mod syntax;
mod version;

use std::error::Error;

use serde::Serialize;
use serde_json::{Value, json};
use simplex_api::command::{CommandSet, SetCommand};
use simplex_api::commands::AnyCommand;
use simplex_api::json::ApiType;
use simplex_api::render;
use simplex_api::responses::ChatCmdError;
use simplex_api::spec::{CommandSpec, FieldSpec, NetworkUsage, TypeKind, TypeRef, TypeSpec};

use crate::line_io;
pub(crate) use version::Version;

#[derive(Serialize)]
struct Document {
    api_version: &'static str,
    groups: Vec<&'static str>,
    commands: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    group: Option<&'static str>,
    name: &'static str,
    network_usage: Option<&'static str>,
    params: Vec<Field>,
    syntax: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    corrected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    correction: Option<&'static str>,
    responses: Vec<Response>,
    errors: &'static [&'static str],
    javascript: Option<String>,
    python: Option<String>,
}

#[derive(Serialize)]
struct Field {
    name: &'static str,
    /// The type in the notation of the documentation.
    doc: String,
    #[serde(rename = "type")]
    ty: Value,
    #[serde(rename = "nonEmpty", skip_serializing_if = "std::ops::Not::not")]
    non_empty: bool,
}

#[derive(Serialize)]
struct Response {
    name: &'static str,
    tag: Option<&'static str>,
    fields: Vec<Field>,
}

/// Prints the document for a version.
pub(crate) fn print(version: Version) -> Result<(), Box<dyn Error>> {
    let commands: Vec<_> = AnyCommand::COMMANDS
        .iter()
        .filter_map(|member| entry(member, version))
        .collect();
    let mut groups: Vec<_> = commands.iter().filter_map(|entry| entry.group).collect();
    groups.dedup();
    line_io::print_json(&Document {
        api_version: version.name(),
        groups,
        commands,
    })
}

fn entry(member: &'static SetCommand<AnyCommand>, version: Version) -> Option<Entry> {
    let spec = version.command(&member.spec)?;
    let declared = syntax::render(spec.parts, spec.params);
    let documented = spec
        .documented
        .map(|syntax| version.syntax(syntax, member.spec.params));
    let (syntax, corrected) = match documented {
        Some(documented) => (documented, Some(declared)),
        None => (declared, None),
    };
    Some(Entry {
        group: member.group,
        name: spec.name,
        network_usage: spec.network.map(NetworkUsage::as_str),
        params: fields_of(spec.params, version),
        syntax,
        corrected,
        correction: spec.correction,
        responses: responses(&spec, version),
        errors: spec.errors,
        javascript: render::javascript(&spec),
        python: render::python(&spec),
    })
}

/// The responses of a command, last the error that nearly every command can have.
fn responses(spec: &CommandSpec, version: Version) -> Vec<Response> {
    let success = spec.responses.iter().map(|response| response());
    let error = (!spec.infallible).then_some(ChatCmdError::SPEC);
    let known = success
        .chain(error)
        .filter(|response| version.has(response.since));
    known.map(|spec| response(spec, version)).collect()
}

fn response(spec: &TypeSpec, version: Version) -> Response {
    let (tag, fields) = match spec.kind {
        TypeKind::Record { tag, fields } => (tag, fields),
        _ => (None, &[] as _),
    };
    Response {
        name: spec.name,
        tag,
        fields: fields_of(fields, version),
    }
}

fn fields_of(fields: &[FieldSpec], version: Version) -> Vec<Field> {
    let fields = fields.iter().filter(|field| version.has(field.since));
    let fields = fields.map(|field| Field {
        name: field.name,
        doc: field.ty.to_string(),
        ty: type_json(&field.ty),
        non_empty: field.non_empty,
    });
    fields.collect()
}

fn type_json(ty: &TypeRef) -> Value {
    match ty {
        TypeRef::Primitive(name) => json!({ "prim": name }),
        TypeRef::Foreign(name) => json!({ "prim": name() }),
        TypeRef::Named(spec) => json!({ "ref": spec().name }),
        TypeRef::Optional(value) => json!({ "optional": type_json(value) }),
        TypeRef::Array(item) => json!({ "array": type_json(item) }),
        TypeRef::Map(key, value) => {
            json!({ "map": { "key": type_json(key), "value": type_json(value) } })
        }
        other => json!({ "prim": other.to_string() }),
    }
}
