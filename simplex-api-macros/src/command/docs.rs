//! The sections that the macro adds to the documentation of a command.

use std::fmt::Write;

use super::model::Command;
use crate::names;

/// Syntax, network use, responses and errors, as rustdoc sections.
pub(super) fn sections(command: &Command) -> String {
    let attribute = &command.attribute;
    let mut docs = String::new();
    if let Some(syntax) = &attribute.syntax {
        let _ = write!(docs, "\n# Syntax\n\n```text\n{}\n```\n", syntax.value());
    }
    if !attribute.aliases.is_empty() {
        let names = attribute
            .aliases
            .iter()
            .map(|alias| format!("`{}`", alias.value()));
        let names: Vec<_> = names.collect();
        let _ = write!(docs, "\nIt can also start with {}.\n", names.join(" or "));
    }
    if let Some(older) = &attribute.older_syntax {
        let (version, syntax) = (older.before.value(), older.syntax.value());
        let _ = write!(
            docs,
            "\nServers before {version} take:\n\n```text\n{syntax}\n```\n"
        );
    }
    if let Some(network) = &attribute.network {
        let when = match network.to_string().as_str() {
            "interactive" => {
                "Interactive: some or all network requests finish before the response arrives."
            }
            "background" => "Background: the response arrives before the requests are sent.",
            _ => "None.",
        };
        let _ = write!(docs, "\n# Network use\n\n{when}\n");
    }
    if !attribute.responses.is_empty() {
        docs.push_str("\n# Responses\n\n");
        for response in &attribute.responses {
            let path = names::path_string(response);
            let _ = writeln!(docs, "- [`{path}`](struct@{path})");
        }
    }
    if !attribute.errors.is_empty() {
        docs.push_str("\n# Errors\n\n");
        for error in &attribute.errors {
            let _ = writeln!(docs, "- `{}`", names::path_string(error));
        }
    }
    if let Some(since) = &attribute.since {
        let _ = write!(docs, "\nSince API {}.\n", since.value());
    }
    docs
}
