//! The documentation of a command, in the format of the API documentation.

use super::{javascript, python};
use crate::command::CommandSet;
use crate::doc_text;
use crate::json::ApiType;
use crate::responses::ChatCmdError;
use crate::spec::{CommandSpec, FieldSpec, NetworkUsage, TypeKind, TypeRef, TypeSpec};

/// The documentation of a command: description, network usage, parameters, syntax in three notations,
/// responses and errors, and a horizontal rule.
///
/// Types link to `TYPES.md`, as in the API documentation. Parts that are not declared are omitted. `ChatCmdError` is the
/// last response, if responses are declared and the command can fail.
///
/// ```
/// use simplex_api::command::Command;
/// use simplex_api::commands::ApiUpdateProfile;
///
/// let entry = simplex_api::render::markdown(&ApiUpdateProfile::SPEC);
/// assert!(entry.starts_with("### APIUpdateProfile\n"));
/// assert!(entry.contains("- profile: [Profile](./TYPES.md#profile)\n"));
/// ```
pub fn markdown(spec: &CommandSpec) -> String {
    let mut blocks = vec![format!("### {}\n", spec.name)];
    if !spec.docs.is_empty() {
        blocks.push(doc_text::without_item_links(spec.docs) + "\n");
    }
    blocks.extend(spec.network.map(network));
    if !spec.params.is_empty() {
        blocks.push(format!("**Parameters**:\n{}", list(spec.params)));
    }
    blocks.extend(syntax(spec));
    blocks.extend(responses(spec));
    if !spec.errors.is_empty() {
        blocks.push(errors(spec.errors));
    }
    blocks.push("---\n".to_owned());
    blocks.join("\n")
}

/// The documentation of all commands of a set, in its order.
///
/// ```
/// use simplex_api::commands::AnyCommand;
///
/// let entries = simplex_api::render::markdown_set::<AnyCommand>();
/// assert!(entries.contains("\n---\n\n\n### APIListGroups\n"));
/// ```
pub fn markdown_set<S: CommandSet>() -> String {
    let entries = S::COMMANDS.iter().map(|member| markdown(&member.spec));
    entries.collect::<Vec<_>>().join("\n\n")
}

fn network(usage: NetworkUsage) -> String {
    format!("*Network usage*: {usage}.\n")
}

fn syntax(spec: &CommandSpec) -> Vec<String> {
    let mut blocks = vec!["**Syntax**:\n".to_owned(), code("", spec.syntax)];
    blocks.extend(javascript(spec).map(|text| code("javascript", &(text + " // JavaScript"))));
    blocks.extend(python(spec).map(|text| code("python", &(text + " # Python"))));
    blocks
}

fn code(language: &str, text: &str) -> String {
    format!("```{language}\n{text}\n```\n")
}

fn responses(spec: &CommandSpec) -> Vec<String> {
    if spec.responses.is_empty() {
        return Vec::new();
    }
    let success = spec.responses.iter().map(|response| response());
    // A handwritten response has no metadata, not even a name.
    let success = success.filter(|response| !response.name.is_empty());
    let failure = (!spec.infallible).then_some(ChatCmdError::SPEC);
    let responses: Vec<_> = success.chain(failure).map(response).collect();
    let heading = match responses.len() {
        1 => "**Response**:\n",
        _ => "**Responses**:\n",
    };
    let mut blocks = vec![heading.to_owned()];
    blocks.extend(responses);
    blocks
}

fn response(spec: &TypeSpec) -> String {
    let (tag, fields) = match spec.kind {
        TypeKind::Record { tag, fields } => (tag, fields),
        TypeKind::Enum(_) | TypeKind::Union { .. } => (None, &[] as _),
    };
    let name = spec.name;
    let summary = doc_text::summary(spec.docs, name);
    let tag = tag.map_or_else(String::new, |tag| format!("- type: \"{tag}\"\n"));
    format!("{name}: {summary}\n{tag}{}", list(fields))
}

fn errors(errors: &[&str]) -> String {
    let line = |error: &&str| format!("- {error}: {}.\n", doc_text::words(error));
    let lines: String = errors.iter().map(line).collect();
    format!("**Errors**:\n{lines}")
}

fn list(fields: &[FieldSpec]) -> String {
    let line = |field: &FieldSpec| format!("- {}: {}\n", field.name, linked(&field.ty));
    fields.iter().map(line).collect()
}

/// The notation of the documentation for a type, with links to named types.
fn linked(ty: &TypeRef) -> String {
    match ty {
        TypeRef::Primitive(name) => (*name).to_owned(),
        TypeRef::Named(spec) => {
            let name = spec().name;
            format!("[{name}](./TYPES.md#{})", name.to_lowercase())
        }
        // Markdown would read the angle brackets of a Rust path as HTML.
        TypeRef::Foreign(name) => format!("`{}`", name()),
        TypeRef::Optional(value) => linked(value) + "?",
        TypeRef::Array(item) => format!("[{}]", linked(item)),
        TypeRef::Map(key, value) => format!("{{{} : {}}}", linked(key), linked(value)),
    }
}
